"""Every source fulfils the contract of FrameSource: a new source is tested by adding it to this list."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import numpy as np
import pytest

from classroom.config import DemoSettings
from monitor.capture.camera import Webcam
from monitor.capture.latest_frame import LatestFrame
from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.source_parser import parse_source
from monitor.errors import SourceEnded
from monitor.stages import FrameSource
from tests.monitor.capture.capture_fixtures import drawn, gallery_picture, write_picture, write_recording
from tests.monitor.capture.test_camera import Driver, living

Make = Callable[[CaptureOptions], FrameSource]


def make_folder(request: pytest.FixtureRequest) -> Make:
    folder: Path = request.getfixturevalue("tmp_path") / "pictures"
    folder.mkdir()
    for number in range(3):
        write_picture(folder / f"{number}.png", gallery_picture(seed=number))
    return lambda options: open_source(parse_source(str(folder)), options)


def make_recording(request: pytest.FixtureRequest) -> Make:
    path: Path = request.getfixturevalue("tmp_path") / "lesson.mp4"
    write_recording(path, [gallery_picture(seed=number) for number in range(5)])
    return lambda options: open_source(parse_source(str(path)), options)


def make_webcam(_: pytest.FixtureRequest) -> Make:
    def make(options: CaptureOptions) -> FrameSource:
        driver = Driver(living)
        live = LatestFrame("webcam", lambda: Webcam("webcam", driver.open, options), options)
        live.start()
        return live

    return make


def make_window(request: pytest.FixtureRequest) -> Make:
    request.getfixturevalue("drawing")
    return lambda options: open_source(parse_source("window:draw"), options)


def make_screen(request: pytest.FixtureRequest) -> Make:
    request.getfixturevalue("drawing")
    return lambda options: open_source(parse_source("screen"), options)


def make_demo(_: pytest.FixtureRequest) -> Make:
    return lambda options: open_source(parse_source("demo"), options)


@pytest.fixture
def drawing(on_screen: str) -> Iterator[None]:
    with drawn(on_screen):
        yield


@pytest.fixture(
    params=[
        pytest.param(make_folder, id="folder"),
        pytest.param(make_recording, id="recording"),
        pytest.param(make_webcam, id="webcam"),
        pytest.param(make_screen, id="screen", marks=pytest.mark.screen),
        pytest.param(make_window, id="window", marks=pytest.mark.screen),
        pytest.param(make_demo, id="demo"),
    ]
)
def options_and_source(request: pytest.FixtureRequest) -> Iterator[tuple[CaptureOptions, FrameSource]]:
    options = CaptureOptions(
        frame_interval_seconds=0.1, sample_seconds=0.1, demo=DemoSettings(people=4, width=640, height=360)
    )
    source = request.param(request)(options)
    yield options, source
    source.close()


@pytest.fixture
def source(options_and_source: tuple[CaptureOptions, FrameSource]) -> FrameSource:
    return options_and_source[1]


def test_frames_are_whole_colour_pictures_of_their_own(source: FrameSource) -> None:
    first, second = source.read(), source.read()
    for frame in (first, second):
        assert frame.image_bgr.dtype == np.uint8
        assert frame.image_bgr.ndim == 3
        assert frame.image_bgr.flags.writeable
    before = second.image_bgr.copy()
    first.image_bgr[:] = 0
    assert np.array_equal(second.image_bgr, before)


def test_indices_and_times_go_up(source: FrameSource) -> None:
    frames = [source.read() for _ in range(3)]
    assert [frame.index for frame in frames] == [0, 1, 2]
    assert frames[0].captured_at < frames[1].captured_at < frames[2].captured_at
    assert all(frame.captured_at.utcoffset() == timedelta(0) for frame in frames)
    assert frames[0].captured_at.tzinfo is UTC


def test_the_name_describes_the_source_without_a_path(source: FrameSource) -> None:
    assert source.name
    assert "/" not in source.name


def test_only_a_source_with_an_end_reports_its_progress_and_ends(source: FrameSource) -> None:
    if source.is_live:
        assert source.progress() is None
        return
    with pytest.raises(SourceEnded):
        for _ in range(100):
            source.read()
    progress = source.progress()
    assert progress is not None
    assert progress.done_seconds == pytest.approx(progress.total_seconds, abs=0.11)


def test_a_live_source_ends_when_the_class_is_stopped(
    options_and_source: tuple[CaptureOptions, FrameSource],
) -> None:
    options, source = options_and_source
    if not source.is_live:
        return
    source.read()
    options.stop.set()
    with pytest.raises(SourceEnded):
        source.read()


def test_closing_twice_is_allowed(source: FrameSource) -> None:
    source.read()
    source.close()
    source.close()
