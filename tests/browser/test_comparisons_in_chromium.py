"""The pages over several classes in a real Chromium: by keyboard, at telephone and desktop width."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import Engine

from tests.browser.chromium import Watched, let_in
from tests.dashboard.class_fixtures import START, Taught
from tests.dashboard.term_fixtures import add_lesson, calm, mark

pytestmark = pytest.mark.browser
DRAWN = "() => document.body.dataset.drawn === 'yes'"
PAGES = {
    "list": "/classes?search=lesson",
    "nothing found": "/classes?search=zebra",
    "compare": "/compare?class=1&class=2&class=3&class=4",
    "segments": "/compare?class=1&class=2&align=segments",
    "too few": "/compare",
    "groups": "/terms",
    "term": "/terms?group=7b",
    "after markers": "/after-markers",
    "no markers": "/after-markers?group=9a",
}


@pytest.fixture
def school(engine: Engine) -> list[int]:
    """Twenty-two classes: the fixed lesson four times, with markers, and others that are short."""
    ids = []
    for days in range(4):
        class_id = add_lesson(engine, days, Taught(1200, gaps=((600, 640),)), title=f"Lesson {days}: equations")
        mark(engine, class_id, START - timedelta(days=days), [(300, "topic", ""), (480, "joke", ""), (800, "quiz", "")])
        ids.append(class_id)
    for days in range(18):
        add_lesson(engine, 30 + days, Taught(60, mood=calm), title=f"Older lesson {days}", group_name="9a")
    return ids


def drawn(page: Page) -> None:
    if page.locator("[data-figure]").count():
        page.wait_for_function(DRAWN)


def letters(page: Page) -> Locator:
    """Return the letters beside the lines, without the words at the axis."""
    return page.locator("[data-figure=net] .annotation-text").filter(has_text=re.compile("^[A-H]$"))


def test_each_page_fits_and_has_no_small_target(watched: Watched, school: list[int], address: str) -> None:
    page = watched.page
    for name, path in PAGES.items():
        page.goto(address + path)
        drawn(page)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
            small = page.evaluate(
                "() => [...document.querySelectorAll('main :is(button, select, input:not([type=hidden]), .button)')]"
                ".map((one) => [one, (one.closest('label.choice') || one).getBoundingClientRect()])"
                ".filter(([one, box]) => one.checkVisibility() && (box.width < 24 || box.height < 24))"
                ".map(([one]) => one.outerHTML)"
            )
            assert small == [], name
    assert watched.is_clean(), watched


def test_a_teacher_finds_two_classes_and_compares_them_by_keyboard(
    watched: Watched, school: list[int], address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/classes")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("equations")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 classes found")).to_be_visible()
    compare = page.get_by_role("button", name="Compare")
    expect(compare).to_be_disabled()
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(page.locator("#chosen-count")).to_have_text("1 class chosen. Tick one more to compare")
    expect(compare).to_be_disabled()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#chosen-count")).to_have_text("2 classes chosen")
    compare.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 classes side by side")
    drawn(page)
    expect(page.locator("[data-figure=net] .main-svg").first).to_be_visible()
    assert letters(page).all_text_contents() == ["A", "B"]
    page.locator("[data-figure=net] ~ details summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="A: change")).to_be_visible()
    assert watched.is_clean(), watched


def test_what_was_ticked_is_kept_from_page_to_page_of_the_list(
    watched: Watched, school: list[int], address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/classes")
    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("link", name="Older", exact=True).click()
    expect(page.locator("#chosen-count")).to_have_text("1 class chosen, on another page. Tick one more to compare")
    page.get_by_role("checkbox").nth(0).check()
    expect(page.locator("#chosen-count")).to_have_text("2 classes chosen, 1 of them on other pages")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("2 classes side by side")
    page.get_by_role("link", name="Choose other classes").click()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#chosen-count")).to_have_text("Tick classes to compare them or to export them together.")
    expect(page.get_by_role("checkbox").nth(0)).to_be_focused()


def test_ticked_classes_are_exported_together(watched: Watched, school: list[int], address: str) -> None:
    page = watched.page
    page.goto(f"{address}/classes?search=equations")
    for place in range(2):
        page.get_by_role("checkbox").nth(place).check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    content = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "Lesson 0: equations" in content
    assert "Lesson 1: equations" in content


def test_the_choices_work_without_a_script(browser: Browser, school: list[int], address: str) -> None:
    context = let_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.goto(f"{address}/classes?search=equations")
    for place in range(2):
        page.get_by_role("checkbox").nth(place).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_have_text("2 classes side by side")
    page.locator("summary").first.click()
    expect(page.get_by_role("columnheader", name="A: change").first).to_be_visible()
    context.close()


def test_charts_take_the_colours_of_the_theme_and_keep_their_letters(
    watched: Watched, school: list[int], address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/compare?class=1&class=2&class=3&class=4")
    drawn(page)
    stroke = "() => getComputedStyle(document.querySelector('[data-figure=net] .scatterlayer .js-line')).stroke"
    light = page.evaluate(stroke)
    page.get_by_role("button", name="Switch to the dark theme").click()
    page.wait_for_function(f"(before) => ({stroke})() !== before", arg=light)
    expect(letters(page)).to_have_count(4)


BANDS = "() => document.querySelectorAll('[data-figure=net] .scatterlayer .js-fill').length"


def test_the_band_is_that_of_the_class_pointed_at_or_focused_and_of_no_other(
    watched: Watched, school: list[int], address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/compare?class=1&class=2&class=3")
    drawn(page)
    assert page.evaluate(BANDS) == 0, "nothing is pointed at"
    first, second = (page.locator(f"button[data-line={letter}]") for letter in "AB")
    first.hover()
    page.wait_for_function(f"() => ({BANDS})() === 1")
    expect(page.locator("li.pointed-at a")).to_have_text("Lesson 2: equations")
    page.mouse.move(1, 1)
    page.wait_for_function(f"() => ({BANDS})() === 0")
    first.focus()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    page.wait_for_function(f"() => ({BANDS})() === 1")
    expect(page.locator("li.pointed-at a")).to_have_text("Lesson 1: equations")
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    assert page.evaluate(BANDS) == 1, "what was pressed stays"
    assert watched.is_clean(), watched


def test_a_term_and_what_followed_markers_are_drawn(watched: Watched, school: list[int], address: str) -> None:
    page = watched.page
    page.goto(f"{address}/terms?group=7b")
    drawn(page)
    expect(page.locator("[data-figure=term] .points path")).to_have_count(4)
    expect(page.locator("[data-figure=term] .errorbars path")).to_have_count(0)
    page.get_by_role("button", name="The next class").click()
    expect(page.locator(".pointed")).to_contain_text("Lesson 3: equations: ")
    expect(page.locator("li.pointed-at a")).to_have_text("Lesson 3: equations")
    page.wait_for_function("() => document.querySelector('[data-figure=term] .errorbars path')")
    page.get_by_role("link", name="What followed markers").click()
    expect(page.locator("h1")).to_have_text("What followed markers")
    drawn(page)
    expect(page.locator("[data-figure] .main-svg").first).to_be_visible()
    assert watched.is_clean(), watched
