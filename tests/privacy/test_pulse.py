"""Attack the pulse: read one student's answer by subtracting, use up the places by a script, answer for another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from classroom.tables import PulseWindow
from dashboard.database.read.classes import ClassRow, find_class
from dashboard.options import DashboardOptions, PulseOptions
from dashboard.pulse.protocol import AnsweredWindow
from dashboard.pulse.storage import is_too_alike, write_window
from pulse.answers import AnswerBox, Window
from pulse.page import create_page
from pulse.places import MOST_WRONG_CODES_A_MINUTE, Newcomer
from tests.browser.chromium import free_port
from tests.dashboard.class_fixtures import START, add_class
from tests.dashboard.pulse_fixtures import held, parts_of, start, tap, windows
from tests.dashboard.shared_app import app_of
from tests.pulse.served_pulse import PATH, form_in, settings

Counts = tuple[int, int, int]
WHOLE, STOPPED = timedelta(minutes=2), timedelta(seconds=40)
ALL_BUT_ONE: Counts = (12, 7, 5)
OF_ALL: tuple[Counts, ...] = ((13, 7, 5), (12, 8, 5), (12, 7, 6))
"""The counts of all, for each answer that the one may give."""


# Reading one student's answer: ask while all but one have answered, and again when all have.


def class_of(engine: Engine, class_id: int) -> ClassRow:
    with engine.connect() as connection:
        row = find_class(connection, class_id)
    assert row is not None
    return row


def ask(engine: Engine, class_id: int, minute: int, counts: Counts, how: str) -> None:
    """Close a round with these counts: after its time, stopped, or typed in."""
    row = class_of(engine, class_id)
    began = START + timedelta(minutes=minute)
    window = AnsweredWindow(began, began + (STOPPED if how == "stopped" else WHOLE), "mood", counts)
    with engine.begin() as connection:
        if how == "typed in" or not is_too_alike(connection, row, window):
            write_window(connection, row.id, window, typed_in=how == "typed in")


def stored(engine: Engine) -> list[Counts]:
    with engine.connect() as connection:
        rows = connection.execute(select(PulseWindow.first, PulseWindow.second, PulseWindow.third)).all()
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stopped", "stopped"),
        ("stopped", "whole"),
        ("whole", "stopped"),
        ("typed in", "stopped"),
        ("typed in", "whole"),
    ],
)
@pytest.mark.parametrize("between", [(), ((5, (0, 0, 90), "typed in"),)], ids=["", "with another round between"])
def test_what_is_stored_does_not_depend_on_the_answer_of_the_one_who_came_last(
    engine: Engine, first: str, second: str, between: tuple[tuple[int, Counts, str], ...]
) -> None:
    seen: list[list[Counts]] = []
    for day, of_all in enumerate(OF_ALL):
        class_id, before = add_class(engine, started_at=START + timedelta(days=day)), len(stored(engine))
        for minute, counts, how in ((1, ALL_BUT_ONE, first), *between, (10, of_all, second)):
            ask(engine, class_id, minute + day * 24 * 60, counts, how)
        seen.append(stored(engine)[before:])
    assert seen[0] == seen[1] == seen[2]
    assert ALL_BUT_ONE in seen[0]


def test_nor_does_it_where_the_class_is_ended_and_begun_anew_in_between(engine: Engine) -> None:
    first, second = (add_class(engine, started_at=START - timedelta(days=days)) for days in (1, 2))
    ask(engine, first, 1, ALL_BUT_ONE, "stopped")
    ask(engine, second, 10, OF_ALL[2], "whole")
    assert stored(engine) == [ALL_BUT_ONE]


def test_rounds_that_differ_by_a_group_or_that_time_alone_closed_are_stored(engine: Engine) -> None:
    class_id = add_class(engine)
    ask(engine, class_id, 1, ALL_BUT_ONE, "whole")
    ask(engine, class_id, 10, OF_ALL[0], "whole")
    ask(engine, class_id, 20, (16, 7, 4), "stopped")  # differs by four and five
    assert stored(engine) == [ALL_BUT_ONE, OF_ALL[0]]
    ask(engine, class_id, 30, (9, 9, 9), "stopped")
    assert stored(engine)[2:] == [(9, 9, 9)]


def test_four_who_know_their_own_answers_cannot_close_a_round_on_a_fifth() -> None:
    closed: list[Window] = []
    box = AnswerBox(settings(), 0.0, closed.append)
    here = Newcomer("127.0.0.1")
    for attacker in range(4):
        box.answer(f"attacker {attacker}", 0, 20.0, here)
    box.answer("student", 2, 40.0, here)
    box.answered(90.0)
    for student in range(20):
        box.answer(f"another {student}", 1, 100.0, here)
    box.answered(120.0)
    assert [window.counts for window in closed] == [(4, 20, 1)]


@pytest.fixture
def teacher(database: Path) -> Iterator[FlaskClient]:
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=PulseOptions(free_port())))
    yield app.test_client()
    parts_of(app.test_client()).pulse.close()
    parts_of(app.test_client()).reader.close()


def test_a_pulse_that_is_stopped_twice_tells_nothing_of_who_came_last_and_says_so(
    teacher: FlaskClient, engine: Engine
) -> None:
    class_id = held(engine, datetime.now(UTC) - timedelta(seconds=100))
    at = f"/api/v1/classes/{class_id}/pulse"
    tap(start(teacher, class_id)["url"], 5, answer=1)
    teacher.delete(at)
    url = start(teacher, class_id)["url"]
    tap(url, 5, answer=1)
    tap(url, 1, answer=3)
    teacher.delete(at)
    assert windows(engine) == [(5, 0, 0)]
    assert [window["answers"] for window in teacher.get(at).get_json()["windows"]] == [5]
    said = "1 time is not shown: fewer than 5 answers differ from another time. Subtracting could tell"
    for page in (f"/classes/{class_id}/pulse", f"/classes/{class_id}", "/"):
        assert said in teacher.get(page).text, page
    assert said in teacher.get("/api/v1/live").get_json()["pulse_notes"][0]


# Using up the places, and answering for another. The class: 25 devices in one room's network.


@dataclass(slots=True)
class Page:
    """The students' page with a clock that stands still, and visitors from anywhere."""

    code: str = ""
    box: AnswerBox = field(init=False)
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        asked = settings(most_devices=120, most_new_a_minute=120, most_of_block=60, most_of_address=4, code=self.code)
        self.box = AnswerBox(asked, 0.0, list[Window]().append)
        self.app = create_page(asked, self.box, lambda: 10.0)

    def visitor(self, address: str, *, keeps_cookies: bool = True) -> FlaskClient:
        client = self.app.test_client(use_cookies=keeps_cookies)
        client.environ_base["REMOTE_ADDR"] = address
        return client

    def answers(self, visitor: FlaskClient, **values: str) -> int:
        """Open the page, tap an answer, and return the status."""
        form = {"form": form_in(visitor.get(PATH).text), "answer": "1", "code": self.code}
        return visitor.post(PATH, data=form | values).status_code

    def class_that_gets_in(self) -> int:
        """Return how many of a class of 25 can answer."""
        return [self.answers(self.visitor(f"192.168.7.{host}")) for host in range(100, 125)].count(303)


def test_a_script_without_cookies_takes_no_place() -> None:
    page = Page()
    script = page.visitor("192.168.7.9", keeps_cookies=False)
    form = form_in(script.get(PATH).text)
    sent = [script.post(PATH, data={"answer": "1", "form": form}).status_code for _ in range(300)]
    assert set(sent) == {403}
    assert page.class_that_gets_in() == 25
    assert page.box.refused()["form"] == 300


def test_a_script_that_opens_the_page_anew_for_each_answer_takes_four_places() -> None:
    page = Page()
    taken = [page.answers(page.visitor("192.168.7.9")) for _ in range(300)]
    assert taken.count(303) == 4
    assert page.class_that_gets_in() == 25
    assert page.box.refused()["block"] == 296


def test_a_network_that_is_full_of_scripts_leaves_others_their_places() -> None:
    page = Page()
    taken = [page.answers(page.visitor(f"10.9.9.{host}")) for host in range(250)]
    assert taken.count(303) == 60
    assert page.class_that_gets_in() == 25


def test_through_a_tunnel_a_script_needs_the_code_and_is_stopped_while_it_guesses() -> None:
    page = Page(code="731")
    assert page.class_that_gets_in() == 25
    guesses = [page.answers(page.visitor("127.0.0.1"), code=f"{guess:03d}") for guess in range(100)]
    assert guesses.count(303) == 0
    assert page.box.refused()["code"] == 100 > MOST_WRONG_CODES_A_MINUTE


@pytest.mark.parametrize("keeps_own_cookie", [True, False])
def test_the_form_field_of_another_device_is_worth_nothing(keeps_own_cookie: bool) -> None:
    page = Page()
    other = form_in(page.visitor("192.168.7.1").get(PATH).text)
    thief = page.visitor("192.168.7.2")
    if keeps_own_cookie:
        thief.get(PATH)
    assert thief.post(PATH, data={"form": other, "answer": "1"}).status_code == 403
    assert page.box.answered(10.0) is None
    assert page.box.refused()["form"] == 1


def test_a_cookie_that_was_made_up_is_worth_nothing() -> None:
    page = Page()
    for cookie in ("x", "x.y", ".", "made-up." + "0" * 64, "é", "x" * 5000):
        visitor = page.visitor("192.168.7.2", keeps_cookies=False)
        shown = visitor.get(PATH, headers={"Cookie": f"device={cookie}"})
        answer = visitor.post(
            PATH, data={"form": form_in(shown.text), "answer": "1"}, headers={"Cookie": f"device={cookie}"}
        )
        assert answer.status_code == 403, cookie


def test_a_page_of_a_pulse_before_answers_no_other_question() -> None:
    before, after = Page(), Page()
    student = before.visitor("192.168.7.2")
    old = {"form": form_in(student.get(PATH).text), "answer": "1"}
    cookie = {"Cookie": student.get(PATH).request.headers["Cookie"]}
    refused = after.visitor("192.168.7.2", keeps_cookies=False).post(PATH, data=old, headers=cookie)
    assert refused.status_code == 403
    assert form_in(refused.text)


def test_a_link_that_is_opened_again_makes_no_new_device() -> None:
    page = Page()
    student = page.visitor("192.168.7.2")
    first = student.get(PATH)
    assert "SameSite=Lax" in first.headers["Set-Cookie"]  # Strict is kept back where a web page's chat has the link
    assert "Set-Cookie" not in student.get(PATH).headers
    assert page.answers(student) == 303
    assert "Your answer counts." in student.get(PATH).text
    assert student.post(PATH, data={"form": form_in(first.text), "answer": "2"}).status_code == 429
