"""Send requests to a running monitor, on this computer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from classroom.control_file import ControlAddress

TIMEOUT_SECONDS: Final = 2.0
"""A monitor answers from a thread of its own, in milliseconds; one that does not within this time hangs."""


class MonitorGone(Exception):  # noqa: N818 - names a state
    """Nobody answers where the monitor took requests."""


class MonitorRefused(Exception):  # noqa: N818 - names a state
    """The monitor does not carry out a request now; the text says why."""


@dataclass(frozen=True, slots=True)
class MonitorReport:
    """The state of a monitor, as it reports it.

    `phase` is preview, starting, watching, paused, ending or ended; `check` is the check of a preview as JSON, None in
    class; `trouble` has the messages of why the last request could not be carried out.
    """

    phase: str
    class_session_id: int | None
    source: str
    expected: int | None
    trouble: Sequence[Mapping[str, Any]]
    check: dict[str, Any] | None
    left_out: Sequence[Sequence[float]] = ()
    """The places that are left out, rectangles [left, top, width, height] in shares (0 to 1) of the picture."""
    own_tile: Sequence[float] | None = None
    """The point [x, y] by which the teacher's own tile was marked, in shares of the picture."""
    places_are_lost: bool = False
    """Nothing is looked at until the places that are left out are marked again."""
    own_tile_is_lost: bool = False
    """The teacher's own tile can no longer be told for certain, so the teacher may be counted."""
    frames_refused: int = 0
    """Of those that a page shared from the browser."""


def report_of(address: ControlAddress) -> MonitorReport:
    """Return what the monitor says. Raises MonitorGone."""
    _, body = _ask(address, "GET", "/state")
    try:
        return MonitorReport(**json.loads(body))
    except (ValueError, TypeError) as error:
        raise MonitorGone("what answers is no monitor") from error


def picture_of(address: ControlAddress) -> bytes | None:
    """Return the newest picture as JPEG, None if there is none. Raises MonitorGone."""
    status, body = _ask(address, "GET", "/picture")
    return body if status == 200 else None


def send(address: ControlAddress, request: str, values: dict[str, Any]) -> None:
    """Send a request: begin, pause, resume, end, expect, watch or mark. Raises MonitorGone, MonitorRefused."""
    status, body = _ask(address, "POST", f"/{request}", json.dumps(values).encode())
    if status != 200:
        raise MonitorRefused(json.loads(body).get("error", ""))


def send_frame(address: ControlAddress, share: str, jpeg: bytes) -> dict[str, Any]:
    """Send a frame that is shared from the browser, or none; return `is_wanted` and `interval_ms`.

    Raises MonitorGone, and MonitorRefused with the reason as its text.
    """
    status, body = _ask(address, "POST", f"/frame/{share}", jpeg)
    answer: dict[str, Any] = json.loads(body)
    if status != 200:
        raise MonitorRefused(answer.get("error", ""))
    return answer


def end_share(address: ControlAddress, share: str) -> None:
    """Say that a share was stopped. Raises MonitorGone."""
    _ask(address, "POST", f"/frame/{share}/end")


def _ask(address: ControlAddress, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", address.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {address.token}"})
        answer = connection.getresponse()
        status, read = answer.status, answer.read()
    except (OSError, HTTPException) as error:
        raise MonitorGone(str(error)) from error
    finally:
        connection.close()
    if status == 401:
        raise MonitorGone("another program listens where the monitor did")
    return status, read
