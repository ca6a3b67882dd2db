"""Test that different pages say the same of a class."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import CALM, DIP, START, ClassIds, Taught
from tests.dashboard.term_fixtures import add_lesson, mark


def test_the_term_and_the_class_page_have_the_same_mean(client: FlaskClient, class_ids: ClassIds) -> None:
    with client.application.test_request_context():
        view = client.application.extensions["moodline"].class_data(class_ids.lesson)
    found = client.get(f"/api/v1/groups/{view.row.group_name}").get_json()["classes"]
    means = {one["class"]["id"]: one["net_positivity"] for one in found}
    assert means[class_ids.lesson] == pytest.approx(view.summary.net_positivity, abs=1e-4)


def test_a_break_is_left_out_of_the_mean_on_every_page(client: FlaskClient, engine: Engine) -> None:
    taught = Taught(900, mood=lambda second: DIP if 300 <= second < 600 else CALM)
    class_id = add_lesson(engine, 3, taught, title="Ratios", group_name="8c")
    before = mean_on_page(client, class_id)
    mark(engine, class_id, START - timedelta(days=3), [(300, "break", ""), (600, "topic", "Ratios")])
    after = mean_on_page(client, class_id)
    assert after > before + 0.1, "the break was low"
    [in_term] = client.get("/api/v1/groups/8c").get_json()["classes"]
    assert in_term["net_positivity"] == pytest.approx(after, abs=1e-4)
    report = client.get(f"/classes/{class_id}/export.json.zip")
    [described] = [name for name in ZipFile(BytesIO(report.data)).namelist() if "schema" not in name]
    exported = json.loads(ZipFile(BytesIO(report.data)).read(described))
    assert exported["summary"]["net_positivity"] == pytest.approx(after, abs=1e-4)


def mean_on_page(client: FlaskClient, class_id: int) -> float:
    mean = client.get(f"/api/v1/classes/{class_id}").get_json()["summary"]["net_positivity"]
    assert isinstance(mean, float)
    return mean


def test_an_interrupted_class_is_called_so_beside_another(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/compare?class={class_ids.lesson}&class={class_ids.interrupted}").get_data(as_text=True)
    assert page.count("(interrupted)") == 1
    assert page.count("· interrupted") == 1
    assert "+.2~f" not in page  # it would write zero as +0


def test_an_empty_database_says_how_to_watch_ones_own_class(client: FlaskClient) -> None:
    page = client.get("/classes").get_data(as_text=True)
    for command in ("--source window:Zoom", "--list-sources", "--demo<", "--demo-data"):
        assert command in page
