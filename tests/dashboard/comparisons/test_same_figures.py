"""Test that different pages say the same of a class."""

import pytest
from flask.testing import FlaskClient

from tests.dashboard.class_fixtures import ClassIds


def test_the_term_and_the_class_page_have_the_same_mean(client: FlaskClient, class_ids: ClassIds) -> None:
    with client.application.test_request_context():
        view = client.application.extensions["moodline"].class_data(class_ids.lesson)
    found = client.get(f"/api/v1/groups/{view.row.group_name}").get_json()["classes"]
    means = {one["class"]["id"]: one["net_positivity"] for one in found}
    assert means[class_ids.lesson] == pytest.approx(view.summary.net_positivity, abs=1e-4)


def test_an_interrupted_class_is_called_so_beside_another(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/compare?class={class_ids.lesson}&class={class_ids.interrupted}").get_data(as_text=True)
    assert page.count("(interrupted)") == 1
    assert page.count("· interrupted") == 1
    assert "+.2~f" not in page  # it would write zero as +0


def test_an_empty_database_says_how_to_watch_ones_own_class(client: FlaskClient) -> None:
    page = client.get("/classes").get_data(as_text=True)
    for command in ("--source window:Zoom", "--list-sources", "--demo<", "--demo-data"):
        assert command in page
