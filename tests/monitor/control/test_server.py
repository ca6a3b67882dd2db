import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from monitor.control.class_control import ClassControl
from monitor.control.server import LONGEST_BODY, control_server

TOKEN = "a-token-of-a-test"


@pytest.fixture
def control() -> ClassControl:
    control = ClassControl("watching")
    control.began(7, "demo", 25)
    return control


@pytest.fixture
def port(control: ClassControl) -> Iterator[int]:
    with control_server(control, TOKEN, lambda: {"ready": True}) as port:
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
        "phase": "watching", "class_session_id": 7, "source": "demo", "expected": 25, "trouble": "",
        "check": {"ready": True}, "frames_refused": 0,
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
