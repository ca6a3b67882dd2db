"""Answers by the call's chat: the text to paste, what a teacher may type in, and the round that comes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from classroom.tables import PulseWindow
from dashboard.options import DashboardOptions, PulseOptions
from dashboard.pulse.address import Reachable, reachable_from
from dashboard.pulse.chat import chat_text, read_counts
from dashboard.pulse.errors import CountsNotUnderstood
from tests.browser.chromium import free_port
from tests.dashboard.class_fixtures import START, add_class
from tests.dashboard.pulse_fixtures import held, parts_of, start
from tests.dashboard.shared_app import app_of


@pytest.fixture
def running(engine: Engine) -> int:
    return held(engine, datetime.now(UTC) - timedelta(seconds=100))


@pytest.fixture
def client(database: Any) -> Iterator[FlaskClient]:  # noqa: ANN401 - a path
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=PulseOptions(free_port())))
    app.testing = True
    yield app.test_client()
    parts_of(app.test_client()).pulse.close()
    parts_of(app.test_client()).reader.close()


def rounds(engine: Engine) -> list[PulseWindow]:
    with engine.connect() as connection:
        return list(connection.execute(select(PulseWindow).order_by(PulseWindow.began_at)).all())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("👍 12, 😐 6, 👎 3", (12, 6, 3)),
        ("12 👍 6 😐 3 👎", (12, 6, 3)),
        ("👍🏽: 12; 👎: 3", (12, 0, 3)),
        ("👎3👍12", (12, 0, 3)),
        ("12, 6, 3", (12, 6, 3)),
        ("good 12, so-so 6, bad 3", (12, 6, 3)),
        ("👍👍🏿👍 😐 👎\n👍", (4, 1, 1)),
        ("👍 × 12", (12, 0, 0)),
    ],
)
def test_counts_are_read_as_people_write_them(line: str, counts: tuple[int, int, int]) -> None:
    assert read_counts(line, "mood") == counts


@pytest.mark.parametrize(
    "line", ["", "many", "12, 6", "👍 12 13", "👍 12 👍 3", "👍 12, 🎉 3", "👍 1000000", "👍 " * 400]
)
def test_what_is_no_counts_is_refused(line: str) -> None:
    with pytest.raises(CountsNotUnderstood):
        read_counts(line, "mood")


def test_the_text_for_the_chat_asks_and_has_a_sign_for_each_answer() -> None:
    assert chat_text("mood") == "How do you feel right now? Answer with 👍 (good), 😐 (so-so) or 👎 (bad)."
    assert read_counts("😴 2, 😕 1, 👍 9", "understanding") == (1, 9, 2)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("http://127.0.0.1:8010/p/x", "machine"),
        ("http://localhost:8010/p/x", "machine"),
        ("http://192.168.1.7:8010/p/x", "network"),
        ("https://pulse.example.org/p/x", "anywhere"),
        ("http://8.8.8.8/p/x", "anywhere"),
    ],
)
def test_a_link_tells_from_where_it_can_be_opened(url: str, where: Reachable) -> None:
    assert reachable_from(url) == where


def test_a_round_from_the_form_is_stored_and_shown_as_typed_in(
    client: FlaskClient, engine: Engine, running: int
) -> None:
    form = {"question": "mood", "first": "12", "second": "", "third": "3", "line": "", "minutes": "1"}
    answer = client.post(f"/classes/{running}/pulse/answers", data=form)
    assert answer.status_code == 303, answer.text
    assert "The answers are stored." in client.get(answer.headers["Location"]).text
    (stored,) = rounds(engine)
    assert (stored.first, stored.second, stored.third, stored.typed_in) == (12, 0, 3, True)
    assert stored.ended_at - stored.began_at == timedelta(minutes=1)
    assert "from the chat, typed in" in client.get(f"/classes/{running}").text
    assert "from the chat, typed in" in client.get("/").text


def test_a_second_round_begins_where_the_first_ended_and_never_overlaps(
    client: FlaskClient, engine: Engine, running: int
) -> None:
    address = f"/api/v1/classes/{running}/pulse/answers"
    body = {"question": "mood", "counts": [5, 1, 0], "minutes": 1}
    assert client.post(address, json=body).get_json()["window"]["typed_in"] is True
    again = client.post(address, json=body)
    assert (again.status_code, again.get_json()["error"]["code"]) == (409, "round_overlaps")
    assert len(rounds(engine)) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": "mood", "counts": [2, 2, 0]}, 400, "too_few_answers"),
        ({"question": "mood", "counts": "many"}, 400, "counts_not_understood"),
        ({"question": "age", "counts": [9, 9, 9]}, 400, "question_unknown"),
        ({"question": "mood", "counts": [9, 9]}, 400, "body_not_understood"),
        ({"question": "mood", "counts": [9, 9, 9], "minutes": 60}, 400, "body_not_understood"),
        ({"question": "mood"}, 400, "body_not_understood"),
    ],
)
def test_what_may_not_be_stored_is_refused_by_its_code(
    client: FlaskClient, engine: Engine, running: int, body: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post(f"/api/v1/classes/{running}/pulse/answers", json=body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
    assert rounds(engine) == []


def test_nothing_is_typed_in_for_a_class_that_is_over(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, ended_at=START + timedelta(minutes=1))
    answer = client.post(f"/api/v1/classes/{class_id}/pulse/answers", json={"question": "mood", "counts": [9, 9, 9]})
    assert answer.get_json()["error"]["code"] == "class_is_not_held"


def test_this_computer_only_shows_no_code_and_says_so_and_takes_no_typed_counts_meanwhile(
    client: FlaskClient, running: int
) -> None:
    before = client.get(f"/classes/{running}/pulse").text
    assert "Students at home cannot open the page" in before
    assert "Ask in the call’s chat" in before
    start(client, running)
    page = client.get(f"/classes/{running}/pulse").text
    assert "<svg" not in page[page.index("<main") :]
    assert "Only this computer can open this link, so there is no QR code." in page
    answer = client.post(f"/api/v1/classes/{running}/pulse/answers", json={"question": "mood", "counts": [9, 9, 9]})
    assert answer.get_json()["error"]["code"] == "round_overlaps"
