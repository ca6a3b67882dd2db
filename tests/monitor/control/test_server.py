import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from classroom.request_limits import MOST_FRAME_BYTES
from monitor.control.class_control import ClassControl
from monitor.control.server import LONGEST_BODY, control_server
from monitor.share.shared_frames import SharedFrames
from tests.monitor.fixtures import wanted_frames
from tests.monitor.share.test_jpeg_header import jpeg_of, of_size

TOKEN = "a-token-of-a-test"


@pytest.fixture
def control() -> ClassControl:
    control = ClassControl("watching")
    control.began(7, "demo", 25)
    return control


@pytest.fixture
def shared() -> SharedFrames:
    return wanted_frames()


@pytest.fixture
def port(control: ClassControl, shared: SharedFrames) -> Iterator[int]:
    with control_server(control, TOKEN, lambda: {"ready": True}, shared) as port:
        yield port


def ask(port: int, method: str, path: str, body: bytes | None = None, token: str = TOKEN) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_it_says_what_is_going_on(port: int) -> None:
    status, body = ask(port, "GET", "/state")
    assert status == 200
    assert json.loads(body) == {
        "phase": "watching", "class_session_id": 7, "source": "demo", "expected": 25, "trouble": [],
        "check": {"ready": True}, "frames_refused": 0,
        "left_out": [], "own_tile": None, "places_are_lost": False, "own_tile_is_lost": False,
    }  # fmt: skip


def test_a_request_reaches_the_class(port: int, control: ClassControl) -> None:
    assert ask(port, "POST", "/pause")[0] == 200
    assert control.state.phase == "paused"
    assert ask(port, "POST", "/expect", b'{"expected": 20}')[0] == 200
    assert control.state.expected == 20


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "ü"])
@pytest.mark.parametrize(("method", "path"), [("GET", "/state"), ("GET", "/picture"), ("POST", "/end")])
def test_without_the_token_nothing_is_answered(
    port: int, control: ClassControl, method: str, path: str, token: str
) -> None:
    status, body = ask(port, method, path, token=token.encode("utf-8").decode("latin-1"))
    assert status == 401
    assert b"demo" not in body
    assert control.state.phase == "watching"


def test_a_picture_is_had_while_there_is_one(port: int, control: ClassControl) -> None:
    assert ask(port, "GET", "/picture") == (204, b"")
    control.show(b"a picture")
    assert ask(port, "GET", "/picture") == (200, b"a picture")
    assert control.is_looked_at()


@pytest.mark.parametrize("body", [b"{", b"[1]", b'{"expected": 0}', b'{"expected": 5, "more": 1}', b"\xff"])
def test_a_body_that_cannot_be_read_is_refused(port: int, control: ClassControl, body: bytes) -> None:
    assert ask(port, "POST", "/expect", body)[0] == 400
    assert control.state.expected == 25


def test_a_body_that_is_too_long_is_refused_unread(port: int) -> None:
    assert ask(port, "POST", "/expect", b" " * (LONGEST_BODY + 1))[0] == 400


def test_what_does_not_fit_the_moment_is_refused_with_the_reason(port: int) -> None:
    status, body = ask(port, "POST", "/begin", b"{}")
    said: dict[str, Any] = json.loads(body)
    assert status == 409
    assert "watching" in said["error"]


FRAME = jpeg_of(64, 48)


def test_a_shared_frame_is_taken_and_answered_with_the_pace(port: int, shared: SharedFrames) -> None:
    status, body = ask(port, "POST", "/frame/first-page", FRAME)
    assert (status, json.loads(body)) == (200, {"is_wanted": True, "interval_ms": 800})
    taken = shared.take(1.0)
    assert taken is not None
    assert taken.jpeg == FRAME


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (FRAME[: len(FRAME) // 2], "cut_off"),
        (of_size(FRAME, 10_000, 10_000), "too_many_pixels"),
        (b"no picture at all", "not_a_jpeg"),
    ],
    ids=["half a JPEG", "100 megapixels", "no JPEG"],
)
def test_a_frame_that_is_not_in_order_is_refused_and_counted(
    port: int, shared: SharedFrames, body: bytes, reason: str
) -> None:
    ask(port, "POST", "/frame/first-page", b"")
    answer = ask(port, "POST", "/frame/first-page", body)
    assert (answer[0], json.loads(answer[1])) == (400, {"error": reason})
    assert json.loads(ask(port, "GET", "/state")[1])["frames_refused"] == 1
    shared.end("first-page")
    assert shared.take(1.0) is None


def test_a_frame_without_the_token_is_refused_and_counted(port: int, shared: SharedFrames) -> None:
    assert ask(port, "POST", "/frame/first-page", FRAME, token="wrong")[0] == 401
    assert shared.refused == 1
    assert shared.take(1.0) is None


def test_the_page_that_shared_first_is_told_that_another_took_over(port: int) -> None:
    ask(port, "POST", "/frame/first-page", FRAME)
    ask(port, "POST", "/frame/second-page", FRAME)
    status, body = ask(port, "POST", "/frame/first-page", FRAME)
    assert (status, json.loads(body)) == (409, {"error": "share_taken_over"})


def test_a_class_that_waits_for_a_share_goes_on_with_its_first_frame(port: int, control: ClassControl) -> None:
    control.share_missing()
    assert json.loads(ask(port, "POST", "/frame/new-page", b"")[1])["is_wanted"]
    assert control.waits_for_share, "an empty message is no picture"
    ask(port, "POST", "/frame/new-page", FRAME)
    assert control.state.phase == "watching"


def test_a_class_that_a_person_paused_stays_paused_while_frames_come(port: int, control: ClassControl) -> None:
    ask(port, "POST", "/pause")
    ask(port, "POST", "/frame/first-page", FRAME)
    assert control.state.phase == "paused"


def test_a_pause_by_hand_outlives_the_share_that_was_missing(port: int, control: ClassControl) -> None:
    control.share_missing()
    ask(port, "POST", "/pause")
    ask(port, "POST", "/frame/first-page", FRAME)
    assert control.state.phase == "paused"


def test_a_frame_of_too_many_bytes_is_refused_before_one_of_them_is_read(port: int, shared: SharedFrames) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("POST", "/frame/first-page")
    connection.putheader("Authorization", f"Bearer {TOKEN}")
    connection.putheader("Content-Length", str(MOST_FRAME_BYTES + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
    assert shared.refused == 1
