"""A share of a page is a source like any other: frames with their time, blind ones told, and its end."""

from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from monitor.capture.browser import BrowserSource
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.capture.options import CaptureOptions
from monitor.errors import ShareMissing, SourceBlind
from monitor.share.shared_frames import SharedFrames
from monitor.types import ImageBgr
from tests.monitor.fixtures import wanted_frames

SHARE = "a-page-of-a-test"


def jpeg_of(image_bgr: ImageBgr) -> bytes:
    done, encoded = cv2.imencode(".jpg", image_bgr)
    assert done
    return encoded.tobytes()


@pytest.fixture
def shared() -> SharedFrames:
    return wanted_frames()


@pytest.fixture
def now() -> list[float]:
    """The seconds that the source's clock shows."""
    return [0.0]


@pytest.fixture
def source(shared: SharedFrames, now: list[float]) -> BrowserSource:
    options = CaptureOptions(frame_interval_seconds=0.1, frozen_after_seconds=5, shared=shared)
    return BrowserSource(options, clock=lambda: now[0])


def test_a_shared_call_comes_as_a_frame_of_its_size_and_time(shared: SharedFrames, source: BrowserSource) -> None:
    call = Gallery(Lesson.load(9), 960, 540).draw(30).image_bgr
    before = datetime.now(UTC)
    shared.offer(SHARE, jpeg_of(call))
    frame = source.read()
    assert (frame.source, frame.index, frame.frames_dropped) == ("browser", 0, 0)
    assert before <= frame.captured_at <= datetime.now(UTC)
    assert float(np.abs(frame.image_bgr.astype(int) - call).mean()) < 3


def test_a_black_share_is_blind_and_never_an_empty_class(shared: SharedFrames, source: BrowserSource) -> None:
    shared.offer(SHARE, jpeg_of(np.zeros((120, 160, 3), np.uint8)))
    with pytest.raises(SourceBlind, match="black"):
        source.read()


def test_the_last_picture_of_a_minimised_window_is_no_class(
    shared: SharedFrames, source: BrowserSource, now: list[float]
) -> None:
    gallery = Gallery(Lesson.load(9), 960, 540)
    picture = jpeg_of(gallery.draw(30).image_bgr)
    for now[0] in (0.0, 4.9):
        shared.offer(SHARE, picture)
        source.read()
    now[0] = 5.0
    shared.offer(SHARE, picture)
    with pytest.raises(SourceBlind, match="has not changed for 5 s"):
        source.read()
    shared.offer(SHARE, jpeg_of(gallery.draw(31).image_bgr))
    assert source.read().index == 2, "back on the screen, it goes on"


def test_before_anything_is_shared_it_says_where_to_share(source: BrowserSource) -> None:
    with pytest.raises(ShareMissing) as missing:
        source.read()
    assert missing.value.message.code == "nothing_shared_yet"
    assert "/share" in str(missing.value)
    assert missing.value.retry


def test_a_share_that_was_stopped_is_told_apart_from_one_that_never_began(
    shared: SharedFrames, source: BrowserSource
) -> None:
    shared.offer(SHARE, jpeg_of(np.random.default_rng(1).integers(0, 255, (120, 160, 3), np.uint8)))
    source.read()
    shared.end(SHARE)
    with pytest.raises(ShareMissing) as missing:
        source.read()
    assert missing.value.message.code == "nothing_shared_any_more"


def test_a_frame_that_was_not_read_before_a_pause_is_forgotten(shared: SharedFrames, source: BrowserSource) -> None:
    shared.offer(SHARE, jpeg_of(np.full((120, 160, 3), 90, np.uint8)))
    source.close()
    shared.end(SHARE)
    with pytest.raises(ShareMissing):
        source.read()
