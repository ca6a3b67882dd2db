import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import Engine, insert

from classroom.tables import PulseWindow
from tests.browser.chromium import Watched, Write, dashboard, fold_of, free_port, let_in, watched_page
from tests.dashboard.class_fixtures import START, ClassIds
from tests.pulse.served_pulse import PATH, ServedPulse, served

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("MOODLINE_SCREENSHOTS")


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def assert_no_fault(page: Page, name: str) -> None:
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
        shoot(page, f"{name}-{theme}")


def is_as_wide_as_the_window(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture(scope="module")
def pulse() -> Iterator[ServedPulse]:
    with served(question="understanding") as pulse:
        yield pulse


TUNNEL = "https://pulse.example.org"


@pytest.fixture
def pulse_port() -> int:
    return free_port()


@pytest.fixture
def quick_port(database: Path, tmp_path: Path, pulse_port: int) -> Iterator[str]:
    """A dashboard whose pulse has a port of its own, and a tunnel."""
    config = tmp_path / "config.yaml"
    config.write_text(f"pulse:\n  port: {pulse_port}\n  public_url: {TUNNEL}\n", encoding="utf-8")
    with dashboard(database, free_port(), "--config", str(config)) as address:
        yield address


@pytest.mark.parametrize(("width", "language"), [(320, "de-DE"), (390, "en-GB")])
def test_a_student_taps_once_and_is_thanked(browser: Browser, pulse: ServedPulse, width: int, language: str) -> None:
    context = let_in(browser.new_context(viewport={"width": width, "height": 720}, locale=language))
    watched = watched_page(context)
    page = watched.page
    page.goto(f"http://127.0.0.1:{pulse.port}{PATH}")
    buttons = page.get_by_role("button")
    expect(buttons).to_have_count(3)
    for place in range(3):
        box = buttons.nth(place).bounding_box()
        assert box is not None
        assert box["height"] >= 64
    assert is_as_wide_as_the_window(page)
    assert_no_fault(page, f"student-{width}")
    page.get_by_role("button", name="gelangweilt" if language == "de-DE" else "bored").focus()
    page.keyboard.press("Enter")
    thanks = "Danke. Deine Antwort zählt." if language == "de-DE" else "Thank you. Your answer counts."
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    assert_no_fault(page, f"thanks-{width}")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    assert watched.is_clean(), watched
    context.close()


def test_a_student_without_scripts_can_answer(browser: Browser, pulse: ServedPulse) -> None:
    context = let_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{pulse.port}{PATH}")
    page.get_by_role("button", name="fine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer counts.")
    context.close()


def test_the_teacher_starts_a_pulse_and_the_code_leads_students_to_it(
    watched: Watched, context: BrowserContext, write: Write, quick_port: str, pulse_port: int
) -> None:
    page = watched.page
    page.goto(quick_port)
    fold_of(page, "A quick question to the students")
    page.get_by_text("Ask a quick question…").click()
    expect(page.locator(".pulse-form")).to_contain_text(f"The link leads to {TUNNEL}.")
    page.get_by_role("button", name="Ask: How do you feel right now?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do you feel right now?")
    link = page.locator("#pulse-url").input_value()
    picture = cv2.imdecode(np.frombuffer(page.locator(".pulse-qr").screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == link
    shoot(page, "show-1440-light")
    for width, theme in ((320, "light"), (390, "dark"), (1440, "dark"), (2560, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert is_as_wide_as_the_window(page)
        shoot(page, f"show-{width}-{theme}")
    code = page.locator(".pulse-code").inner_text()
    for number in range(5):
        student = context.browser.new_context() if context.browser else context
        tab = student.new_page()
        tab.goto(link.replace(TUNNEL, f"http://127.0.0.1:{pulse_port}"))
        digits = tab.get_by_role("textbox", name="The three digits that your teacher shows")
        digits.fill("99" if number == 0 else code)
        digits.press("Enter")  # presses no answer
        tab.get_by_role("button", name="good").click()
        if number == 0:
            expect(tab.get_by_role("heading", level=1)).to_have_text("How do you feel right now?")
            digits.fill("000" if code != "000" else "001")
            tab.get_by_role("button", name="good").click()
            expect(tab.get_by_role("status")).to_contain_text("These are not the three digits")
            assert_no_fault(tab, "digits")
            digits.fill(code)
            tab.get_by_role("button", name="good").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer counts.")
        student.close()
    expect(page.locator("#pulse-answered")).to_have_text("5 devices have answered so far.")
    refused = "1 attempt to answer was refused: 1 with wrong digits."
    expect(page.locator(".pulse-guarded")).to_have_text(refused)
    page.get_by_role("button", name="Close the quick question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No quick question is open")
    shoot(page, "stopped-2560-light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(quick_port)
    expect(page.locator("#live-pulse")).to_contain_text("5 good, 0 so-so, 0 bad")
    expect(page.locator(".pulse-guarded")).to_have_text(refused)
    shoot(page, "live-1440-light")
    assert watched.is_clean(), watched


def test_the_teacher_asks_in_the_chat_and_types_in_what_came(
    watched: Watched, running: int, write: Write, address: str
) -> None:
    page = watched.page
    page.goto(f"{address}/classes/{running}/pulse")
    assert page.locator(".pulse-qr").count() == 0
    assert_no_fault(page, "chat-1440")
    page.set_viewport_size({"width": 390, "height": 844})
    assert is_as_wide_as_the_window(page)
    assert_no_fault(page, "chat-390")
    chat = page.get_by_role("region", name="Ask in the call’s chat")
    asks = "How do you feel right now? Answer with 👍 (good), 😐 (so-so) or 👎 (bad)."
    expect(chat.get_by_role("textbox", name="Paste this into the chat")).to_have_value(asks)
    chat.get_by_role("textbox", name="or in one line").fill("👍 12, 😐 6, 👎 3")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("status").filter(has_text="The answers are stored.")).to_be_visible()
    page.goto(address)
    expect(page.locator("#live-pulse")).to_contain_text("12 good, 6 so-so, 3 bad")
    expect(page.locator("#live-pulse")).to_contain_text("from the chat, typed in")
    assert watched.is_clean(), watched


def test_a_round_that_is_counted_comes_to_the_live_page_by_itself(
    watched: Watched, engine: Engine, running: int, write: Write, address: str
) -> None:
    page = watched.page
    page.goto(address)
    expect(page.locator("#live-pulse")).to_be_hidden()
    began = datetime.now(UTC) - timedelta(seconds=60)
    values = {"class_session_id": running, "question": "understanding", "first": 3, "second": 10, "third": 2}
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow).values(**values, began_at=began, ended_at=datetime.now(UTC)))
    write()
    expect(page.locator("#live-pulse")).to_contain_text("3 lost, 10 fine, 2 bored")
    assert watched.is_clean(), watched


def test_a_class_afterwards_says_how_well_pulse_and_mood_agreed(
    watched: Watched, engine: Engine, class_ids: ClassIds, address: str
) -> None:
    rows = []
    for minute in (1, 2, 5, 8, 9, 10, 12, 13, 14, 16, 18):
        first, third = (15, 1) if minute == 8 else (2, 14) if 12 <= minute < 15 else (7 + minute % 3, 4)
        began = START + timedelta(minutes=minute)
        values = {"class_session_id": class_ids.lesson, "question": "mood", "first": first, "second": 5, "third": third}
        rows.append({**values, "began_at": began, "ended_at": began + timedelta(minutes=1)})
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow), rows)
    page = watched.page
    page.goto(f"{address}/classes/{class_ids.lesson}")
    panel = page.locator("#pulse-answers")
    expect(panel).to_contain_text("Answers and faces agreed in this class")
    panel.locator("> summary").click()
    panel.get_by_text("Each time asked").click()
    expect(panel.locator("li")).to_have_count(11)
    for width, theme in ((1440, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        panel.scroll_into_view_if_needed()
        if SHOTS:
            panel.screenshot(path=Path(SHOTS) / f"class-{width}-{theme}.png")
    assert watched.is_clean(), watched
