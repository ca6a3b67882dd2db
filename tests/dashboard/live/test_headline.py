"""Test nudges, the quiet mode, and the line of the mood."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from classroom.choices import Nudges
from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import (
    CALM,
    DIP,
    JOKE,
    START,
    Mood,
    Taught,
    add_class,
    add_running,
    add_samples,
    set_status,
)
from tests.dashboard.shared_app import app_of

NOW = START + timedelta(hours=1)


def class_that_turns(engine: Engine, into: Mood, seconds_ago: int, **values: Any) -> int:  # noqa: ANN401
    started_at = NOW - timedelta(seconds=700)
    turns_at = 700 - seconds_ago
    class_id = add_class(engine, started_at=started_at, status="running", **values)
    add_samples(engine, class_id, started_at, Taught(700, mood=lambda second: into if second >= turns_at else CALM))
    set_status(engine, class_id, NOW, "watching")
    return class_id


def nudge_of(client: FlaskClient) -> Any:  # noqa: ANN401 - JSON
    return client.get("/api/v1/live").get_json()["now"]["nudge"]


def test_a_change_becomes_a_question(client: FlaskClient, engine: Engine) -> None:
    class_that_turns(engine, DIP, 150)
    nudge = nudge_of(client)
    assert nudge["kind"] == "dipped"
    assert nudge["sentence"] == "Mood has dipped since 10:57. Check understanding?"


def test_what_brightened_is_asked_about_too(client: FlaskClient, engine: Engine) -> None:
    class_that_turns(engine, JOKE, 150)
    assert nudge_of(client)["sentence"] == "The mood has brightened since 10:57. Worth noting what you did?"


def test_a_change_is_asked_about_within_half_a_minute_and_not_at_once(client: FlaskClient, engine: Engine) -> None:
    class_that_turns(engine, DIP, 25)
    assert nudge_of(client)["kind"] == "dipped"
    class_that_turns(engine, DIP, 5)
    assert nudge_of(client) is None


def test_a_question_is_taken_back_when_it_was_about_a_flicker(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=700)
    class_id = add_class(engine, started_at=started_at, status="running")
    add_samples(engine, class_id, started_at, Taught(700, mood=lambda second: DIP if 600 <= second < 630 else CALM))
    set_status(engine, class_id, NOW, "watching")
    assert nudge_of(client) is None  # 70 seconds after it was over; the one before asks at its 25th second


def test_the_class_is_never_called_steady_while_fewer_than_half_are_seen(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=300)
    class_id = add_class(engine, started_at=started_at, status="running")
    add_samples(engine, class_id, started_at, Taught(300, faces=lambda second: 23 if second < 295 else 12))
    set_status(engine, class_id, NOW, "watching")
    now = client.get("/api/v1/live").get_json()["now"]
    assert now["sentence"] == "Not enough seen to tell: fewer than half of the class. 12 of 25 visible."
    assert (now["trend"], now["nudge"]) == ("", None)
    assert now["mood"] is not None  # that of half a minute, in which most were seen


@pytest.mark.parametrize(
    ("nudges", "seconds_ago", "is_asked"),
    [("usual", 150, True), ("seldom", 150, False), ("seldom", 240, True), ("never", 240, False)],
)
def test_how_readily_a_change_is_asked_about_can_be_set(
    options: DashboardOptions, engine: Engine, nudges: Nudges, seconds_ago: int, is_asked: bool
) -> None:
    class_that_turns(engine, DIP, seconds_ago)
    app = app_of(replace(options, nudges=nudges))
    assert (nudge_of(app.test_client()) is not None) is is_asked
    app.extensions["moodline"].reader.close()


def test_nothing_is_asked_below_the_minimum_group(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=700)
    class_id = add_class(engine, started_at=started_at, status="running", expected_faces=None)
    add_samples(engine, class_id, started_at, Taught(700, faces=lambda second: 4 if second > 400 else 9))
    set_status(engine, class_id, NOW, "watching")
    live = client.get("/api/v1/live").get_json()["now"]
    assert live["nudge"] is None
    assert live["mood"] is None
    assert live["mood_line"]["line"]  # the first minutes are still within it
    assert (live["mood_line"]["now"], live["mood_line"]["newest"]) == ("", None)


def test_the_quiet_mode_is_on_before_any_script_runs(client: FlaskClient, engine: Engine) -> None:
    set_status(engine, add_running(engine, NOW - timedelta(seconds=100)), NOW, "watching")
    assert 'class="live"' in client.get("/").get_data(as_text=True)
    answer = client.post("/live/quiet", data={"quiet": "on", "back": "/live/compact"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/live/compact")
    for address in ("/", "/live/compact"):
        page = client.get(address).get_data(as_text=True)
        assert "quiet-mode" in page
        assert 'aria-pressed="true" title="Show nothing but who is in view"' in page
    client.post("/live/quiet", data={"quiet": "off"})
    assert "quiet-mode" not in client.get("/").get_data(as_text=True)


def test_a_gap_breaks_the_line(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=600)
    class_id = add_class(engine, started_at=started_at, status="running")
    add_samples(engine, class_id, started_at, Taught(600, gaps=((200, 300),)))
    set_status(engine, class_id, NOW, "watching")
    line = client.get("/api/v1/live").get_json()["now"]["mood_line"]
    assert line["line"].count("M") == 2
    assert line["band"].count("Z") == 2
    assert line["sentence"] == "The mood of the lesson so far as a line. Now it is about as at the start."


def test_a_class_without_a_mood_has_a_line_of_nothing(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, started_at=NOW - timedelta(seconds=60), status="running")
    add_samples(engine, class_id, NOW - timedelta(seconds=60), Taught(60, faces=lambda _second: 3))
    set_status(engine, class_id, NOW, "watching")
    line = client.get("/api/v1/live").get_json()["now"]["mood_line"]
    assert (line["line"], line["band"], line["newest"]) == ("", "", None)
    assert line["sentence"] == "No mood to draw yet."


def test_the_profile_can_be_switched_and_polls_keep_to_it(client: FlaskClient, engine: Engine) -> None:
    set_status(engine, add_running(engine, NOW - timedelta(seconds=100)), NOW, "watching")
    page = client.get("/?profile=valence").get_data(as_text=True)
    assert 'data-profile="valence"' in page
    assert "series?profile=valence" in page
    assert '<option value="valence" selected>' in page
    usual = client.get("/api/v1/live").get_json()["now"]["engagement"]
    assert client.get("/api/v1/live?profile=valence").get_json()["now"]["engagement"] != usual


def test_the_small_view_rests_and_waits_like_the_whole_one(client: FlaskClient, engine: Engine) -> None:
    assert "No class yet" in client.get("/live/compact").get_data(as_text=True)
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    page = client.get("/live/compact").get_data(as_text=True)
    assert 'data-live="faces">23</span> <span data-live="seen_words">of 25 seen</span>' in page
    assert page.count("23 of 25 visible.") == 1  # in the quiet mode's own sentence
    assert "plotly" not in page


def test_marking_needs_no_script(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    sent = {"kind": "question", "seconds_ago": "60", "note": "", "back": "/"}
    assert client.post(f"/classes/{class_id}/markers", data=sent).headers["Location"] == "/"
    page = client.get("/").get_data(as_text=True)
    assert '<span class="mark-time">10:59:00</span>' in page
    listed = client.get(f"/live/markers/{class_id}").get_data(as_text=True)
    assert 'aria-label="Delete Question at 10:59:00"' in listed


def test_a_marker_or_a_range_changes_the_tag_that_the_page_watches(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    tags = [client.get("/api/v1/live").get_json()["markers_tag"]]
    for place, body in {
        "markers": {"kind": "joke"},
        "excluded-ranges": {"began_at": "10:58:30", "ended_at": "10:59:00"},
    }.items():
        client.post(f"/api/v1/classes/{class_id}/{place}", json=body)
        tags.append(client.get("/api/v1/live").get_json()["markers_tag"])
    assert len(set(tags)) == 3
    plain, marked, cut = ((tag[:8], tag[8:]) for tag in tags)
    assert (plain[1], marked[0]) == (marked[1], cut[0])  # each half tells of its own kind


def test_of_a_group_near_the_minimum_the_page_says_what_it_waits_for_and_no_exact_number(
    client: FlaskClient, engine: Engine
) -> None:
    started_at = NOW - timedelta(seconds=60)
    class_id = add_class(engine, started_at=started_at, status="running", expected_faces=10)
    mood_of_none = Taught(60, faces=lambda _: 6, mood=lambda _: None)
    add_samples(engine, class_id, started_at, mood_of_none)
    set_status(engine, class_id, NOW, "watching")
    now = client.get("/api/v1/live").get_json()["now"]
    assert now["faces_words"] == "5 to 7"
    assert now["sentence"] == (
        "So small a group has a mood once nobody has come or gone for half a minute. 5 to 7 of 10 visible."
    )
