"""Places are left out on the preview and in class, in a real Chromium: by a real monitor, or by what it is asked."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.control_file import ControlAddress
from classroom.tables import ClassSession
from dashboard.monitors.service import MonitorService
from monitor.control.class_control import ClassControl
from monitor.control.server import control_server
from tests.browser.chromium import Watched, fold_of
from tests.monitor.share.test_jpeg_header import jpeg_of
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Point = tuple[float, float]
BRIGHTNESS = """(picture, [x, y]) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const drawn = canvas.getContext('2d');
  drawn.drawImage(picture, 0, 0);
  return Math.max(...drawn.getImageData(x * canvas.width, y * canvas.height, 1, 1).data.slice(0, 3));
}"""
JAMAL: tuple[Point, Point] = ((0.03, 0.03), (0.17, 0.17))
"""Over the upper left tile of the demo class."""
EMIL: Point = (0.7, 0.5)
BLACK = 10


def drag(page: Page, begin: Point, end: Point) -> None:
    page.locator("#picture-frame").scroll_into_view_if_needed()
    box = page.locator("#picture-frame").bounding_box()
    assert box is not None
    steps = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (begin, end)]
    page.mouse.move(*steps[0])
    page.mouse.down()
    page.mouse.move(*steps[1])
    page.mouse.up()


def brightness(picture: Locator, point: Point) -> float:
    return float(picture.evaluate(BRIGHTNESS, list(point)))


def faces(page: Page) -> int:
    found = re.search(r"Faces found: (\d+)", page.locator("#check-lines").inner_text())
    return int(found[1]) if found else 0


def test_a_place_that_is_left_out_is_black_and_one_s_own_tile_does_not_count(
    watched: Watched, engine: Engine, address: str
) -> None:
    page = watched.page
    page.goto(address)
    page.get_by_text("The demo class").click()
    expect(page.locator("#picture")).to_be_visible()
    until(lambda: faces(page) >= 10, "the faces are found")
    everybody = faces(page)

    page.get_by_role("button", name="Leave a place out…").click()
    drag(page, *JAMAL)
    expect(page.locator("#places li")).to_have_count(1)
    until(lambda: brightness(page.locator("#picture"), (0.1, 0.1)) < BLACK, "the place is black")
    until(lambda: faces(page) == everybody - 1, "one face fewer is found")
    page.get_by_role("button", name="My own tile…").click()
    drag(page, EMIL, EMIL)
    expect(page.locator("#places")).to_contain_text("My own tile")
    until(lambda: faces(page) == everybody - 2, "two faces fewer are found")
    assert brightness(page.locator("#picture"), EMIL) > BLACK

    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("#class-control")).to_be_visible()
    fold_of(page, "What is watched, and who counts")
    page.get_by_role("button", name="Whom not to count…").click()
    expect(page.locator("#places li")).to_have_text([re.compile("Place 1"), re.compile("My own tile")])
    picture = page.locator("#marks-picture")
    expect(picture).to_be_visible()
    until(lambda: brightness(picture, (0.1, 0.1)) < BLACK, "the place is black in class too")
    with Session(engine) as session:
        [place] = session.scalars(select(ClassSession.left_out_percent)).one() or []
        assert place == pytest.approx([3, 3, 14, 14], abs=0.3)
    assert "1 place was left out" in page.request.get(f"{address}/classes/1/report.html").text()
    assert watched.is_clean(), watched


@pytest.fixture
def control(running: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClassControl]:
    """The requests that the monitor of the running class gets, which shows a picture."""
    control = ClassControl("starting")
    control.began(running, "demo", 25)
    control.show(jpeg_of(640, 360))
    address = ControlAddress(1, 0, "a database")
    with control_server(control, address.token) as port:
        monkeypatch.setattr(MonitorService, "_address", lambda _: address.at(port))
        yield control


def left_out(control: ClassControl) -> list[list[float]]:
    return [list(place) for place in control.state.left_out]


def test_places_that_are_lost_are_said_and_all_of_them_are_drawn_anew_before_anything_is_looked_at(
    control: ClassControl, watched: Watched, address: str
) -> None:
    page, dialog = watched.page, watched.page.get_by_role("dialog")
    page.goto(address)
    expect(page.locator("#class-control")).to_be_visible()
    expect(page.locator("#places-lost")).to_be_hidden()
    control.places_lost(are_lost=True)
    expect(page.get_by_role("alert").filter(has_text="nothing is looked at")).to_be_visible()
    page.get_by_role("button", name="Mark it again…").click()
    expect(page.locator("#marks-picture")).to_be_visible()
    expect(dialog.get_by_role("button", name="Leave these places out")).to_be_disabled()

    dialog.get_by_role("button", name="Leave a place out…").click()
    drag(page, *JAMAL)
    for name, percent in (("from the left", "60"), ("from the top", "40"), ("width", "20"), ("height", "20")):
        page.locator("#place-form").get_by_label(name).fill(percent)
    dialog.get_by_role("button", name="Leave this out").click()
    expect(page.locator("#places li")).to_have_count(2)
    expect(page.locator(".draft")).to_have_count(2)
    assert control.take_marks() is None
    dialog.get_by_role("button", name="Leave these places out").click()
    expect(page.locator("#places-lost")).to_be_hidden()
    marks = control.take_marks()
    assert marks is not None
    assert marks.left_out == [pytest.approx([0.03, 0.03, 0.14, 0.14], abs=0.003), [0.6, 0.4, 0.2, 0.2]]

    for _ in range(2):  # what the monitor says of them is the same again
        page.wait_for_event("response", lambda answer: answer.url.endswith("/api/v1/monitor"))
    dialog.get_by_role("button", name="Remove: Place 1").click()
    expect(page.locator("#places li")).to_have_count(1)
    assert left_out(control) == [[0.6, 0.4, 0.2, 0.2]]
    control.take_marks()

    control.places_lost(are_lost=True)
    expect(page.locator("#places-lost")).to_be_visible()
    dialog.get_by_role("button", name="Nobody is left out any more").click()
    expect(page.locator("#places-lost")).to_be_hidden()
    assert left_out(control) == []
    control.take_marks()

    dialog.get_by_role("button", name="Close").click()
    for answer in ("My tile may count", "Mark it again…"):
        control.own_tile_lost(is_lost=True)
        expect(page.get_by_role("alert").filter(has_text="you may be counted")).to_be_visible()
        page.locator("#own-lost").get_by_role("button", name=answer).click()
        if answer == "Mark it again…":
            dialog.get_by_role("button", name="My own tile…").click()
            drag(page, EMIL, EMIL)
        expect(page.locator("#own-lost")).to_be_hidden()
        marks = control.take_marks()
        assert marks is not None
    assert list(marks.own_tile or []) == pytest.approx(EMIL, abs=0.01)
    assert watched.is_clean(), watched
