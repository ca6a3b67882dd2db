"""A teacher changes settings as a person would, and finds the start page filled."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from tests.browser.chromium import Watched, served
from tests.dashboard.class_fixtures import add_class

pytestmark = pytest.mark.browser

MONDAY_AT_NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


@pytest.fixture
def address(database: Path, engine: Engine, own: Path) -> Iterator[str]:
    add_class(engine, started_at=MONDAY_AT_NINE - timedelta(days=3), status="finished", title="Poems", group_name="9a")
    with served(database, settings_file=own, now=lambda: MONDAY_AT_NINE) as address:
        yield address


def add_group(page: Page, name: str, expected: str, source: str) -> None:
    row = page.get_by_role("group", name="A new group")
    row.get_by_label("A new group").fill(name)
    row.get_by_label("People expected").fill(expected)
    row.get_by_label("What is usually watched").fill(source)
    page.get_by_role("button", name="Save the groups").click()


def test_what_a_teacher_sets_fills_the_start_page(watched: Watched, address: str, own: Path) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Time zone", exact=True).fill("Etc/UTC")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your settings were saved.")).to_be_visible()

    add_group(page, "7b", "27", "demo")
    expect(page.get_by_text("The groups were saved.")).to_be_visible()
    add_group(page, "9a", "", "")

    lesson = page.get_by_role("group", name="A new lesson")
    lesson.get_by_label("Title", exact=True).fill("Geometry")
    lesson.get_by_label("Group", exact=True).fill("7b")
    lesson.get_by_label("From", exact=True).fill("09:05")
    lesson.get_by_label("To", exact=True).fill("09:50")
    lesson.get_by_label("Mon", exact=True).check()
    page.get_by_role("button", name="Save the timetable").click()
    expect(page.get_by_text("By your timetable now: Geometry (7b), 09:05 to 09:50.")).to_be_visible()
    assert 'title: "Geometry"' in own.read_text(encoding="utf-8")

    page.get_by_role("link", name="To the start page").click()
    expect(page.get_by_text("From your timetable: Geometry (7b), 09:05 to 09:50.")).to_be_visible()
    filled = [page.get_by_label(name, exact=True).input_value() for name in ("Title", "Group", "People expected")]
    assert filled == ["Geometry", "7b", "27"]

    page.get_by_label("Group", exact=True).fill("9a")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Poems")
    page.get_by_label("People expected", exact=True).fill("12")
    page.get_by_label("Group", exact=True).fill("7b")
    expect(page.get_by_label("People expected", exact=True)).to_have_value("12")
    expect(page.get_by_role("button", name="Look at what is usually watched: demo")).to_be_visible()
    assert watched.is_clean(), watched


def test_a_wrong_value_is_said_beside_its_field_and_enter_saves_what_was_mended(
    watched: Watched, address: str, own: Path
) -> None:
    page = watched.page
    page.goto(f"{address}/settings")
    days = page.get_by_label("Delete classes after so many days")
    days.fill("a year")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(days).to_have_value("a year")
    expect(days).to_have_accessible_description("A whole number of days from 1 to 3650.")
    assert not own.exists()
    days.fill("90")
    days.press("Enter")
    expect(page.get_by_text("Your settings were saved.")).to_be_visible()
    assert "retention_days: 90" in own.read_text(encoding="utf-8")


def test_enter_in_a_row_of_groups_saves_and_removes_nothing(watched: Watched, address: str, own: Path) -> None:
    page = watched.page
    page.goto(f"{address}/settings")
    add_group(page, "7b", "27", "")
    page.get_by_role("group", name="7b").get_by_label("People expected").fill("26")
    page.get_by_role("group", name="7b").get_by_label("People expected").press("Enter")
    expect(page.get_by_text("The groups were saved.")).to_be_visible()
    expect(page.get_by_role("group", name="7b").get_by_label("People expected")).to_have_value("26")
    page.get_by_role("button", name="Remove 7b").click()
    expect(page.get_by_role("group", name="7b")).to_have_count(0)


LESSON = """\
dashboard:
  time_zone: Etc/UTC
schedule:
  - {title: Geometry, days: [monday], start: "09:20", end: "10:05"}
"""


def test_a_page_that_is_open_says_when_a_lesson_is_due(watched: Watched, address: str, own: Path) -> None:
    own.write_text(LESSON, encoding="utf-8")
    page = watched.page
    page.clock.install(time=MONDAY_AT_NINE)
    page.goto(f"{address}/settings")
    notice = page.get_by_text("By your timetable now: Geometry, 09:20 to 10:05.")
    expect(notice).to_be_attached()
    page.clock.fast_forward("09:00")
    expect(notice).to_be_hidden()
    page.clock.fast_forward("01:30")
    expect(notice).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_settings_fit_every_width(watched: Watched, address: str, width: int) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/settings")
    beyond = """() => {
      const edge = document.querySelector('.panel').getBoundingClientRect().right + 1;
      const parts = [...document.querySelectorAll('main *')];
      return parts.filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.id || part.className);
    }"""
    assert page.evaluate(beyond) == []
