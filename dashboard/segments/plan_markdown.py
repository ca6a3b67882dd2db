"""Lesson plans as Markdown: headings, list items and rows of tables that carry a time or a length."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.segments.plan import written_title
from dashboard.segments.plan_csv import TIME_COLUMNS, columns_of, entry_of
from dashboard.segments.plan_times import LENGTH, TIME, PlanEntry, read_length, read_time

LONGEST_LINE: Final = 500
HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
ITEM: Final = re.compile(r"(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
TABLE_ROW: Final = re.compile(r"\s*\|(.*)\|\s*")
TABLE_RULE: Final = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
RANGE: Final = re.compile(rf"({TIME})\s*(?:[-–—]|to|until|bis)\s*({TIME})", re.I | re.A)
SPAN: Final = re.compile(rf"(?<![\w:.,])(?:{LENGTH})", re.I | re.A)
ONE_TIME: Final = re.compile(rf"(?:^|(?<=[(\[]))\W{{0,5}}({TIME})(?![\d:])", re.I | re.A)
MARKUP: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)|[*_`~]+")
"""Links with at most one pair of brackets in their address. No part can run on over the next link's begin: each sign
of a line is looked at a few times, however the line was made."""
EDGES: Final = " \t()[]{}:;,.|–—-·/"
LIST_LEVEL: Final = 10
TABLE_LEVEL: Final = 100


@dataclass(frozen=True, slots=True)
class _Item:
    """A heading (levels 1 to 6), list item (from 10 on, by its indent) or row of a table; `entry` if it has a time."""

    level: int
    entry: PlanEntry | None


def read_markdown(text: str) -> list[PlanEntry]:
    """Parse the parts that have a time; none where nothing has one. Raises PlanError for a malformed row of a table.

    Where parts hold parts with times of their own, the outer ones are taken, unless there is but one of them: the
    lesson itself.
    """
    items = list(_items(text.splitlines()))
    counts = Counter(item.level for item in items if item.entry is not None)
    if not counts:
        return []
    outermost = min((level for level, count in counts.items() if count > 1), default=max(counts))
    found: list[PlanEntry] = []
    covered_by: int | None = None
    for item in items:
        if covered_by is not None and item.level > covered_by:
            continue
        covered_by = None
        if item.entry is not None and item.level >= outermost:
            found.append(item.entry)
            covered_by = item.level
    return found


def _items(lines: Sequence[str]) -> Iterator[_Item]:
    columns: dict[str, int] | None = None
    for number, whole_line in enumerate(lines, start=1):
        line = whole_line[:LONGEST_LINE]
        row = TABLE_ROW.fullmatch(line)
        if row is None:
            columns = None
        if heading := HEADING.fullmatch(line):
            yield _Item(len(heading[1]), _entry(heading[2].strip().rstrip("#"), number))
        elif row is not None:
            cells = [MARKUP.sub(r"\1", cell) for cell in row[1].split("|")]
            if columns is None:
                columns = columns_of(cells)
            elif not TABLE_RULE.fullmatch(line):
                yield _Item(TABLE_LEVEL, _row_entry(cells, columns, number))
                continue
            else:
                continue
            if not _names_columns(columns):
                yield _Item(TABLE_LEVEL, _row_entry(cells, columns, number))
        elif item := ITEM.fullmatch(line):
            indent = len(item[1].expandtabs(4))
            yield _Item(LIST_LEVEL + min(indent, TABLE_LEVEL - LIST_LEVEL - 1), _entry(item[2], number))


def _names_columns(columns: dict[str, int]) -> bool:
    return "title" in columns and any(name in columns for name in TIME_COLUMNS)


def _row_entry(cells: Sequence[str], columns: dict[str, int], line: int) -> PlanEntry | None:
    if _names_columns(columns):
        only_range = RANGE.fullmatch(cells[columns["start"]].strip()) if _has(cells, columns, "start") else None
        if only_range is None:
            return entry_of(cells, columns, line) if any(cell.strip() for cell in cells) else None
    return _entry(" | ".join(cells), line)


def _has(cells: Sequence[str], columns: dict[str, int], name: str) -> bool:
    return columns.get(name, len(cells)) < len(cells)


def _entry(text: str, line: int) -> PlanEntry | None:
    """Parse a line such as 10:00-10:10 Warm-up, or Worked example (15 min); None without a time."""
    plain = MARKUP.sub(r"\1", text)
    between, length = RANGE.search(plain), SPAN.search(plain)
    one = None if between else ONE_TIME.search(plain)
    start = read_time((between or one)[1]) if between or one else None  # type: ignore[index]
    end = read_time(between[2]) if between else None
    seconds = read_length(length[0]) if length else None
    if start is None and not seconds:
        return None
    for match in (between, one, length):
        if match is not None:
            plain = plain.replace(match[1] if match is one else match[0], " ", 1)
    title = written_title(re.sub(r"\(\s*\)|\[\s*\]", " ", plain).replace("|", " ")).strip(EDGES)
    return PlanEntry(line, title, start, end, seconds or None) if title else None
