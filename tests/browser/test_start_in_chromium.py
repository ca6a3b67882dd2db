"""A class is started, held and ended from the browser as a teacher would: a real monitor, a real Chromium."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.control_file import listed_addresses
from classroom.tables import ClassSession
from tests.browser.chromium import Watched, wait_for_rest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def begin_demo(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Start a class")).to_be_visible()
    page.get_by_text("The demo class").click()
    page.get_by_label("Title").fill("Geometry")
    expect(page.get_by_alt_text("What is watched, with a box around each face that would be counted")).to_be_visible()
    expect(page.locator("#conclusion")).not_to_be_empty()
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("h1")).to_have_text("Geometry")


def test_the_start_page_fits_every_width(watched: Watched, engine: Engine, address: str) -> None:
    watched.page.goto(address)
    expect(watched.page.locator("#sources")).to_have_attribute("aria-busy", "false")
    beyond = """() => {
      const edge = document.querySelector('.panel').getBoundingClientRect().right + 1;
      const parts = [...document.querySelectorAll('main *')];
      return parts.filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.id || part.className);
    }"""
    for width in (320, 390, 1440):
        watched.page.set_viewport_size({"width": width, "height": 844})
        wait_for_rest(watched.page)
        assert watched.page.evaluate(beyond) == [], width


def test_a_recording_that_is_none_is_said_on_the_page(
    watched: Watched, engine: Engine, address: str, tmp_path: Path
) -> None:
    """The other kinds of files that are none: tests/monitor/cli/test_check_command.py."""
    page, path = watched.page, tmp_path / "lesson.mp4"
    path.write_bytes(b"no recording")
    page.goto(address)
    page.get_by_text("or type where it is, without a copy").click()
    page.get_by_label("Path of the recording").fill(str(path))
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("#ended-message")).to_have_text("The file cannot be read as a recording.")
    expect(page.locator("#ended-remedy")).not_to_be_empty()
    expect(page.get_by_role("button", name="Start the class")).to_be_hidden()


def test_a_title_of_ten_thousand_characters_is_refused_beside_its_field_and_stays(
    watched: Watched, engine: Engine, address: str
) -> None:
    page, title = watched.page, "x" * 10_000
    page.goto(address)
    page.get_by_text("The demo class").click()
    page.get_by_label("Title").fill(title)
    words = "This text has 10000 characters, and there is room for 200. Shorten it."
    expect(page.locator("#title-failed")).to_have_text(words)
    expect(page.locator("#conclusion")).not_to_be_empty()
    page.get_by_role("button", name="Start the class").click()
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_label("Title")).to_be_focused()
    with Session(engine) as session:
        assert session.scalars(select(ClassSession)).all() == []
    page.get_by_label("Title").fill("Geometry")
    expect(page.locator("#title-failed")).to_be_empty()
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("h1")).to_have_text("Geometry")


def test_two_tabs_that_start_at_the_same_moment_begin_one_class_and_both_show_it(
    watched: Watched, engine: Engine, address: str
) -> None:
    first = watched.page
    second = first.context.new_page()
    first.goto(address)
    second.goto(address)
    first.get_by_text("The demo class").click()
    for page, title in ((first, "Geometry"), (second, "Algebra")):
        page.get_by_label("Title").fill(title)
        expect(page.locator("#conclusion")).not_to_be_empty()
        expect(page.get_by_role("button", name="Start the class")).to_be_enabled()
    for page in (first, second):
        page.evaluate("setTimeout(() => document.getElementById('begin').click(), 300)")
    expect(first.locator("#class-control")).to_be_visible()
    expect(second.locator("#class-control")).to_be_visible()
    assert first.locator("h1").text_content() == second.locator("h1").text_content()
    with Session(engine) as session:
        assert len(session.scalars(select(ClassSession)).all()) == 1


def test_a_monitor_that_dies_in_class_is_said_on_the_page_and_the_class_goes_on(
    watched: Watched, engine: Engine, address: str, database: Path
) -> None:
    page = watched.page
    begin_demo(page, address)
    expect(page.locator("[data-live=faces]")).to_have_text(re.compile("[0-9]+"))
    os.kill(listed_addresses(f"sqlite:///{database.as_posix()}")[0].pid, signal.SIGKILL)
    expect(page.locator("#monitor-said")).to_contain_text("It was started again, and the class goes on.")
    expect(page.locator("[data-live=state]")).to_have_text("Watching")
    expect(page.locator("h1")).to_have_text("Geometry")


def test_nothing_is_looked_at_any_more_once_the_teacher_stops_looking(
    watched: Watched, engine: Engine, address: str
) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_text("The demo class").click()
    expect(page.locator("#picture")).to_be_visible()
    page.get_by_role("button", name="Stop looking").click()
    expect(page.locator("#look-box")).to_be_hidden()
    with Session(engine) as session:
        assert session.scalars(select(ClassSession)).all() == []
