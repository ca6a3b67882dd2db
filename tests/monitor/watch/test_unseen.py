"""Since when nothing is seen, and why: one interval for each reason that held."""

from datetime import datetime

import pytest

from monitor.watch.unseen import UnseenTime
from tests.monitor.fixtures import at

Stored = list[tuple[datetime, datetime, str]]


@pytest.fixture
def stored() -> Stored:
    return []


def store_in(stored: Stored, begin: datetime, end: datetime, reason: str) -> None:
    stored.append((begin, end, reason))


def test_another_reason_begins_another_interval(stored: Stored) -> None:
    unseen = UnseenTime()
    for second, reason in ((1, "window_minimised"), (5, "window_minimised"), (20, "window_closed")):
        unseen.lost(reason, at(0), at(second), lambda *span: store_in(stored, *span))
    unseen.over(at(30), lambda *span: store_in(stored, *span))
    assert stored == [(at(0), at(20), "window_minimised"), (at(20), at(30), "window_closed")]


def test_a_reason_that_did_not_hold_gives_way_to_the_one_that_did(stored: Stored) -> None:
    unseen = UnseenTime()
    unseen.lost("picture_black", at(0), at(0), lambda *span: store_in(stored, *span))
    unseen.lost("gallery_away", at(1), at(1), lambda *span: store_in(stored, *span))
    unseen.over(at(60), lambda *span: store_in(stored, *span))
    assert stored == [(at(0), at(60), "gallery_away")]


def test_a_recording_keeps_the_first_reason_since_the_present_is_not_its_time(stored: Stored) -> None:
    unseen = UnseenTime()
    unseen.lost("picture_black", at(0), None, lambda *span: store_in(stored, *span))
    unseen.lost("picture_one_colour", at(0), None, lambda *span: store_in(stored, *span))
    unseen.over(at(60), lambda *span: store_in(stored, *span))
    assert stored == [(at(0), at(60), "picture_black")]
