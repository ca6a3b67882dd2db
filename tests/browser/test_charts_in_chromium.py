from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import Engine, delete, update

from classroom.tables import ClassSession, MonitorStatus
from tests.browser.chromium import SMALL_VIEW, Watched, Write, colour_at, unfold, wait_for_charts, wait_for_polls
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_samples, set_status

pytestmark = pytest.mark.browser

NEUTRAL = "rgb(118, 118, 118)"
CARD = "rgb(255, 255, 255)"
INK = "() => document.getElementById('chart-net_positivity').layout.font.color"


def open_class(page: Page, engine: Engine, address: str, taught: Taught) -> None:
    """Store a class, and open its page."""
    class_id = add_class(engine, ended_at=START + timedelta(seconds=taught.seconds))
    add_samples(engine, class_id, START, taught)
    page.goto(f"{address}/classes/{class_id}")
    unfold(page)
    page.wait_for_function("() => document.querySelectorAll('.chart .main-svg .xtick').length > 0")


def every(seconds: int, length: int) -> tuple[tuple[int, int], ...]:
    """Return the gaps of a class of which one sample is left every so many seconds."""
    return tuple((begin + 1, begin + seconds) for begin in range(0, length, seconds))


def test_faces_above_the_expected_number_are_drawn(watched: Watched, engine: Engine, address: str) -> None:
    open_class(watched.page, engine, address, Taught(300, faces=lambda _second: 36))
    low, high = watched.page.evaluate("() => document.getElementById('chart-faces')._fullLayout.yaxis.range")
    assert low == 0
    assert 36 < high < 45
    assert watched.is_clean(), watched


def test_fewer_faces_than_expected_leave_the_expected_number_in_view(
    watched: Watched, engine: Engine, address: str
) -> None:
    open_class(watched.page, engine, address, Taught(300, faces=lambda _second: 15))
    assert watched.page.evaluate("() => document.getElementById('chart-faces')._fullLayout.yaxis.range[1]") >= 25


def test_labels_stay_when_a_class_ends_below_the_minimum_group(watched: Watched, engine: Engine, address: str) -> None:
    open_class(watched.page, engine, address, Taught(600, faces=lambda second: 23 if second < 500 else 3))
    expect(watched.page.locator("#chart-mood .annotation")).to_have_count(8)  # with that of the strip of coverage
    assert colour_at(watched.page, "2026-11-20T10:09:50", 0.3) == CARD


TIMES_THAT_TOUCH = """() => [...document.querySelectorAll('.chart')].flatMap((chart) => {
  const boxes = [...chart.querySelectorAll('.xtick text')].map((text) => text.getBoundingClientRect());
  return boxes.filter((box, index) => index && box.left < boxes[index - 1].right + 4).map(() => chart.id);
})"""


@pytest.mark.parametrize("seconds", [40, 100, 600])
def test_the_times_below_a_chart_stand_apart_on_a_telephone(
    watched: Watched, engine: Engine, address: str, seconds: int
) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    open_class(watched.page, engine, address, Taught(seconds))
    assert watched.page.locator(".chart .xtick").count() >= 8
    assert watched.page.evaluate(TIMES_THAT_TOUCH) == []


def test_a_lone_mood_between_gaps_is_visible(watched: Watched, engine: Engine, address: str) -> None:
    """A mood needs ten seconds of figures, so that of ten samples between two gaps the last alone has one."""
    open_class(watched.page, engine, address, Taught(160, gaps=((60, 91), (101, 131))))
    assert colour_at(watched.page, "2026-11-20T10:01:40", 0.3) == NEUTRAL
    assert colour_at(watched.page, "2026-11-20T10:01:20", 0.3) == CARD
    assert colour_at(watched.page, "2026-11-20T10:01:50", 0.3) == CARD


def test_sparse_samples_are_drawn_without_breaks(watched: Watched, engine: Engine, address: str) -> None:
    open_class(watched.page, engine, address, Taught(120, gaps=every(6, 120)))
    moments = [f"2026-11-20T10:00:{second}" for second in (30, 33, 36, 39)]
    assert [colour_at(watched.page, moment, 0.3) for moment in moments] == [NEUTRAL] * 4
    assert watched.is_clean(), watched


def test_an_unsteady_class_takes_no_more_traces_than_a_steady_one(
    watched: Watched, engine: Engine, address: str
) -> None:
    gaps = tuple((begin + 4, begin + 10) for begin in range(0, 3000, 10))
    open_class(watched.page, engine, address, Taught(3000, gaps=gaps))
    traces = "() => [...document.querySelectorAll('.chart')].map(chart => chart.data.length)"
    assert watched.page.evaluate(traces) == [3, 15, 2, 1]


def test_what_is_printed_from_dark_is_light(
    watched: Watched, class_ids: ClassIds, address: str, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(f"{address}/classes/{class_ids.lesson}")
    wait_for_charts(page)
    light_ink = page.evaluate(INK)
    page.get_by_role("button", name="Switch to the dark theme").click()
    dark_ink = page.evaluate(INK)
    page.evaluate(f"() => addEventListener('beforeprint', () => {{ window.printed = ({INK})(); }})")
    page.pdf(path=tmp_path / "class.pdf")
    assert page.evaluate("() => window.printed") == light_ink
    assert page.evaluate(INK) == dark_ink
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.body).color") == light_ink


def test_the_open_live_page_goes_over_to_the_page_of_a_class_that_ends(
    watched: Watched, engine: Engine, running: int, address: str
) -> None:
    page = watched.page
    page.goto(address)
    expect(page.locator("#keys-open")).to_be_visible()
    expect(page.locator("#whole-class")).to_be_hidden()
    with engine.begin() as connection:
        connection.execute(delete(MonitorStatus))
        connection.execute(
            update(ClassSession).where(ClassSession.id == running).values(status="finished", ended_at=datetime.now(UTC))
        )
    page.wait_for_url(f"**/classes/{running}?ended=1")
    expect(page.locator("#class-ended")).to_have_text("The class has ended.")
    expect(page.locator("h1")).to_have_text("Geometry")
    assert watched.is_clean(), watched


@pytest.mark.usefixtures("running")
def test_an_error_is_told_in_its_own_words_until_it_is_over(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + SMALL_VIEW)
    expect(page.locator("#keys-open")).to_be_visible()
    error = {"code": "database", "message": "The database is locked", "remedy": "Close the other program."}
    page.route("**/api/v1/live*", lambda route: route.fulfill(status=503, json={"error": error}))
    expect(page.locator("#offline")).to_have_text("The database is locked. Close the other program.")
    page.unroute("**/api/v1/live*")
    expect(page.locator("#offline")).to_be_hidden()


@pytest.mark.usefixtures("running")
def test_an_answer_that_could_not_be_shown_is_asked_for_again(watched: Watched, address: str) -> None:
    page = watched.page
    known: list[str] = []

    def answer(route: Route) -> None:
        known.append(route.request.headers.get("if-none-match", ""))
        route.fulfill(body='{"class": ', headers={"ETag": '"broken"'})

    page.route("**/api/v1/live*", answer)
    page.goto(address + SMALL_VIEW)
    expect(page.locator("#offline")).to_be_visible()
    wait_for_polls(page)
    assert len(known) > 1
    assert set(known) == {""}


def test_a_sentence_waits_for_its_turn_to_be_spoken(watched: Watched, write: Write, address: str) -> None:
    page = watched.page
    page.clock.install()
    page.goto(address + SMALL_VIEW)
    spoken = page.locator("#spoken")
    expect(spoken).to_contain_text("23 of 25 visible.")
    write()
    expect(page.locator("#seen")).to_have_text("22 of 25 seen")
    page.route("**/api/v1/live*", lambda route: route.fulfill(status=304))
    wait_for_polls(page)
    expect(spoken).to_contain_text("23 of 25 visible.")
    page.clock.fast_forward(31_000)
    expect(spoken).to_contain_text("22 of 25 visible.")


def test_a_change_of_state_is_spoken_at_once(watched: Watched, engine: Engine, running: int, address: str) -> None:
    page = watched.page
    page.goto(address + SMALL_VIEW)
    expect(page.locator("#spoken")).to_contain_text("Watching.")
    set_status(engine, running, datetime.now(UTC), "blind", "The picture is black.")
    expect(page.locator("#spoken")).to_contain_text("Blind.")
