"""The rows of a discarded class leave the memory when its minute is over, or when it is brought back."""

import time
import weakref
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dashboard.database.edit.discarded import DiscardedClass, DiscardedClasses
from tests.dashboard.class_fixtures import START


class Rows(dict[str, list[dict[str, Any]]]):
    """Rows of which a test can see whether anything still holds them."""


def kept_in(classes: DiscardedClasses) -> Callable[[], object]:
    """Keep a class, and return a function that returns its rows as long as anything holds them."""
    rows = Rows(samples=[{"id": 1}])
    classes.keep(DiscardedClass(7, "Algebra", START, rows))
    return weakref.ref(rows)


def is_gone(held: Callable[[], object]) -> bool:
    """Wait for two seconds at most until nothing holds the rows."""
    limit = time.monotonic() + 2
    while held() is not None and time.monotonic() < limit:
        time.sleep(0.01)
    return held() is None


def test_the_rows_are_forgotten_when_the_time_is_over_though_nobody_asks_for_anything() -> None:
    classes = DiscardedClasses(lambda: START, undo_time=timedelta(milliseconds=50))
    held = kept_in(classes)
    assert is_gone(held)
    assert classes.find(7) is None


def test_the_rows_of_a_class_that_was_brought_back_are_forgotten_at_once() -> None:
    classes = DiscardedClasses(lambda: START)
    held = kept_in(classes)
    assert classes.find(7) is not None
    classes.forget(7)
    assert is_gone(held)


def test_the_end_of_one_class_leaves_another_of_its_number_alone() -> None:
    classes = DiscardedClasses(lambda: START)
    first = kept_in(classes)
    second = kept_in(classes)
    assert is_gone(first)
    assert second() is not None
