"""Marking on the live page: what was chosen is what counts, by key too, and nothing lies over the buttons."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine

from tests.browser.chromium import SMALL_VIEW, Watched, let_in, open_live, watched_page
from tests.browser.test_live_page_in_chromium import stored

pytestmark = pytest.mark.browser
BUTTONS_BENEATH = """() => {
  const nudge = document.getElementById('nudge').getBoundingClientRect();
  return [...document.querySelectorAll('.mark-buttons button, .when label')].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.top < nudge.bottom && box.bottom > nudge.top;
  }).map((each) => each.textContent);
}"""


def test_a_key_marks_as_long_ago_as_was_chosen_and_the_page_says_when_the_choice_is_gone(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    page.get_by_text("2 min", exact=True).click()
    page.keyboard.press("b")
    said = page.locator("#marker-said")
    expect(said).to_contain_text("Break marked at")
    expect(said).to_contain_text("“How long ago” stands at now again.")
    page.keyboard.press("q")
    expect(said).to_contain_text("Question marked at")
    expect(said).not_to_contain_text("How long ago")
    (_, _, late), (_, _, now) = stored(engine)
    assert 115 < (datetime.now(UTC) - late).total_seconds() < 140
    assert (datetime.now(UTC) - now).total_seconds() < 15


def test_keys_go_on_after_own_words_and_escape_leaves_the_field(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    page.keyboard.press("o")
    page.keyboard.type("a good one")
    page.keyboard.press("Enter")
    expect(page.locator("#marker-said")).to_contain_text("a good one marked at")
    page.keyboard.press("j")
    expect(page.locator("#marker-said")).to_contain_text("Joke marked at")
    page.keyboard.press("o")
    expect(page.locator("#marker-note")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator("#marker-said")).to_contain_text("Quiz marked at")
    assert [kind for kind, _, _ in stored(engine)] == ["own", "joke", "quiz"]
    assert watched.is_clean(), watched


@pytest.mark.parametrize(("width", "height", "path"), [(320, 560, "/live/compact"), (390, 844, "/")])
def test_a_question_lies_over_no_button_of_a_small_window(
    browser: Browser, dipped: int, address: str, width: int, height: int, path: str
) -> None:
    context = let_in(browser.new_context(viewport={"width": width, "height": height}))
    page = open_live(watched_page(context), address + path)
    expect(page.locator("#nudge")).to_be_in_viewport(ratio=1)
    assert page.evaluate(BUTTONS_BENEATH) == []
    context.close()


def test_the_quiet_mode_leaves_no_word_of_the_mood_to_a_screen_reader(
    watched: Watched, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    expect(page.locator("#spoken")).to_contain_text("Dipped since")
    page.get_by_role("button", name="Quiet mode").click()
    assert "Dipped" not in (page.locator("#spoken").text_content() or "")
