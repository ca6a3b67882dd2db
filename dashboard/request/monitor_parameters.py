"""Parse the requests to the monitor."""

from collections.abc import Sequence
from typing import Any, Final

from classroom.request_limits import LONGEST_SOURCE, LONGEST_TEXT, MOST_PEOPLE
from dashboard.database.edit.errors import BodyNotUnderstood, TextTooLong
from dashboard.language.translate import say
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.errors import ClassRunsAlready, MonitorNotStarted, NoMonitor, NotNow
from dashboard.monitors.service import ClassRuns, MonitorService
from dashboard.request.json_body import sent_object, text_of

UNDO_SECONDS: Final = 10
MOST_RECORDINGS: Final = 100


def source_to_watch() -> str:
    """Return the source of the request's body. Raises BodyNotUnderstood."""
    return _source(text_of(sent_object("source"), "source"))


def sources_to_look_at() -> tuple[str, tuple[str, ...]]:
    """Return the source of the request's body, and the recordings that follow it. Raises BodyNotUnderstood."""
    body = sent_object("source", "then")
    then = body.get("then", [])
    if not isinstance(then, list) or len(then) > MOST_RECORDINGS or not all(isinstance(each, str) for each in then):
        raise BodyNotUnderstood(say("{name} is a list of at most {most} texts.", name="then", most=MOST_RECORDINGS))
    return _source(text_of(body, "source")), tuple(_source(each) for each in then)


def _source(text: str) -> str:
    source = text.strip()
    if not source or len(source) > LONGEST_SOURCE or "\0" in source:
        raise BodyNotUnderstood(
            say("{name} is a text of 1 to {longest} characters.", name="source", longest=LONGEST_SOURCE)
        )
    return source


def class_to_begin() -> dict[str, Any]:
    """Return title, group and expected number of the request's body. Raises BodyNotUnderstood, TextTooLong."""
    body = sent_object("title", "group", "expected")
    found: dict[str, Any] = {name: text_of(body, name).strip() for name in ("title", "group")}
    for text in found.values():
        if len(text) > LONGEST_TEXT:
            raise TextTooLong(len(text), LONGEST_TEXT)
    return {**found, "expected": _people(body.get("expected"))}


def number_expected() -> dict[str, Any]:
    """Return the expected number of the request's body. Raises BodyNotUnderstood."""
    return {"expected": _people(sent_object("expected").get("expected"))}


def prepare(monitors: MonitorService, source: str, then: Sequence[str] = ()) -> None:
    """Look at a source, which the recordings `then` follow. Raises ClassRunsAlready, MonitorNotStarted."""
    try:
        monitors.prepare(source, then)
    except ClassRuns as error:
        raise ClassRunsAlready from error
    except OSError as error:
        raise MonitorNotStarted(str(error)) from error


def carry_out(monitors: MonitorService, request: str, values: dict[str, Any] | None = None) -> None:
    """Send a request to the monitor. Raises NoMonitor, NotNow."""
    try:
        monitors.request(request, values or {})
    except MonitorGone as error:
        raise NoMonitor from error
    except MonitorRefused as error:
        raise NotNow from error


def _people(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PEOPLE:
        raise BodyNotUnderstood(say("{name} is a whole number from 1 to {most}.", name="expected", most=MOST_PEOPLE))
    return value
