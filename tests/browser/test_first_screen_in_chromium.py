"""The class's page says in one screen what a teacher wants to know first, takes a note, and can be discarded."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.tables import ClassSession
from tests.browser.chromium import Watched, let_in, wait_for_charts, wait_for_rest
from tests.dashboard.class_fixtures import ClassIds

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST = (
    "h1",
    "#how-it-went",
    "#stood-out",
    "#how-much-was-seen",
    "#note",
    "a.primary[data-export=pdf]",
    "#chart-net_positivity",
)
AFTER_ITS_CLASS = "?ended=1"


def opened(page: Page, address: str, class_id: int) -> Page:
    page.goto(f"{address}/classes/{class_id}{AFTER_ITS_CLASS}")
    wait_for_charts(page)
    expect(page.locator("#stood-out")).to_have_text(re.compile("10:08"))
    return page


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_screen_holds_it_all(browser: Browser, class_ids: ClassIds, address: str, language: str) -> None:
    context = let_in(browser.new_context(viewport={"width": 390, "height": 844}, locale=language))
    page = opened(context.new_page(), address, class_ids.lesson)
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for_rest(page)
        assert page.evaluate("scrollY") == 0
        boxes = {name: page.locator(name).bounding_box() for name in (*FIRST, ".discard summary")}
        outside = {
            name: box for name, box in boxes.items() if not box or box["y"] < 0 or box["y"] + box["height"] > height
        }
        assert outside == {}, width
    context.close()


def test_the_sentences_tell_the_mood_the_moment_and_what_was_seen(
    watched: Watched, class_ids: ClassIds, address: str
) -> None:
    page = opened(watched.page, address, class_ids.lesson)
    expect(page.locator("#how-it-went")).to_have_text(re.compile("The faces showed mostly neutral .*%"))
    expect(page.locator("#stood-out")).to_have_text(re.compile("10:08 to 10:09.*: the mood was clearly above usual"))
    expect(page.locator("#how-much-was-seen")).to_have_text(re.compile("Seen: .* of 25 people on average"))
    expect(page.locator("#class-ended")).to_have_text("The class has ended.")
    assert watched.is_clean(), watched


def test_the_note_has_the_cursor_after_a_class_and_is_saved_by_itself(
    watched: Watched, engine: Engine, class_ids: ClassIds, address: str
) -> None:
    page = opened(watched.page, address, class_ids.lesson)
    expect(page.locator("#note")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.keyboard.type("The rule came too early.")
    expect(page.locator("#note-state")).to_have_text("The note is saved.")
    page.reload()
    expect(page.locator("#note")).to_have_value("The rule came too early.")
    with Session(engine) as session:
        stored = session.scalar(select(ClassSession.notes).where(ClassSession.id == class_ids.lesson))
    assert stored == "The rule came too early."


def test_a_note_that_was_just_typed_is_saved_when_the_page_is_left(
    watched: Watched, engine: Engine, class_ids: ClassIds, address: str
) -> None:
    page = opened(watched.page, address, class_ids.lesson)
    page.locator("#note").fill("Slower.")
    with page.expect_request(lambda request: request.method == "PATCH"):
        page.get_by_role("link", name="Classes").first.click()
    page.wait_for_url("**/classes")
    page.goto(f"{address}/classes/{class_ids.lesson}")
    expect(page.locator("#note")).to_have_value("Slower.")
    assert engine


def test_a_class_is_discarded_and_brought_back_by_clicks(watched: Watched, class_ids: ClassIds, address: str) -> None:
    page = opened(watched.page, address, class_ids.lesson)
    page.get_by_text("Discard this class…").click()
    page.get_by_role("button", name="Discard the class").click()
    expect(page.get_by_role("status").filter(has_text="is discarded")).to_be_visible()
    expect(page.get_by_role("link", name="Quadratics")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text("Quadratics")
    expect(page.get_by_text("The class is back, as it was.")).to_be_visible()
    wait_for_charts(page)
    assert watched.is_clean(), watched
