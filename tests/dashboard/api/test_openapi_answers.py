"""Every answer of the API, held against its description, in which nothing may be that is not described."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.tables import PulseWindow, SlideChange
from dashboard.comparisons.incremental import IncrementalComputation
from dashboard.request.services import Services
from tests.dashboard.api.described_answers import checked_answer, fits
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_running, lesson, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.term_fixtures import add_lesson, calm, exclude, mark, plan

OF_A_CLASS = (
    "",
    "?profile=valence",
    "/series?points=60",
    "/series?smoothing=10&from=10:12&to=10:14&zone=Europe/Berlin",
    "/range",
    "/range?from=10:12&to=10:15&profile=valence",
    "/highlights",
    "/segments",
    "/segments?segments=plan",
    "/segments?segments=markers",
    "/segments?segments=slides",
    "/plan",
    "/markers",
    "/excluded-ranges",
    "/pulse",
    "/pulse/running",
)


@pytest.fixture
def term(engine: Engine) -> list[int]:
    """Four classes of a group with all that a class can have, the last one all quiet."""
    ids = [add_lesson(engine, days, Taught(1200, mood), group_name="9a/2") for days, mood in enumerate([lesson] * 3)]
    ids.append(add_lesson(engine, 3, Taught(1200, calm), group_name="9a/2", expected_faces=None))
    for days, class_id in enumerate(ids):
        begin = START - timedelta(days=days)
        jokes = [(float(second), "joke", "") for second in (470, 850)]
        mark(engine, class_id, begin, [(200, "topic", "Unit 3"), (700, "own", "Ali’s idea"), *jokes])
        plan(engine, class_id, begin, [(0, 400, "Start"), (400, 1000, "Quiz"), (1000, 1200, "End")])
        exclude(engine, class_id, begin, 100, 130)
        answered(engine, class_id, days)
    return ids


def answered(engine: Engine, class_id: int, days: int) -> None:
    """Let students answer each minute, and the slides change twice."""
    begin = START - timedelta(days=days)
    rows = []
    for minute in range(20):
        span = {"began_at": begin + timedelta(minutes=minute), "ended_at": begin + timedelta(minutes=minute + 1)}
        is_low = 12 <= minute < 15
        counts = {"first": 2 if is_low else 9 + minute % 3, "second": 3, "third": 9 if is_low else minute % 2}
        question = "mood" if minute % 2 else "understanding"
        rows.append({"class_session_id": class_id, "question": question} | span | counts)
    slides = [{"class_session_id": class_id, "changed_at": begin + timedelta(minutes=minute)} for minute in (5, 10)]
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow), rows)
        connection.execute(insert(SlideChange), slides)


def payload_of(client: FlaskClient, address: str) -> Any:  # noqa: ANN401 - JSON
    answer = checked_answer(client, "GET", f"/api/v1/{address}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


@pytest.mark.parametrize("name", ClassIds.__dataclass_fields__)
def test_each_class_of_the_fixtures_is_answered_as_described(
    client: FlaskClient, class_ids: ClassIds, name: str
) -> None:
    for end in OF_A_CLASS:
        payload_of(client, f"classes/{getattr(class_ids, name)}{end}")


def test_a_class_with_all_that_there_can_be_is_answered_as_described(client: FlaskClient, term: list[int]) -> None:
    found = {end: payload_of(client, f"classes/{term[0]}{end}") for end in OF_A_CLASS}
    assert found["/highlights"]["highlights"]
    assert {segment["origin"] for segment in found["/segments"]["segments"]} == {"plan"}
    assert found["/segments"]["segments"][1]["change_from_start"] is not None
    assert {pulse["question"] for pulse in found["/segments"]["segments"][0]["pulse"]} == {"mood", "understanding"}
    assert len(found["/markers"]["markers"]) == 4
    assert len(found["/excluded-ranges"]["excluded_ranges"]) == 1
    assert found["/range?from=10:12&to=10:15&profile=valence"]["change_from_start"]["engagement"]["low"] is not None
    assert [each["correlation"] is not None for each in found["/pulse"]["agreement"]] == [True, True]
    assert found["/segments?segments=slides"]["segments"]


def test_the_list_and_its_searches_are_answered_as_described(client: FlaskClient, class_ids: ClassIds) -> None:
    assert payload_of(client, "classes")["count"] == len(ClassIds.__dataclass_fields__)
    assert (
        payload_of(client, "classes?search=quad&group=7b&from=2026-11-20&to=2026-11-20")["classes"][0]["id"]
        == class_ids.lesson
    )
    assert payload_of(client, "classes?page=2")["classes"] == []


@pytest.mark.parametrize("align", ["start", "segments"])
def test_classes_side_by_side_are_answered_as_described(
    client: FlaskClient, class_ids: ClassIds, term: list[int], align: str
) -> None:
    for ids in (term, term[2:], [class_ids.few, class_ids.empty, class_ids.lesson], [class_ids.empty, class_ids.few]):
        query = "&".join(f"class={class_id}" for class_id in ids)
        found = payload_of(client, f"compare?{query}&align={align}")
        assert len(found["classes"]) == len(ids)
        assert all(("minutes" in one) == (align == "start") for one in found["classes"])
        assert ("segments" in found) == (align == "segments")


def test_groups_and_their_terms_are_answered_as_described(
    client: FlaskClient, class_ids: ClassIds, term: list[int]
) -> None:
    assert class_ids
    names = [group["name"] for group in payload_of(client, "groups")["groups"]]
    assert "9a/2" in names
    found = payload_of(client, "groups/9a/2?from=2026-11-01&to=2026-11-30")
    assert [one["class"]["id"] for one in found["classes"]] == term[::-1]
    assert all(one["against_usual"] for one in found["classes"])
    assert payload_of(client, "groups/7b")["found"]


def test_what_followed_markers_is_answered_as_described(
    client: FlaskClient, class_ids: ClassIds, term: list[int]
) -> None:
    assert class_ids
    assert term
    kinds = {one["kind"]: one for one in payload_of(client, "after-markers")["kinds"]}
    assert kinds["joke"]["effect"] is not None
    assert kinds["own"]["words"] == "ali’s idea"
    assert payload_of(client, "after-markers?group=7b")["kinds"] == []


def test_figures_that_are_still_added_up_say_how_far_they_are(
    client: FlaskClient, class_ids: ClassIds, term: list[int]
) -> None:
    assert class_ids
    assert term
    services: Services = client.application.extensions["moodline"]
    gatherers: list[tuple[IncrementalComputation[Any], str]] = [
        (services.term_figures, "groups/9a/2"),
        (services.marker_windows, "after-markers?group=9a/2"),
    ]
    for computation, address in gatherers:
        computation.budget_seconds = 0
        answer = checked_answer(client, "GET", f"/api/v1/{address}")
        assert (answer.status_code, answer.get_json()) == (202, {"progress": {"done": 1, "of": 4}})
        assert answer.headers["Retry-After"] == "1"


def test_before_the_first_class_all_lists_are_empty_and_live_is_null(client: FlaskClient) -> None:
    assert payload_of(client, "live?after=0")["now"] is None
    assert payload_of(client, "classes")["classes"] == []
    assert payload_of(client, "groups")["groups"] == []
    assert payload_of(client, "after-markers")["kinds"] == []


def test_the_live_answer_is_as_described_from_before_the_first_sample_to_the_end(
    client: FlaskClient, engine: Engine
) -> None:
    class_id = add_class(engine, started_at=NOW, status="running", expected_faces=None)
    set_status(engine, class_id, NOW, "starting")
    assert payload_of(client, "live?after=0")["now"]["faces"] is None
    effort = {"cpu_percent": 4.2, "cpu_percent_allowed": 10.0, "search_seconds": 4.0, "search_seconds_wanted": 4.0}
    low = add_running(engine, NOW - timedelta(seconds=880), 880)
    set_status(engine, low, NOW, "watching", effort=effort | {"frame_seconds": 1.0, "frame_seconds_wanted": 1.0})
    answered(engine, low, 0)
    live = payload_of(client, "live?after=0&profile=valence")
    assert live["now"]["nudge"]["kind"] == "dipped"
    assert live["pulse"]["answers"] > 0
    assert live["reload_series"]
    assert len(payload_of(client, f"live?after={live['last_sample_id'] - 60}")["points"]["x"]) == 60
    for state in ("blind", "waiting"):
        set_status(engine, low, NOW, state)
        assert payload_of(client, "live")["state"]["name"] == state
    tag = client.get("/api/v1/live").headers["ETag"]
    assert checked_answer(client, "GET", "/api/v1/live", headers={"If-None-Match": tag}).status_code == 304


def test_the_live_answer_is_as_described_for_each_class_that_is_over(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    assert payload_of(client, "live")["class"]["id"] == class_ids.lesson
    for values in ({"status": "interrupted"}, {"status": "running"}):
        add_lesson(engine, 0, Taught(60, faces=lambda _second: 3), **values)
        payload_of(client, "live?after=0")


def test_the_schema_of_exported_files_is_one(client: FlaskClient) -> None:
    assert "$schema" in checked_answer(client, "GET", "/api/v1/schema/class.json").get_json(force=True)


def test_a_key_that_is_not_described_would_be_found() -> None:
    mood = {"$ref": "#/components/schemas/MaybeMood"}
    shares = dict.fromkeys(("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"), 0.1)
    fits(shares, mood, "mood")
    with pytest.raises(AssertionError, match="mood"):
        fits(shares | {"attentive": 0.1}, mood, "mood")
