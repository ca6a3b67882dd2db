"""Test that a class which cannot begin is refused in words, and that nothing is started for it."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("field", ["title", "group"])
def test_a_text_of_ten_thousand_characters_is_refused_with_its_length(client: FlaskClient, field: str) -> None:
    answer = client.post("/api/v1/monitor/begin", json={field: "x" * 10_000})
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert error["code"] == "text_too_long"
    assert error["message"] == "This text has 10000 characters, and there is room for 200"
    assert error["remedy"]


def test_a_text_that_just_fits_is_not_refused_for_its_length(client: FlaskClient) -> None:
    answer = client.post("/api/v1/monitor/begin", json={"title": "x" * 200})
    assert answer.get_json()["error"]["code"] == "no_monitor"
