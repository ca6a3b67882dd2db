"""The start page is filled from the timetable, else from the last class of the group or the source."""

from datetime import UTC, datetime, timedelta

import pytest

from classroom.config import Config
from classroom.timetable import Lesson, lesson_of_the_day
from dashboard.database.read.classes import ClassBrief
from dashboard.timetable.suggestion import known_groups, known_sources, suggestion_of, was_held

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MATHS = {"title": "Maths", "group": "7b", "days": ["monday"], "start": "09:00", "end": "09:45"}
CONFIG = Config.model_validate(
    {"groups": [{"name": "7b", "expected": 25, "source": "window:Zoom"}, {"name": "9a"}], "schedule": [MATHS]}
)


def brief(title: str, group: str, source: str, expected: int | None, minutes_ago: int = 600) -> ClassBrief:
    return ClassBrief(title, group, source, expected, NOW - timedelta(minutes=minutes_ago))


ART = brief("Art", "9a", "screen:1", 18)
BRIEFS = [
    brief("Trying out", "", "demo", 25),
    ART,
    brief("Maths 2", "7b", "webcam", 22),
    brief("Maths 1", "7b", "x", 2),
]


@pytest.fixture
def lesson() -> Lesson:
    found = lesson_of_the_day(CONFIG.schedule[0], NOW)
    assert found is not None
    return found


def test_a_lesson_that_is_due_comes_first_with_the_number_and_source_of_its_group(lesson: Lesson) -> None:
    found = suggestion_of(lesson, ART, CONFIG)
    assert (found.title, found.group, found.expected, found.source) == ("Maths", "7b", 25, "window:Zoom")
    assert found.why == "timetable"


def test_without_a_lesson_it_is_the_last_class(lesson: Lesson) -> None:
    found = suggestion_of(None, ART, CONFIG)
    assert (found.title, found.group, found.expected, found.source) == ("Art", "9a", 18, "screen:1")


def test_a_group_brings_the_title_of_its_last_class_and_the_number_of_its_settings() -> None:
    found = known_groups(BRIEFS, CONFIG)
    assert found["7b"] == {"title": "Maths 2", "group": "7b", "expected": 25, "source": "window:Zoom"}
    assert found["9a"] == {"title": "Art", "group": "9a", "expected": 18, "source": "screen:1"}


def test_a_source_brings_its_last_class_and_the_demo_none() -> None:
    found = known_sources(BRIEFS, CONFIG)
    assert found["screen:1"]["title"] == "Art"
    assert "demo" not in found


@pytest.mark.parametrize(
    ("began", "source", "held"),
    [(-11, "webcam", False), (-10, "webcam", True), (44, "webcam", True), (-5, "demo", False)],
)
def test_a_class_that_began_when_the_lesson_was_due_is_the_lesson_s(
    lesson: Lesson, began: int, source: str, held: bool
) -> None:
    assert was_held(lesson, brief("Maths", "7b", source, 25, -began)) is held
