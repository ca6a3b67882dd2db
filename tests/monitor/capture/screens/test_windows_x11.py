"""The windows of a real X11 screen come with their programs, and listed with whether they can be seen."""

import os
from collections.abc import Iterator

import pytest
from Xlib import Xatom
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from monitor.capture.listing import list_sources
from monitor.capture.screens.process_name import process_name
from monitor.capture.screens.program_names import plain_program_name
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.windows_x11 import X11Windows

pytestmark = pytest.mark.screen


class Screen:
    """A program's connection to the screen, which opens windows."""

    def __init__(self, name: str) -> None:
        self.display = Display(name)

    def open(self, title: str, left: int = 0, names: tuple[str, str] | None = None) -> Window:
        screen = self.display.screen()
        window: Window = screen.root.create_window(
            left, 0, 200, 160, 0, screen.root_depth, background_pixel=screen.white_pixel
        )
        window.set_wm_name(title)
        if names is not None:
            window.set_wm_class(*names)
        window.map()
        self.display.sync()
        return window


@pytest.fixture
def screen(on_screen: str) -> Iterator[Screen]:
    screen = Screen(on_screen)
    yield screen
    screen.display.close()


def programs() -> dict[str, str]:
    windows = X11Windows()
    try:
        return {each.title: each.program for each in windows.list_windows()}
    finally:
        windows.close()


def test_the_program_is_told_by_the_windows_class(screen: Screen) -> None:
    screen.open("Algebra 7b", names=("zoom", "zoom"))
    screen.open("Meet - abc", left=300, names=("meet.google.com", "Google-chrome"))
    assert programs() == {"Algebra 7b": "Zoom", "Meet - abc": "Google Chrome"}


def test_without_a_class_it_is_told_by_the_process(screen: Screen) -> None:
    window = screen.open("Algebra 7b")
    window.change_property(screen.display.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
    screen.display.sync()
    assert programs() == {"Algebra 7b": plain_program_name(process_name(os.getpid()))} != {"Algebra 7b": ""}


def test_without_either_it_is_unknown(screen: Screen) -> None:
    screen.open("Algebra 7b")
    assert programs() == {"Algebra 7b": ""}


def test_listed_windows_are_visible_covered_or_minimised(screen: Screen) -> None:
    screen.open("Below", names=("zoom", "zoom"))
    screen.open("In front", left=170)
    screen.open("Beside", left=500)
    screen.open("Away", left=800).unmap()
    screen.display.sync()
    listed = list_sources().windows.sources
    assert {each.name: (each.state, each.is_call) for each in listed} == {
        "Below": ("covered", True),
        "In front": ("visible", False),
        "Beside": ("visible", False),
        "Away": ("minimised", False),
    }
    text = list_sources().as_text()
    assert '"window:Below"     200×160, Zoom, covered by another window' in text
    assert '"window:Away"      minimised' in text


def test_a_window_of_which_little_can_be_seen_has_no_place_to_take_a_picture_from(screen: Screen) -> None:
    screen.open("Below")
    screen.open("In front", left=4)
    places = {each.name: each.rectangle for each in list_sources().windows.sources}
    assert (places["Below"], places["In front"]) == (None, Rectangle(4, 0, 200, 160))
