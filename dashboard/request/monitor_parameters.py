"""Parse the requests to the monitor."""

from collections.abc import Sequence
from typing import Any, Final, TypeGuard, get_args

from classroom.choices import Mode
from classroom.request_limits import LONGEST_SOURCE, LONGEST_TEXT, MOST_PEOPLE, MOST_PLACES
from dashboard.database.edit.errors import BodyNotUnderstood, TextTooLong
from dashboard.language.translate import say
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.errors import ClassRunsAlready, MonitorNotStarted, NoMonitor, NotNow
from dashboard.monitors.service import ClassRuns, MonitorService
from dashboard.request.json_body import sent_object, text_of
from dashboard.request.lawful_start import refuse_source
from dashboard.request.services import Services

UNDO_SECONDS: Final = 10
MOST_RECORDINGS: Final = 100
ROUNDING: Final = 1e-6


def source_to_watch() -> str:
    """Return the source of the request's body. Raises BodyNotUnderstood."""
    return _source(text_of(sent_object("source"), "source"))


def sources_to_look_at() -> tuple[str, tuple[str, ...], Mode | None]:
    """Return the source of the request's body, the recordings that follow it, and the mode; None if none is named.

    Raises BodyNotUnderstood.
    """
    body = sent_object("source", "then", "mode")
    then = body.get("then", [])
    if not isinstance(then, list) or len(then) > MOST_RECORDINGS or not all(isinstance(each, str) for each in then):
        raise BodyNotUnderstood(say("{name} is a list of at most {most} texts.", name="then", most=MOST_RECORDINGS))
    mode = body.get("mode")
    if "mode" in body and mode not in get_args(Mode):
        raise BodyNotUnderstood(say("{name} is one of {choices}.", name="mode", choices=", ".join(get_args(Mode))))
    return _source(text_of(body, "source")), tuple(_source(each) for each in then), mode


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


def whom_not_to_count() -> dict[str, Any]:
    """Return the places that are left out, and the teacher's own tile. Raises BodyNotUnderstood."""
    body = sent_object("left_out", "own_tile")
    left_out, own_tile = body.get("left_out", []), body.get("own_tile")
    are_few = isinstance(left_out, list) and len(left_out) <= MOST_PLACES
    if not are_few or not all(_is_rectangle(each) for each in left_out):
        raise BodyNotUnderstood(
            say(
                "{name} is a list of at most {most} rectangles within the picture: from the left, from the top, width "
                "and height, from 0 to 1.",
                name="left_out",
                most=MOST_PLACES,
            )
        )
    if own_tile is not None and not _are_shares(own_tile, 2):
        raise BodyNotUnderstood(
            say(
                "{name} is a point of the picture: from the left and from the top, from 0 to 1; or null.",
                name="own_tile",
            )
        )
    return {"left_out": left_out, "own_tile": own_tile}


def prepare(services: Services, source: str, then: Sequence[str], mode: Mode | None) -> None:
    """Look at a source, which the recordings `then` follow.

    Raises ClassNotAllowed, ClassRunsAlready, MonitorNotStarted.
    """
    config = services.settings.read().config
    mode = mode or config.monitor.mode
    for each in (source, *then):
        refuse_source(config, each, mode)
    try:
        services.monitors.prepare(source, then, mode=mode)
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


def _is_rectangle(value: object) -> bool:
    if not _are_shares(value, 4):
        return False
    left, top, width, height = value
    return min(width, height) > 0 and max(left + width, top + height) <= 1 + ROUNDING


def _are_shares(value: object, count: int) -> TypeGuard[list[float]]:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(each, int | float) and not isinstance(each, bool) and 0 <= each <= 1 for each in value)
    )


def _people(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PEOPLE:
        raise BodyNotUnderstood(say("{name} is a whole number from 1 to {most}.", name="expected", most=MOST_PEOPLE))
    return value
