"""A gallery in a real Chromium window on a real X11 screen is followed by its title while it moves."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np
import pytest
from Xlib.display import Display

from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.source_parser import parse_source
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.stages import FrameSource
from monitor.types import Frame
from tests.monitor.capture.capture_fixtures import BrowserWindow, shows_the_gallery
from tests.waiting import until

pytestmark = [pytest.mark.screen, pytest.mark.browser]

OPTIONS = CaptureOptions(frame_interval_seconds=0.1, frame_deadline_seconds=3)


@pytest.fixture
def watched(browser_window: BrowserWindow) -> Iterator[FrameSource]:
    source = open_source(parse_source("window:algebra 7B"), OPTIONS)
    yield source
    source.close()


def next_gallery(source: FrameSource, accept: Callable[[Frame], bool] = lambda _: True) -> Frame:
    """Read on, as the monitor does, until the whole gallery is in the frame."""

    def look() -> Frame | None:
        try:
            frame = source.read()
        except SourceUnavailable as error:
            assert error.retry
            return None
        return frame if shows_the_gallery(frame.image_bgr) and accept(frame) else None

    return until(look, "the gallery is seen")


def wait_for_error(source: FrameSource, words: str = "") -> SourceUnavailable:
    """Read on until the source is lost for the reason with these words."""

    def look() -> SourceUnavailable | None:
        try:
            source.read()
        except SourceUnavailable as error:
            return error if words in error.what else None
        return None

    return until(look, "the source is lost")


def size(frame: Frame) -> tuple[int, int]:
    return frame.image_bgr.shape[1], frame.image_bgr.shape[0]


def test_the_window_is_found_ignoring_the_case_of_its_title(watched: FrameSource) -> None:
    frame = next_gallery(watched)
    assert (size(frame), frame.source, watched.name) == ((480, 320), "window:algebra 7B", "window:algebra 7B")


def test_the_window_is_followed_when_it_moves(watched: FrameSource, browser_window: BrowserWindow) -> None:
    next_gallery(watched)
    for place in ({"x": 500, "y": 400}, {"x": 0, "y": 0}, {"x": 300, "y": 17}):
        browser_window.configure(**place)
        browser_window.wait_for_place(**place)
        there_at = datetime.now(UTC)
        moved = next_gallery(watched, lambda frame, since=there_at: frame.captured_at > since)  # type: ignore[misc]
        assert size(moved) == (480, 320)
        newest = watched.read()
        assert shows_the_gallery(newest.image_bgr), f"at {place} something else is in the picture"


def test_the_picture_takes_the_windows_new_size(watched: FrameSource, browser_window: BrowserWindow) -> None:
    next_gallery(watched)
    browser_window.configure(width=640, height=500)
    assert next_gallery(watched, lambda frame: size(frame) == (640, 500))


def test_a_window_that_sticks_out_of_the_screen_is_cut_at_its_edge(
    watched: FrameSource, browser_window: BrowserWindow
) -> None:
    next_gallery(watched)
    browser_window.configure(x=1024 - 200, y=100)
    frame = until(lambda: _of_width(watched, 200), "the picture is cut")
    assert np.abs(frame.image_bgr[5, 5].astype(int) - (0, 0, 220)).max() < 30


def _of_width(source: FrameSource, width: int) -> Frame | None:
    frame = source.read()
    return frame if size(frame)[0] == width else None


def test_a_window_wholly_off_the_screen_is_blind_until_it_is_back(
    watched: FrameSource, browser_window: BrowserWindow
) -> None:
    next_gallery(watched)
    browser_window.configure(x=3000, y=100)
    # A window that leaves between being located and captured gives one black picture first.
    error = wait_for_error(watched, "outside the screen")
    assert isinstance(error, SourceBlind)
    browser_window.configure(x=10, y=10)
    assert next_gallery(watched)


def test_a_minimised_window_is_blind_until_it_is_back(watched: FrameSource, browser_window: BrowserWindow) -> None:
    next_gallery(watched)
    browser_window.hide()
    error = wait_for_error(watched)
    assert isinstance(error, SourceBlind)
    assert "minimised" in error.what
    browser_window.show()
    assert next_gallery(watched)


def test_a_closed_window_is_waited_for_and_found_again(watched: FrameSource, browser_window: BrowserWindow) -> None:
    before = next_gallery(watched)
    browser_window.close()
    # The last picture of a window that goes may be black.
    errors = (wait_for_error(watched) for _ in range(20))
    error = next(one for one in errors if not isinstance(one, SourceBlind))
    assert error.retry
    still_missing = wait_for_error(watched)
    assert still_missing.retry
    assert "'algebra 7B'" in still_missing.what
    browser_window.open(left=400, top=300)
    after = next_gallery(watched)
    assert after.index > before.index
    assert after.captured_at > before.captured_at


def test_a_still_gallery_is_not_taken_for_a_frozen_camera(browser_window: BrowserWindow) -> None:
    options = CaptureOptions(frame_interval_seconds=0.1, frozen_after_seconds=0.3)
    source = open_source(parse_source("window:Algebra"), options)
    pictures = [source.read().image_bgr for _ in range(8)]
    source.close()
    assert np.array_equal(pictures[-1], pictures[-2])


def test_a_window_that_covers_the_watched_one_is_reported(
    watched: FrameSource, browser_window: BrowserWindow, on_screen: str, caplog: pytest.LogCaptureFixture
) -> None:
    next_gallery(watched)
    display = Display(on_screen)
    screen = display.screen()
    cover = screen.root.create_window(60, 40, 300, 320, 0, screen.root_depth, background_pixel=screen.white_pixel)
    cover.set_wm_name("Shopping list")
    cover.map()
    display.sync()
    with caplog.at_level(logging.WARNING):
        until(lambda: watched.read() and caplog.records, "the covering is told")
    cover.destroy()
    display.sync()
    display.close()
    assert "covers 6" in caplog.text


def test_the_terminal_in_which_the_monitor_runs_is_not_taken_for_the_window(
    watched: FrameSource, on_screen: str
) -> None:
    display = Display(on_screen)
    screen = display.screen()
    terminal = screen.root.create_window(600, 500, 300, 200, 0, screen.root_depth, background_pixel=screen.white_pixel)
    terminal.set_wm_name("uv run run_monitor.py --source window:Algebra")
    terminal.map()
    display.sync()
    second = open_source(parse_source("window:Algebra"), OPTIONS)
    frame = next_gallery(second)
    second.close()
    terminal.destroy()
    display.sync()
    display.close()
    assert size(frame) == (480, 320)


def test_a_window_that_is_not_there_is_refused_with_the_titles_there_are(browser_window: BrowserWindow) -> None:
    with pytest.raises(SourceUnavailable, match="Algebra 7b") as caught:
        open_source(parse_source("window:Geometry"), OPTIONS)
    assert caught.value.exit_code == 3
    assert not caught.value.retry
