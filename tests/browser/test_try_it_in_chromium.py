"""A teacher tries it on their own face: a camera that Chromium fakes, real networks, and nothing that stays."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from sqlalchemy import Engine

from tests.browser.chromium import FLAGS, Watched, find_chromium, let_in, watched_page
from tests.browser.fake_camera import write_camera
from tests.browser.test_accessibility import assert_no_fault
from tests.waiting import until

pytestmark = [pytest.mark.browser]

PEOPLE = 2
"""Less than the half minute after which an idle program ends by itself."""
REFUSED = """(name) => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name)); }"""
SHARES = """() => [...document.querySelectorAll('#try-bars .share')].map((one) => parseInt(one.textContent, 10))"""


@pytest.fixture(scope="module")
def with_camera(driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine")
    flags = write_camera(tmp_path_factory.mktemp("camera") / "people.mjpeg", PEOPLE)
    browser = driver.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
    yield browser
    browser.close()


@pytest.fixture
def trying(with_camera: Browser, engine: Engine, address: str) -> Iterator[Watched]:
    context = let_in(with_camera.new_context(viewport={"width": 1440, "height": 900}))
    watched = watched_page(context)
    watched.page.goto(f"{address}/try")
    yield watched
    context.close()


def open_camera(page: Page) -> None:
    page.get_by_role("button", name="Open the camera").click()
    expect(page.locator("#try-state")).to_have_text("The face is read.")


def programs() -> int:
    """Return how many programs that read faces were started from here and run."""
    children = " ".join(file.read_text() for file in Path("/proc/self/task").glob("*/children")).split()
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children]
    return sum(b"--try-it" in command for command in commands)


def wait_until_none_runs() -> None:
    until(lambda: not programs(), "it goes on")


def rows_of(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return sum(int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables)


def test_each_face_is_shown_with_its_expressions_and_nothing_stays(trying: Watched, database: Path) -> None:
    page, rows = trying.page, rows_of(database)
    open_camera(page)
    for number in (1, 2):
        face = page.get_by_role("button", name=f"Face {number}")
        face.click()
        expect(face).to_have_attribute("aria-pressed", "true")
        shares = page.evaluate(SHARES)
        assert len(shares) == 7
        assert 97 <= sum(shares) <= 103
    expect(page.locator("#try-spoken")).to_contain_text("looks")
    expect(page.locator("#try-quality")).to_contain_text("otherwise than most people do")
    assert_no_fault(page)
    page.get_by_role("button", name="Stop and close the camera").click()
    expect(page.locator("#try-state")).to_have_text("Stopped. The camera is off, and nothing was kept.")
    expect(page.locator("#try-figure")).to_be_hidden()
    wait_until_none_runs()
    assert rows_of(database) == rows
    assert trying.is_clean(), trying


def test_leaving_the_page_ends_the_program(trying: Watched, address: str) -> None:
    page = trying.page
    open_camera(page)
    assert programs() == 1
    page.goto(f"{address}/classes")
    wait_until_none_runs()


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("NotAllowedError", "The camera was not allowed."),
        ("NotFoundError", "There is no camera."),
        ("NotReadableError", "The camera is used by another program."),
    ],
)
def test_a_camera_that_cannot_be_opened_is_said_with_what_to_do(trying: Watched, failure: str, words: str) -> None:
    page = trying.page
    page.evaluate(REFUSED, failure)
    page.get_by_role("button", name="Open the camera").click()
    expect(page.locator("#try-state")).to_contain_text(words)
    expect(page.get_by_role("button", name="Open the camera")).to_be_visible()
