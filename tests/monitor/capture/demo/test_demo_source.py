"""The demo class as a source."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from classroom.config import DemoSettings
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.capture.demo.source import DemoSource

SETTINGS = DemoSettings(people=4, width=320, height=180)


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_frame_shows_the_second_since_the_class_was_opened() -> None:
    clock = _Clock()
    source = DemoSource(SETTINGS, clock)
    clock.now += timedelta(seconds=50)
    frame = source.read()
    assert np.array_equal(frame.image_bgr, Gallery(Lesson.load(4), 320, 180).draw(50).image_bgr)
    assert frame.captured_at == clock.now
    assert frame.source == source.name == "demo"


def test_frames_are_counted_from_zero() -> None:
    source = DemoSource(SETTINGS)
    assert [source.read().index for _ in range(3)] == [0, 1, 2]


@pytest.mark.parametrize("seconds", [361, 3600, 86_400])
def test_the_class_never_ends(seconds: int) -> None:
    clock = _Clock()
    source = DemoSource(SETTINGS, clock)
    clock.now += timedelta(seconds=seconds)
    assert source.read().image_bgr.any()
    assert source.is_live and source.progress() is None


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    clock = _Clock()
    source = DemoSource(SETTINGS, clock)
    clock.now -= timedelta(hours=1)
    assert source.read().image_bgr.shape == (180, 320, 3)


def test_closing_twice_is_allowed() -> None:
    source = DemoSource(SETTINGS)
    source.close()
    source.close()
