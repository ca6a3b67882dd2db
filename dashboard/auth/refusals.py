"""Note refusals in the audit log: each kind at once, and then at most once a minute with how many there were.

A program that asks without end must not fill the database.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from flask import Flask, Response, current_app, g

SECONDS_BETWEEN: Final = 60.0


class RefusalCounter:
    """Counts refusals by their code. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._unnoted: dict[str, int] = {}

    def due(self, code: str) -> int:
        """Count a refusal, and return how many are to be noted now, 0 for none."""
        with self._lock:
            self._unnoted[code] = self._unnoted.get(code, 0) + 1
            now = self._clock()
            if code in self._last and now - self._last[code] < SECONDS_BETWEEN:
                return 0
            self._last[code] = now
            return self._unnoted.pop(code)


def register(app: Flask) -> None:
    """Note what the guards of the app refuse; they say so by `flask.g.refused`, a code."""
    app.extensions["moodline_refusals"] = RefusalCounter()
    app.after_request(_note)


def _note(response: Response) -> Response:
    code = g.pop("refused", None)
    if code is not None:
        count = current_app.extensions["moodline_refusals"].due(code)
        if count:
            current_app.extensions["moodline"].writer.note("refused", f"{code}: {count}")
    return response
