"""A webcam is captured from a fake driver with the known behaviours of real ones."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from monitor.capture import camera as camera_module
from monitor.capture.camera import Webcam, open_webcam
from monitor.capture.camera_list import Camera
from monitor.capture.kinds import WebcamSpec
from monitor.capture.options import CaptureOptions
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.types import ImageBgr
from tests.monitor.capture.capture_fixtures import black_picture, gallery_picture


class Driver:
    """Delivers a frame every 5 ms and decodes it on request, as V4L2, DirectShow and AVFoundation do."""

    def __init__(self, show: Callable[[int], ImageBgr | None]) -> None:
        self.grabbed = 0
        self.retrieved = 0
        self.released = 0
        self.opened = 0
        self._show = show

    def open(self) -> "Driver":
        self.opened += 1
        return self

    def grab(self) -> bool:
        time.sleep(0.005)
        self.grabbed += 1
        return self._show(self.grabbed) is not None

    def retrieve(self) -> tuple[bool, npt.NDArray[Any] | None]:
        self.retrieved += 1
        image = self._show(self.grabbed)
        return image is not None, image

    def release(self) -> None:
        self.released += 1


def webcam(driver: Driver, frozen_after: float = 60) -> Webcam:
    return Webcam("webcam", driver.open, options(frozen_after))


def options(frozen_after: float = 60) -> CaptureOptions:
    return CaptureOptions(frame_interval_seconds=0.1, frozen_after_seconds=frozen_after)


def living(number: int) -> ImageBgr:
    return gallery_picture(64, 64, seed=number)


def test_a_camera_is_drained_so_that_its_picture_is_the_newest() -> None:
    driver = Driver(living)
    source = webcam(driver)
    source.read()
    began_at = driver.grabbed
    frame = source.read()
    assert driver.grabbed - began_at >= 10
    assert driver.retrieved == 2
    assert np.array_equal(frame.image_bgr, living(driver.grabbed))


def test_at_longer_intervals_a_camera_is_drained_as_before_but_fewer_frames_are_decoded() -> None:
    driver, use = Driver(living), options()
    source = Webcam("webcam", driver.open, use)
    source.read()
    use.live_interval.set(0.5)
    began_at = driver.grabbed
    frame = source.read()
    assert driver.grabbed - began_at >= 40
    assert driver.retrieved == 2
    assert np.array_equal(frame.image_bgr, living(driver.grabbed))


def test_an_unplugged_camera_is_released_and_reopened() -> None:
    driver = Driver(lambda number: None if 30 < number <= 31 else living(number))
    source = webcam(driver)
    source.read()
    with pytest.raises(SourceUnavailable) as caught:
        while True:
            source.read()
    assert caught.value.retry
    assert (driver.opened, driver.released) == (1, 1)
    source.read()
    assert driver.opened == 2


def test_a_camera_that_repeats_its_last_picture_for_ever_is_detected_and_reopened() -> None:
    driver = Driver(lambda number: living(min(number, 20)))
    source = webcam(driver, frozen_after=0.3)
    with pytest.raises(SourceBlind, match=r"same picture for 0\.3 s"):
        for _ in range(20):
            source.read()
    assert driver.opened <= 2
    with pytest.raises(SourceBlind):
        for _ in range(20):
            source.read()
    source.close()


def test_a_covered_lens_is_blind() -> None:
    with pytest.raises(SourceBlind, match="black"):
        webcam(Driver(lambda _: black_picture())).read()


def test_the_picture_handed_on_is_not_the_drivers_own_buffer() -> None:
    buffer = living(1).copy()
    frame = webcam(Driver(lambda _: buffer)).read()
    buffer[:] = 0
    assert frame.image_bgr.max() > 0


@pytest.mark.parametrize(
    ("cameras", "spec", "message"),
    [
        ([], WebcamSpec(), "There is no camera"),
        ([Camera(900, "FaceTime HD")], WebcamSpec(901), r"webcam:900 \(FaceTime HD\)"),
        ([Camera(900, "FaceTime HD")], WebcamSpec(), "Another program may be using it"),
    ],
)
def test_a_camera_that_cannot_be_opened_says_why(
    cameras: list[Camera], spec: WebcamSpec, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Index 900 exists on no machine; the listed cameras depend on the machine.
    monkeypatch.setattr(camera_module, "list_cameras", lambda: cameras)
    monkeypatch.setattr(camera_module, "camera_backend", lambda: 200)
    if not cameras and Path("/dev/video0").exists():
        pytest.skip("this machine has a camera")
    with pytest.raises(SourceUnavailable, match=message):
        open_webcam(spec, CaptureOptions())
