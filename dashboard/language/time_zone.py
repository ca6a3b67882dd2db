"""The reader's time zone: what their browser says, unless they chose the class's own."""

from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import g, has_request_context, request

ZONE_COOKIE: Final = "moodline-zone"
CLASS_ZONE: Final = "class"
"""The cookie's value for times in the class's own zone."""

KEPT: Final = "moodline_keeps_class_zone"
SHOWN_ZONES: Final = "moodline_shown_zones"


def keep_class_zone() -> None:
    """Tell all times of this request in the class's own zone: what is handed to others is not of the reader's place."""
    setattr(g, KEPT, True)


def note_class_zone(zone_name: str) -> None:
    """Remember that this page tells times in a class's own zone, as no other was known yet."""
    if has_request_context() and not g.get(KEPT):
        setattr(g, SHOWN_ZONES, sorted({*g.get(SHOWN_ZONES, ()), zone_name}))


def class_zones_shown() -> list[str]:
    """Return the classes' own zones in which this page tells times; a script loads it anew at the very first visit."""
    return list(g.get(SHOWN_ZONES, ())) if has_request_context() and request.method in ("GET", "HEAD") else []


def reader_zone() -> str | None:
    """Return the name of the reader's time zone, None if it is not known or the class's own is wanted.

    A script asks by ?zone= for the one in which its page was written: at a first visit nobody had told of another yet.
    """
    if not has_request_context() or g.get(KEPT):
        return None
    name = request.args.get("zone") or request.cookies.get(ZONE_COOKIE, "")
    return name if name and name != CLASS_ZONE and _exists(name) else None


def unknown_zone() -> str | None:
    """Return the time zone that the address asks for by ?zone= if there is none of that name."""
    name = request.args.get("zone")
    return name if name and name != CLASS_ZONE and not _exists(name) else None


@lru_cache(maxsize=100)  # a cookie may say anything
def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
