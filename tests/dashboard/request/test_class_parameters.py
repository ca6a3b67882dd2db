"""Test that arguments of an address are understood or refused in the reader's language, and never ignored."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.language.clock import ClassClock
from dashboard.language.time_input import read_moment
from dashboard.segments.plan_file import read_plan
from tests.dashboard.class_fixtures import ROW, START, ClassIds, Taught, add_class, add_samples

GERMAN = {"Accept-Language": "de"}
LATE = START + timedelta(hours=13, minutes=40)
"""23:40 in Berlin."""


@pytest.mark.parametrize(
    ("end", "ask", "message"),
    [
        ("", "from=25:99", "from= holds no time: 25:99"),
        ("/series", "from=25:99", "from= holds no time: 25:99"),
        ("/range", "to=10:05Z", "to= holds no time: 10:05Z"),
        ("/series", "from=10:05%2B01:00", "from= holds no time: 10:05+01:00"),
        ("/range", "from=2026-11-21T10:00:00Z", "This range lies outside of the class"),
        ("/range", "to=2026-11-19T10:00:00Z", "This range lies outside of the class"),
        ("/series", "points=many", "points= holds no whole number: many"),
        ("/series", "points=1e2", "points= holds no whole number: 1e2"),
    ],
)
def test_what_a_class_cannot_be_asked_is_told(
    client: FlaskClient, class_ids: ClassIds, end: str, ask: str, message: str
) -> None:
    before = "/api/v1/classes" if end else "/classes"
    answer = client.get(f"{before}/{class_ids.lesson}{end}?{ask}")
    assert answer.status_code == 400
    assert message in (answer.get_json()["error"]["message"] if end else answer.get_data(as_text=True))


@pytest.mark.parametrize(
    "address", ["/api/v1/live?after=x", "/api/v1/classes?page=two", "/classes?page=", "/classes?page=²"]
)
def test_a_number_that_is_none_is_not_passed_over(client: FlaskClient, class_ids: ClassIds, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "holds no whole number" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("smoothing", "status"), [("60", 200), ("060", 200), ("00000003000", 400), ("²", 400)])
def test_the_smoothing_that_is_checked_is_the_one_that_is_used(
    client: FlaskClient, class_ids: ClassIds, smoothing: str, status: int
) -> None:
    assert client.get(f"/api/v1/classes/{class_ids.few}/series?smoothing={smoothing}").status_code == status


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/nowhere", 404, "Diese Seite gibt es nicht"),
        ("/classes/999", 404, "Es gibt keine Stunde 999"),
        ("/classes?page=x", 400, "page= enthält keine ganze Zahl: x"),
        ("/compare?align=sideways", 400, "An „sideways“ lassen sich Stunden nicht ausrichten"),
    ],
)
def test_errors_speak_the_reader_s_language(
    client: FlaskClient, class_ids: ClassIds, address: str, status: int, message: str
) -> None:
    answer = client.get(address, headers=GERMAN)
    assert answer.status_code == status
    assert message in answer.get_data(as_text=True)
    assert message not in client.get(address).get_data(as_text=True)


def test_methods_hosts_and_databases_are_refused_in_german_too(client: FlaskClient, database: Path) -> None:
    assert client.put("/classes", headers=GERMAN).status_code == 405
    assert "Verwenden Sie eines von: " in client.put("/classes", headers=GERMAN).get_data(as_text=True)
    elsewhere = client.get("/api/v1/live", headers=GERMAN | {"Host": "evil.example"})
    assert elsewhere.get_json()["error"]["remedy"] == (
        "Dieses Dashboard antwortet nur unter localhost, 127.0.0.1 und [::1]."
    )
    database.write_bytes(b"this is no database" * 100)
    broken = client.get("/api/v1/classes", headers=GERMAN).get_json()["error"]
    assert broken["message"].startswith("Die Datenbank")
    assert "--database" in broken["remedy"]


@pytest.mark.parametrize(
    ("text", "end", "hours"),
    [
        ("10:05", None, 1 / 12),
        ("10:00", None, -0.5 / 60),
        ("09:00", timedelta(minutes=45), -60.5 / 60),
        ("00:10", timedelta(hours=15), 14 + 9.5 / 60),
        ("2026-11-20T09:05:30Z", None, 5 / 60),
        ("2026-11-20T10:05:30 01:00", None, 5 / 60),
        ("2026-11-20 10:05:30", None, 5 / 60),
    ],
)
def test_a_time_is_read_in_one_way(text: str, end: timedelta | None, hours: float) -> None:
    begin = START + timedelta(seconds=30)
    found = read_moment(text, ClassClock.of("Europe/Berlin", begin), begin, None if end is None else begin + end)
    expected = begin + timedelta(hours=hours)
    assert abs(found - expected) < timedelta(seconds=31 if text == "10:05" else 1)


@pytest.mark.parametrize("text", ["10:05Z", "10:05+01:00", "25:00", "10", "", "10:05:61", "yesterday", "١٠:٠٥"])
def test_a_time_of_day_that_is_none_or_of_another_clock_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month|hour|day"):
        read_moment(text, ROW.clock, START, None)


def test_a_plan_s_part_takes_no_unknown_names(client: FlaskClient, class_ids: ClassIds) -> None:
    part = {"title": "Quiz", "began_at": "10:05", "ended_at": "10:06"}
    address = f"/api/v1/classes/{class_ids.lesson}/plan"
    assert client.put(address, json={"segments": [part]}).status_code == 200
    answer = client.put(address, json={"segments": [part | {"titel": "Quiz"}]})
    assert (answer.status_code, answer.get_json()["error"]["remedy"]) == (
        400,
        "There is no titel here. Use title, began_at, ended_at.",
    )


def test_a_class_past_midnight_has_fields_for_days_whichever_range_is_chosen(
    client: FlaskClient, engine: Engine
) -> None:
    class_id = add_class(engine, started_at=LATE, ended_at=LATE + timedelta(minutes=40))
    add_samples(engine, class_id, LATE, Taught(2400))
    page = client.get(f"/classes/{class_id}?from=23:42&to=23:50").get_data(as_text=True)
    assert '"spans_days":true' in page.replace(" ", "")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_examples_of_plans_can_be_read_in_each_language(
    client: FlaskClient, class_ids: ClassIds, language: str
) -> None:
    page = client.get(f"/classes/{class_ids.lesson}", headers={"Accept-Language": language}).get_data(as_text=True)
    examples = page.split("<pre", 1)[1].partition(">")[2].partition("</pre>")[0].split("\n\n")
    row = replace(ROW, ended_at=START + timedelta(minutes=45))
    assert [len(read_plan("plan", example.encode(), row).segments) for example in examples] == [2, 2, 1]
    assert ("Aufwärmen" in examples[0]) == (language == "de")
