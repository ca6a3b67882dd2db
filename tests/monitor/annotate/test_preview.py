"""The preview window opens on a real screen where there is one."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from Xlib.display import Display
    from Xlib.xobject.drawable import Window

ROOT = Path(__file__).resolve().parents[3]

PROGRAM = textwrap.dedent(
    """
    import sys, threading, time
    from datetime import UTC, datetime
    import numpy as np
    from monitor.annotate.preview import PreviewWindow
    from monitor.errors import OutputUnavailable
    from monitor.types import Frame
    ended = threading.Event()
    try:
        window = PreviewWindow(ended)
    except OutputUnavailable as error:
        sys.exit(f"told: {error}")
    stop_at = time.monotonic() + float(sys.argv[2])
    frames = int(sys.argv[1])
    index = 0
    while not ended.is_set() and time.monotonic() < stop_at:
        if index < frames:
            image = np.full((360, 640, 3), 20 + index % 200, np.uint8)
            window.show(Frame(index, datetime.now(UTC), image, "demo"), [], [])
        else:
            window.tick()
        print("shown" if index < frames else "waited", flush=True)
        index += 1
        time.sleep(0.05)
    window.close()
    window.close()
    window.tick()
    print("ended" if ended.is_set() else "never ended", flush=True)
    """
)


ENDLESS = 10**6


def _start(environment: dict[str, str], frames: int = ENDLESS, seconds: float = 20) -> subprocess.Popen[str]:
    """Start a preview of so many frames, which then waits for a lost source."""
    without = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(frames), str(seconds)],
        cwd=ROOT,
        env={**without, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":987"}])
def test_without_a_screen_the_preview_is_refused_and_the_process_lives_on(environment: dict[str, str]) -> None:
    process = _start(environment)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "told:" in errors and "--preview" in errors


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Start a virtual screen on a free display number."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed: apt-get install xvfb")
    read, write = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait(timeout=20)


def _find_window(display_name: str) -> "tuple[Display, Window]":
    from Xlib.display import Display

    screen = Display(display_name)

    def search(window: "Window") -> "Window | None":
        if (window.get_wm_name() or "").startswith("Moodline preview"):
            return window
        return next((hit for child in window.query_tree().children if (hit := search(child))), None)

    found = search(screen.screen().root)
    assert found is not None
    return screen, found


def _wait_until(process: subprocess.Popen[str], word: str) -> None:
    """Return when the program has printed so a few times."""
    assert process.stdout is not None
    for _ in range(10):
        line = process.stdout.readline()
        while line.strip() in ("shown", "waited") and line.strip() != word:
            line = process.stdout.readline()
        assert line.strip() == word, process.communicate(timeout=40)


def _press_q(screen: "Display", window: "Window") -> None:
    from Xlib import XK, X
    from Xlib.ext import xtest

    window.set_input_focus(X.RevertToParent, X.CurrentTime)
    key = screen.keysym_to_keycode(XK.string_to_keysym("q"))
    for kind in (X.KeyPress, X.KeyRelease):
        xtest.fake_input(screen, kind, key)


def _close_window(screen: "Display", window: "Window") -> None:
    from Xlib import X
    from Xlib.protocol import event

    protocols, delete = screen.intern_atom("WM_PROTOCOLS"), screen.intern_atom("WM_DELETE_WINDOW")
    message = event.ClientMessage(window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0]))
    window.send_event(message)


def _require_end(display: str, frames: int, act: "Callable[[Display, Window], None]") -> None:
    """Act on the window of a preview of so many frames, and check that the class ends."""
    process = _start({"DISPLAY": display}, frames)
    _wait_until(process, "shown" if frames == ENDLESS else "waited")
    screen, window = _find_window(display)
    act(screen, window)
    screen.sync()
    output, errors = process.communicate(timeout=60)
    screen.close()
    assert output.split("\n")[-2:] == ["ended", ""], errors
    assert process.returncode == 0


@pytest.mark.screen
def test_the_key_q_ends_the_class(display: str) -> None:
    _require_end(display, ENDLESS, _press_q)


@pytest.mark.screen
def test_closing_the_window_ends_the_class(display: str) -> None:
    _require_end(display, ENDLESS, _close_window)


@pytest.mark.screen
@pytest.mark.parametrize("frames", [0, 3], ids=["before the first frame", "after it"])
def test_the_key_q_ends_the_class_while_the_source_is_lost(display: str, frames: int) -> None:
    _require_end(display, frames, _press_q)


@pytest.mark.screen
@pytest.mark.parametrize("frames", [0, 3], ids=["before the first frame", "after it"])
def test_closing_the_window_ends_the_class_while_the_source_is_lost(display: str, frames: int) -> None:
    _require_end(display, frames, _close_window)


@pytest.mark.screen
@pytest.mark.parametrize("frames", [0, 3], ids=["before the first frame", "after it"])
def test_a_window_left_alone_ends_nothing_while_the_source_is_lost(display: str, frames: int) -> None:
    process = _start({"DISPLAY": display}, frames, seconds=4.0)
    output, errors = process.communicate(timeout=60)
    assert output.endswith("never ended\n"), errors
    assert output.count("waited") > 5
