"""A teacher who has never seen the pages holds a first class: few clicks, few words, the report in the end."""

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from pypdf import PdfReader
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.tables import ClassSession, ExcludedRange, Marker
from tests.browser.chromium import Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_CLICKS = 10
MOST_WORDS = 8
FIRST_RUN_SECONDS = 60
"""Within which a teacher who has never seen the page teaches with it."""
NOTE = "Slower at the proof next time."


@dataclass(slots=True)
class Teacher:
    """Hands that count what they do."""

    page: Page
    clicks: int = 0
    words: int = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def type(self, text: str) -> None:
        """Type where the cursor stands."""
        self.words += len(text.split())
        self.page.keyboard.type(text)


def test_the_first_class_takes_ten_clicks_and_eight_words_to_its_report(
    watched: Watched, engine: Engine, address: str
) -> None:
    page, teacher, began = watched.page, Teacher(watched.page), time.monotonic()
    page.set_viewport_size({"width": 1280, "height": 800})  # a small laptop, on which the start page scrolls
    page.goto(address)
    teacher.click(page.get_by_text("The demo class"))
    expect(page.get_by_alt_text("What is watched, with a box around each face that would be counted")).to_be_visible()
    expect(page.locator("#conclusion")).not_to_be_empty()
    teacher.click(page.get_by_label("Title"))
    teacher.type("Geometry")
    teacher.click(page.get_by_role("button", name="Start the class"))
    expect(page.locator("[data-live=faces]")).to_have_text(re.compile("[0-9]+"))
    assert time.monotonic() - began < FIRST_RUN_SECONDS
    assert page.evaluate("scrollY") == 0, "the live page begins at its top"
    teacher.click(page.get_by_role("button", name=re.compile("Question")))
    expect(page.locator("#marker-list li")).to_have_count(1)
    teacher.click(page.get_by_role("button", name="Pause"))
    expect(page.locator("[data-live=state]")).to_have_text("Paused")
    teacher.click(page.get_by_role("button", name="Go on"))
    expect(page.locator("[data-live=state]")).to_have_text("Watching")
    teacher.click(page.get_by_role("button", name="End the class"))
    teacher.click(page.get_by_role("dialog").get_by_role("button", name="End the class"))
    page.wait_for_url(re.compile("/classes/1"), timeout=30_000)
    expect(page.locator("#class-ended")).to_have_text("The class has ended.")
    expect(page.locator("#note")).to_be_focused()
    teacher.type(NOTE)
    expect(page.locator("#note-state")).to_have_text("The note is saved.")
    with page.expect_download() as report:
        teacher.click(page.get_by_role("link", name="Report", exact=True))

    written = text_of(report.value)
    assert "Geometry" in written
    assert "(Paused)" in written
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.title, row.status, row.notes) == ("Geometry", "finished", NOTE)
        assert session.scalars(select(Marker.kind)).all() == ["question"]
        assert set(session.scalars(select(ExcludedRange.note))) == {"class_paused"}
    assert watched.is_clean(), watched
    assert teacher.clicks <= MOST_CLICKS
    assert teacher.words <= MOST_WORDS


def text_of(download: Download) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(download.path()).pages)
