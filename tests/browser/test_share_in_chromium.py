"""A teacher shares the window of a call from the browser: a real picker's choice, a real window, a running monitor."""

import json
import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from Xlib.display import Display
from Xlib.xobject.drawable import Window

from classroom.control_file import listed_addresses
from classroom.password_masks import mask_database_url
from classroom.tables import ClassSession, ExcludedRange, MonitorStatus, SampleRow, UnseenSpan
from dashboard.auth.address import sign_in_address
from dashboard.auth.tokens import ASKED_SECONDS
from tests.browser.call_window import PEOPLE
from tests.browser.chromium import FLAGS, Watched, find_chromium, find_headed_chromium, let_in, watched_page
from tests.browser.plain_chromium import plain_chromium
from tests.dashboard.shared_app import opened
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.screen, pytest.mark.slow]

PICKED = "--auto-select-desktop-capture-source=Algebra 7b"
"""The choice of a person in the browser's picker: the window of this title."""
FACES_IN_PREVIEW = re.compile(rf"Faces found: {PEOPLE} of {PEOPLE} expected")
PATIENCE_SECONDS = 60
REFUSED = ["--use-fake-ui-for-media-stream=deny", "--use-fake-device-for-media-stream"]
CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


class TopWindow:
    """A window of the screen, found by its title."""

    def __init__(self, display: Display, title: str) -> None:
        windows: list[Window] = display.screen().root.query_tree().children
        self._display = display
        self._window = next(window for window in windows if window.get_wm_name() == title)

    def unmap(self) -> None:
        """Take it from the screen, as minimising does."""
        self._window.unmap()
        self._display.sync()

    def map(self) -> None:
        """Bring it back."""
        self._window.map()
        self._display.sync()

    def close(self) -> None:
        """Close it."""
        self._window.destroy()
        self._display.sync()


@pytest.fixture
def window(call: None) -> Iterator[TopWindow]:
    display = Display()
    yield TopWindow(display, "Algebra 7b")
    display.close()


@pytest.fixture
def sharing(driver: Playwright, call: None) -> Iterator[Browser]:
    """A Chromium with windows of its own on the screen of the call."""
    found = find_headed_chromium()
    if found is None:
        pytest.skip("no Chromium with windows on this machine: apt-get install chromium")
    browser = driver.chromium.launch(executable_path=found, args=[*FLAGS, PICKED], env={**os.environ}, headless=False)
    yield browser
    browser.close()


def small_window_of(page: Page) -> Page:
    """Choose “This browser” on the start page, and return the small window that opens."""
    with page.expect_popup() as opened:
        page.locator("label.source", has_text="This browser").click()
    opened.value.wait_for_url("**/share")
    return opened.value


def share_window(small: Page) -> None:
    small.get_by_role("button", name="Share a window, a tab or a screen…").click()
    expect(small.locator("#share-state")).to_have_text("The class looks at this.")


def test_a_shared_window_is_taught_paused_when_it_stops_and_given_over_to_the_page_that_shares_later(
    sharing: Browser, engine: Engine, address: str
) -> None:
    context = let_in(sharing.new_context(viewport={"width": 1100, "height": 700}))
    watched = watched_page(context)
    page = watched.page
    page.goto(address)
    page.get_by_label("Title").fill("Algebra")
    page.get_by_label("People expected").fill(str(PEOPLE))
    small = small_window_of(page)
    share_window(small)
    expect(page.locator("#check-lines")).to_contain_text(FACES_IN_PREVIEW)
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("h1")).to_have_text("Algebra")
    expect(page.locator("[data-live=faces]")).to_have_text(str(PEOPLE))

    small.get_by_role("button", name="Stop sharing").click()
    expect(page.locator("[data-live=state]")).to_have_text("Paused")
    expect(page.locator("[data-live=state_sentence]")).to_contain_text("Nothing is shared from the browser any more")
    share_window(small)
    expect(page.locator("[data-live=state]")).to_have_text("Watching")

    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.source, row.status) == ("browser", "running")
        assert PEOPLE in session.scalars(select(SampleRow.faces)).all()
        assert session.scalars(select(ExcludedRange.note)).all() == [], "a share that was lost is no pause"
        assert session.scalars(select(UnseenSpan.reason)).all() == ["nothing_shared_any_more"]

    second = context.new_page()
    second.goto(f"{address}/share")
    share_window(second)
    expect(small.locator("#share-state")).to_contain_text("Another page of the browser shares into this class now")
    expect(small.get_by_role("button", name="Stop sharing")).to_be_hidden()
    assert watched.is_clean(), watched


def test_where_no_window_is_listed_the_browser_is_offered_first(
    watched: Watched, engine: Engine, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    page = watched.page
    page.goto(address)
    expect(page.locator("#sources-note")).to_contain_text("The windows cannot be listed")
    expect(page.locator("label.source").first).to_contain_text("This browser")


def test_a_class_outlives_a_minimised_window_and_a_killed_monitor_and_pauses_when_the_window_closes(
    sharing: Browser, window: TopWindow, engine: Engine, address: str
) -> None:
    post(f"{address}/api/v1/monitor", {"source": "browser"})
    small = let_in(sharing.new_context()).new_page()
    small.goto(f"{address}/share")
    share_window(small)
    until(lambda: monitor_of(address)["phase"] == "preview")
    post(f"{address}/api/v1/monitor/begin", {"title": "Algebra", "expected": PEOPLE})
    until(lambda: samples_of(engine) > 0)

    window.unmap()
    until(lambda: said_by(engine) == "share_stands_still", seconds=20)
    stored = samples_of(engine)
    until(lambda: said_by(engine) == "share_stands_still")
    assert samples_of(engine) == stored, "the last picture of a minimised window was taken for the class"
    window.map()
    until(lambda: samples_of(engine) > stored)

    os.kill(pid_of_monitor(engine), signal.SIGKILL)
    until(lambda: monitor_of(address)["restarts"] == 1, seconds=30)
    stored = samples_of(engine)
    until(lambda: samples_of(engine) > stored, seconds=30)

    window.close()
    expect(small.locator("#share-state")).to_contain_text("pauses until you share again")
    until(lambda: said_by(engine) == "nothing_shared_any_more")
    post(f"{address}/api/v1/monitor/end", {})


def test_what_was_refused_in_the_browsers_question_can_be_asked_again(
    driver: Playwright, screen: None, address: str
) -> None:
    found = find_headed_chromium()
    if found is None:
        pytest.skip("no Chromium with windows on this machine: apt-get install chromium")
    browser = driver.chromium.launch(executable_path=found, args=[*FLAGS, *REFUSED], env={**os.environ}, headless=False)
    page = let_in(browser.new_context()).new_page()
    page.goto(f"{address}/share")
    for offered in ("Share a window, a tab or a screen…", "Share the camera…"):
        page.get_by_role("button", name=offered).click()
        expect(page.locator("#share-state")).to_contain_text("Nothing is shared: it was not chosen")
        expect(page.get_by_role("button", name=offered)).to_be_visible()
        expect(page.get_by_role("button", name="Stop sharing")).to_be_hidden()
        page.reload()
    browser.close()


@pytest.mark.parametrize("browser_is", ["as it is", "without frames for workers"])
def test_a_camera_of_the_browser_is_looked_at(driver: Playwright, screen: None, address: str, browser_is: str) -> None:
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine")
    browser = driver.chromium.launch(executable_path=found, args=[*FLAGS, *CAMERA])
    context = let_in(browser.new_context())
    if browser_is != "as it is":  # as Firefox and Safari are
        context.add_init_script("delete globalThis.MediaStreamTrackProcessor")
    page = context.new_page()
    page.goto(address)
    small = small_window_of(page)
    small.get_by_role("button", name="Share the camera…").click()
    expect(small.locator("#share-state")).to_have_text("The class looks at this.")
    expect(page.locator("#check-lines")).to_contain_text("Faces found: 0")
    browser.close()


def test_a_hidden_tab_goes_on_sending(call: None, engine: Engine, address: str, tmp_path: Path) -> None:
    found = find_headed_chromium()
    if found is None:
        pytest.skip("no Chromium with windows on this machine: apt-get install chromium")
    with plain_chromium(found, tmp_path / "profile", PICKED) as chromium:
        post(f"{address}/api/v1/monitor", {"source": "browser"})
        parts = urlsplit(address)
        first = chromium.open(sign_in_address(parts.hostname or "", parts.port or 0, ASKED_SECONDS))
        until(lambda: chromium.evaluate(first, "location.pathname + document.readyState") == "/complete")
        small = chromium.open(f"{address}/share")
        until(lambda: chromium.evaluate(small, "location.pathname + document.readyState") == "/sharecomplete")
        chromium.evaluate(small, "document.getElementById('share-screen').click()")
        until(lambda: f"Faces found: {PEOPLE}" in json.dumps(monitor_of(address)["check"]))
        post(f"{address}/api/v1/monitor/begin", {"title": "Algebra", "expected": PEOPLE})
        chromium.open("about:blank")
        until(lambda: chromium.evaluate(small, "document.visibilityState") == "hidden")
        stored = samples_of(engine)
        until(lambda: samples_of(engine) >= stored + 5)
        assert chromium.evaluate(small, "document.visibilityState") == "hidden"
        assert monitor_of(address)["phase"] == "watching", "the class paused while the tab was hidden"
        post(f"{address}/api/v1/monitor/end", {})


def pid_of_monitor(engine: Engine) -> int:
    """Return the process of the monitor that watches for this database."""
    url = mask_database_url(engine.url.render_as_string(hide_password=False))
    return next(address.pid for address in listed_addresses(url))


def said_by(engine: Engine) -> str | None:
    """Return the code of what the monitor says in the database."""
    with Session(engine) as session:
        return session.scalars(select(MonitorStatus.message_code)).first()


def samples_of(engine: Engine) -> int:
    with Session(engine) as session:
        return len(session.scalars(select(SampleRow.faces)).all())


def post(address: str, values: dict[str, str | int]) -> None:
    body = json.dumps(values).encode()
    opened(
        urllib.request.Request(address, body, {"Content-Type": "application/json"}), timeout=PATIENCE_SECONDS
    ).close()


def monitor_of(address: str) -> dict[str, object]:
    with opened(f"{address}/api/v1/monitor", timeout=PATIENCE_SECONDS) as answer:
        return dict(json.load(answer))
