"""List the sources with a small picture of each, for a page to choose from."""

import base64
import re
from dataclasses import replace
from typing import Any, Final

import cv2

from monitor.capture.calls import names_a_call
from monitor.capture.listing import ListedKind, ListedSource, list_sources
from monitor.capture.screens.desktop import Desktop
from monitor.capture.screens.rectangle import Rectangle
from monitor.errors import SourceUnavailable

WIDTH_PX: Final = 240
HEIGHT_PX: Final = 150
JPEG_QUALITY: Final = 60
MOST_PICTURES: Final = 24
"""Of windows; the frontmost come first, and each picture takes some milliseconds."""
OUR_OWN: Final = re.compile(r"moodline|run_monitor|run_dashboard", re.IGNORECASE)


def sources_payload() -> dict[str, Any]:
    """Return cameras, screens and windows as values of JSON, those of calls first.

    Each kind has `messages`, why there is none or a hint, and `sources`: `spec` as after --source, `name`, `program`,
    `is_call`, `state` ("visible", "covered" or "minimised"), `picture`, a JPEG in base64 or null, and `rectangle`,
    left, top, width and height on the desktop or null.
    """
    listing = list_sources()
    try:
        desktop = Desktop()
    except SourceUnavailable:
        desktop = None
    try:
        return {
            "windows": _payload(_calls_first(listing.windows), desktop),
            "screens": _payload(listing.screens, desktop),
            "cameras": _payload(listing.cameras, None),
        }
    finally:
        if desktop is not None:
            desktop.close()


def _calls_first(kind: ListedKind) -> ListedKind:
    shown = [source for source in kind.sources if not OUR_OWN.search(source.name)]
    return replace(kind, sources=tuple(sorted(shown, key=_rank)))


def _rank(source: ListedSource) -> int:
    """Return 0 for a call, 1 for another window of a program for calls, such as its chats, and 2 for any other."""
    if not source.is_call:
        return 2
    return 0 if names_a_call(source.name, source.program) else 1


def _payload(kind: ListedKind, desktop: Desktop | None) -> dict[str, Any]:
    sources = [
        {
            "spec": source.spec.strip('"'),
            "name": source.name,
            "program": source.program,
            "is_call": source.is_call,
            "state": source.state,
            "picture": _picture(source, desktop) if place < MOST_PICTURES else None,
            "rectangle": _corners(source.rectangle),
        }
        for place, source in enumerate(kind.sources)
    ]
    messages = [{"code": each.code, "values": dict(each.values), "text": str(each)} for each in kind.messages]
    return {"messages": messages, "sources": sources}


def _corners(rectangle: Rectangle | None) -> list[int] | None:
    if rectangle is None:
        return None
    return [rectangle.left, rectangle.top, rectangle.width, rectangle.height]


def _picture(source: ListedSource, desktop: Desktop | None) -> str | None:
    """Return what the screen shows where the source is, as a small JPEG in base64; None where that cannot be had."""
    if desktop is None or source.rectangle is None:
        return None
    try:
        visible = source.rectangle.clipped_to(desktop.screens()[0])
        if visible is None:
            return None
        image_bgr = desktop.grab(visible)
    except SourceUnavailable:
        return None
    scale = min(WIDTH_PX / image_bgr.shape[1], HEIGHT_PX / image_bgr.shape[0], 1.0)
    small = cv2.resize(image_bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    encoded, jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return base64.b64encode(jpeg.tobytes()).decode("ascii") if encoded else None
