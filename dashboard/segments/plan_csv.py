"""Lesson plans as CSV: a header that names the columns, and a row for each part."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.language.translate import say
from dashboard.segments.plan import PlanError, written_title
from dashboard.segments.plan_times import PlanEntry, WrittenTime, read_length, read_time

SEPARATORS: Final = (",", ";", "\t")
COLUMN_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "title": frozenset(
        {"title", "topic", "name", "part", "segment", "activity", "titel", "thema", "abschnitt", "phase", "inhalt"}
    ),
    "start": frozenset({"start", "begin", "begins", "from", "time", "beginn", "anfang", "von", "zeit"}),
    "end": frozenset({"end", "ends", "until", "to", "ende", "bis"}),
    "length": frozenset({"minutes", "min", "duration", "length", "minuten", "dauer"}),
}
TIME_COLUMNS: Final = ("start", "end", "length")


def read_csv(text: str) -> list[PlanEntry]:
    """Parse the rows of a table. Raises PlanError with the line that cannot be read."""
    lines = text.splitlines()
    header_at = next(number for number, line in enumerate(lines) if line.strip())
    separator = _separator(lines[header_at])
    columns = columns_of(lines[header_at].split(separator))
    if "title" not in columns or not any(name in columns for name in TIME_COLUMNS):
        raise PlanError(
            say("The first line does not say which column is which"),
            remedy=say("Begin with “title,start,end”, “title,minutes” or “start,title”."),
            line=header_at + 1,
        )
    body = io.StringIO("\n".join(lines[header_at + 1 :]), newline="")
    reader = csv.reader(body, delimiter=separator, strict=True)
    entries: list[PlanEntry] = []
    while True:
        line = header_at + 2 + reader.line_num
        try:
            cells = next(reader, None)
        except csv.Error as error:
            remedy = say("Put a text that holds quotation marks or the separator into quotation marks.")
            raise PlanError(
                say("This is no row of a table ({reason})", reason=error), remedy=remedy, line=line
            ) from error
        if cells is None:
            return entries
        if any(cell.strip() for cell in cells):
            entries.append(entry_of(cells, columns, line))


def is_csv(text: str) -> bool:
    """Return whether the first line names a plan's columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    columns = columns_of(first.split(_separator(first)))
    return "title" in columns and any(name in columns for name in TIME_COLUMNS)


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column; of two alike the first."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = cell.strip().strip('"*_').strip().lower()
        for known, names in COLUMN_NAMES.items():
            if name in names:
                columns.setdefault(known, place)
    return columns


def _separator(header: str) -> str:
    return max(SEPARATORS, key=lambda separator: (len(columns_of(header.split(separator))), header.count(separator)))


def entry_of(cells: Sequence[str], columns: Mapping[str, int], line: int) -> PlanEntry:
    """Parse a row. Raises PlanError if its title is missing, or a time or length is malformed."""

    def cell(name: str) -> str:
        place = columns.get(name)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    title = written_title(cell("title"))
    if not title:
        raise PlanError(say("There is no title"), remedy=say("Write one, or delete the row."), line=line)
    length = _length(cell("length"), line)
    return PlanEntry(line, title, _time(cell("start"), line), _time(cell("end"), line), length)


def _time(text: str, line: int) -> WrittenTime | None:
    if not text:
        return None
    found = read_time(text)
    if found is None:
        raise PlanError(
            say("“{text}” is no time", text=written_title(text)),
            remedy=say("Write a time as 10:05, or minutes from the start as 12 or 12:30."),
            line=line,
        )
    return found


def _length(text: str, line: int) -> float | None:
    if not text:
        return None
    found = read_length(text)
    if not found:
        raise PlanError(
            say("“{text}” is no length", text=written_title(text)),
            remedy=say("Write minutes, such as 10 or 12.5, above 0."),
            line=line,
        )
    return found
