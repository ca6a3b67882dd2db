import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine

from tests.browser.chromium import (
    POINTS_DRAWN,
    SMALL_VIEW,
    Watched,
    Write,
    colour_at,
    dashboard,
    fold_of,
    free_port,
    unfold,
    wait_for_charts,
    wait_for_rest,
)
from tests.dashboard.class_fixtures import ClassIds, add_running, new_database, set_status

pytestmark = pytest.mark.browser


def test_a_new_sample_is_drawn_by_itself(watched: Watched, write: Write, address: str) -> None:
    page = watched.page
    page.goto(address)
    unfold(page)
    before = page.evaluate(POINTS_DRAWN)
    end = page.locator("[data-path=line]").get_attribute("d")
    write()
    page.wait_for_function(f"() => ({POINTS_DRAWN})() > {before}")
    expect(page.locator("[data-live=faces]")).to_have_text("22")
    expect(page.locator("[data-live=said]")).to_have_text("Steady.")
    expect(page.locator("[data-path=line]")).not_to_have_attribute("d", end or "")
    assert watched.is_clean(), watched


def test_the_live_page_survives_a_restart_of_the_dashboard(watched: Watched, write: Write, database: Path) -> None:
    page, port = watched.page, free_port()
    with dashboard(database, port) as address:
        page.goto(address)
        unfold(page)
        page.evaluate("() => { window.sameePage = true; }")
    expect(page.locator("#offline")).to_be_visible()
    with dashboard(database, port):
        expect(page.locator("#offline")).to_be_hidden(timeout=8000)
        before = page.evaluate(POINTS_DRAWN)
        write()
        page.wait_for_function(f"() => ({POINTS_DRAWN})() > {before}")
        assert page.evaluate("() => window.sameePage")


def test_a_class_that_begins_is_shown_without_a_reload_by_hand(watched: Watched, database: Path, address: str) -> None:
    page = watched.page
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Start a class")
    engine = new_database(database)
    set_status(engine, add_running(engine, datetime.now(UTC) - timedelta(seconds=100)), datetime.now(UTC), "watching")
    engine.dispose()
    expect(page.locator("h1")).to_have_text("Geometry")


def test_the_state_of_the_monitor_is_told_as_it_changes(
    watched: Watched, engine: Engine, running: int, address: str
) -> None:
    page = watched.page
    page.goto(address + SMALL_VIEW)
    expect(page.locator("[data-live=state]")).to_have_text("Watching")
    set_status(engine, running, datetime.now(UTC), "blind", "The picture is black.")
    expect(page.locator("[data-live=state]")).to_have_text("Blind")
    expect(page.get_by_text("The picture is black.")).to_be_visible()
    set_status(engine, running, datetime.now(UTC) - timedelta(seconds=11), "watching")
    expect(page.locator("[data-live=state]")).to_have_text("Stalled")


def test_what_the_monitor_takes_of_the_computer_is_told_as_it_changes(
    watched: Watched, engine: Engine, address: str
) -> None:
    page = watched.page
    # Samples and heartbeat lie ahead, so that a machine that takes its time does not find a stalled class.
    ahead = datetime.now(UTC) + timedelta(seconds=120)
    running = add_running(engine, ahead - timedelta(seconds=300), seconds=299)
    effort = {"cpu_percent": 6.0, "cpu_percent_allowed": 10.0}
    effort |= {"search_seconds": 4.0, "search_seconds_wanted": 4.0, "frame_seconds": 1.0, "frame_seconds_wanted": 1.0}
    set_status(engine, running, ahead, "watching", effort=effort)
    page.goto(address)
    fold_of(page, "More about these figures")
    line = page.locator("[data-live=effort]")
    slower = effort | {"frame_seconds": 2.0, "cpu_percent": 9.0}
    expect(line).to_contain_text("Using 6 % of this computer (at most 10 %). A full search every 4 s,")
    set_status(engine, running, ahead, "watching", effort=slower)
    expect(line).to_contain_text("Slowed down to stay within 10 %: a sample every 2 s instead of every second")
    set_status(engine, running, ahead, "blind", "The picture is black.", effort)
    expect(line).to_be_hidden()
    assert watched.is_clean(), watched


def test_the_charts_show_as_much_of_the_class_as_is_asked_for(watched: Watched, engine: Engine, address: str) -> None:
    add_running(engine, datetime.now(UTC) - timedelta(seconds=2400), seconds=2399)
    page = watched.page
    page.goto(address)
    fold_of(page, "What the faces show")
    wait_for_charts(page)
    shown = """() => { const range = document.getElementById('chart-mood').layout.xaxis.range;
      return (Date.parse(range[1] + 'Z') - Date.parse(range[0] + 'Z')) / 60000; }"""
    assert page.evaluate(shown) == pytest.approx(15, abs=0.1)
    page.locator("#fold-expressions").get_by_role("button", name="Whole class").press("Enter")
    assert page.evaluate(shown) == pytest.approx(40, abs=0.2)


def test_a_gap_is_a_break_in_every_chart(watched: Watched, class_ids: ClassIds, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/classes/{class_ids.lesson}")
    unfold(page)
    card = page.evaluate("() => getComputedStyle(document.getElementById('chart-mood')).backgroundColor")
    assert colour_at(page, "2026-11-20T10:05:00", 0.3) == "rgb(118, 118, 118)"
    assert colour_at(page, "2026-11-20T10:10:20", 0.3) == card
    for chart, line in (("engagement", 1), ("net_positivity", 1), ("faces", 0)):
        breaks = f"() => document.getElementById('chart-{chart}').data[{line}].y.filter(y => y === null).length"
        assert page.evaluate(breaks) == 2
    assert watched.is_clean(), watched


def test_no_page_scrolls_sideways_or_complains(
    watched: Watched, class_ids: ClassIds, running: int, address: str
) -> None:
    page = watched.page
    pictures = os.environ.get("MOODLINE_SCREENSHOTS")
    themes: dict[Literal["light", "dark"], str] = {"light": "rgb(250, 249, 246)", "dark": "rgb(20, 21, 24)"}
    paths = {"live": "/", "classes": "/classes", "class": f"/classes/{class_ids.lesson}"}
    paths |= {"small": f"/classes/{class_ids.few}", "empty": f"/classes/{class_ids.empty}"}
    for name, path in paths.items():
        page.goto(address + path)
        if name == "live":
            unfold(page)
        if name in ("class", "small"):
            wait_for_charts(page)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
            for theme, paper in themes.items():
                page.emulate_media(color_scheme=theme)
                assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == paper
                if pictures:
                    wait_for_rest(page)
                    page.screenshot(path=Path(pictures) / f"{name}-{width}-{theme}.png", full_page=True)
    assert watched.is_clean(), watched


def test_the_theme_can_be_switched_and_stays(watched: Watched, class_ids: ClassIds, address: str) -> None:
    page = watched.page
    page.goto(f"{address}/classes/{class_ids.lesson}")
    wait_for_charts(page)
    ink = "() => document.getElementById('chart-net_positivity').layout.font.color"
    light_ink = page.evaluate(ink)
    page.get_by_role("button", name="Switch to the dark theme").click()
    assert page.evaluate(ink) != light_ink
    page.reload()
    expect(page.get_by_role("button", name="Switch to the light theme")).to_be_visible()
