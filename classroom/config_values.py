"""Define the types of single settings that pydantic has no type for, each with what it expects in words."""

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from classroom.database_url import URL_EXAMPLES, read_url
from classroom.engagement import BUILT_IN_PROFILES
from classroom.errors import DatabaseError
from classroom.loopback import is_loopback

SLIDES_AREA_EXPECTED = (
    "left,top,width,height inside the picture, in shares such as 0.3,0,0.7,1 or in per cent such as 30,0,70,100; "
    "width and height at least a twentieth"
)
SMALLEST_AREA = 0.05
ROUNDING = 1e-6

Weight = Annotated[float, Field(ge=0, le=1)]


def _database_url(value: str) -> str:
    try:
        if value:
            read_url(value)
    except DatabaseError as error:
        raise ValueError(f"a database URL, such as {URL_EXAMPLES}") from error
    return value


def _own_host(value: str) -> str:
    if not is_loopback(value):
        raise ValueError("an address of this machine, such as 127.0.0.1 (the dashboard has no login yet)")
    return value


def _public_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        leads_somewhere = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        bare = "@" not in parts.netloc and not parts.query and not parts.fragment
        broken = bool(value) and not (leads_somewhere and bare and value.isprintable() and " " not in value)
    except ValueError:
        broken = True
    if broken:
        raise ValueError("an address without a name and password, such as https://pulse.example.org")
    return value


def _own_name(value: str) -> str:
    if value in BUILT_IN_PROFILES:
        raise ValueError("a name of your own, not that of a built-in profile")
    return value


def _time_of_day(value: object) -> time:
    """Parse HH:MM. A timetable keeps whole minutes of local time, so seconds and zones are rejected, not dropped."""
    text = value.isoformat().removesuffix(":00") if isinstance(value, time) else value
    if not isinstance(text, str) or not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII):
        raise ValueError('a time of day as "HH:MM", without seconds and without a zone')
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _slides_area(value: object) -> object:
    """Parse left, top, width and height, as shares of the picture or, where one is above 1 or has a %, in per cent."""
    parts = value.split(",") if isinstance(value, str) else value
    if value is None or value == "":
        return None
    if not isinstance(parts, list | tuple) or len(parts) != 4:
        raise ValueError(SLIDES_AREA_EXPECTED)
    texts = [str(part).strip() for part in parts]
    try:
        numbers = [float(text.removesuffix("%")) for text in texts]
    except ValueError as error:
        raise ValueError(SLIDES_AREA_EXPECTED) from error
    if any(text.endswith("%") for text in texts) or any(number > 1 for number in numbers):
        numbers = [number / 100 for number in numbers]
    left, top, width, height = numbers
    inside = left >= 0 and top >= 0 and left + width <= 1 + ROUNDING and top + height <= 1 + ROUNDING
    if not (inside and width >= SMALLEST_AREA and height >= SMALLEST_AREA):
        raise ValueError(SLIDES_AREA_EXPECTED)
    return tuple(numbers)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("a time zone, such as Europe/Berlin") from error
    return value


DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
OwnHost = Annotated[str, AfterValidator(_own_host)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
ProfileName = Annotated[str, AfterValidator(_own_name)]
ZoneName = Annotated[str, AfterValidator(_zone)]
SlidesArea = Annotated[tuple[float, float, float, float] | None, BeforeValidator(_slides_area)]
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
