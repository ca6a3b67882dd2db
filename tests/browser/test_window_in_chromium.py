"""A teacher finds the window of a call among the cards, looks, teaches and ends: real windows on a real screen."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from classroom.tables import ClassSession, SampleRow
from model.drawing import COUNTED_BGR
from tests.browser.call_window import PEOPLE
from tests.browser.chromium import Watched

pytestmark = [pytest.mark.browser, pytest.mark.screen, pytest.mark.slow]

Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
PROGRAM = Path(__file__).with_name("call_window.py")
PICTURES_SEEN = 40
"""Of the preview, until everybody is seen in one: a face that turns away is missed now and then."""
FACES_IN_PREVIEW = re.compile(rf"Faces found: {PEOPLE} of {PEOPLE} expected")


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A virtual screen, on which the dashboard runs as on a teacher's desktop; skips where Xvfb is not installed."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    command = [server, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        number = process.stdout.readline().strip()
        assert number, "Xvfb did not start"
        monkeypatch.setenv("DISPLAY", f":{number}")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        yield
        process.terminate()


@pytest.fixture
def call(screen: None) -> Iterator[None]:
    """A call of nine people, in the window of a program that calls itself "zoom"."""
    command = [sys.executable, str(PROGRAM), "Algebra 7b", "zoom"]
    with subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline(), "the call's window did not open"
        yield
        process.kill()


@contextmanager
def window(title: str, left: int, program: str = "", *, is_mapped: bool = True) -> Iterator[None]:
    """A plain window of another program, in front of those that are open."""
    display = Display()
    root, depth = display.screen().root, display.screen().root_depth
    opened: Window = root.create_window(left, 0, 250, 300, 0, depth, background_pixel=display.screen().white_pixel)
    opened.set_wm_name(title)
    if program:
        opened.set_wm_class(program, program)
    if is_mapped:
        opened.map()
    display.sync()
    try:
        yield
    finally:
        display.close()


def card_of(page: Page, title: str) -> Locator:
    return page.locator("label.source").filter(has=page.get_by_text(title, exact=True))


def boxes_in(preview_bgr: Picture) -> int:
    """Return the number of boxes in the colour of faces that count."""
    mask = np.abs(preview_bgr.astype(int) - COUNTED_BGR).max(axis=2) < 50
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return sum(min(cv2.boundingRect(each)[2:]) > 20 for each in outlines)


def picture_of(image: Locator) -> Picture:
    """Return what a person sees of a picture on the page, BGR."""
    picture = cv2.imdecode(np.frombuffer(image.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture, np.uint8)


def look_at(page: Page, address: str) -> None:
    """Choose the call's card, and wait until the preview counts everybody in it."""
    page.goto(address)
    card = card_of(page, "Algebra 7b")
    expect(card).to_contain_text("Zoom · a call")
    assert picture_of(card.get_by_role("presentation")).std() > 20, "the card's picture is blank"
    page.get_by_label("Title").fill("Algebra")
    page.get_by_label("People expected").fill(str(PEOPLE))
    card.click()
    expect(page.locator("#check-lines")).to_contain_text(FACES_IN_PREVIEW)


def test_the_window_of_a_call_is_chosen_looked_at_watched_and_ended(
    call: None, watched: Watched, engine: Engine, address: str
) -> None:
    page = watched.page
    with window("Algebra 7b notes.docx - LibreOffice Writer", 1000, "libreoffice-writer"):
        look_at(page, address)
    preview = page.get_by_alt_text("What is watched, with a box around each face that would be counted")
    assert any(boxes_in(picture_of(preview)) == PEOPLE for _ in range(PICTURES_SEEN)), "not each face has its box"
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("h1")).to_have_text("Algebra")
    expect(page.locator("[data-live=faces]")).to_have_text(str(PEOPLE))

    page.get_by_role("button", name="End the class").click()
    page.get_by_role("dialog").get_by_role("button", name="End the class").click()
    page.wait_for_url(re.compile("/classes/1"), timeout=30_000)
    expect(page.locator("#class-ended")).to_have_text("The class has ended.")
    expect(page.locator("h1")).to_contain_text("Algebra")
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.source, row.status) == ("window:Algebra 7b", "finished")
        assert PEOPLE in session.scalars(select(SampleRow.faces)).all()
    assert watched.is_clean(), watched


def test_a_window_that_cannot_be_seen_whole_says_so_on_its_card(call: None, watched: Watched, address: str) -> None:
    page = watched.page
    with window("Shopping list", 0), window("Mail", 0, is_mapped=False):
        page.goto(address)
        expect(card_of(page, "Algebra 7b")).to_contain_text("Zoom · a call · covered by another window")
        expect(card_of(page, "Shopping list")).to_have_text(re.compile("a window$"))
        expect(card_of(page, "Mail")).to_contain_text("no picture")
        expect(card_of(page, "Mail")).to_contain_text("minimised or on another desktop")
