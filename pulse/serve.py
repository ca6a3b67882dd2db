"""Run the pulse process: read settings from stdin, serve the page, and write events to stdout.

One JSON object a line. First {"event": "listening", "port"} or {"event": "refused", "reason", "free_port"}; then
{"event": "window", "began_at", "ended_at", "question", "counts"}, {"event": "answered", "devices"} and {"event":
"attempts", how many were refused for each reason} as they come. It takes lines of what the class may see of itself, and
ends when its input does, so that it never outlives who started it.
"""

import errno
import json
import logging
import os
import socket
import sys
import threading
import time
from dataclasses import replace
from typing import Any, Final, TextIO

from pulse.answers import AnswerBox, Window
from pulse.page import MOST_BODY_BYTES, create_page
from pulse.sandbox import enter_sandbox
from pulse.settings import Settings
from pulse.shown_class import ClassBoard

LONGEST_LINE: Final = 4096
POLL_SECONDS: Final = 1.0
PORTS_TO_TRY: Final = 100
LIMITS: Final = {
    "threads": 4,
    "connection_limit": 200,
    "channel_timeout": 10,
    "cleanup_interval": 5,
    "backlog": 256,
    "max_request_header_size": 16_384,
    "max_request_body_size": MOST_BODY_BYTES,
    "asyncore_use_poll": True,
    "ident": None,
}
"""waitress's. An idle connection is closed ten seconds after its last byte."""


class EventWriter:
    """Writes events to a stream, one JSON object a line, each line whole, from any thread."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, event: str, **values: Any) -> None:  # noqa: ANN401 - whatever is JSON
        """Write the event. If the reader is gone, exit the process."""
        line = json.dumps({"event": event, **values})
        try:
            with self._lock:
                self._stream.write(line + "\n")
                self._stream.flush()
        except (BrokenPipeError, ValueError):
            os._exit(0)


def main() -> int:
    """Serve until stdin ends; return the exit code."""
    try:
        settings = Settings.from_line(sys.stdin.readline(LONGEST_LINE))
    except ValueError as error:
        sys.stderr.write(f"The dashboard starts this page and tells it what to ask: {error}\n")
        return 2
    events = EventWriter(sys.stdout)
    try:
        listening = bind_socket(settings.host, settings.port)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) in (10013, 10048)
        free = next_free_port(settings.host, settings.port) if in_use else None
        events.write("refused", reason="in_use" if in_use else str(error.strerror), free_port=free)
        return 2
    serve(settings, listening, events)
    return 0


def serve(settings: Settings, listening: socket.socket, events: EventWriter) -> None:
    """Serve until stdin ends."""
    from waitress.server import create_server

    def emit(window: Window) -> None:
        span = {"began_at": window.began_at, "ended_at": window.ended_at}
        events.write("window", **span, question=settings.question, counts=window.counts)

    logging.getLogger("waitress").setLevel(logging.CRITICAL)  # a line for each waiting device would be an access log
    box = AnswerBox(settings, time.time(), emit)
    _warm_up(settings)
    board = ClassBoard()
    server = create_server(create_page(settings, box, board=board), sockets=[listening], **LIMITS)
    threading.Thread(target=_wait_for_end, args=(box, events, board), daemon=True).start()
    threading.Thread(target=_report_answers, args=(box, events), daemon=True).start()
    events.write("listening", port=listening.getsockname()[1])
    enter_sandbox()
    server.run()


def bind_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address. Raises OSError."""
    listening = socket.socket()
    # Windows takes SO_REUSEADDR as permission to share a port with another program.
    listening.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def next_free_port(host: str, port: int) -> int | None:
    """Return the first free port above, or None."""
    for candidate in range(port + 1, min(port + PORTS_TO_TRY, 65536)):
        try:
            bind_socket(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def _warm_up(settings: Settings) -> None:
    """Request every kind of answer once from a separate app: Flask's lazy imports must be done before the sandbox."""
    settings = replace(settings, code="")
    client = create_page(settings, AnswerBox(settings, 0.0, lambda _window: None), lambda: 1.0).test_client()
    path = f"/p/{settings.token}"
    shown = ""
    for language in ("en", "de"):
        headers = {"Accept-Language": language, "Host": settings.hosts[0]}
        shown = client.get(path, headers=headers).text
        client.get("/", headers=headers)
        client.get(f"{path}/class", headers=headers)
    host = {"Host": settings.hosts[0]}
    client.get(path, headers={"Host": "another"})
    own = {"form": shown.partition('name="form" value="')[2].partition('"')[0]}
    tapped = own | {"answer": "1"}
    for data in (tapped, tapped, own, {"answer": "x" * 2 * MOST_BODY_BYTES}, {}):
        client.post(path, data=data, headers=host)
    client.put(path, headers=host)


def _wait_for_end(box: AnswerBox, events: EventWriter, board: ClassBoard) -> None:
    while line := sys.stdin.readline(LONGEST_LINE):
        board.take(line, time.time())
    box.finish(time.time())
    events.write("attempts", **box.refused())
    os._exit(0)


def _report_answers(box: AnswerBox, events: EventWriter) -> None:
    last, refused_last = None, box.refused()
    while True:
        devices, refused = box.answered(time.time()), box.refused()
        if devices != last:
            events.write("answered", devices=devices)
        if refused != refused_last:
            events.write("attempts", **refused)
        last, refused_last = devices, refused
        time.sleep(POLL_SECONDS)
