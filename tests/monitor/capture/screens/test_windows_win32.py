"""The adapter of Microsoft Windows describes what its system says: here a fake one, with its functions by name."""

import ctypes
import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Protocol

import pytest

from monitor.capture.screens import windows_win32
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.windows_win32 import Win32Windows

TITLES = {7: "Besprechung | Microsoft Teams", 8: "Notes", 9: ""}
PROCESSES = {7: 4711, 8: os.getpid(), 9: 1}


class Reference(Protocol):
    """A value of ctypes, passed by reference."""

    _obj: object


def fill(pointer: Reference, **values: int) -> int:
    for name, value in values.items():
        setattr(pointer._obj, name, value)
    return 0


def user32() -> SimpleNamespace:
    def enumerate_windows(callback: Callable[[int, int], bool], value: int) -> None:
        for handle in TITLES:
            callback(handle, value)

    def write_title(handle: int, buffer: "ctypes.Array[ctypes.c_wchar]", length: int) -> None:
        buffer.value = TITLES[handle][: length - 1]

    return SimpleNamespace(
        EnumWindows=enumerate_windows,
        GetWindowTextW=write_title,
        GetWindowTextLengthW=lambda handle: len(TITLES[handle]),
        GetWindowRect=lambda handle, pointer: fill(pointer, left=10, top=20, right=650, bottom=500),
        GetWindowThreadProcessId=lambda handle, pointer: fill(pointer, value=PROCESSES[handle]),
        IsWindowVisible=lambda handle: 1,
        IsIconic=lambda handle: handle == 8,
    )


@pytest.fixture(autouse=True)
def fake_system(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = 1
    libraries = {
        "user32": user32(),
        "dwmapi": SimpleNamespace(DwmGetWindowAttribute=lambda *_: refused),
        "shcore": SimpleNamespace(SetProcessDpiAwareness=lambda _: None),
    }
    monkeypatch.setattr(ctypes, "WinDLL", libraries.__getitem__, raising=False)
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", lambda *_: lambda function: function, raising=False)


def test_windows_come_with_the_program_of_their_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def name(process_id: int) -> str:
        asked.append(process_id)
        return {4711: "ms-teams.exe"}.get(process_id, "")

    monkeypatch.setattr(windows_win32, "process_name", name)
    windows = Win32Windows()
    described = [(each.title, each.program, each.is_minimised) for each in windows.list_windows()]
    assert described == [("Besprechung | Microsoft Teams", "Microsoft Teams", False), ("Notes", "", True)]
    assert windows.list_windows()[0].rectangle == Rectangle(10, 20, 640, 480)
    assert asked == [4711, os.getpid()], "a program is asked for once, however often windows are listed"
