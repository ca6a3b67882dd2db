"""Every page held to axe-core, and to what axe cannot see: the keyboard, little motion, forced colours, paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import UNFOLD, let_in, wait_for_charts
from tests.browser.outline import assert_as_kept
from tests.browser.school import School, served_school

pytestmark = pytest.mark.browser

Theme = Literal["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RULES: dict[Theme, dict[str, object]] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
FAULTS = """async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
  return found.violations.map((fault) => `${fault.id} (${fault.help}): ` + fault.nodes.slice(0, 3).map((node) =>
    `${node.target} ${[...node.any, ...node.all, ...node.none].map((one) => one.message)}`).join(' | '));
}"""
SAME_IDS = """() => [...document.querySelectorAll('[id]')].map((one) => one.id)
  .filter((id, place, all) => all.indexOf(id) < place)"""
PATHS = (
    "/help/what-the-figures-mean",
    "/help/troubleshooting",
    "/help/start-a-class",
    *("/classes", "/classes?search=zebra", "/after-markers", "/after-markers?group=9a", "/terms", "/terms?group=7b"),
    *("/compare?class=1&class=2&class=3", "/compare?class=1&class=2&align=segments", "/compare", "/nowhere"),
    "/settings",
    *("/notice?language=ar&mode=mood", "/notice/slide?language=ar&mode=mood", "/notice/letter?language=de"),
)
BY_KEYBOARD = ("/classes", "/compare?class=1&class=2&class=3", "/terms?group=7b", "/help/start-a-class", "/settings")
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
CHARTS_DRAWN = """() => [...document.querySelectorAll('.chart')].filter((one) => one.checkVisibility())
  .every((one) => one.querySelector('.main-svg'))"""  # what is folded away is drawn when it is opened


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with served_school(tmp_path_factory.mktemp("school")) as school:
        yield school


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests, which set what they need of it."""
    context = let_in(browser.new_context())
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def plain(page: Page) -> None:
    """Undo what the test before set."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none")


def assert_no_fault(page: Page, widths: tuple[int, ...] = (390, 1440)) -> None:
    """Hold the page as it stands to axe, at each width and at the last one in both themes, and to its window's width.

    The themes differ in colour alone, and only the rules of colour are asked of the second; no colour depends on width.
    """
    page.evaluate(AXE_SCRIPT)
    found = [f"id used twice: {name}" for name in page.evaluate(SAME_IDS)]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        themes: tuple[Theme, ...] = ("light", "dark") if width == widths[-1] else ("light",)
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            page.evaluate(SETTLED)
            found += [f"{width} {theme}: {fault}" for fault in page.evaluate(FAULTS, RULES[theme])]
        if page.evaluate("() => document.documentElement.scrollWidth") > width:
            found.append(f"{width}: scrolls sideways")
    assert found == [], "\n".join(found)


def opened(page: Page, address: str) -> Page:
    """Return the page at an address, its charts drawn and everything unfolded."""
    page.goto(address)
    page.evaluate(UNFOLD)
    if page.locator("script[src*=plotly]").count():
        page.wait_for_function(CHARTS_DRAWN)
    return page


def answered(page: Page) -> None:
    """Wait for the live page's first answer, which brings the question and the list of markers."""
    expect(page.locator("#nudge")).to_be_visible()
    expect(page.locator("#marker-list li")).to_have_count(2)
    page.evaluate(UNFOLD)


REACHED = """() => {
  const found = new Set(window.reached);
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0;
  const isOther = (one) => one.type === 'radio' && !one.checked; // the arrows go to these
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(controls)].filter((one) => isShown(one) && !isOther(one) && !found.has(one))
    .map((one) => one.outerHTML.slice(0, 160));
}"""
NEXT = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return 'end';
  window.reached.add(one);
  const beside = one.matches('.when input') ? one.nextElementSibling : one;
  const style = getComputedStyle(beside);
  const box = beside.getBoundingClientRect();
  const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return isSeen && box.bottom > 0 && box.top < innerHeight ? 'seen' : `not seen: ${beside.outerHTML.slice(0, 160)}`;
}"""


MOVES = """() => [...document.querySelectorAll('main *')].filter((one) => {
  const style = getComputedStyle(one);
  return parseFloat(style.animationDuration) || style.scrollBehavior === 'smooth'
    || style.transitionDuration.split(',').some((each) => parseFloat(each) > 0.01);
}).map((one) => one.outerHTML.slice(0, 120))"""


def assert_keyboard_reaches_all(page: Page) -> None:
    """Hold the page as it stands to Tab: it reaches every control, and each shows that it has the focus.

    Nothing moves either for those who asked for little motion.
    """
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []
    page.evaluate("() => { window.reached = new Set(); }")
    unseen: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        place = page.evaluate(NEXT)
        if place == "end":
            break
        unseen.add(place)
    assert unseen == {"seen"}
    assert page.evaluate(REACHED) == []


def test_the_live_page_has_no_fault_for_eyes_ears_or_keys(page: Page, school: School) -> None:
    answered(opened(page, school.running))
    assert_as_kept(page, "live")
    assert_no_fault(page)
    assert_keyboard_reaches_all(page)
    page.locator("#keys-open").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_no_fault(page, (390,))


def test_the_small_live_page_has_no_fault(page: Page, school: School) -> None:
    opened(page, f"{school.running}/live/compact")
    expect(page.locator("#nudge")).to_be_visible()
    assert_no_fault(page, (320, 390))


def test_pages_without_a_class_have_no_fault(page: Page, school: School) -> None:
    for path in (school.resting, f"{school.resting}/live/compact", school.empty, f"{school.empty}/classes"):
        assert_no_fault(opened(page, path))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_fault(page: Page, school: School, path: str) -> None:
    assert_no_fault(opened(page, school.running + path))
    if path in BY_KEYBOARD:
        assert_keyboard_reaches_all(page)


OVERLAPS = """() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('main :is(table, .chart .main-svg, section, p)')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1);
  const over = [...document.querySelectorAll('.chart')].filter((chart) => {
    const below = chart.getBoundingClientRect().bottom + 1;
    return [...chart.querySelectorAll('.main-svg')].some((one) => one.getBoundingClientRect().bottom > below);
  });
  return [...wide, ...over].map((one) => one.outerHTML.slice(0, 120));
}"""


def assert_fits_on_paper(page: Page) -> None:
    """Hold the page as it is printed to charts that lie over no text, and to nothing that is cut off."""
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 less margins of 1 cm
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.evaluate(SETTLED)
    assert page.evaluate(OVERLAPS) == []


def test_the_page_of_a_class_has_no_fault_for_eyes_ears_or_keys(page: Page, school: School) -> None:
    opened(page, f"{school.running}/classes/{school.rich}?from=2026-11-10T09:07:00Z&to=2026-11-10T09:12:00Z")
    expect(page.locator("#highlights button").first).to_be_visible()
    expect(page.locator("#segments tbody tr").first).to_be_visible()
    expect(page.locator("#pulse-answers")).to_be_visible()
    assert_as_kept(page, "class")
    assert_no_fault(page)
    assert_keyboard_reaches_all(page)
    assert_fits_on_paper(page)


def test_what_is_about_a_class_has_no_fault(page: Page, school: School) -> None:
    assert_no_fault(opened(page, f"{school.running}/classes/{school.no_samples}"))
    assert_no_fault(opened(page, f"{school.running}/classes/{school.rich}/delete"))
    assert_no_fault(opened(page, f"{school.running}/classes/{school.rich}/receipt?language=ar"))


def test_the_pulse_of_the_teacher_has_no_fault(page: Page, school: School) -> None:
    at = f"{school.running}/classes/{school.now}/pulse"
    assert_no_fault(opened(page, at))
    page.get_by_role("radio", name="this computer only").check()
    page.get_by_role("button", name="Ask: How do you feel right now?").click()
    expect(page.locator(".pulse-link")).to_be_visible()
    assert_no_fault(page)
    page.get_by_role("button", name="Close the quick question").click()


def test_the_report_in_one_file_has_no_fault(page: Page, school: School, tmp_path: Path) -> None:
    answer = page.request.get(f"{school.running}/report.html?class={school.rich}&class=1")
    (tmp_path / "report.html").write_bytes(answer.body())
    page.goto((tmp_path / "report.html").as_uri())
    wait_for_charts(page)
    page.evaluate(UNFOLD)
    assert_no_fault(page)


LOOKS = """(chosen) => [...document.querySelectorAll(chosen)].map((one) => {
  const { backgroundColor, borderTopColor, borderTopStyle, borderTopWidth, color } = getComputedStyle(one);
  return [backgroundColor, borderTopColor, borderTopStyle, borderTopWidth, color].join(' ');
})"""
STATES = {
    "": [
        ("[data-minutes][aria-pressed=true]", "[data-minutes][aria-pressed=false]"),
        (".when input:checked + span", ".when input:not(:checked) + span"),
        ("nav [aria-current]", "nav a:not([aria-current])"),
        (".track .fill", ".track"),
    ],
    "/classes/{rich}?segments=markers": [
        ("[data-whole][aria-pressed=true]", "[data-from][aria-pressed=false]"),
        ("[data-emotion-toggle][aria-pressed=true]", "[data-emotion-toggle][aria-pressed=false]"),
        (".origins [aria-current]", ".origins a:not([aria-current])"),
        ("td .bar span:first-child", "td .bar span:last-child"),
        (".round-bar .answer-1", ".round-bar .answer-2"),
    ],
}


def test_forced_colours_leave_each_state_to_be_seen(page: Page, school: School) -> None:
    page.emulate_media(forced_colors="active")
    for path, states in STATES.items():
        opened(page, school.running + path.format(rich=school.rich))
        if page.locator("[data-emotion-toggle]").count():
            page.locator("[data-emotion-toggle=happy]").click()
        for one, other in states:
            looks, others = set(page.evaluate(LOOKS, one)), set(page.evaluate(LOOKS, other))
            assert looks and others and not looks & others, (one, other)


def test_each_page_says_its_language(page: Page, school: School) -> None:
    for wanted, language in (("de-DE,de", "de"), ("en-GB", "en")):
        for path in ("/", "/classes", f"/classes/{school.rich}", "/nowhere", f"/classes/{school.rich}/report.html"):
            answer = page.request.get(school.running + path, headers={"Accept-Language": wanted})
            assert f'<html lang="{language}"' in answer.text(), path
