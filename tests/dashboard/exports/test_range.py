"""A range of a class: figures of its own, held against the start and the usual level of the whole class."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.engagement import net_positivity
from classroom.tables import PulseWindow
from dashboard.exports.exported_class import exported_class
from dashboard.exports.pdf.segments import whole_figures
from dashboard.options import DashboardOptions
from dashboard.request.services import Services
from dashboard.segments.time_range import TimeRange
from tests.dashboard.class_fixtures import CALM, DIP, START, Taught, add_class, add_samples
from tests.dashboard.export_fixtures import file_of
from tests.dashboard.term_fixtures import add_lesson, plan


def range_of(client: FlaskClient, class_id: int, begin: str, end: str) -> Any:  # noqa: ANN401 - the file
    return json.loads(file_of(client, f"/classes/{class_id}/export.json?from={begin}&to={end}"))


@pytest.fixture
def taught(engine: Engine) -> int:
    """The written lesson, with a plan whose second half begins with the dip."""
    class_id = add_lesson(engine, 0, Taught(1200))
    plan(engine, class_id, START, [(0, 720, "First"), (720, 900, "Second"), (900, 1200, "Third")])
    return class_id


def test_a_range_is_held_against_the_first_five_minutes_of_the_class(client: FlaskClient, taught: int) -> None:
    (second,) = range_of(client, taught, "10:12", "10:15")["segments"]
    change = second["change_from_start"]["net_positivity"]
    assert change == pytest.approx(net_positivity(DIP) - net_positivity(CALM), abs=0.01)
    whole = json.loads(file_of(client, f"/classes/{taught}/export.json"))["segments"][1]
    assert second["change_from_start"] == whole["change_from_start"]
    assert (second["net_low"], second["net_high"]) == (whole["net_low"], whole["net_high"])


def test_what_stood_out_in_a_range_is_told_against_the_usual_level_of_the_class(
    client: FlaskClient, taught: int
) -> None:
    *_, dip = range_of(client, taught, "10:12", "10:15")["summary"]["highlights"]
    assert dip.startswith("10:12 to 10:15, 3 min: the mood was clearly below usual (−0.5")
    *_, cut = range_of(client, taught, "10:13", "10:14")["summary"]["highlights"]
    assert cut.startswith("10:13 to 10:14, 1 min: the mood was clearly below usual")
    assert "below usual" not in "".join(range_of(client, taught, "10:01", "10:05")["summary"]["highlights"])


def test_answers_of_an_interval_that_reaches_beyond_the_range_are_not_in_it(
    client: FlaskClient, engine: Engine, taught: int
) -> None:
    rows = [
        {
            "class_session_id": taught,
            "began_at": START + timedelta(minutes=minute),
            "ended_at": START + timedelta(minutes=minute + 2),
            "question": "mood",
            **{"first": 5, "second": 0, "third": 0},
        }
        for minute in (1, 3, 5)
    ]
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow), rows)
    windows = range_of(client, taught, "10:02", "10:06")["pulse"]["windows"]
    assert [window["from"] for window in windows] == ["2026-11-20T09:03:00+00:00"]


def test_a_range_keeps_the_clock_of_its_class_when_clocks_change(engine: Engine, options: DashboardOptions) -> None:
    """In Berlin clocks went back at 1:00 UTC on 25 October 2026: a class from before on goes on by its first offset."""
    began = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    class_id = add_class(engine, started_at=began, ended_at=began + timedelta(hours=1))
    add_samples(engine, class_id, began, Taught(3600))
    parts = Services.of(options)
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id, with_variances=True)
    row = stored.row
    time_range = TimeRange(began + timedelta(minutes=40), began + timedelta(minutes=50))
    found = exported_class(stored, options, time_range)
    assert found.view.row.started_at == time_range.begin
    assert found.view.row.own_clock == row.own_clock
    assert found.view.row.clock == row.clock
    assert found.view.row.own_clock.minute(time_range.begin or began) == "03:10"
    parts.reader.close()


def test_the_card_of_a_range_is_as_sure_as_its_segment(
    client: FlaskClient, options: DashboardOptions, taught: int
) -> None:
    parts = Services.of(options)
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(taught, with_variances=True)
    time_range = TimeRange(START + timedelta(minutes=12), START + timedelta(minutes=15))
    card = whole_figures(exported_class(stored, options, time_range))
    (second,) = range_of(client, taught, "10:12", "10:15")["segments"]
    assert card is not None
    assert card.point is not None
    assert card.point.net_low == pytest.approx(second["net_low"], abs=1e-3)
    parts.reader.close()
