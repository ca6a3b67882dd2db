"""Check what was typed into the form of single settings, and say of each wrong value why, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classroom.choices import Language, Mode, Nudges, Region, WhenClosed
from classroom.settings_layers import KeyPath
from dashboard.language.translate import say

LONGEST_RETENTION_DAYS: Final = 3650
PATHS: Final[dict[str, KeyPath]] = {
    "when_closed": ("dashboard", "when_closed"),
    "nudges": ("dashboard", "nudges"),
    "language": ("dashboard", "language"),
    "time_zone": ("dashboard", "time_zone"),
    "retention_days": ("privacy", "retention_days"),
    "mode": ("monitor", "mode"),
    "region": ("monitor", "region"),
}
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "when_closed": get_args(WhenClosed),
    "nudges": get_args(Nudges),
    "language": ("", *get_args(Language)),
    "mode": get_args(Mode),
    "region": ("", *get_args(Region)),
}


@dataclass(slots=True)
class Typed:
    """The texts that were typed into the fields of one form, and by field why one is refused."""

    texts: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)


def read_fields(form: Mapping[str, str]) -> tuple[Typed, dict[KeyPath, object]]:
    """Return what was typed, and the values of the fields that are in order. A field that was not sent is left."""
    typed = Typed({name: form[name].strip() for name in PATHS if name in form})
    values: dict[KeyPath, object] = {}
    for name, text in typed.texts.items():
        try:
            values[PATHS[name]] = _value(name, text)
        except ValueError as error:
            typed.errors[name] = str(error)
    return typed, values


def _value(name: str, text: str) -> object:
    """Return the value of a field. Raises ValueError with the reason in the reader's language."""
    if name == "retention_days":
        return whole_number(text, LONGEST_RETENTION_DAYS, say("A whole number of days from 1 to {most}.", most=3650))
    if name == "time_zone":
        return _zone(text)
    if text not in CHOICES[name]:
        raise ValueError(say("Choose one of the list."))
    return text or None


def whole_number(text: str, most: int, reason: str) -> int:
    """Return the number from 1 to `most`. Raises ValueError with the reason."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most):
        raise ValueError(reason)
    return int(text)


def _zone(text: str) -> str | None:
    if not text:
        return None
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        words = say("There is no time zone of this name. Choose one of the list, such as Europe/Berlin.")
        raise ValueError(words) from error
    return text
