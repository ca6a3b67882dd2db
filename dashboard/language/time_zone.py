"""The reader's time zone: that of the settings, else of their browser, unless they chose the class's own."""

from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import g, has_request_context, request

from dashboard.language.reader_defaults import reader_defaults

ZONE_COOKIE: Final = "moodline-zone"
CLASS_ZONE: Final = "class"
"""The cookie's value for times in the class's own zone."""

KEPT: Final = "moodline_keeps_class_zone"
SHOWN_ZONES: Final = "moodline_shown_zones"


def keep_class_zone() -> None:
    """Format all times of this request in the class's own zone: a file that is passed on has no reader's zone."""
    setattr(g, KEPT, True)


def note_class_zone(zone_name: str) -> None:
    """Note that this page shows times in a class's own zone, since the reader's is not known yet."""
    if has_request_context() and not g.get(KEPT):
        setattr(g, SHOWN_ZONES, sorted({*g.get(SHOWN_ZONES, ()), zone_name}))


def class_zones_shown() -> list[str]:
    """Return the classes' zones in which this page shows times; at the first visit a script then reloads the page."""
    return list(g.get(SHOWN_ZONES, ())) if has_request_context() and request.method in ("GET", "HEAD") else []


def reader_zone() -> str | None:
    """Return the name of the reader's time zone, None if it is not known or the class's own is wanted.

    A script sends the zone of its page as ?zone=: at a first visit there is no cookie yet.
    """
    if not has_request_context() or g.get(KEPT):
        return None
    name = request.args.get("zone") or _chosen_zone()
    return name if name and name != CLASS_ZONE and _exists(name) else None


def _chosen_zone() -> str:
    """Return the class's own if it was chosen in this browser; the zone in the cookie is only what a script found."""
    cookie = request.cookies.get(ZONE_COOKIE, "")
    return cookie if cookie == CLASS_ZONE else reader_defaults().time_zone or cookie


def unknown_zone() -> str | None:
    """Return the name in ?zone= if there is no time zone of that name, else None."""
    name = request.args.get("zone")
    return name if name and name != CLASS_ZONE and not _exists(name) else None


@lru_cache(maxsize=100)  # a cookie may say anything
def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
