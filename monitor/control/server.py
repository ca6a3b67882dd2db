"""Serve requests to the running class over HTTP, on this computer only and with a token.

GET  /state          phase, class, source, expected, and before the class its check
GET  /picture        the newest picture with the faces that count, JPEG; 204 while there is none
POST /frame/SHARE    a JPEG of what the browser shares, or nothing, to hear how often one is wanted
POST /frame/SHARE/end    this share was stopped
POST /begin, /pause, /resume, /end, /expect, /watch, /mark    with their values as JSON; 409 if it does not fit now
"""

import hmac
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from classroom.request_limits import MOST_FRAME_BYTES
from monitor.control.class_control import ClassControl, RequestRefused
from monitor.control.requests import RequestInvalid, request_of
from monitor.share.jpeg_header import FrameRefused
from monitor.share.shared_frames import SharedFrames, ShareTakenOver

log = logging.getLogger(__name__)

LONGEST_BODY: Final = 20_000
FRAME_PATH: Final = re.compile(r"/frame/([A-Za-z0-9-]{8,64})(/end)?")
REQUEST_SECONDS: Final = 5.0
"""A client that sends nothing for so long is disconnected."""

Check = Callable[[], dict[str, Any] | None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, control: ClassControl, check: Check, token: str, shared: SharedFrames) -> None:
        self.control, self.check, self.token, self.shared = control, check, token, shared
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = REQUEST_SECONDS
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_allowed():
            return
        if self.path == "/state":
            refused = self.server.shared.refused
            state = {**asdict(self.server.control.state), "check": self.server.check(), "frames_refused": refused}
            self._send_json(HTTPStatus.OK, state)
        elif self.path == "/picture":
            self._send_picture(self.server.control.look())
        else:
            self._send_json(HTTPStatus.NOT_FOUND, {"error": "there is nothing here"})

    def do_POST(self) -> None:
        if not self._is_allowed():
            return
        if frame := FRAME_PATH.fullmatch(self.path):
            self._take_frame(frame[1], is_end=bool(frame[2]))
            return
        try:
            values = self._body()
            self.server.control.request(request_of(self.path.removeprefix("/"), values))
        except RequestInvalid as invalid:
            self._send_json(HTTPStatus.BAD_REQUEST, {"error": str(invalid)})
        except RequestRefused as refused:
            self._send_json(HTTPStatus.CONFLICT, {"error": str(refused)})
        else:
            self._send_json(HTTPStatus.OK, asdict(self.server.control.state))

    def _take_frame(self, share: str, *, is_end: bool) -> None:
        control, shared = self.server.control, self.server.shared
        try:
            jpeg = self._frame()
            if is_end:
                shared.end(share)
                self._send_json(HTTPStatus.OK, {})
                return
            terms = shared.offer(share, jpeg)
        except ShareTakenOver:
            self._send_json(HTTPStatus.CONFLICT, {"error": "share_taken_over"})
        except FrameRefused as refused:
            log.warning("a frame from the browser was refused: %s", refused.reason)
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if refused.reason == "too_large" else HTTPStatus.BAD_REQUEST
            self._send_json(status, {"error": refused.reason})
        else:
            is_wanted = terms.is_wanted or control.waits_for_share
            if jpeg:
                control.share_is_back()
            self._send_json(HTTPStatus.OK, {"is_wanted": is_wanted, "interval_ms": terms.interval_ms})

    def _frame(self) -> bytes:
        """Return the frame of the request. Raises FrameRefused for a length that is missing or too large, unread."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_FRAME_BYTES:
            self.close_connection = True
            self.server.shared.refuse()
            raise FrameRefused("too_large")
        return self.rfile.read(int(length))

    def _is_allowed(self) -> bool:
        given = self.headers.get("Authorization", "").encode("utf-8", "replace")
        if hmac.compare_digest(given, f"Bearer {self.server.token}".encode()):
            return True
        self.close_connection = True
        if FRAME_PATH.fullmatch(self.path):
            self.server.shared.refuse()
        self._send_json(HTTPStatus.UNAUTHORIZED, {"error": "the token is missing or wrong"})
        return False

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            self.close_connection = True
            raise RequestInvalid(f"a request has at most {LONGEST_BODY} bytes")
        try:
            body = json.loads(self.rfile.read(int(length)) or b"{}")
        except ValueError as error:
            raise RequestInvalid("the body is not JSON") from error
        if not isinstance(body, dict):
            raise RequestInvalid("the body is not a JSON object")
        return body

    def _send_picture(self, picture_jpeg: bytes | None) -> None:
        self.send_response(HTTPStatus.NO_CONTENT if picture_jpeg is None else HTTPStatus.OK)
        self.send_header("Cache-Control", "no-store")
        if picture_jpeg is not None:
            self.send_header("Content-Type", "image/jpeg")
            self.send_header("Content-Length", str(len(picture_jpeg)))
        self.end_headers()
        if picture_jpeg is not None:
            self.wfile.write(picture_jpeg)

    def _send_json(self, status: HTTPStatus, values: dict[str, Any]) -> None:
        body = json.dumps(values, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by http.server
        log.debug(format, *args)


@contextmanager
def control_server(
    control: ClassControl, token: str, check: Check = lambda: None, shared: SharedFrames | None = None
) -> Iterator[int]:
    """Take requests during the block, and frames into `shared`; yield the port.

    `check` returns the check of a preview as JSON, None in class.
    """
    server = _Server(control, check, token, shared or SharedFrames())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="control", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
