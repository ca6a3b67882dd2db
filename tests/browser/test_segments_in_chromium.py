"""The segments of a class in a real browser: a plan imported by keyboard, its table on a telephone and a desk."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, insert

from classroom.tables import Marker
from tests.browser.chromium import Watched
from tests.dashboard.class_fixtures import START, ClassIds

pytestmark = pytest.mark.browser


@pytest.fixture
def marked(engine: Engine, class_ids: ClassIds) -> int:
    """The written lesson, with a marker at its joke and one at its dip."""
    with engine.begin() as connection:
        for second, kind, note in ((480, "topic", ""), (720, "own", "Proof")):
            values = {"marked_at": START + timedelta(seconds=second), "kind": kind, "note": note}
            connection.execute(insert(Marker).values(class_session_id=class_ids.lesson, **values))
    return class_ids.lesson


def test_a_plan_is_imported_by_keyboard_shown_and_removed(
    watched: Watched, address: str, marked: int, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("- 10:00–10:08 Warm-up\n- 10:08 Joke\n- 10:12–10:15 A proof\n", encoding="utf-8")
    page = watched.page
    page.goto(f"{address}/classes/{marked}")
    segments = page.locator("#segments")
    expect(segments.get_by_role("link", name="Markers")).to_have_count(0)
    page.locator("#segments-fold > summary").focus()
    page.keyboard.press("Enter")
    segments.locator(".plan-form summary").focus()
    page.keyboard.press("Enter")
    page.set_input_files("#plan-file", plan)
    page.locator("#plan-file").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(segments.locator(".segment-table tbody th")).to_contain_text(["Warm-up", "Joke", "A proof"])
    expect(segments).to_contain_text("More negative than at the start.")
    segments.get_by_role("link", name="Markers").click()
    expect(segments.locator(".segment-table tbody th")).to_contain_text(["Beginning", "Topic 1", "Proof"])
    segments.locator(".plan-form summary").click()
    segments.get_by_role("button", name="Remove the plan").click()
    expect(segments.get_by_role("link", name="Lesson plan")).to_have_count(0)
    assert watched.is_clean(), watched.complaints


def test_the_table_fits_every_screen(watched: Watched, address: str, marked: int) -> None:
    page = watched.page
    page.goto(f"{address}/classes/{marked}?segments=markers")
    for summary in page.locator("#segments summary").all():
        summary.click()
    inside = "[...document.querySelectorAll('#segments input, #segments button, #segments pre')]"
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
        assert page.evaluate(f"{inside}.every(e => e.getBoundingClientRect().right <= {width})")
    assert watched.is_clean(), watched.complaints
