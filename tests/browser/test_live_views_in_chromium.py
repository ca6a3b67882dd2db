"""The views of the live page: quiet, in a small window, at every width and in both themes."""

import os
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import Watched, let_in, open_live, unfold, wait_for_rest, watched_page

pytestmark = pytest.mark.browser
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")

TOO_SMALL = """() => [...document.querySelectorAll('main button, main a.button, main summary, main select')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 24)
  .map((each) => each.textContent)"""


def test_the_quiet_mode_shows_nothing_but_coverage_and_stays(watched: Watched, dipped: int, address: str) -> None:
    page = open_live(watched, address, folds=True)
    expect(page.locator("#nudge")).to_be_visible()
    page.get_by_role("button", name="Quiet mode").click()
    for hidden in ("#nudge", "#chart-mood", "#chart-engagement", "#mood-line", ".moods", "[data-live=said]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("[data-live=visible]")).to_have_text("23 of 25 visible.")
    expect(page.locator("#chart-faces")).to_be_visible()
    page.reload()
    expect(page.locator("body.quiet-mode")).to_have_count(1)
    page.get_by_role("button", name="Quiet mode").click()
    expect(page.locator("#mood-line")).to_be_visible()
    unfold(page)
    page.wait_for_function("() => document.querySelectorAll('#chart-mood .main-svg').length > 0")
    assert watched.is_clean(), watched


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Watched]:
    context = let_in(browser.new_context(viewport={"width": 320, "height": 720}))
    yield watched_page(context)
    context.close()


def test_the_small_view_fits_320_pixels_and_marks(narrow: Watched, dipped: int, address: str) -> None:
    page = open_live(narrow, f"{address}/live/compact")
    expect(page.locator("#nudge")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    for seen in (".said-now", "#seen", "#mood-line"):
        assert (page.locator(seen).bounding_box() or {"y": 999})["y"] < 300, seen
    assert page.locator("[data-path=line]").get_attribute("d")
    page.get_by_role("button", name="Joke").click()
    expect(page.locator("#marker-said")).to_contain_text("Joke marked at")
    expect(page.locator(".line-markers li")).to_have_text([re.compile(r"J.*\d Joke$")])
    assert narrow.is_clean(), narrow


def test_the_small_window_is_opened_from_the_live_page(watched: Watched, dipped: int, address: str) -> None:
    page = open_live(watched, address)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open small window").click()
    expect(popup.value.locator("h1")).to_have_text("Geometry")
    assert "/live/compact" in popup.value.url


FIRST = (".said-now", "#seen", "#mood-line", ".line-area", *(f"[data-key={key}]" for key in "qtzbjo"), "#nudge")
OUTSIDE = """([names, height]) => names.filter((name) => {
  const { top, bottom, width } = document.querySelector(name).getBoundingClientRect();
  return !width || top < 0 || bottom > height;
})"""
COVERED = """() => [...document.querySelectorAll('[data-key], .when label, .line-area, #nudge button')].filter(one => {
  const { right, bottom, left, top } = one.getBoundingClientRect();
  const inside = [[left + right, top + bottom].map((sum) => sum / 2), [right - 8, top + 8], [left + 8, bottom - 8]];
  return !inside.every((point) => one.contains(document.elementFromPoint(...point)));
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_screen_holds_all_that_matters_in_class(
    browser: Browser, dipped: int, address: str, language: str
) -> None:
    context = let_in(browser.new_context(viewport={"width": 390, "height": 844}, locale=language))
    page = open_live(watched_page(context), address)
    expect(page.locator("#nudge")).to_be_visible()
    expect(page.locator("[data-live=said]")).to_be_hidden()  # the question says it
    for width, height, least in ((390, 844, 100), (1440, 900, 400)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for_rest(page)
        assert page.evaluate("scrollY") == 0
        assert page.evaluate(OUTSIDE, [FIRST, height]) == [], width
        assert page.evaluate(COVERED) == [], width
        assert (page.locator(".line-area").bounding_box() or {"height": 0})["height"] >= least
        thumbs = page.evaluate("() => [...document.querySelectorAll('[data-key]')].map((one) => one.offsetHeight)")
        assert min(thumbs) >= 44
    context.close()


def test_a_question_that_comes_or_goes_moves_no_button(watched: Watched, dipped: int, address: str) -> None:
    page = open_live(watched, address)
    places = (
        "() => [...document.querySelectorAll('.mark-buttons button')].map((one) => one.getBoundingClientRect().top)"
    )
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("#nudge")).to_be_visible()
        before = page.evaluate(places)
        page.evaluate("() => { document.getElementById('nudge').hidden = true; }")
        assert page.evaluate(places) == before
        page.evaluate("() => { document.getElementById('nudge').hidden = false; }")


@pytest.mark.parametrize(("path", "widths"), [("/", (390, 1440, 2560)), ("/live/compact", (320,))])
def test_it_fits_every_width_in_both_themes(
    watched: Watched, dipped: int, address: str, path: str, widths: tuple[int, ...]
) -> None:
    watched.page.set_viewport_size({"width": widths[0], "height": 900})
    page = open_live(watched, address + path)
    page.keyboard.press("j")
    expect(page.locator("#marker-said")).to_contain_text("Joke marked at")
    for width, theme in product(widths, THEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        wait_for_rest(page)
        page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
        assert page.evaluate(TOO_SMALL) == [], (width, theme)
        if pictures := os.environ.get("MOODLINE_SCREENSHOTS"):
            name = "compact" if path != "/" else "live"
            page.screenshot(path=Path(pictures) / f"{name}-{width}-{theme}.png", full_page=True)
    assert watched.is_clean(), watched
