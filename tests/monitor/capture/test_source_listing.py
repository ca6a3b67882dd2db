"""--list-sources lists sources or reasons."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.capture import camera_list
from monitor.capture.camera_list import Camera
from monitor.capture.listing import list_sources
from tests.monitor.capture.capture_fixtures import BrowserWindow

REPOSITORY = Path(__file__).resolve().parents[3]


def test_a_bare_machine_gets_reasons_instead_of_a_crash(without_screen: None) -> None:
    listing = list_sources()
    assert not listing.screens.sources
    assert not listing.windows.sources
    assert listing.as_text().count("DISPLAY is not set") == 2


def test_cameras_are_listed_by_name(without_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cameras = [Camera(0, "FaceTime HD"), Camera(12, "Document camera")]
    monkeypatch.setattr(camera_list, "list_cameras", lambda: cameras)
    text = list_sources().as_text()
    assert "  webcam:0   FaceTime HD\n  webcam:12  Document camera\n" in text


@pytest.mark.screen
@pytest.mark.browser
def test_screens_and_windows_are_listed_as_one_types_them(browser_window: BrowserWindow) -> None:
    text = list_sources().as_text()
    assert "  screen:1  1024×768 at 0,0\n" in text
    assert '  "window:Algebra 7b"  480×320' in text


def test_listing_loads_neither_opencv_nor_numpy(without_screen: None) -> None:
    script = (
        "import sys; from monitor.capture.listing import list_sources; list_sources(); "
        "assert not {'cv2', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=REPOSITORY, env=dict(os.environ), check=True)


def test_the_list_of_cameras_works_with_opencv_imported() -> None:
    import cv2

    assert isinstance(camera_list.list_cameras(), list)
    assert sys.modules["cv2"] is cv2
