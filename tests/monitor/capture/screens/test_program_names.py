"""A program has one plain name, whatever system and package names it."""

import subprocess
import sys

import pytest

from monitor.capture.screens.process_name import process_name
from monitor.capture.screens.program_names import plain_program_name


@pytest.mark.parametrize(
    ("system_name", "plain"),
    [
        ("Google-chrome", "Google Chrome"),
        ("chrome.exe", "Google Chrome"),
        ("firefox_firefox", "Mozilla Firefox"),
        ("zoom", "Zoom"),
        ("zoom.us", "Zoom"),
        ("Zoom.exe", "Zoom"),
        (r"C:\Program Files\Zoom\bin\Zoom.exe", "Zoom"),
        ("ms-teams.exe", "Microsoft Teams"),
        ("teams-for-linux", "Microsoft Teams"),
        ("soffice.bin", "LibreOffice"),
        ("/usr/bin/gedit", "Gedit"),
        ("org.gnome.Nautilus", "Nautilus"),
        ("Gnome-terminal\0", "Gnome-terminal"),
        ("ApplicationFrameHost.exe", ""),
        ("Тетрадь", "Тетрадь"),
        ("", ""),
    ],
)
def test_the_plain_name_is_the_one_that_people_know(system_name: str, plain: str) -> None:
    assert plain_program_name(system_name) == plain


def test_a_process_has_the_name_of_its_executable() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process_name(process.pid).startswith("python")
        process.kill()


@pytest.mark.parametrize("process_id", [0, -1, 2**22 + 1])
def test_a_process_that_is_not_there_has_none(process_id: int) -> None:
    assert process_name(process_id) == ""
