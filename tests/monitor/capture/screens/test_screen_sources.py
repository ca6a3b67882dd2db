"""Screens and areas of a real X11 display are captured, and missing ones reported."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.screens import screen_access
from monitor.capture.source_parser import parse_source
from monitor.errors import SourceBlind, SourceUnavailable
from tests.monitor.capture.capture_fixtures import (
    SCREEN_HEIGHT,
    SCREEN_WIDTH,
    BrowserWindow,
    drawn,
    gallery_picture,
    shows_the_gallery,
)

OPTIONS = CaptureOptions(frame_interval_seconds=0.1)


@pytest.mark.screen
def test_an_area_shows_its_own_pixels(on_screen: str) -> None:
    with drawn(on_screen):
        source = open_source(parse_source("area:40,30,200,160"), OPTIONS)
        frame = source.read()
        source.close()
    assert np.array_equal(frame.image_bgr, gallery_picture(200, 160))
    assert frame.image_bgr.flags.c_contiguous
    assert frame.image_bgr.flags.writeable


@pytest.mark.screen
def test_an_area_that_sticks_out_is_cut_at_the_edge(on_screen: str) -> None:
    with drawn(on_screen):
        source = open_source(parse_source("area:-60,-50,300,240"), OPTIONS)
        frame = source.read()
        source.close()
    assert frame.image_bgr.shape == (190, 240, 3)


@pytest.mark.screen
@pytest.mark.parametrize("text", ["screen", "screen:1"])
def test_a_screen_is_shown_whole(on_screen: str, text: str) -> None:
    with drawn(on_screen):
        source = open_source(parse_source(text), OPTIONS)
        frame = source.read()
        source.close()
    assert frame.image_bgr.shape == (SCREEN_HEIGHT, SCREEN_WIDTH, 3)
    assert shows_the_gallery(frame.image_bgr[30:190, 40:240])


@pytest.mark.screen
@pytest.mark.parametrize(("text", "advice"), [("screen:2", "screen:1"), ("area:5000,0,100,100", "1024×768")])
def test_what_does_not_exist_is_refused_with_what_there_is(on_screen: str, text: str, advice: str) -> None:
    with pytest.raises(SourceUnavailable, match=advice) as caught:
        open_source(parse_source(text), OPTIONS)
    assert (caught.value.exit_code, caught.value.retry) == (3, False)


@pytest.mark.screen
def test_an_empty_screen_is_blind(on_screen: str) -> None:
    source = open_source(parse_source("screen"), OPTIONS)
    with pytest.raises(SourceBlind):
        source.read()
    source.close()


@pytest.mark.screen
def test_a_black_screen_under_wayland_names_wayland(on_screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    with pytest.raises(SourceUnavailable, match="Wayland") as caught:
        open_source(parse_source("screen"), OPTIONS)
    assert not caught.value.retry


@pytest.mark.screen
def test_an_x11_screen_that_works_is_watched_in_any_session_type(
    on_screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    with drawn(on_screen):
        source = open_source(parse_source("screen"), OPTIONS)
        assert source.read().image_bgr.shape == (SCREEN_HEIGHT, SCREEN_WIDTH, 3)
        source.close()


@pytest.mark.screen
def test_a_display_that_goes_away_is_a_lost_source(
    x_display: str, monkeypatch: pytest.MonkeyPatch, without_screen: None
) -> None:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    name = f":{server.stdout.readline().strip()}"
    monkeypatch.setenv("DISPLAY", name)
    with drawn_until_killed(name, server):
        source = open_source(parse_source("screen"), OPTIONS)
        assert source.read().image_bgr.shape == (480, 640, 3)
    with pytest.raises(SourceUnavailable, match="cannot be read") as caught:
        for _ in range(5):
            source.read()
    assert caught.value.retry
    source.close()


@contextmanager
def drawn_until_killed(name: str, server: "subprocess.Popen[str]") -> Iterator[None]:
    with drawn(name):
        yield
    server.terminate()
    server.communicate(timeout=10)


@pytest.mark.parametrize("text", ["screen", "area:0,0,100,100", "window:Zoom"])
def test_a_machine_without_a_display_says_so(text: str, without_screen: None) -> None:
    with pytest.raises(SourceUnavailable, match="DISPLAY is not set") as caught:
        open_source(parse_source(text), CaptureOptions(stop=threading.Event()))
    assert (caught.value.exit_code, caught.value.retry) == (3, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [("XDG_SESSION_TYPE", "wayland"), ("XDG_SESSION_TYPE", "Wayland"), ("WAYLAND_DISPLAY", "wayland-0")],
)
def test_a_wayland_session_is_recognised(
    name: str, value: str, without_screen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not screen_access.is_wayland()
    monkeypatch.setenv(name, value)
    assert screen_access.is_wayland()
    assert "Xorg" in screen_access.no_screen_remedy().text
    assert "Wayland" in screen_access.black_remedy().text


@pytest.mark.screen
@pytest.mark.browser
def test_the_screen_shows_a_real_window_where_it_lies(browser_window: BrowserWindow) -> None:
    source = open_source(parse_source("area:60,40,480,320"), OPTIONS)
    frames = [source.read() for _ in range(10)]
    source.close()
    assert shows_the_gallery(frames[-1].image_bgr)
