"""The newest frame of the newest share is kept, and nothing else."""

import pytest

from monitor.share.jpeg_header import FrameRefused
from monitor.share.shared_frames import SharedFrames, ShareTakenOver
from tests.monitor.share.test_jpeg_header import jpeg_of

FIRST, SECOND = "first-page", "second-page"
EARLY, LATE = jpeg_of(64, 48), jpeg_of(80, 60)


class Clock:
    """Seconds that pass only when a test says so, or by `step` with each look."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.step = 0.0

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(clock: Clock) -> SharedFrames:
    """Frames that are wanted: somebody has just looked for one."""
    shared = SharedFrames(clock)
    clock.step = 1.0
    assert shared.take(1.0) is None, "nothing is shared yet"
    clock.step = 0.0
    return shared


def test_the_newest_frame_replaces_the_one_before(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    shared.offer(FIRST, LATE)
    taken = shared.take(1.0)
    assert taken is not None
    assert taken.jpeg == LATE
    assert shared._frame is None


def test_a_page_without_a_frame_hears_the_pace_that_is_read(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    shared.take(2.0)
    terms = shared.offer(FIRST, b"")
    assert terms.is_wanted
    assert 1000 <= terms.interval_ms < 2000, "a little more often than it is read"


def test_nothing_is_wanted_and_nothing_kept_when_nobody_has_read_for_some_time(
    shared: SharedFrames, clock: Clock
) -> None:
    clock.seconds = 3600.0
    assert not shared.offer(FIRST, EARLY).is_wanted
    assert shared._frame is None


def test_the_later_page_takes_over_and_the_first_is_told(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    shared.offer(SECOND, LATE)
    with pytest.raises(ShareTakenOver):
        shared.offer(FIRST, EARLY)
    taken = shared.take(1.0)
    assert taken is not None
    assert taken.jpeg == LATE


def test_the_end_of_a_share_that_was_taken_over_ends_nothing(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    shared.offer(SECOND, LATE)
    shared.end(FIRST)
    assert shared.take(1.0) is not None


def test_a_share_that_was_stopped_leaves_no_frame(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    shared.end(FIRST)
    assert shared._frame is None


def test_a_refused_frame_is_counted_and_the_one_before_stays(shared: SharedFrames) -> None:
    shared.offer(FIRST, EARLY)
    with pytest.raises(FrameRefused):
        shared.offer(FIRST, LATE[:-50])
    assert shared.refused == 1
    taken = shared.take(1.0)
    assert taken is not None
    assert taken.jpeg == EARLY


def test_a_share_without_a_frame_is_given_up_after_some_seconds(shared: SharedFrames, clock: Clock) -> None:
    shared.offer(FIRST, b"")
    began_at, clock.step = clock.seconds, 1.0
    assert shared.take(1.0) is None
    assert 5 <= clock.seconds - began_at < 15
    assert not shared.has_come


def test_a_long_pause_is_not_taken_for_silence(shared: SharedFrames, clock: Clock) -> None:
    shared.offer(FIRST, EARLY)
    shared.take(1.0)
    clock.seconds += 3600
    began_at, clock.step = clock.seconds, 0.5
    assert shared.take(1.0) is None
    assert clock.seconds - began_at >= 5, "the page was given the time to send again"
