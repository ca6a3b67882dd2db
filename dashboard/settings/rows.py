"""Check what was typed into the rows of groups and of the timetable, each wrong value with its reason."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any, Final, get_args

from classroom.choices import Mode, Weekday, WhenDue
from classroom.request_limits import LONGEST_SOURCE, LONGEST_TEXT, MOST_PEOPLE
from dashboard.language.translate import say
from dashboard.settings.fields import whole_number

MOST_ROWS: Final = 300
DAYS: Final[tuple[str, ...]] = get_args(Weekday)
TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)

IsSource = Callable[[str], bool]
"""A function that says whether the monitor could watch such a source: only it knows the syntax."""


@dataclass(slots=True)
class Row:
    """One row: what was typed, the days that were ticked, and by field why it is refused."""

    texts: dict[str, str]
    days: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text; one that is too long is refused."""
        text = self.texts.get(name, "")
        if len(text) > longest or not text.isprintable():
            self.errors[name] = say("At most {longest} characters, in one line.", longest=longest)
        return text

    def needed(self, name: str) -> str:
        """Return a text that must not be empty."""
        text = self.text(name)
        if not text:
            self.errors[name] = say("Something must stand here.")
        return text

    def people(self) -> int | None:
        """Return the expected number, None if none was typed."""
        text = self.texts.get("expected", "")
        try:
            reason = say("A whole number from 1 to {most}, or nothing.", most=MOST_PEOPLE)
            return whole_number(text, MOST_PEOPLE, reason) if text else None
        except ValueError as error:
            self.errors["expected"] = str(error)
            return None

    def source(self, is_source: IsSource) -> str | None:
        """Return the source, None if none was typed."""
        text = self.text("source", LONGEST_SOURCE)
        if text and "source" not in self.errors and not is_source(text):
            self.errors["source"] = say("Write for example window:Zoom, screen:1, webcam or demo, or leave it empty.")
        return text or None

    def time(self, name: str) -> time | None:
        """Return a time of day."""
        found = TIME.fullmatch(self.texts.get(name, ""))
        if found is None:
            self.errors[name] = say("A time of day, such as 09:00.")
            return None
        return time(int(found[1]), int(found[2]))


def read_groups(form: Mapping[str, str], is_source: IsSource) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows of the groups as they were typed, and as settings, without empty and removed ones."""
    rows = [row for _, row in _rows(form, ("name", "expected", "source", "mode"))]
    groups, names = [], set[str]()
    for row in rows:
        name = row.needed("name")
        if name in names:
            row.errors["name"] = say("This group stands here twice.")
        names.add(name)
        mode = row.texts.get("mode") or None
        if mode is not None and mode not in get_args(Mode):
            row.errors["mode"] = say("Choose one of the list.")
        groups.append(_without_nothing(name=name, expected=row.people(), source=row.source(is_source), mode=mode))
    return rows, groups


def read_lessons(
    form: Mapping[str, str], days: Callable[[int], Sequence[str]], is_source: IsSource
) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows of the timetable as they were typed, and as settings; `days` are those ticked in a row."""
    rows, lessons = [], []
    for number, row in _rows(form, ("title", "group", "start", "end", "source", "expected", "when_due")):
        row.days = [day for day in DAYS if day in days(number)]
        rows.append(row)
        lessons.append(_lesson(row, is_source))
    return rows, lessons


def _lesson(row: Row, is_source: IsSource) -> dict[str, Any]:
    title, group, begin, end = row.needed("title"), row.text("group"), row.time("start"), row.time("end")
    if not row.days:
        row.errors["days"] = say("Tick at least one day.")
    if begin is not None and end is not None and end <= begin:
        row.errors["end"] = say("The end is later than the start, on the same day.")
    when_due = row.texts.get("when_due", "offer")
    if when_due not in get_args(WhenDue):
        row.errors["when_due"] = say("Choose one of the list.")
    return _without_nothing(
        title=title,
        group=group,
        days=row.days,
        start=begin,
        end=end,
        source=row.source(is_source),
        expected=row.people(),
        when_due=when_due,
    )


def _rows(form: Mapping[str, str], names: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Yield each row with its number: those into which something was typed, but for the one that is removed."""
    for number in range(MOST_ROWS):
        texts = {name: form[f"{name}-{number}"].strip() for name in names if f"{name}-{number}" in form}
        is_typed = any(text for name, text in texts.items() if name not in ("when_due", "mode"))
        if is_typed and form.get("remove") != str(number):
            yield number, Row(texts)


def _without_nothing(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
