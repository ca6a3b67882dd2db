"""A teacher finds the window of a call among the cards, looks, teaches and ends: real windows on a real screen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

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
from tests.browser.chromium import UNDO_SECONDS, Watched, fold_of

pytestmark = [pytest.mark.browser, pytest.mark.screen, pytest.mark.slow]

Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
PICTURES_SEEN = 40
"""Of the preview, until everybody is seen in one: a face that turns away is missed now and then."""
FACES_IN_PREVIEW = re.compile(rf"Faces found: {PEOPLE} of {PEOPLE} expected")


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
    call: None, watched: Watched, engine: Engine, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = watched.page
    monkeypatch.setattr(UNDO_SECONDS, 0.5)
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
        expect(page.locator("label.source").first).to_contain_text("Algebra 7b")  # a call's window comes first
        expect(page.locator("label.source", has_text="This browser")).to_have_count(1)
        expect(card_of(page, "Shopping list")).to_have_text(re.compile("a window$"))
        expect(card_of(page, "Mail")).to_contain_text("no picture")
        expect(card_of(page, "Mail")).to_contain_text("minimised or on another desktop")


def test_a_part_of_the_screen_is_drawn_and_the_call_s_window_is_watched_later_in_the_same_class(
    call: None, watched: Watched, engine: Engine, address: str
) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_label("People expected").fill(str(PEOPLE))
    page.locator("label.source", has_text="A part of the screen").click()
    expect(page.locator("#check-lines")).to_contain_text("Faces found")
    drag_over(page, left=0.01, top=0.02, right=0.8, bottom=0.75)
    assert page.locator("#area-form").get_by_label("width").input_value() == "79"
    page.get_by_role("button", name="Watch this part").click()
    expect(page.locator("#check-lines")).to_contain_text(FACES_IN_PREVIEW)
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("[data-live=faces]")).to_have_text(str(PEOPLE))

    fold_of(page, "What is watched, and who counts")
    page.get_by_role("button", name="Watch something else…").click()
    card_of(page, "Algebra 7b").click()
    page.get_by_role("button", name="Watch this", exact=True).click()
    expect(page.locator("#control-said")).to_have_text("From now on this is watched: Algebra 7b.")
    expect(page.get_by_alt_text("What is watched, with a box around each face that is counted")).to_be_visible()
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.source, row.status) == ("area:13,16,1011,584", "running")
    assert watched.is_clean(), watched


def drag_over(page: Page, *, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a rectangle on the screen's picture with the mouse, in shares of it."""
    frame = page.locator("#picture-frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + bottom * box["height"], steps=4)
    page.mouse.up()
