"""A chosen range in a real browser: Back takes it back, a double click ends it, and it can be left out at once."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import Engine

from tests.browser.chromium import Watched, unfold, wait_for_charts
from tests.browser.test_class_page_in_chromium import add_dipped, place

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(watched: Watched, engine: Engine, address: str) -> Page:
    watched.page.goto(f"{address}/classes/{add_dipped(engine)}")
    unfold(watched.page)
    expect(watched.page.locator("#highlights button")).to_have_count(1)
    return watched.page


def test_back_takes_a_choice_back_and_a_double_click_shows_the_whole(watched: Watched, opened: Page) -> None:
    page = opened
    sentence = page.locator("figure", has=page.locator("#chart-engagement")).locator("figcaption p")
    expect(page.locator("#range-bar")).to_be_hidden()
    expect(sentence).not_to_contain_text(re.compile("^Whole class:"), use_inner_text=True)
    page.locator("#highlights button").click()
    expect(page.locator("#range-bar-words")).to_have_text("10:12:00–10:17:10")
    expect(sentence).to_contain_text(re.compile("^Whole class:"), use_inner_text=True)
    expect(page.locator("#exclude-from")).to_have_value("10:12:00")
    page.get_by_role("button", name="Zoom in").click()
    page.go_back()
    expect(page.locator("#range-bar")).to_be_hidden()
    expect(page.locator("#exclude-from")).to_have_value("")
    assert "/classes/" in page.url
    assert "from=" not in page.url
    page.go_forward()
    expect(page.locator("#range-bar-words")).to_have_text("10:13:18–10:15:53")
    page.mouse.dblclick(*place(page, "net_positivity", "2026-11-20T10:14:30", -0.2))
    expect(page.locator("#range-bar")).to_be_hidden()
    expect(page.locator(".plotly-notifier")).to_have_count(0)
    assert watched.is_clean(), watched


def test_a_chosen_range_is_left_out_by_one_button_and_the_page_says_so(watched: Watched, opened: Page) -> None:
    page = opened
    page.locator("#highlights button").click()
    page.get_by_role("button", name="Leave this range out of the figures").click()
    wait_for_charts(page)
    expect(page.get_by_role("status").filter(has_text="The range is left out of all figures now.")).to_be_visible()
    assert "done=" not in page.url
    assert watched.is_clean(), watched


def test_hover_writes_a_true_minus_and_the_band(opened: Page) -> None:
    page = opened
    page.mouse.move(*place(page, "net_positivity", "2026-11-20T10:14:00", -0.4))
    hover = page.locator("#chart-net_positivity .hoverlayer")
    expect(hover).to_contain_text(re.compile(r"mood: −0\.\d\d \(−0\.\d\d … −0\.\d\d\)"))


def test_a_title_that_was_typed_is_not_left_without_a_question(opened: Page) -> None:
    page = opened
    dialogs: list[str] = []

    def answer(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.locator("#edit-class [name=title]").fill("Quartics")
    page.get_by_role("link", name="Classes").first.click()
    expect(page).to_have_url(re.compile("/classes$"))
    assert dialogs == ["beforeunload"]
