"""Test that excluded ranges count in no figure and are drawn nowhere."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.tables import ExcludedRange
from tests.dashboard.class_fixtures import START, ClassIds


def exclude(engine: Engine, class_id: int, begin: int, end: int) -> None:
    excluded = {
        "began_at": START + timedelta(seconds=begin),
        "ended_at": START + timedelta(seconds=end),
        "note": "Break",
    }
    with engine.begin() as connection:
        connection.execute(insert(ExcludedRange).values(class_session_id=class_id, **excluded))


def test_an_excluded_dip_leaves_the_summary(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    address = f"/api/v1/classes/{class_ids.lesson}"
    before = client.get(address).get_json()["summary"]
    exclude(engine, class_ids.lesson, 720, 900)
    after = client.get(address).get_json()["summary"]
    assert before["samples"] - after["samples"] == 180
    assert after["net_positivity"] > before["net_positivity"] + 0.02


def test_an_excluded_range_is_a_gap_in_the_charts(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    exclude(engine, class_ids.lesson, 720, 900)
    points = client.get(f"/api/v1/classes/{class_ids.lesson}/series").get_json()["points"]
    within = [place for place, moment in enumerate(points["x"]) if "10:12:00" <= moment[11:19] < "10:15:00"]
    assert [points["faces"][place] for place in within] == [None]


def test_its_end_belongs_to_the_class_again(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    exclude(engine, class_ids.lesson, 0, 1)
    samples = client.get(f"/api/v1/classes/{class_ids.lesson}").get_json()["summary"]["samples"]
    exclude(engine, class_ids.lesson, 1, 2)
    assert client.get(f"/api/v1/classes/{class_ids.lesson}").get_json()["summary"]["samples"] == samples - 1
