"""Provide a real X11 screen and a real browser window for the sources to watch."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.monitor.capture.capture_fixtures import (
    SCREEN_HEIGHT,
    SCREEN_WIDTH,
    BrowserWindow,
    gallery_picture,
    write_picture,
)

_SCREEN = f"{SCREEN_WIDTH}x{SCREEN_HEIGHT}x24"


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """Start a virtual screen and yield its display name; skips where Xvfb is not installed."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    command = [program, "-displayfd", "1", "-screen", "0", _SCREEN, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


@pytest.fixture
def on_screen(x_display: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test on that screen, as a program started on a desktop."""
    monkeypatch.setenv("DISPLAY", x_display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    return x_display


@pytest.fixture
def without_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def gallery_window(x_display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserWindow]:
    """A Chromium window for the gallery picture, not open yet; skips where Chromium is not installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    folder = tmp_path_factory.mktemp("call")
    write_picture(folder / "gallery.png", gallery_picture())
    page = folder / "call.html"
    page.write_text(
        "<!doctype html><title>Algebra 7b</title><body style='margin:0;overflow:hidden'>"
        "<img src='gallery.png' style='display:block;width:100vw;height:100vh'>"
    )
    window = BrowserWindow(program, page, dict(os.environ, DISPLAY=x_display))
    yield window
    window.close()


@pytest.fixture
def browser_window(on_screen: str, gallery_window: BrowserWindow) -> BrowserWindow:
    """A Chromium window that shows the gallery picture, restored to its first position for each test."""
    gallery_window.put_in_place()
    return gallery_window
