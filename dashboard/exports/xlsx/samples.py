"""The rows of a workbook's samples as XML of our own: for the 600,000 cells of eight hours, XlsxWriter takes seconds.

It writes the sheet with its head and one row, whose styles the others use. The format: ECMA-376, 18.3.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.spreadsheet import escape_formula
from dashboard.charts.palette import emotion_label
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.number_texts import number_texts
from dashboard.exports.sample_table import ENGAGEMENT, NET, SampleTable, sample_table
from dashboard.language.translate import say

MOST_ROWS: Final = 1_048_575
"""Excel's sheets have no more rows beside their head."""
DAY_OF_1970: Final = 25569
"""1 January 1970, as spreadsheets count days."""
NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")

NET_FORMAT: Final = "[<=-0.005]-0.00;[>=0.005]0.00;0.00"
"""Zero, to which small negative numbers are rounded without a sign."""

Cells = Callable[[SampleTable, slice], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, its number format, and its cells' texts; "" leaves one empty."""

    head: str
    width: float
    number_format: str
    cells: Cells
    is_text: bool = False


def sheet_days(seconds: Floats, row: ClassRow) -> Floats:
    """Return moments (n,), in seconds since 1970, as spreadsheets store times: days, in the class's own zone."""
    offset = row.own_clock.zone.utcoffset(None)
    return np.asarray((seconds + (offset.total_seconds() if offset else 0)) / 86400 + DAY_OF_1970, dtype=float)


def nought_or(value: float, number_format: str) -> float:
    """Return a figure, or 0 if its format of two decimal places would show it as −0.00."""
    return 0.0 if "0.00" in number_format and abs(value) < 0.005 else value


def sample_columns(exported: ExportedClass) -> list[Column]:
    """Return the columns of a class's samples, with heads in the reader's language."""
    row = exported.row
    start = row.started_at.timestamp()
    guesses = (say("Engagement, a guess from faces"), say("engagement, low"), say("engagement, high"))
    moods = (say("Mood"), say("mood, low"), say("mood, high"))
    bands = [
        *zip(guesses, ENGAGEMENT, ("0.0",) * 3, (2,) * 3, strict=True),
        *zip(moods, NET, (NET_FORMAT,) * 3, (4,) * 3, strict=True),
    ]
    return [
        Column(say("Time"), 20, "yyyy-mm-dd hh:mm:ss", lambda t, p: _days(t.samples.seconds[p], row)),
        Column(say("Minutes from the start"), 12, "0.00", lambda t, p: _plain((t.samples.seconds[p] - start) / 60, 3)),
        Column(say("Part"), 24, "@", lambda t, p: _texts(t.segments[p]), is_text=True),
        Column(say("Marked"), 20, "@", lambda t, p: _texts(t.markers[p]), is_text=True),
        Column(
            say("Left out"), 14, "@", lambda t, p: _texts([say("yes") if out else "" for out in t.is_excluded[p]]), True
        ),
        Column(say("Faces"), 11, "0", lambda t, p: number_texts(t.samples.faces[p], 0, "")),
        Column(say("Usable faces"), 12, "0", lambda t, p: number_texts(t.samples.usable_faces[p], 0, "")),
        Column(say("Seen"), 10, "0%", lambda t, p: number_texts(t.points.coverage[p], 3, "")),
        Column(say("Mood shown"), 14, "@", lambda t, p: _texts(t.mood_shown[p]), is_text=True),
        *(_share(index) for index in range(len(EMOTIONS))),
        Column(say("How alike the faces were"), 11, "0%", lambda t, p: number_texts(t.agreement[p], 4, "")),
        *(_figure(*figure) for figure in bands),
        Column(say("Pictures not read"), 9, "0", lambda t, p: number_texts(t.samples.frames_dropped[p], 0, "")),
    ]


def _share(index: int) -> Column:
    name = emotion_label(EMOTIONS[index])
    return Column(name, 12, "0.0%", lambda t, p: number_texts(t.points.mood[p, index], 4, ""))


def _figure(head: str, name: str, number_format: str, digits: int) -> Column:
    return Column(head, 14, number_format, lambda t, p: number_texts(getattr(t.points, name)[p], digits, ""))


def _days(seconds: Floats, row: ClassRow) -> list[str]:
    return [repr(day) for day in sheet_days(seconds, row).tolist()]


def _plain(values: Floats, digits: int) -> list[str]:
    return [f"{value:.{digits}f}" for value in values.tolist()]


def _texts(texts: Sequence[str]) -> list[str]:
    """Escape texts for XML; each distinct one only once."""
    written = {text: sheet_text(text) for text in set(texts)}
    return [written[text] for text in texts]


def sheet_text(text: str) -> str:
    """Escape a text for a cell: formulas, characters that XML cannot contain, and markup."""
    return escape(ESCAPED.sub(r"_x005F_x\1_", NO_XML.sub("", escape_formula(text))))


def row_pieces(exported: ExportedClass, styles: Sequence[str]) -> Iterator[str]:
    """Yield the rows of all samples as XML, some thousand at a time. `styles` are the style ids of the columns."""
    table = sample_table(exported)
    columns = sample_columns(exported)
    for place in table.pieces():
        numbers = range(place.start + 2, place.start + 2 + len(table.samples.seconds[place]))
        cells = [
            _cells(column, letter, style, numbers, column.cells(table, place))
            for column, letter, style in zip(columns, _letters(len(columns)), styles, strict=True)
        ]
        lines = zip(numbers, zip(*cells, strict=True), strict=True)
        yield "".join([f'<row r="{number}">{"".join(line)}</row>' for number, line in lines if number <= MOST_ROWS + 1])


def _cells(column: Column, letter: str, style: str, numbers: range, texts: Sequence[str]) -> list[str]:
    head = f'<c r="{letter}'
    if column.is_text:
        inner, end = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    else:
        inner, end = f'" s="{style}"><v>', "</v></c>"
    return [f"{head}{number}{inner}{text}{end}" if text else "" for number, text in zip(numbers, texts, strict=True)]


def _letters(count: int) -> list[str]:
    """Return the letters of the first columns, 26 at most."""
    return [chr(ord("A") + index) for index in range(count)]
