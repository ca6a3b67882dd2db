"""The list of classes: found by words, group and days, and chosen to be looked at together."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, update

from classroom.tables import ClassSession
from dashboard.database.read.class_search import ClassSearch
from dashboard.statistics.seen import faces_seen
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class
from tests.dashboard.term_fixtures import add_lesson, exclude


def titles(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/api/v1/classes?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [one["title"] for one in answer.get_json()["classes"]]


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.fixture
def school(engine: Engine) -> dict[str, int]:
    """Four bare classes a day apart, the newest first: Algebra, Übung, 100% sure, Geometry."""
    described = {
        "Algebra": {"group_name": "7b", "notes": "Fractions were hard [again]"},
        "Übung": {"group_name": "9a", "notes": ""},
        "100% sure": {"group_name": "7b", "notes": ""},
        "Geometry": {"group_name": "7B", "notes": "x^2 + y^2"},
    }
    return {
        title: add_class(engine, title=title, started_at=START - timedelta(days=day), **values)
        for day, (title, values) in enumerate(described.items())
    }


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("algebra", ["Algebra"]),
        ("FRACTIONS", ["Algebra"]),
        ("7b", ["Algebra", "100% sure", "Geometry"]),
        ("hard alg", ["Algebra"]),
        ("hard geometry", []),
        ("übung", ["Übung"]),
        ("ÜBUNG", ["Übung"]),
        ("100%25", ["100% sure"]),
        ("%25", ["100% sure"]),
        ("_", []),
        ("*", []),
        ("?", []),
        ("[again]", ["Algebra"]),
        ("[", ["Algebra"]),
        ("]", ["Algebra"]),
        ("^2", ["Geometry"]),
        ("^a", []),
        ("^]", []),
    ],
)
def test_each_word_is_found_in_title_group_or_notes_whatever_its_case_and_signs_stand_for_themselves(
    client: FlaskClient, school: dict[str, int], searched: str, found: list[str]
) -> None:
    assert titles(client, f"search={searched}") == found


def test_a_group_is_that_group_and_no_other(client: FlaskClient, school: dict[str, int]) -> None:
    assert titles(client, "group=7b") == ["Algebra", "100% sure"]


def test_days_are_days_of_the_class_until_the_reader_has_a_zone(client: FlaskClient, engine: Engine) -> None:
    # Half an hour after midnight in Berlin is still the day before in New York.
    late = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    add_class(engine, title="In Berlin", started_at=late, timezone="Europe/Berlin")
    add_class(engine, title="In New York", started_at=late, timezone="America/New_York")
    assert titles(client, "from=2026-11-20&to=2026-11-20") == ["In Berlin"]
    assert titles(client, "from=2026-11-19&to=2026-11-19") == ["In New York"]
    client.set_cookie("moodline-zone", "Europe/Berlin")
    assert sorted(titles(client, "from=2026-11-20&to=2026-11-20")) == ["In Berlin", "In New York"]
    assert titles(client, "to=2026-11-19") == []


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-13-01", "search=" + "x" * 101])
def test_a_search_that_makes_no_sense_is_refused(client: FlaskClient, school: dict[str, int], query: str) -> None:
    assert client.get(f"/classes?{query}").status_code == 400
    answer = client.get(f"/api/v1/classes?{query}")
    assert answer.status_code == 400
    assert set(answer.get_json()["error"]) == {"code", "message", "remedy"}


def test_the_last_and_the_first_day_there_are_can_be_asked_for(client: FlaskClient, school: dict[str, int]) -> None:
    assert len(titles(client, "from=0001-01-01&to=9999-12-31")) == 4
    client.set_cookie("moodline-zone", "Asia/Tokyo")
    assert len(titles(client, "from=0001-01-01&to=9999-12-31")) == 4


def test_what_was_searched_stands_in_the_form_and_goes_along_from_page_to_page(
    client: FlaskClient, engine: Engine
) -> None:
    for number in range(25):
        add_class(engine, title=f"Maths & more {number:02}", started_at=START + timedelta(minutes=number))
    add_class(engine, title="History", group_name="9a")
    page = text_of(client, "/classes?search=maths+%26&group=7b&from=2026-11-01")
    assert "25 classes found" in page
    assert 'value="maths &amp;"' in page
    assert "<option selected>7b</option>" in page
    assert 'value="2026-11-01"' in page
    older = re.search(r'href="(/classes\?[^"]*)" rel="next"', page)
    assert older is not None
    second = text_of(client, older[1].replace("&amp;", "&"))
    assert "Maths &amp; more 04" in second
    assert "Page 2 of 2" in second
    assert "History" not in re.sub(r"<select.*?</select>", "", second, flags=re.DOTALL)


def test_an_empty_search_says_what_to_do_next(client: FlaskClient, school: dict[str, int]) -> None:
    page = text_of(client, "/classes?search=zebra")
    assert "No class fits this search" in page
    assert 'href="/classes">Show all classes</a>' in page


def test_the_list_says_how_many_of_those_expected_were_seen(client: FlaskClient, engine: Engine) -> None:
    add_lesson(engine, 0, Taught(60, faces=lambda second: 22 + int(second) % 2))
    add_lesson(engine, 1, Taught(60, faces=lambda _second: 12), expected_faces=None)
    page = text_of(client, "/classes")
    assert "<span>seen: 22.5 of 25 (90\N{NO-BREAK SPACE}%)</span>" in page
    assert "<span>12 faces</span>" in page


def test_excluded_ranges_leave_the_list_as_they_leave_the_class(client: FlaskClient, engine: Engine) -> None:
    class_id = add_lesson(engine, 0, Taught(1200))
    before = client.get("/api/v1/classes").get_json()["classes"][0]
    exclude(engine, class_id, START, 720, 930)
    listed = client.get("/api/v1/classes").get_json()["classes"][0]
    summary = client.get(f"/api/v1/classes/{class_id}").get_json()["summary"]
    assert listed["mean_mood"] != before["mean_mood"]
    assert listed["mean_mood"] == summary["mood"]
    assert listed["samples"] == before["samples"] - 210


def test_the_list_offers_to_compare_and_to_export_what_is_ticked(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, "/classes")
    assert f'<input type="checkbox" name="class" value="{class_ids.lesson}">' in page
    for address in ("/export.csv", "/export.xlsx", "/export.json", "/report.html", "/report.pdf"):
        assert f'formaction="{address}"' in page
    assert "Choose Quadratics, Fri 20 Nov 2026" in page


def test_a_search_reads_no_sample_but_those_of_its_page(client: FlaskClient, engine: Engine) -> None:
    """Ten thousand classes are to stay quick: a text search reads the table of classes alone."""
    add_class(engine, title="Maths")
    parts = client.application.extensions["moodline"]
    with parts.reader.connect() as connection:
        conditions = ClassSearch(text="maths", group="7b").conditions(connection)
        statements: list[tuple[str, Any]] = []
        event.listen(connection.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2:4]))
        parts.totals.list_classes(connection, limit=20, measure=faces_seen, conditions=conditions)
        plans = [
            line[3]
            for statement, values in statements[:]
            if "samples" in statement
            for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert plans
    assert not [line for line in plans if line.startswith("SCAN samples")]


def test_the_page_without_a_search_is_found_out_of_the_index_alone(client: FlaskClient, engine: Engine) -> None:
    add_class(engine, title="Maths")
    parts = client.application.extensions["moodline"]
    with parts.reader.connect() as connection:
        page = "SELECT id FROM class_sessions ORDER BY started_at DESC, id DESC LIMIT 20 OFFSET 40"
        plan = [line[3] for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {page}")]
    assert plan == ["SCAN class_sessions USING COVERING INDEX ix_class_sessions_started_at"]


def test_a_renamed_class_is_listed_by_its_new_name(client: FlaskClient, engine: Engine, school: dict[str, int]) -> None:
    assert "Algebra" in text_of(client, "/classes")
    with engine.begin() as connection:
        connection.execute(update(ClassSession).where(ClassSession.id == school["Algebra"]).values(title="Equations"))
    assert titles(client, "search=equations") == ["Equations"]


def test_the_zone_of_times_is_told_once_unless_classes_have_several(client: FlaskClient, engine: Engine) -> None:
    for day in range(3):
        add_class(engine, started_at=START + timedelta(days=day), title=f"Lesson {day}")
    page = text_of(client, "/classes")
    assert page.count("Times in the classes’ time zone (Europe/Berlin).") == 1
    assert "UTC+" not in page
    add_class(engine, started_at=START, title="Abroad", timezone="Asia/Tokyo")
    page = text_of(client, "/classes")
    assert "Times as each class had them." in page
    assert page.count("UTC+01:00") == 3
    assert page.count("UTC+09:00") == 1


def test_a_demo_class_among_others_keeps_its_badge(client: FlaskClient, engine: Engine) -> None:
    add_class(engine, title="Invented", source="demo")
    add_class(engine, title="Taught")
    assert text_of(client, "/classes").count("Demo class") == 1
