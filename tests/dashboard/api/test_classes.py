from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.tables import SampleRow
from tests.dashboard.class_fixtures import (
    CALM,
    START,
    ClassIds,
    Taught,
    add_class,
    add_running,
    add_samples,
    sample_values,
    set_status,
)

NOW = START + timedelta(hours=1)


def json_of(client: FlaskClient, address: str, status: int = 200) -> Any:  # noqa: ANN401 - JSON
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_json()


def test_live_without_a_database_is_an_answer_and_no_error(client: FlaskClient) -> None:
    live = json_of(client, "/api/v1/live?after=0")
    assert live["class"] is None
    assert live["state"]["name"] == "no_class"
    assert json_of(client, "/api/v1/classes")["classes"] == []


def test_live_hands_out_only_what_came_after(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    first = json_of(client, "/api/v1/live?after=0")
    assert len(first["points"]["x"]) == 100
    last_id = first["last_sample_id"]
    assert json_of(client, f"/api/v1/live?after={last_id}")["points"]["x"] == []
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), [sample_values(class_id, NOW, 21, CALM)])
    fresh = json_of(client, f"/api/v1/live?after={last_id}")
    assert fresh["points"]["x"] == ["2026-11-20T11:00:00.000"]
    assert fresh["points"]["faces"] == [21.0]
    assert fresh["now"]["faces"] == 21


def test_a_gap_before_a_new_point_comes_as_an_empty_point(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=200))
    last_id = json_of(client, "/api/v1/live")["last_sample_id"]
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), [sample_values(class_id, NOW, 21, CALM)])
    assert json_of(client, f"/api/v1/live?after={last_id}")["points"]["faces"] == [None, 21.0]


def test_a_page_that_missed_much_is_told_to_load_the_series(client: FlaskClient, engine: Engine) -> None:
    add_running(engine, NOW - timedelta(seconds=300), seconds=300)
    live = json_of(client, "/api/v1/live?after=0")
    assert live["reload_series"] is True
    assert live["points"]["x"] == []


def test_a_poll_that_finds_nothing_new_costs_304(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    tag = client.get("/api/v1/live").headers["ETag"]
    again = client.get("/api/v1/live", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""
    set_status(engine, class_id, NOW, "blind", "The picture is black.")
    assert client.get("/api/v1/live", headers={"If-None-Match": tag}).status_code == 200


def test_another_class_takes_over_the_live_page(client: FlaskClient, engine: Engine) -> None:
    first = add_running(engine, NOW - timedelta(seconds=100))
    assert json_of(client, "/api/v1/live")["class"]["id"] == first
    second = add_running(engine, NOW - timedelta(seconds=50), seconds=40)
    live = json_of(client, "/api/v1/live?after=0")
    assert live["class"]["id"] == second
    assert len(live["points"]["x"]) == 40


def test_a_class_comes_with_its_summary_and_profile(client: FlaskClient, class_ids: ClassIds) -> None:
    answer = json_of(client, f"/api/v1/classes/{class_ids.lesson}")
    assert answer["class"]["title"] == "Quadratics"
    assert answer["class"]["is_demo"] is True
    assert answer["summary"]["samples"] == 1160
    assert abs(sum(answer["summary"]["mood"].values()) - 1) < 0.001
    assert answer["profile"]["weights"]["neutral"] == 0.9


def test_the_series_breaks_at_the_gap_and_tells_local_time(client: FlaskClient, class_ids: ClassIds) -> None:
    series = json_of(client, f"/api/v1/classes/{class_ids.lesson}/series")
    points = series["points"]
    assert points["x"][0] == "2026-11-20T10:00:00.000"
    assert series["class"]["utc_offset"] == "UTC+01:00"
    empty = [index for index, faces in enumerate(points["faces"]) if faces is None]
    assert [points["x"][index][11:16] for index in empty] == ["10:10"]
    assert {len(column) for column in points.values()} == {1161}


def test_eight_hours_come_as_at_most_1500_points(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, title="A long day", ended_at=START + timedelta(hours=8))
    add_samples(engine, class_id, START, Taught(8 * 3600, gaps=((7200, 9000),)))
    points = json_of(client, f"/api/v1/classes/{class_id}/series")["points"]
    assert 1000 < len(points["x"]) <= 1500
    assert points["faces"].count(None) == 1
    assert len(json_of(client, f"/api/v1/classes/{class_id}/series?points=100")["points"]["x"]) <= 100


def test_errors_have_one_shape(client: FlaskClient, class_ids: ClassIds) -> None:
    wrong = {"/api/v1/classes/999": 404, "/api/v1/classes/999/series": 404, "/api/v1/nothing": 404}
    wrong[f"/api/v1/classes/{class_ids.lesson}/series?points=1"] = 400
    for address, status in wrong.items():
        error = json_of(client, address, status)["error"]
        assert set(error) == {"code", "message", "remedy"}
        assert error["remedy"]


def test_what_can_only_be_read_refuses_to_be_written(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("/", "/classes", f"/classes/{class_ids.lesson}", "/api/v1/live"):
        assert client.post(address).status_code == 405
        assert client.delete(address).status_code == 405


@pytest.mark.parametrize("digits", [19, 20, 400, 5000])
def test_a_number_that_no_database_holds_is_the_number_of_nothing(
    client: FlaskClient, class_ids: ClassIds, digits: int
) -> None:
    number = "9" * digits
    for end in ("", "/export.csv", "/export.json", "/report.html"):
        assert client.get(f"/classes/{number}{end}").status_code == 404
    json_of(client, f"/api/v1/classes/{number}", 404)
    json_of(client, f"/api/v1/classes/{number}/series", 404)
    if digits > 20:  # nobody asks for such a number by counting
        json_of(client, f"/api/v1/live?after={number}", 400)
        return
    assert json_of(client, f"/api/v1/live?after={number}")["class"]["id"] == class_ids.lesson
    json_of(client, f"/api/v1/live?after=-{number}")


def test_a_class_says_how_expressive_and_of_how_much_one_mind_it_was(client: FlaskClient, class_ids: ClassIds) -> None:
    summary = json_of(client, f"/api/v1/classes/{class_ids.lesson}")["summary"]
    assert summary["expressiveness"] == pytest.approx(1 - summary["mood"]["neutral"], abs=0.001)
    assert summary["agreement"] == pytest.approx(0.7)
    assert json_of(client, f"/api/v1/classes/{class_ids.few}")["summary"]["agreement"] is None
