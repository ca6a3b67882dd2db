"""The right window is chosen, on any system: the adapters only list them."""

import sys
from types import SimpleNamespace

import pytest

from monitor.capture.kinds import WindowSpec
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.window import FollowedWindow
from monitor.capture.screens.window_system import WindowInfo
from monitor.errors import SourceBlind, SourceUnavailable

DESKTOP = [Rectangle(0, 0, 1920, 1080)] * 2


class Windows:
    """A window system whose windows the test opens and closes."""

    def __init__(self, *windows: WindowInfo) -> None:
        self.listed = list(windows)

    def list_windows(self) -> list[WindowInfo]:
        return list(self.listed)

    def close(self) -> None:
        self.listed = []


def window(window_id: int, title: str, *, left: int = 0, is_minimised: bool = False) -> WindowInfo:
    return WindowInfo(window_id, title, Rectangle(left, 0, 640, 480), is_minimised)


def followed(windows: Windows, part: str = "zoom") -> FollowedWindow:
    return FollowedWindow(WindowSpec(part), windows)


def test_the_frontmost_of_several_is_taken() -> None:
    windows = Windows(window(1, "Notes"), window(2, "Zoom Meeting", left=10), window(3, "Zoom", left=20))
    assert followed(windows).locate(DESKTOP).left == 10


def test_a_window_that_can_be_seen_goes_before_a_minimised_one() -> None:
    windows = Windows(window(1, "Zoom", is_minimised=True), window(2, "Zoom Meeting", left=10))
    assert followed(windows).locate(DESKTOP).left == 10


def test_the_whole_title_goes_before_a_part_of_one_in_front_of_it() -> None:
    windows = Windows(window(1, "Algebra 7b – notes"), window(2, "Algebra 7b", left=10))
    assert followed(windows, "Algebra 7b").locate(DESKTOP).left == 10
    assert followed(windows, "Algebra 7b – notes").locate(DESKTOP).left == 0


def test_a_minimised_window_chosen_by_its_whole_title_is_not_taken_for_another() -> None:
    windows = Windows(window(1, "Algebra 7b – notes"), window(2, "Algebra 7b", is_minimised=True))
    with pytest.raises(SourceBlind, match="minimised"):
        followed(windows, "Algebra 7b").locate(DESKTOP)


def test_of_two_windows_of_the_very_same_title_the_one_that_can_be_seen_is_taken_then_the_frontmost() -> None:
    windows = Windows(window(1, "Zoom", is_minimised=True), window(2, "Zoom", left=10), window(3, "Zoom", left=20))
    assert followed(windows, "Zoom").locate(DESKTOP).left == 10


def test_the_window_once_taken_is_kept_when_another_comes_to_the_front_or_its_title_changes() -> None:
    windows = Windows(window(2, "Zoom Meeting", left=10))
    region = followed(windows)
    region.locate(DESKTOP)
    windows.listed = [window(3, "Zoom chat", left=20), window(2, "40:00 left", left=30)]
    assert region.locate(DESKTOP).left == 30


def test_a_window_minimised_from_the_start_is_waited_for() -> None:
    windows = Windows(window(1, "Zoom", is_minimised=True))
    region = followed(windows)
    with pytest.raises(SourceBlind, match="minimised"):
        region.locate(DESKTOP)
    windows.listed = [window(1, "Zoom", left=5)]
    assert region.locate(DESKTOP).left == 5


def test_a_title_is_found_in_any_alphabet_and_case() -> None:
    assert followed(Windows(window(1, "УРОК 7Б Straße")), "урок 7б STRASSE").locate(DESKTOP)


def test_a_long_list_of_titles_is_cut() -> None:
    windows = Windows(*(window(number, f"Window {number}") for number in range(20)))
    with pytest.raises(SourceUnavailable, match=r"Window 0; .*Window 11; and 8 more") as caught:
        followed(windows).locate(DESKTOP)
    assert "Window 12" not in str(caught.value)


def test_under_wayland_a_missing_window_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with pytest.raises(SourceUnavailable, match="Wayland"):
        followed(Windows()).locate(DESKTOP)


def quartz(is_allowed: bool, shown: list[dict[str, object]], hidden: list[dict[str, object]]) -> SimpleNamespace:
    """Return a fake Quartz module, as far as the adapter uses it."""
    constants = {name: name for name in ("kCGWindowBounds", "kCGWindowLayer", "kCGWindowName", "kCGWindowNumber")}
    return SimpleNamespace(
        **constants,
        kCGWindowOwnerName="kCGWindowOwnerName",
        kCGWindowListOptionAll=0,
        kCGWindowListOptionOnScreenOnly=1,
        kCGWindowListExcludeDesktopElements=16,
        kCGNullWindowID=0,
        CGPreflightScreenCaptureAccess=lambda: is_allowed,
        CGRequestScreenCaptureAccess=lambda: False,
        CGWindowListCopyWindowInfo=lambda options, _: shown if options & 1 else [*hidden, *shown],
    )


def mac_window(number: int, name: str, layer: int = 0) -> dict[str, object]:
    bounds = {"X": 10.0, "Y": 20.0, "Width": 640.0, "Height": 480.0}
    owner = "zoom.us"
    return {
        "kCGWindowNumber": number,
        "kCGWindowName": name,
        "kCGWindowLayer": layer,
        "kCGWindowBounds": bounds,
        "kCGWindowOwnerName": owner,
    }


def test_on_a_mac_windows_are_listed_front_to_back_and_the_minimised_last(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [mac_window(7, "Menu", layer=25), mac_window(2, "Zoom Meeting"), mac_window(1, "")]
    monkeypatch.setitem(sys.modules, "Quartz", quartz(True, shown, [mac_window(3, "Chat"), mac_window(4, "")]))
    monkeypatch.delitem(sys.modules, "monitor.capture.screens.windows_macos", raising=False)
    from monitor.capture.screens.windows_macos import MacWindows

    listed = MacWindows().list_windows()
    monkeypatch.delitem(sys.modules, "monitor.capture.screens.windows_macos")
    assert {each.program for each in listed} == {"Zoom"}
    described = [(each.window_id, each.title, each.is_minimised) for each in listed]
    assert described == [
        (2, "Zoom Meeting - zoom.us", False),
        (1, "zoom.us", False),
        (3, "Chat - zoom.us", True),
    ]
    assert listed[0].rectangle == Rectangle(10, 20, 640, 480)


def test_a_mac_without_the_permission_says_where_to_give_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from monitor.capture.screens import screen_access

    monkeypatch.setitem(sys.modules, "Quartz", quartz(False, [], []))
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SourceUnavailable, match="Screen & System Audio Recording"):
        screen_access.require_screen_recording_allowed()
