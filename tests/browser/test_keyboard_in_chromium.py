"""A whole class by the keyboard alone: begun, taught, ended, read and reported, without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.tables import ClassSession, ExcludedRange, Marker
from tests.browser.chromium import UNDO_SECONDS, Watched
from tests.browser.test_first_run_in_chromium import text_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_STEPS = 60
HAS_FOCUS = "(one) => one === document.activeElement"


def go_to(page: Page, place: Locator) -> None:
    """Go on by Tab until a control has the focus."""
    expect(place).to_be_visible()
    for _ in range(MOST_STEPS):
        if place.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{place} is not reached by {MOST_STEPS} presses of Tab")


def press(page: Page, place: Locator, key: str = "Enter") -> None:
    go_to(page, place)
    page.keyboard.press(key)


def begin(page: Page) -> None:
    expect(page.locator("#sources")).to_have_attribute("aria-busy", "false")
    press(page, page.get_by_role("radio").first, "ArrowDown")  # of several, Tab reaches one, and the arrows the others
    expect(page.get_by_role("radio", name="The demo class")).to_be_checked()
    expect(page.locator("#conclusion")).not_to_be_empty()
    go_to(page, page.get_by_label("Title"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Geometry")
    press(page, page.get_by_role("button", name="Start the class"))
    expect(page.locator("[data-live=faces]")).to_have_text(re.compile("[0-9]+"))


def teach(page: Page) -> None:
    expect(page.locator("#keys-open")).to_be_visible()
    page.keyboard.press("q")
    expect(page.locator("#marker-list li")).to_have_count(1)
    press(page, page.get_by_role("button", name="Pause"))
    expect(page.locator("[data-live=state]")).to_have_text("Paused")
    press(page, page.get_by_role("button", name="Go on"))
    expect(page.locator("[data-live=state]")).to_have_text("Watching")


def end(page: Page) -> None:
    press(page, page.get_by_role("button", name="End the class"))
    press(page, page.get_by_role("dialog").get_by_role("button", name="End the class"))
    expect(page.locator("#ending")).to_be_visible()


def take_the_end_back(page: Page, engine: Engine) -> None:
    press(page, page.get_by_role("button", name="Do not end"))
    expect(page.locator("#ending")).to_be_hidden()
    expect(page.locator("[data-live=state]")).to_have_text("Watching")
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.status)).all() == ["running"]


def test_a_whole_class_is_held_and_reported_by_the_keyboard_alone(
    watched: Watched, engine: Engine, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = watched.page
    page.goto(address)
    begin(page)
    teach(page)
    end(page)
    take_the_end_back(page, engine)
    monkeypatch.setattr(UNDO_SECONDS, 0.5)
    end(page)
    page.wait_for_url(re.compile("/classes/1"), timeout=30_000)
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("Slower next time.")
    expect(page.locator("#note-state")).to_have_text("The note is saved.")
    with page.expect_download() as report:
        press(page, page.get_by_role("link", name="Report", exact=True))
    fold = page.locator("details.fold", has=page.get_by_role("heading", name="All figures and files"))
    press(page, fold.locator(":scope > summary"))
    expect(page.get_by_role("link", name="Excel (XLSX)")).to_be_visible()

    assert "Geometry" in text_of(report.value)
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.title, row.status, row.notes) == ("Geometry", "finished", "Slower next time.")
        assert session.scalars(select(Marker.kind)).all() == ["question"]
        assert set(session.scalars(select(ExcludedRange.note))) == {"class_paused"}
    assert watched.is_clean(), watched
