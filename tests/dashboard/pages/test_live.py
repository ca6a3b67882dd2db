"""Test the live page before, during and after a class."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, insert, update

from classroom.tables import ClassSession, MonitorStatus, SampleRow
from dashboard.options import DashboardOptions
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
from tests.dashboard.shared_app import app_of

NOW = START + timedelta(hours=1)
SLOWED = {
    "cpu_percent": 9.04,
    "cpu_percent_allowed": 10.0,
    "search_seconds": 20.0,
    "search_seconds_wanted": 4.0,
    "frame_seconds": 10.0,
    "frame_seconds_wanted": 1.0,
}
"""A monitor that has slowed down as far as it goes, and stays within its budget by it."""


def live_of(client: FlaskClient) -> Any:  # noqa: ANN401 - JSON
    return client.get("/api/v1/live").get_json()


def ten_minutes_silent(engine: Engine, source: str) -> None:
    """Write a class whose monitor beats now but whose last frame and sample are ten minutes old."""
    silent_since = NOW - timedelta(minutes=10)
    class_id = add_running(engine, silent_since - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    with engine.begin() as connection:
        connection.execute(update(MonitorStatus).values(last_frame_at=silent_since))
        connection.execute(update(ClassSession).values(source=source))


def test_a_monitor_that_lives_but_delivers_nothing_has_stalled(client: FlaskClient, engine: Engine) -> None:
    ten_minutes_silent(engine, "webcam")
    live = live_of(client)
    assert live["state"]["name"] == "stalled"
    assert "Is the window of the class covered, minimised or closed?" in live["state"]["sentence"]
    assert live["now"]["sentence"].startswith("No figures since 10:49.")
    assert "10:49" not in live["state"]["sentence"]  # told once
    assert live["now"]["mood_title"] == "Last mood"
    assert "Before that, 23 of 25" in live["now"]["said"]
    assert live["now"]["seen_words"] == ""
    assert (live["now"]["mood_line"]["now"], live["now"]["mood_line"]["newest"]) == ("", None)
    for address in ("/", "/live/compact"):
        assert '<p class="seen loud" id="seen" hidden>' in client.get(address).text


def test_who_is_seen_now_stands_beside_the_sentence_and_not_in_it(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    now = live_of(client)["now"]
    assert (now["said"], now["faces"], now["seen_words"]) == ("Steady.", 23, "of 25 seen")
    for address in ("/", "/live/compact"):
        page = client.get(address).text
        assert '<p class="sentence loud" data-live="said">Steady.</p>' in page
        assert '<p class="seen loud" id="seen" >' in page


def test_where_nobody_said_how_many_to_expect_people_are_counted(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, started_at=NOW - timedelta(seconds=100), status="running", expected_faces=None)
    add_samples(engine, class_id, NOW - timedelta(seconds=100), Taught(100))
    set_status(engine, class_id, NOW, "watching")
    assert live_of(client)["now"]["seen_words"] == "people seen"


@pytest.mark.parametrize("source", ["recording:lesson.mp4", "folder:gallery", "picture:one.png"])
def test_a_file_with_times_of_its_own_does_not_stall(client: FlaskClient, engine: Engine, source: str) -> None:
    ten_minutes_silent(engine, source)
    assert live_of(client)["state"]["name"] == "watching"


def test_a_monitor_that_is_slower_than_asked_has_not_stalled(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=320)
    class_id = add_class(engine, started_at=started_at, status="running", sample_seconds=5.0)
    add_samples(engine, class_id, started_at, Taught(308))
    set_status(engine, class_id, NOW, "watching")
    assert live_of(client)["state"]["name"] == "watching"


def slowed_down(engine: Engine, now: datetime, *, silent_seconds: float = 8) -> int:
    """Write a class of five minutes a sample a second and then one in ten, whose last sample is so many seconds old."""
    moments = [*range(0, 300), *range(300, 306, 2), *range(306, 318, 4), *range(318, 342, 8), *range(342, 602, 10)]
    started_at = now - timedelta(seconds=moments[-1] + silent_seconds)
    class_id = add_class(engine, started_at=started_at, status="running")
    with engine.begin() as connection:
        rows = [sample_values(class_id, started_at + timedelta(seconds=moment), 23, CALM) for moment in moments]
        connection.execute(insert(SampleRow), rows)
    set_status(engine, class_id, now, "watching", effort=SLOWED)
    return class_id


def test_a_monitor_that_slowed_down_is_neither_stalled_nor_without_a_mood(client: FlaskClient, engine: Engine) -> None:
    slowed_down(engine, NOW, silent_seconds=20)
    live = live_of(client)
    assert live["state"]["name"] == "watching"
    assert live["now"]["mood"] is not None
    series = client.get(f"/api/v1/classes/{live['class']['id']}/series").get_json()
    assert None not in series["points"]["faces"]


def test_a_monitor_that_slowed_down_and_then_delivers_nothing_has_stalled(client: FlaskClient, engine: Engine) -> None:
    slowed_down(engine, NOW, silent_seconds=31)
    assert live_of(client)["state"]["name"] == "stalled"


def test_a_monitor_that_has_just_slowed_down_is_believed_before_its_samples_show_it(
    client: FlaskClient, engine: Engine
) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=115), seconds=100)
    set_status(engine, class_id, NOW, "watching", effort=SLOWED)
    assert live_of(client)["state"]["name"] == "watching"


def test_what_the_monitor_takes_of_the_computer_is_told(client: FlaskClient, engine: Engine) -> None:
    slowed_down(engine, NOW)
    effort = live_of(client)["now"]["effort"]
    assert effort["sentence"].startswith("Using 9\u00a0% of this computer (at most 10\u00a0%). Slowed down")
    assert (effort["cpu_percent"], effort["frame_seconds"], effort["frame_seconds_wanted"]) == (9.04, 10, 1)
    assert effort["sentence"] in client.get("/").get_data(as_text=True)


def test_of_a_monitor_from_before_the_budget_nothing_of_it_is_told(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    effort = live_of(client)["now"]["effort"]
    assert effort["sentence"] == ""
    assert effort["cpu_percent"] is None
    assert "of this computer" not in client.get("/").get_data(as_text=True)


def test_a_finished_class_is_told_in_the_past_tense(client: FlaskClient, class_ids: ClassIds) -> None:
    now = live_of(client)["now"]
    assert now["sentence"] == "The class is over. At its end, 23 of 25 visible."
    assert now["mood_title"] == "Last mood"
    assert now["trend"] == ""


def test_a_class_left_running_does_not_hide_a_newer_one(client: FlaskClient, engine: Engine) -> None:
    left = add_running(engine, NOW - timedelta(hours=5))
    set_status(engine, left, NOW - timedelta(hours=4), "watching")
    newer = add_class(engine, started_at=NOW - timedelta(hours=1), ended_at=NOW)
    assert live_of(client)["class"]["id"] == newer
    set_status(engine, left, NOW, "watching")
    assert live_of(client)["class"]["id"] == left


@pytest.fixture
def beside_a_monitor(options: DashboardOptions, now: datetime) -> FlaskClient:
    return app_of(replace(options, monitor_started_at=now)).test_client()


def test_beside_a_monitor_nobody_is_told_to_start_one(beside_a_monitor: FlaskClient, class_ids: ClassIds) -> None:
    page = beside_a_monitor.get("/").get_data(as_text=True)
    assert "A monitor is starting" in page
    assert "run_monitor.py" not in page


def test_once_the_monitor_s_own_class_began_it_is_shown_and_then_it_is_over(
    beside_a_monitor: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    class_id = add_running(engine, NOW)
    set_status(engine, class_id, NOW, "watching")
    assert "Geometry" in beside_a_monitor.get("/").get_data(as_text=True)
    with engine.begin() as connection:
        connection.execute(update(ClassSession).where(ClassSession.id == class_id).values(status="finished"))
        connection.execute(delete(MonitorStatus))
    assert "Start a class" in beside_a_monitor.get("/").get_data(as_text=True)


def test_each_chart_says_in_words_what_it_shows(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    page = client.get("/").get_data(as_text=True)
    assert page.count('"summary":') == 3
    assert 'aria-label="The mood of the lesson so far as a line.' in page
    assert 'aria-label="Engagement over time. A line from 0 to 100' in page
    assert 'aria-label="Faces seen. How many' in page
