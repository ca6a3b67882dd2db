import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, insert

from classroom.tables import ExcludedRange, Marker
from tests.browser.chromium import PLACE, Watched, colour_at, let_in, served, unfold, wait_for_charts, watched_page
from tests.dashboard.class_fixtures import (
    CALM,
    DIP,
    START,
    ClassIds,
    Taught,
    add_class,
    add_samples,
    new_database,
    wavering,
)

pytestmark = pytest.mark.browser

NEUTRAL = "rgb(118, 118, 118)"
SHOWN = "(name) => document.getElementById(`chart-${name}`)._fullLayout.xaxis.range.map((end) => end.slice(11, 19))"


def add_dipped(engine: Engine) -> int:
    """Twenty minutes with a dip from minute 12 to 17, a marker, a break, and half of the class away for a while."""
    class_id = add_class(engine, ended_at=START + timedelta(seconds=1200))

    def mood(second: float) -> tuple[float, ...]:
        return wavering(DIP if 720 <= second < 1020 else CALM, second)

    add_samples(engine, class_id, START, Taught(1200, mood=mood, faces=lambda s: 15 if 200 <= s < 400 else 24))
    with engine.begin() as connection:
        at = {"class_session_id": class_id}
        connection.execute(insert(Marker).values(**at, marked_at=START + timedelta(seconds=300), kind="question"))
        ends = {"began_at": START + timedelta(seconds=480), "ended_at": START + timedelta(seconds=540)}
        connection.execute(insert(ExcludedRange).values(**at, **ends, note="Break"))
    return class_id


@pytest.fixture(scope="module")
def class_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("class") / "moodline.db"
    engine = new_database(database)
    class_id = add_dipped(engine)
    engine.dispose()
    with served(database) as address:
        yield f"{address}/classes/{class_id}"


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Iterator[Watched]:
    """One page for all tests that begin with the whole class: loading it takes longer than what they do."""
    context = let_in(browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light"))
    yield watched_page(context)
    context.close()


@pytest.fixture
def opened(one_page: Watched, class_address: str) -> Watched:
    page = one_page.page
    if page.locator("#range").is_visible():  # the test before chose one
        page.get_by_role("button", name="Whole class", exact=True).click()
    if page.url != class_address:
        page.goto(class_address)
    unfold(page)
    expect(page.locator("#range")).to_be_hidden()
    expect(page.locator("#highlights button")).to_have_count(1)
    return one_page


def place(page: Page, chart: str, moment: str, value: float) -> tuple[float, float]:
    x, y = page.evaluate(PLACE, [chart, moment, value])
    return x, y


def test_a_drag_across_one_chart_chooses_the_range_of_all(opened: Watched) -> None:
    page = opened.page
    begin = place(page, "net_positivity", "2026-11-20T10:12:30", -0.2)
    end = place(page, "net_positivity", "2026-11-20T10:16:30", -0.2)
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()
    expect(page.locator("#range-heading")).to_contain_text("4 min")
    expect(page.locator("#range-sentence")).to_contain_text("The mood was clearly more negative than at the start")
    for chart in ("mood", "engagement", "faces"):
        shown = page.evaluate(SHOWN, chart)
        assert [moment[:5] for moment in shown] in (["10:12", "10:16"], ["10:12", "10:17"])
    assert re.search(r"from=2026-11-20T09%3A12%3A\d\dZ&to=2026-11-20T09%3A16%3A\d\dZ", page.url)
    for link in page.locator("a[data-export]").all():
        assert "from=2026-11-20T09%3A12" in (link.get_attribute("href") or "")
    page.reload()
    unfold(page)
    expect(page.locator("#range-heading")).to_contain_text("4 min")
    assert page.evaluate(SHOWN, "mood") == shown
    assert opened.is_clean(), opened


def test_the_keyboard_zooms_moves_and_goes_back_to_the_whole_class(opened: Watched) -> None:
    page = opened.page
    whole = page.evaluate(SHOWN, "mood")
    page.locator("#charts-region").focus()
    page.keyboard.press("+")
    assert page.evaluate(SHOWN, "mood") == ["10:05:00", "10:15:00"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN, "faces") == ["10:07:30", "10:17:30"]
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.evaluate(SHOWN, "mood") == whole
    expect(page.locator("#range")).to_be_hidden()
    assert "from=" not in page.url
    page.locator("#note").focus()
    page.keyboard.press("+")
    assert page.evaluate(SHOWN, "mood") == whole
    assert opened.is_clean(), opened


def test_fields_and_buttons_choose_ranges_without_a_drag(opened: Watched) -> None:
    page = opened.page
    page.locator("#range-form [name=from]").fill("10:13:00")
    page.locator("#range-form [name=to]").fill("10:16:00")
    page.get_by_role("button", name="Show this range").click()
    expect(page.locator("#range-heading")).to_have_text("10:13:00 to 10:16:00, 3 min")
    page.get_by_role("button", name="Zoom out").click()
    assert page.evaluate(SHOWN, "mood") == ["10:11:30", "10:17:30"]
    page.get_by_role("button", name=re.compile("from two minutes before to three after 10:05:00")).click()
    assert page.evaluate(SHOWN, "mood") == ["10:03:00", "10:08:00"]
    page.get_by_role("button", name="Whole class", exact=True).click()
    sign = page.get_by_role("button", name="10:05:00 Question: show what followed")
    sign.hover()
    expect(page.locator("#sign-words")).to_have_text("10:05:00 Question")
    sign.click()
    assert page.evaluate(SHOWN, "mood") == ["10:03:00", "10:08:00"]
    page.get_by_role("button", name="Whole class", exact=True).click()
    expect(page.locator("#range")).to_be_hidden()
    assert opened.is_clean(), opened


def test_a_dip_is_told_drawn_and_chosen(opened: Watched) -> None:
    button = opened.page.locator("#highlights button")
    expect(button).to_have_text("Low 1 · Show")
    expect(opened.page.locator("#highlights p")).to_contain_text(
        "10:12 to 10:17, 5 min: the mood was clearly below usual (−0.5"
    )
    expect(opened.page.locator("#chart-net_positivity .annotation", has_text="Low 1")).to_have_count(1)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert opened.page.evaluate(SHOWN, "mood") == ["10:12:00", "10:17:10"]
    assert opened.is_clean(), opened


def test_an_emotion_that_is_off_stays_in_the_whole(opened: Watched) -> None:
    page = opened.page
    assert colour_at(page, "2026-11-20T10:10:00", 0.3) == NEUTRAL
    page.locator("[data-emotion-toggle=neutral]").click()
    assert colour_at(page, "2026-11-20T10:10:00", 0.3) != NEUTRAL
    labels = page.locator("#chart-mood .annotation").all_text_contents()
    assert "others" in labels
    assert "neutral" not in labels
    top = page.evaluate("() => Math.max(...document.getElementById('chart-mood').data[6].y)")
    assert top == pytest.approx(1, abs=0.001)
    assert "off=neutral" in page.url
    page.reload()
    unfold(page)
    expect(page.locator("[data-emotion-toggle=neutral]")).to_have_attribute("aria-pressed", "false")
    assert opened.is_clean(), opened


def test_smoothing_and_profile_change_the_figures_and_keep_the_range(opened: Watched) -> None:
    page = opened.page
    page.locator("#highlights button").click()
    engagement = page.locator("[data-card]").nth(2).locator("[data-value]")
    expect(engagement).not_to_be_empty()
    before = engagement.text_content()
    averaged = page.get_by_label("Averaged over")
    expect(averaged.locator("option:checked")).to_have_text("30 s, to suit")
    with page.expect_response(lambda answer: "smoothing=300" in answer.url):
        averaged.select_option("5 min")
    assert page.evaluate(SHOWN, "mood") == ["10:12:00", "10:17:10"]
    expect(engagement).to_have_text(before or "")
    expect(page).to_have_url(re.compile("smoothing=300"))
    page.get_by_role("combobox", name="Profile").select_option("valence")
    page.get_by_role("button", name="Show it with this profile").click()
    unfold(page)
    expect(averaged).to_have_value("300")
    expect(page.locator("#all-figures")).to_contain_text("profile valence, version 1")
    expect(engagement).not_to_have_text(before or "")
    assert "smoothing=300" in page.url
    assert "profile=valence" in (page.locator("a[data-export=csv]").get_attribute("href") or "")
    assert opened.is_clean(), opened


def test_a_first_visit_draws_the_curves_at_the_times_that_the_page_tells(watched: Watched, class_address: str) -> None:
    watched.page.goto(class_address)
    unfold(watched.page)
    first = watched.page.evaluate("() => document.getElementById('chart-faces').data[0].x[0]")
    assert first.startswith("2026-11-20T10:00")


def test_the_curve_fades_where_less_of_the_class_is_seen(opened: Watched) -> None:
    assert colour_at(opened.page, "2026-11-20T10:10:00", 0.3) == NEUTRAL
    faded = colour_at(opened.page, "2026-11-20T10:04:00", 0.3)
    assert all(118 < int(part) < 255 for part in re.findall(r"\d+", faded))
    expect(opened.page.locator("#chart-mood .annotation", has_text="seen")).to_have_count(1)


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_curves_lie_at_their_moments_in_every_time_zone(browser: Browser, class_address: str, zone: str) -> None:
    context = let_in(browser.new_context(timezone_id=zone, viewport={"width": 1440, "height": 900}))
    page = watched_page(context).page
    page.goto(class_address)
    page.wait_for_function("() => document.body.dataset.zone !== 'class'")  # loaded once more, with the zone told
    unfold(page)
    begun = page.evaluate(SHOWN, "mood")[0]
    assert begun == {"America/New_York": "04:00:00", "Asia/Kolkata": "14:30:00"}[zone]
    assert colour_at(page, f"2026-11-20T{begun[:3]}{int(begun[3:5]) + 10}:00", 0.3) == NEUTRAL
    context.close()


def test_the_page_fits_and_complains_of_nothing(watched: Watched, class_address: str) -> None:
    page = watched.page
    page.goto(f"{class_address}?from=2026-11-20T09:12:00Z&to=2026-11-20T09:17:00Z")
    wait_for_charts(page)
    expect(page.locator("#highlights button")).to_have_count(1)
    boxes = "() => [...document.querySelectorAll('.chart-box')].map((box) => box.getBoundingClientRect().left)"
    for width in (2560, 1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if width in (1440, 320) else "light")
        page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
        assert len(set(page.evaluate(boxes))) == (2 if width == 2560 else 1)
    assert watched.is_clean(), watched


def test_a_class_without_a_mood_has_a_timeline_too(watched: Watched, class_ids: ClassIds, address: str) -> None:
    watched.page.goto(f"{address}/classes/{class_ids.few}")
    wait_for_charts(watched.page)
    expect(watched.page.locator("#how-it-went")).to_contain_text("No class mood")
    watched.page.get_by_role("button", name="Zoom in").click()
    expect(watched.page.locator("#range-sentence")).to_contain_text("Not enough was seen in this range")
    assert watched.is_clean(), watched
