"""Build the settings page: each value with the place from which it comes, and what was typed where it was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

from babel.dates import get_day_names

from classroom.config import Config, GroupSettings, TimetableEntry
from classroom.settings_layers import Settings
from classroom.timetable import local_zone_name
from dashboard.database.read.next_deletion import OldestClass
from dashboard.language.clock import ClassClock
from dashboard.language.preferred_language import locale
from dashboard.language.translate import say
from dashboard.settings.fields import PATHS, Typed
from dashboard.settings.rows import DAYS, Row
from dashboard.settings.store import value_at

EXAMPLES_OF_SOURCES: Final = ("window:Zoom", "window:Teams", "window:Meet", "screen:1", "webcam", "demo")


@dataclass(frozen=True, slots=True)
class Sent:
    """The one form that was sent and refused, as it was typed."""

    fields: Typed | None = None
    groups: Sequence[Row] | None = None
    lessons: Sequence[Row] | None = None


def settings_page(settings: Settings, sent: Sent, user_file: Path | None, option: str | None) -> dict[str, Any]:
    """Return the values of the page; `option` is what the command line says of `when_closed`, None for nothing."""
    config = settings.config
    names = get_day_names("abbreviated", locale=locale())
    return {
        "fields": {name: _field(name, settings, sent.fields) for name in PATHS},
        "groups": [_group_row(each) for each in config.groups] if sent.groups is None else sent.groups,
        "lessons": [_lesson_row(each) for each in config.schedule] if sent.lessons is None else sent.lessons,
        "groups_origin": origin_words(settings, ("groups",)),
        "lessons_origin": origin_words(settings, ("schedule",)),
        "days": [(day, names[number]) for number, day in enumerate(DAYS)],
        "usual_source": config.monitor.source,
        "sources": EXAMPLES_OF_SOURCES,
        "zones": _zones(),
        "own_zone": local_zone_name(),
        "user_file": user_file,
        "option": option,
        "use_accepted_on": config.privacy.use_accepted_on,
        "is_refused": sent != Sent(),
    }


def next_deletion_words(oldest: OldestClass | None, retention_days: int, now: datetime) -> str:
    """Return which class its age deletes next and when, nothing if there is no class."""
    if oldest is None:
        return ""
    goes_at = oldest.created_at + timedelta(days=retention_days)
    if goes_at <= now:
        return say("The next class to go: {number} {title}, within six hours.", number=oldest.id, title=oldest.title)
    day = ClassClock.of(oldest.timezone, goes_at).day(goes_at)
    return say("The next class to go: {number} {title}, on {day}.", number=oldest.id, title=oldest.title, day=day)


def origin_words(settings: Settings, path: tuple[str, ...]) -> str:
    """Return from where a setting comes, in words. The shipped config.yaml holds all defaults, which stay defaults."""
    origin = settings.origin(path)
    if origin == "user":
        return say("your settings")
    if origin == "config" and value_at(settings.below, path) != value_at(Config(), path):
        return Path(settings.config_layer.path).name
    return say("default")


def _field(name: str, settings: Settings, typed: Typed | None) -> Mapping[str, str]:
    value = value_at(settings.config, PATHS[name])
    text = "" if value is None else str(value)
    errors = {} if typed is None else typed.errors
    return {
        "text": text if typed is None else typed.texts.get(name, text),
        "error": errors.get(name, ""),
        "origin": origin_words(settings, PATHS[name]),
    }


def _group_row(group: GroupSettings) -> Row:
    return Row(
        {"name": group.name, "expected": _text(group.expected), "source": group.source or "", "mode": group.mode or ""}
    )


def _lesson_row(entry: TimetableEntry) -> Row:
    texts = {
        "title": entry.title,
        "group": entry.group,
        "start": f"{entry.start:%H:%M}",
        "end": f"{entry.end:%H:%M}",
        "source": entry.source or "",
        "expected": _text(entry.expected),
        "when_due": entry.when_due,
    }
    return Row(texts, list(entry.days))


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


@cache
def _zones() -> list[str]:
    """Return the names of all time zones that a place has; the others are old spellings."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
