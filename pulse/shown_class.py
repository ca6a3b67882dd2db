"""Show the class what its teacher sees of it now: the people in view, and the mood against the start of the class.

The dashboard tells it by the standard input, a line of JSON at a time, and each line is checked. The page has an
address of its own below the question's, stands in a frame on the question's page, and loads itself anew.
"""

import hmac
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Final, Literal, get_args

from flask import Flask, Response, abort, render_template, request

from pulse.settings import Settings
from pulse.shown_class_texts import CLASS_LANGUAGES, ClassTexts

Change = Literal[
    "clearly_more_positive",
    "a_little_more_positive",
    "about_the_same",
    "a_little_more_negative",
    "clearly_more_negative",
]
MODES: Final = ("mood", "participation")
MOST_PEOPLE: Final = 1000
REFRESH_SECONDS: Final = 5
STALE_SECONDS: Final = 20.0
"""After so long without a line the last one is not shown any more: it is not of this moment."""

USUAL_GROUP: Final = 5


@dataclass(frozen=True, slots=True)
class ShownClass:
    """The aggregate of one moment: between `least` and `most` people in view, of those `expected`, and the `change`.

    All but the mode are None where they are not known now.
    """

    mode: str
    least: int | None
    most: int | None
    expected: int | None
    change: Change | None

    def __post_init__(self) -> None:
        """Reject what no class can be. Raises ValueError."""
        counts = (self.least, self.most, self.expected)
        if any(count is not None and (type(count) is not int or not 0 <= count <= MOST_PEOPLE) for count in counts):
            raise ValueError("counts of people are whole numbers")
        if (self.least is None) != (self.most is None) or (self.least or 0) > (self.most or 0):
            raise ValueError("at least so many, at most so many")
        if self.mode not in MODES or self.change not in (None, *get_args(Change)):
            raise ValueError("neither of the modes, or none of the changes")
        if self.mode == "participation" and self.change is not None:
            raise ValueError("without a mood nothing is said of one")

    @classmethod
    def from_line(cls, line: str) -> "ShownClass":
        """Parse a line. Raises ValueError if anything is missing, unknown or out of range."""
        values = json.loads(line)
        if not isinstance(values, dict) or set(values) != {each.name for each in fields(cls)}:
            raise ValueError("not a class that is shown")
        if not isinstance(values["mode"], str) or not isinstance(values["change"], str | None):
            raise ValueError("words are texts")
        return cls(**values)


@dataclass
class ClassBoard:
    """Holds what was told last, in memory only. All times are seconds since 1970."""

    _shown: ShownClass | None = None
    _told_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, line: str, now: float) -> None:
        """Take a line; one that is not in order is as good as none."""
        try:
            shown = ShownClass.from_line(line)
        except (ValueError, RecursionError):
            return
        with self._lock:
            self._shown, self._told_at = shown, now

    def current(self, now: float) -> ShownClass | None:
        """Return what is true now; None where nothing was told for a while."""
        with self._lock:
            return self._shown if abs(now - self._told_at) <= STALE_SECONDS else None


def register(app: Flask, settings: Settings, board: ClassBoard, clock: Callable[[], float]) -> None:
    """Add the page of the class to the app. Call it before the headers of all pages are added: it changes its own."""
    app.jinja_env.get_template("shown_class.html")  # loaded now, since no file can be opened once sandboxed
    app.jinja_env.globals["class_path"] = class_path = f"/p/{settings.token}/class"
    app.jinja_env.globals["class_texts"] = class_texts

    def show(token: str) -> Response:
        if not hmac.compare_digest(token.encode(), settings.token.encode()):
            abort(404)
        texts = class_texts()
        shown = board.current(clock())
        told = lines_of(shown, texts)
        note = f"{texts.same} {texts.of_a_mood}" if shown is not None and shown.change else texts.same
        warning = texts.small_group if settings.min_group_size < USUAL_GROUP else ""
        body = render_template(
            "shown_class.html", language=_language(), texts=texts, told=told, warning=warning, note=note
        )
        response = Response(body)
        response.headers["Refresh"] = str(REFRESH_SECONDS)
        return response

    app.add_url_rule("/p/<token>/class", view_func=show, methods=["GET"], endpoint="shown_class")

    @app.after_request
    def frame(response: Response) -> Response:
        """Let the question's page hold this one in a frame, and nobody else's."""
        policy = response.headers["Content-Security-Policy"]
        if request.path == class_path:
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = f"{policy}; frame-src 'self'"
        return response


def lines_of(shown: ShownClass | None, texts: ClassTexts) -> list[str]:
    """Return what is known now, in sentences."""
    if shown is None or shown.least is None:
        return [texts.nothing_now]
    people = str(shown.least) if shown.least == shown.most else texts.span.format(least=shown.least, most=shown.most)
    words = texts.seen if shown.expected is None else texts.seen_of
    lines = [words.format(people=people, expected=shown.expected)]
    if shown.mode == "mood":
        lines.append(texts.no_mood if shown.change is None else texts.changes[shown.change])
    return lines


def class_texts() -> ClassTexts:
    """Return the texts in the language of the request."""
    return CLASS_LANGUAGES[_language()]


def _language() -> str:
    return request.accept_languages.best_match(list(CLASS_LANGUAGES), default="en")
