"""The live page as a teacher uses it: keys, late markers, questions put off, a restart, a monitor that goes."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import Engine, select, update

from classroom.tables import ClassSession, Marker, MonitorStatus
from tests.browser.chromium import (
    SMALL_VIEW,
    Watched,
    dashboard,
    fold_of,
    free_port,
    open_live,
    wait_for_polls,
    wait_for_rest,
)

pytestmark = pytest.mark.browser
MARKERS_ON_CHART = """() => (document.getElementById('chart-mood').layout?.annotations || [])
  .map((each) => each.text).filter((text) => /^[QTZBJO]$/.test(text)).join('')"""


def stored(engine: Engine) -> list[tuple[str, str, datetime]]:
    with engine.connect() as connection:
        query = select(Marker.kind, Marker.note, Marker.marked_at).order_by(Marker.id)
        return [(kind, note, at) for kind, note, at in connection.execute(query)]


def test_a_key_marks_the_moment_and_shift_the_one_half_a_minute_before(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address)
    before = datetime.now(UTC)
    page.keyboard.press("q")
    expect(page.locator("#marker-said")).to_contain_text("Question marked at")
    page.keyboard.press("Shift+T")
    expect(page.locator("#marker-said")).to_contain_text("New topic marked at")
    (_, _, now), (kind, _, late) = stored(engine)
    assert kind == "topic"
    assert abs((now - before).total_seconds()) < 5
    assert -35 < (late - now).total_seconds() < -20
    expect(page.locator("#marker-list li .mark-what")).to_have_text(["Question", "New topic"])
    expect(page.locator(".line-markers li")).to_have_text(
        [re.compile(r"\d New topic$"), re.compile(r"Q.*\d Question$")]
    )
    fold_of(page, "What the faces show")
    page.wait_for_function(f"() => ({MARKERS_ON_CHART})() === 'TQ'")
    assert watched.is_clean(), watched


def test_own_words_are_about_the_moment_at_which_they_were_begun(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address)
    page.keyboard.press("o")
    begun = datetime.now(UTC)
    page.keyboard.type("quite a good joke", delay=120)  # q, t, z, b, j and o among its letters
    page.keyboard.press("Enter")
    expect(page.locator("#marker-said")).to_contain_text("quite a good joke marked at")
    ((kind, note, at),) = stored(engine)
    assert (kind, note) == ("own", "quite a good joke")
    assert abs((at - begun).total_seconds()) < 1.5
    expect(page.locator("#marker-list .mark-what")).to_have_text("quite a good joke")


def test_a_marker_is_placed_late_taken_back_renamed_moved_and_deleted(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address)
    fold_of(page, "Moments that you marked")
    page.get_by_text("5 min", exact=True).click()
    page.get_by_role("button", name="Quiz").click()
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(page.locator("#marker-said")).to_have_text("The marker was deleted.")
    expect(page.locator("#marker-list li")).to_have_count(0)
    page.get_by_text("2 min", exact=True).click()
    page.get_by_role("button", name="Break").click()
    expect(page.locator("#marker-list li")).to_have_count(1)
    ((_, _, placed),) = stored(engine)
    assert 115 < (datetime.now(UTC) - placed).total_seconds() < 135
    page.locator("#marker-list summary").click()
    page.get_by_role("textbox", name="Words", exact=True).fill("Ten minutes of air")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#marker-list .mark-what")).to_have_text("Break: Ten minutes of air")
    assert stored(engine)[0][2] == placed  # its milliseconds too
    page.locator("#marker-list summary").click()
    page.get_by_label("Time", exact=True).fill("03:00:00")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#marker-said")).to_contain_text("lies outside of the class. It went from")
    page.get_by_role("button", name="Delete Break").click()
    expect(page.locator("#marker-list li")).to_have_count(0)
    assert stored(engine) == []
    expect(page.locator("#marker-list-title")).to_be_focused()


def test_keys_can_be_listed_and_switched_off(watched: Watched, engine: Engine, dipped: int, address: str) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("the same, 30 seconds ago")
    page.keyboard.press("q")  # not while the list is open
    page.get_by_label("Keys place markers").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.locator("#keys-open")).to_be_visible()
    page.keyboard.press("q")
    page.keyboard.press("?")
    wait_for_rest(page)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert stored(engine) == []
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_question_can_be_put_off_and_be_silenced_for_this_class(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    nudge = page.locator("#nudge")
    expect(nudge).to_contain_text("Check understanding?")
    page.get_by_role("button", name="Not now (10 min)").click()
    expect(nudge).to_be_hidden()
    page.reload()
    expect(page.locator("[data-live=said]")).to_contain_text("Dipped since")
    wait_for_polls(page)
    expect(nudge).to_be_hidden()
    page.evaluate("""() => { const kept = JSON.parse(localStorage.getItem('moodline-nudge'));
      localStorage.setItem('moodline-nudge', JSON.stringify({ ...kept, until: Date.now() - 1 })); }""")
    page.reload()
    expect(nudge).to_be_visible()
    page.get_by_role("button", name="Not again in this class").click()
    expect(nudge).to_be_hidden()
    assert page.evaluate("() => JSON.parse(localStorage.getItem('moodline-nudge')).never")


def test_a_marker_outlives_a_restart_of_the_dashboard_with_its_own_time(
    watched: Watched, engine: Engine, dipped: int, database: Path
) -> None:
    port = free_port()
    with dashboard(database, port) as address:
        page = open_live(watched, address)
    page.keyboard.press("z")
    placed = datetime.now(UTC)
    expect(page.locator("#markers-waiting")).to_contain_text("Not stored yet, as the dashboard does not answer: Quiz.")
    page.keyboard.press("b")
    expect(page.locator("#markers-waiting")).to_contain_text("Quiz, Break")
    for _ in range(2):
        page.wait_for_event("requestfailed", lambda request: "/api/v1/live?" in request.url)
    assert stored(engine) == []
    with dashboard(database, port):
        expect(page.locator("#markers-waiting")).to_be_hidden(timeout=10_000)
        expect(page.locator("#marker-list li")).to_have_count(2)
    (kind, _, at), (other, _, _) = stored(engine)
    assert (kind, other) == ("quiz", "break")
    assert abs((at - placed).total_seconds()) < 1.5


def test_a_marker_that_was_stored_though_nobody_said_so_is_not_stored_twice(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)

    def lose_the_answer(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        route.fetch()
        route.abort()

    page.route("**/markers", lose_the_answer)
    page.keyboard.press("q")
    expect(page.locator("#markers-waiting")).to_be_visible()
    page.unroute("**/markers")
    expect(page.locator("#markers-waiting")).to_be_hidden()
    assert len(stored(engine)) == 1


def test_a_marker_of_another_window_appears_and_spares_a_form_that_is_open(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address)
    fold_of(page, "Moments that you marked")
    page.keyboard.press("q")
    page.locator("#marker-list summary").click()
    page.get_by_role("textbox", name="Words", exact=True).fill("half a sen")
    at = f"{address}/api/v1/classes/{dipped}/markers"
    assert page.request.post(at, data={"kind": "joke"}).status == 201
    wait_for_polls(page)
    expect(page.get_by_role("textbox", name="Words", exact=True)).to_have_value("half a sen")
    page.locator("#marker-list summary").click()
    page.locator("h1").click()
    expect(page.locator("#marker-list li")).to_have_count(2)


def test_the_page_says_so_when_the_monitor_goes_and_comes_back(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address + SMALL_VIEW)
    with engine.begin() as connection:
        gone = datetime.now(UTC) - timedelta(seconds=30)
        connection.execute(update(MonitorStatus).values(heartbeat_at=gone))
    expect(page.locator("[data-live=state]")).to_have_text("Stalled")
    expect(page.locator("[data-live=said]")).to_contain_text("No figures since")
    expect(page.locator("#seen")).to_be_hidden()
    expect(page.locator("#nudge")).to_be_hidden()
    with engine.begin() as connection:
        connection.execute(update(MonitorStatus).values(heartbeat_at=datetime.now(UTC) + timedelta(seconds=300)))
    expect(page.locator("[data-live=state]")).to_have_text("Watching")
    expect(page.locator("#nudge")).to_be_visible()


def test_what_is_left_out_while_the_page_is_open_leaves_its_curves_and_is_hatched(
    watched: Watched, engine: Engine, dipped: int, address: str
) -> None:
    page = open_live(watched, address, folds=True)
    known = """() => document.getElementById('chart-engagement').data[0].y.filter((each) => each !== null).length"""
    page.wait_for_function(f"() => ({known})() > 0")
    before = page.evaluate(known)
    with engine.connect() as connection:
        began = connection.execute(select(ClassSession.started_at).where(ClassSession.id == dipped)).scalar_one()
    times = {name: (began + timedelta(seconds=at)).isoformat() for name, at in (("began_at", 100), ("ended_at", 400))}
    sent = page.request.post(f"{address}/api/v1/classes/{dipped}/excluded-ranges", data=times)
    assert sent.status == 201, sent.text()
    page.wait_for_function(f"() => ({known})() < {before} - 50")
    hatched = (
        """() => document.getElementById('chart-mood').layout.annotations.some(({ text }) => text === 'left out')"""
    )
    page.wait_for_function(hatched)
    assert watched.is_clean(), watched
