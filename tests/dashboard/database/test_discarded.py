"""The rows of a discarded class leave the memory when its minute is over, or when it is brought back."""

import weakref
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dashboard.database.edit.discarded import DiscardedClass, DiscardedClasses
from tests.dashboard.class_fixtures import START
from tests.waiting import until


class Rows(dict[str, list[dict[str, Any]]]):
    """Rows of which a test can see whether anything still holds them."""


def kept_in(classes: DiscardedClasses) -> Callable[[], object]:
    """Keep a class, and return a function that returns its rows as long as anything holds them."""
    rows = Rows(samples=[{"id": 1}])
    classes.keep(DiscardedClass(7, "Algebra", START, rows))
    return weakref.ref(rows)


def until_gone(held: Callable[[], object]) -> None:
    """Wait until nothing holds the rows any more."""
    until(lambda: held() is None, "the rows are forgotten", seconds=2)


def test_the_rows_are_forgotten_when_the_time_is_over_though_nobody_asks_for_anything() -> None:
    classes = DiscardedClasses(lambda: START, undo_time=timedelta(milliseconds=50))
    held = kept_in(classes)
    until_gone(held)
    assert classes.find(7) is None


def test_the_rows_of_a_class_that_was_brought_back_are_forgotten_at_once() -> None:
    classes = DiscardedClasses(lambda: START)
    held = kept_in(classes)
    assert classes.find(7) is not None
    classes.forget(7)
    until_gone(held)


def test_the_end_of_one_class_leaves_another_of_its_number_alone() -> None:
    classes = DiscardedClasses(lambda: START)
    first = kept_in(classes)
    second = kept_in(classes)
    until_gone(first)
    assert second() is not None
