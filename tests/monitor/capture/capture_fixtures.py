"""Make pictures, recordings and windows for the tests of the sources."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import cv2
import numpy as np
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from monitor.capture.screens.desktop import Desktop
from monitor.capture.screens.window_system import WindowInfo
from monitor.capture.screens.windows_x11 import X11Windows
from monitor.types import ImageBgr
from tests.waiting import until

Answer = TypeVar("Answer")

RED: Final = (0, 0, 220)
GREEN: Final = (0, 180, 0)
BLUE: Final = (220, 0, 0)
YELLOW: Final = (0, 220, 220)
CORNERS: Final = (RED, GREEN, BLUE, YELLOW)
"""The corners of the gallery picture, clockwise from the upper left, in BGR."""

SCREEN_WIDTH: Final = 1024
SCREEN_HEIGHT: Final = 768


def gallery_picture(width: int = 480, height: int = 320, seed: int = 0) -> ImageBgr:
    """A picture with a coloured block in each corner and noise in between, so that no two seeds are alike."""
    picture = np.random.default_rng(seed).integers(60, 200, (height, width, 3), np.uint8)
    side = min(width, height) // 5
    picture[:side, :side], picture[:side, -side:] = RED, GREEN
    picture[-side:, -side:], picture[-side:, :side] = BLUE, YELLOW
    return picture


def shows_the_gallery(image_bgr: ImageBgr) -> bool:
    """Return whether the picture fills the image: each corner has its colour."""
    found = [image_bgr[5, 5], image_bgr[5, -6], image_bgr[-6, -6], image_bgr[-6, 5]]
    return all(np.abs(np.subtract(seen, true, dtype=int)).max() < 30 for seen, true in zip(found, CORNERS, strict=True))


def black_picture(width: int = 480, height: int = 320) -> ImageBgr:
    return np.zeros((height, width, 3), np.uint8)


def write_picture(path: Path, picture: ImageBgr) -> Path:
    assert cv2.imwrite(str(path), picture)
    return path


def write_recording(path: Path, pictures: list[ImageBgr], frames_per_second: float = 10, codec: str = "mp4v") -> Path:
    height, width = pictures[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), frames_per_second, (width, height))
    assert writer.isOpened(), f"OpenCV cannot write {path.name} here"
    for picture in pictures:
        writer.write(picture)
    writer.release()
    return path


@contextmanager
def drawn(display_name: str) -> Iterator[None]:
    """The gallery picture on the screen, 200×160 at 40,30, in a window titled "Drawing", without a browser."""
    display = Display(display_name)
    screen = display.screen()
    picture = gallery_picture(200, 160)
    window = screen.root.create_window(40, 30, 200, 160, 0, screen.root_depth, background_pixel=screen.white_pixel)
    window.set_wm_name("Drawing")
    window.map()
    display.sync()
    pixels = np.dstack([picture, np.zeros((160, 200, 1), np.uint8)])
    context = window.create_gc()
    for top in range(0, 160, 40):
        window.put_image(context, 0, top, 200, 40, 2, screen.root_depth, 0, pixels[top : top + 40].tobytes())
    display.sync()
    try:
        yield
    finally:
        window.destroy()
        display.sync()
        display.close()


class BrowserWindow:
    """A real Chromium window, without a frame, that shows a page; moved and closed as a person or the system would."""

    def __init__(self, program: str, page: Path, environment: dict[str, str]) -> None:
        self._program = program
        self._page = page
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def open(self, left: int = 60, top: int = 40, width: int = 480, height: int = 320) -> None:
        """Start the browser, and wait until its window shows the page."""
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        flags += [
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--test-type",
            "--force-device-scale-factor=1",
        ]
        profile = f"--user-data-dir={self._page.parent / 'profile'}"
        place = [f"--window-position={left},{top}", f"--window-size={width},{height}"]
        command = [self._program, *flags, profile, *place, f"--app={self._page.as_uri()}"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, env=self._environment, stdout=quiet, stderr=quiet, start_new_session=True
        )
        until(self._painted, "the browser's window shows its page", seconds=30)

    def put_in_place(self) -> None:
        """Restore the window's first position and size; open it if it is closed."""
        if self._process is None:
            self.open()
            return
        self.show()
        self.configure(x=60, y=40, width=480, height=320)
        until(self._painted, "the browser's window shows its page again", seconds=30)

    def configure(self, **geometry: int) -> None:
        """Move or resize the window: x, y, width, height in pixels."""
        changes: dict[str, Any] = dict(geometry)
        self._with_window(lambda window: window.configure(**changes))

    def wait_for_place(self, x: int, y: int) -> None:
        """Wait until the screen shows the window at that position."""

        def is_there() -> bool:
            info = self._info()
            return info is not None and (info.rectangle.left, info.rectangle.top) == (x, y)

        until(is_there, f"the window is at {x},{y}")

    def hide(self) -> None:
        """Minimise it."""
        self._with_window(lambda window: window.unmap())

    def show(self) -> None:
        """Restore it."""
        self._with_window(lambda window: window.map())

    def close(self) -> None:
        """End the browser, with all of its processes."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(10)
        self._process = None

    def _info(self) -> WindowInfo | None:
        windows = X11Windows()
        try:
            return next((info for info in windows.list_windows() if info.title == "Algebra 7b"), None)
        finally:
            windows.close()

    def _painted(self) -> WindowInfo | None:
        info = self._info()
        if info is None:
            return None
        desktop = Desktop()
        try:
            return info if shows_the_gallery(desktop.grab(info.rectangle)) else None
        finally:
            desktop.close()

    def _with_window(self, act: Callable[[Window], None]) -> None:
        info = until(self._info, "the browser's window is there")
        display = Display(self._environment["DISPLAY"])
        act(display.create_resource_object("window", info.window_id))
        display.sync()
        display.close()
