"""The preview window, on a real screen where there is one."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from Xlib.display import Display
    from Xlib.xobject.drawable import Window

ROOT = Path(__file__).resolve().parents[2]

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
    stop_at = time.monotonic() + 40
    index = 0
    while not ended.is_set() and time.monotonic() < stop_at:
        image = np.full((360, 640, 3), 20 + index % 200, np.uint8)
        window.show(Frame(index, datetime.now(UTC), image, "demo"), [], [])
        print("shown", flush=True)
        index += 1
        time.sleep(0.05)
    window.close()
    window.close()
    print("ended" if ended.is_set() else "never ended", flush=True)
    """
)


def _start(environment: dict[str, str]) -> subprocess.Popen[str]:
    without = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
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
    """Start a screen of our own on a free number."""
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


def _wait_for_frames(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for _ in range(10):
        line = process.stdout.readline()
        assert line.strip() == "shown", process.communicate(timeout=20)


@pytest.mark.screen
def test_the_key_q_ends_the_class(display: str) -> None:
    from Xlib import XK, X
    from Xlib.ext import xtest

    process = _start({"DISPLAY": display})
    _wait_for_frames(process)
    screen, window = _find_window(display)
    window.set_input_focus(X.RevertToParent, X.CurrentTime)
    key = screen.keysym_to_keycode(XK.string_to_keysym("q"))
    for kind in (X.KeyPress, X.KeyRelease):
        xtest.fake_input(screen, kind, key)
    screen.sync()
    output, errors = process.communicate(timeout=60)
    screen.close()
    assert output.strip().endswith("\nended") or output.strip() == "ended", errors
    assert process.returncode == 0


@pytest.mark.screen
def test_closing_the_window_ends_the_class(display: str) -> None:
    from Xlib import X
    from Xlib.protocol import event

    process = _start({"DISPLAY": display})
    _wait_for_frames(process)
    screen, window = _find_window(display)
    protocols, delete = screen.intern_atom("WM_PROTOCOLS"), screen.intern_atom("WM_DELETE_WINDOW")
    message = event.ClientMessage(window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0]))
    window.send_event(message)
    screen.sync()
    output, errors = process.communicate(timeout=60)
    screen.close()
    assert output.strip().endswith("ended") and "never ended" not in output, errors
    assert process.returncode == 0
