"""The breaks that means over several classes leave out."""

from datetime import timedelta

import pytest

from dashboard.database.read.records import MarkerRow, PlanRow
from dashboard.statistics.breaks import breaks_of, is_break_title
from tests.dashboard.class_fixtures import START

BEGAN = START.timestamp()


def marker(minute: float, kind: str) -> MarkerRow:
    return MarkerRow(1, 1, START + timedelta(minutes=minute), kind, "")


@pytest.mark.parametrize(
    "title", ["Break", "Coffee break", "Pause", "Große Pause", "Mittagspause", "Recess 2", "Break 1:"]
)
def test_a_title_that_ends_in_a_word_for_a_break_is_one(title: str) -> None:
    assert is_break_title(title)


@pytest.mark.parametrize(
    "title", ["", "12", "Breaking the ice", "Pausanias", "Break-even point", "Menopause and hormones"]
)
def test_other_titles_are_none(title: str) -> None:
    assert not is_break_title(title)


def test_a_break_ends_with_the_next_part_but_not_with_a_question() -> None:
    found = breaks_of([marker(10, "break"), marker(12, "question"), marker(15, "own")], ())
    assert found == ((BEGAN + 600, BEGAN + 900),)


def test_a_break_that_nobody_ended_is_not_believed_for_longer_than_twenty_minutes() -> None:
    assert breaks_of([marker(10, "break")], ()) == ((BEGAN + 600, BEGAN + 1800),)


def test_a_plan_names_breaks_too() -> None:
    parts = [("Angles", 0, 20), ("Große Pause", 20, 35), ("Circles", 35, 60)]
    plan = [
        PlanRow(number, START + timedelta(minutes=begin), START + timedelta(minutes=end), title)
        for number, (title, begin, end) in enumerate(parts)
    ]
    assert breaks_of((), plan) == ((BEGAN + 1200, BEGAN + 2100),)
