"""The class sees what its teacher sees, checked line by line, and nothing that is not of this moment."""

import json

import pytest
from flask.testing import FlaskClient

from pulse.answers import AnswerBox
from pulse.page import create_page
from pulse.shown_class import STALE_SECONDS, ClassBoard
from tests.pulse.served_pulse import PATH, served, settings
from tests.waiting import until

TOLD = {"mode": "mood", "least": 5, "most": 7, "expected": 25, "change": "a_little_more_negative"}
CLASS = f"{PATH}/class"


class Clock:
    """A clock that stands where the test sets it."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board() -> ClassBoard:
    return ClassBoard()


@pytest.fixture
def client(board: ClassBoard, clock: Clock) -> FlaskClient:
    wanted = settings()
    page = create_page(wanted, AnswerBox(wanted, clock.now, lambda _window: None), clock, board)
    return page.test_client()


def page_of(client: FlaskClient, language: str = "en") -> str:
    answer = client.get(CLASS, headers={"Accept-Language": language, "Host": "127.0.0.1"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_class_sees_how_many_are_in_view_and_the_mood_against_its_start(
    client: FlaskClient, board: ClassBoard, clock: Clock
) -> None:
    board.take(json.dumps(TOLD), clock.now)
    page = page_of(client)
    assert "In view: 5 to 7 of 25." in page
    assert "a little more negative than at the start" in page
    assert "often wrong" in page
    assert "Zu sehen: 5 bis 7 von 25." in page_of(client, "de")


def test_in_participation_nothing_is_said_of_a_mood(client: FlaskClient, board: ClassBoard, clock: Clock) -> None:
    board.take(json.dumps(TOLD | {"mode": "participation", "least": 23, "most": 23, "change": None}), clock.now)
    page = page_of(client)
    assert "In view: 23 of 25." in page
    assert "mood" not in page
    assert "positive" not in page


def test_what_is_not_of_this_moment_is_not_shown(client: FlaskClient, board: ClassBoard, clock: Clock) -> None:
    assert "no figures at the moment" in page_of(client)
    board.take(json.dumps(TOLD), clock.now)
    clock.now += STALE_SECONDS
    assert "In view" in page_of(client)
    clock.now += 1
    assert "no figures at the moment" in page_of(client)
    board.take(json.dumps(TOLD | {"least": None, "most": None}), clock.now)
    assert "no figures at the moment" in page_of(client)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "[" * 4000,
        json.dumps(TOLD | {"title": "Maths"}),
        json.dumps({name: TOLD[name] for name in ("mode", "least", "most", "expected")}),
        json.dumps(TOLD | {"least": -1}),
        json.dumps(TOLD | {"most": 4}),
        json.dumps(TOLD | {"most": None}),
        json.dumps(TOLD | {"least": True}),
        json.dumps(TOLD | {"most": 5.5}),
        json.dumps(TOLD | {"expected": 10**9}),
        json.dumps(TOLD | {"mode": "names"}),
        json.dumps(TOLD | {"mode": "participation"}),
        json.dumps(TOLD | {"change": "<b>"}),
        json.dumps(TOLD | {"change": ["about_the_same"]}),
    ],
)
def test_a_line_that_is_not_in_order_changes_nothing(board: ClassBoard, line: str) -> None:
    board.take(line, 1000.0)
    assert board.current(1000.0) is None


def test_the_page_loads_itself_anew_and_stands_only_in_the_question_s_frame(client: FlaskClient) -> None:
    host = {"Host": "127.0.0.1"}
    shown, question = client.get(CLASS, headers=host), client.get(PATH, headers=host)
    assert shown.headers["Refresh"] == "5"
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in question.headers["Content-Security-Policy"]
    assert question.headers["X-Frame-Options"] == "DENY"
    assert "Refresh" not in question.headers  # what one is about to tap stays where it is
    assert f'<iframe class="class-frame" src="{CLASS}"' in question.get_data(as_text=True)
    assert "<script" not in shown.get_data(as_text=True)


def test_another_address_and_another_name_show_nothing(client: FlaskClient) -> None:
    assert client.get("/p/0123456789abcdefghijkX/class", headers={"Host": "127.0.0.1"}).status_code == 404
    assert client.get(CLASS, headers={"Host": "evil.example"}).status_code == 400


def test_fewer_than_five_people_are_warned_of(clock: Clock) -> None:
    wanted = settings(min_group_size=4)
    box = AnswerBox(wanted, clock.now, lambda _window: None)
    assert "single people may be readable" in page_of(create_page(wanted, box, clock).test_client())


def test_the_real_page_takes_lines_from_its_input_and_ends_with_it() -> None:
    with served() as pulse:
        assert pulse.process.stdin is not None
        pulse.process.stdin.write("not a class\n" + json.dumps(TOLD) + "\n")
        pulse.process.stdin.flush()
        device = pulse.device("de")
        until(lambda: "Zu sehen: 5 bis 7 von 25." in device.ask("GET", CLASS).body, "the line has arrived")
        assert device.cookie == ""  # looking leaves none
        assert pulse.rest() is not None
