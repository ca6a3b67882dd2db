"""The start page is filled with what the next class most likely is."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import START, add_class, set_status

NOW = START + timedelta(hours=1)
SETTINGS = f"""\
dashboard:
  time_zone: Etc/UTC
groups:
  - name: 7b
    expected: 27
    source: window:Zoom
schedule:
  - title: Geometry
    group: 7b
    days: [{NOW:%A}]
    start: "{NOW + timedelta(minutes=10):%H:%M}"
    end: "{NOW + timedelta(minutes=55):%H:%M}"
""".replace(f"{NOW:%A}", f"{NOW:%A}".lower())
TIMES = f"{NOW + timedelta(minutes=10):%H:%M} to {NOW + timedelta(minutes=55):%H:%M}"


@pytest.fixture
def options(database: Path, tmp_path: Path) -> DashboardOptions:
    own = tmp_path / "settings.yaml"
    own.write_text(SETTINGS, encoding="utf-8")
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: NOW, settings_file=own)


def page_of(client: FlaskClient, address: str = "/") -> str:
    return client.get(address).get_data(as_text=True)


def filled(page: str) -> list[str]:
    return [re.findall(rf'<input id="{name}"[^>]* value="([^"]*)"', page)[0] for name in ("title", "group", "expected")]


def known(page: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(re.findall(r'id="known">(.*?)</script>', page)[0])


def held(engine: Engine, minutes_ago: float, **values: Any) -> int:  # noqa: ANN401 - columns of the table
    return add_class(engine, started_at=NOW - timedelta(minutes=minutes_ago), status="finished", **values)


def test_before_any_class_the_lesson_that_is_due_fills_it(client: FlaskClient) -> None:
    page = page_of(client)
    assert filled(page) == ["Geometry", "7b", "27"]
    assert f"From your timetable: Geometry (7b), {TIMES}." in page
    assert 'data-source="window:Zoom"' in page


def test_the_lesson_comes_before_the_last_class(client: FlaskClient, engine: Engine) -> None:
    held(engine, 600, title="Poems", group_name="9a", expected_faces=18)
    assert filled(page_of(client)) == ["Geometry", "7b", "27"]


def test_a_lesson_whose_class_was_held_is_not_offered_again_after_a_restart(
    client: FlaskClient, engine: Engine
) -> None:
    held(engine, 600, title="Poems", group_name="9a", expected_faces=18)
    held(engine, 0, title="Geometry", group_name="7b", expected_faces=26)
    page = page_of(client)
    assert "From your timetable" not in page
    assert filled(page) == ["Geometry", "7b", "27"]  # the last class, with its group's number


def test_trying_the_demo_out_does_not_count_as_the_lesson(client: FlaskClient, engine: Engine) -> None:
    held(engine, 0, title="Demo", source="demo")
    assert "From your timetable: Geometry" in page_of(client)


def test_what_a_group_or_a_source_brings_is_there_for_the_script(client: FlaskClient, engine: Engine) -> None:
    held(engine, 600, title="Poems", group_name="9a", expected_faces=18, source="screen:1")
    held(engine, 500, title="Circles", group_name="7b", expected_faces=22, source="webcam")
    found = known(page_of(client))
    assert found["groups"]["9a"] == {"title": "Poems", "group": "9a", "expected": 18, "source": "screen:1"}
    assert found["groups"]["7b"] == {"title": "Circles", "group": "7b", "expected": 27, "source": "window:Zoom"}
    assert found["sources"]["webcam"]["title"] == "Circles"


def test_a_lesson_that_is_due_is_said_on_every_page_and_a_coming_one_waits_for_its_time(
    client: FlaskClient, options: DashboardOptions
) -> None:
    notice = re.findall(r'<p[^>]*id="lesson-notice"[^>]*>', page_of(client, "/classes"))
    assert "hidden" not in notice[0]
    assert options.settings_file is not None
    later = SETTINGS.replace(f"{NOW + timedelta(minutes=10):%H:%M}", f"{NOW + timedelta(minutes=11):%H:%M}")
    options.settings_file.write_text(later, encoding="utf-8")
    client.get("/settings")  # reads the file anew
    notice = re.findall(r'<p[^>]*id="lesson-notice"[^>]*>', page_of(client, "/classes"))
    due_at = int((NOW + timedelta(minutes=1)).timestamp() * 1000)
    assert f'data-from-ms="{due_at}" hidden' in notice[0]


def test_a_running_class_takes_the_start_page_s_place(client: FlaskClient, engine: Engine) -> None:
    running = add_class(engine, started_at=NOW, status="running", title="Geometry")
    set_status(engine, running, NOW, "watching")
    assert "From your timetable" not in page_of(client)
