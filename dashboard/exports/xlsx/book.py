"""A workbook's sheets, all but the rows of its samples."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter

from classroom.spreadsheet import escape_formula
from dashboard.database.read.classes import ClassRow
from dashboard.exports.empty_tables import why_nothing_measured
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.method_notes import cannot_say, facts_of, how_to_read
from dashboard.exports.xlsx.charts import add_minutes
from dashboard.exports.xlsx.pen import LINE_POINTS, Pen
from dashboard.exports.xlsx.samples import NO_XML, sample_columns
from dashboard.exports.xlsx.tables import MARKERS, PULSES, SEGMENTS, Table, summary_rows
from dashboard.language.translate import say

SUMMARY_WIDTH: Final = 40.0
ABOUT_WIDTHS: Final = (34.0, 110.0)
"""In characters."""
PRINTED_SAMPLES: Final = 40
"""On one page; an hour of them would take forty."""


@dataclass(frozen=True, slots=True)
class Book:
    """The bytes of a workbook, and the files in it whose rows are still to come, each with the place of its class."""

    content: bytes
    sample_sheets: dict[str, int]


def written_book(count: int, class_at: Callable[[int], ExportedClass]) -> Book:
    """Return the workbook of `count` classes. Its sheets of samples have only a head, and one row for the styles."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    pen = Pen(book)
    is_several = count > 1
    summary = book.add_worksheet(say("Summary"))
    tables = [OpenTable(pen, table, is_several) for table in (SEGMENTS, MARKERS, *PULSES)]
    about = About(pen, [])
    sample_sheets: dict[str, int] = {}
    heights: list[float] = []
    for place in range(count):
        exported = class_at(place)
        _write_summary(pen, summary, exported, place, heights)
        number = f" {exported.row.id}" if is_several else ""
        add_minutes(pen, book.add_worksheet(say("Minutes") + number), exported, None if is_several else summary)
        _add_samples(pen, book.add_worksheet(say("Measurements") + number), exported)
        if len(exported.samples):
            sample_sheets[f"xl/worksheets/sheet{len(book.worksheets())}.xml"] = place
        for table in tables:
            table.add(exported)
        about.add(exported)
    for table in tables:
        table.finish()
    for line, points in enumerate(heights):
        summary.set_row(line, points)
    about.write(book.add_worksheet(say("About")))
    book.close()
    return Book(content.getvalue(), sample_sheets)


def _write_summary(pen: Pen, sheet: Any, exported: ExportedClass, place: int, heights: list[float]) -> None:  # noqa: ANN401
    """Write a class's column of the summary, and with the first class the names of its rows; raise their heights."""
    if place == 0:
        sheet.set_column(0, 0, 38)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    sheet.set_column(1 + place, 1 + place, SUMMARY_WIDTH)
    rows = summary_rows(exported)
    for line, (label, value, number_format) in enumerate(rows):
        if place == 0:
            sheet.write_string(line, 0, label, pen.format(bold=True, valign="top"))
        if line == 0:
            style = pen.format(bold=True, font_size=14, text_wrap=True, valign="top", indent=1)
            sheet.write_string(0, 1 + place, escape_formula(NO_XML.sub("", str(value))), style)
        else:
            pen.cell(sheet, (line, 1 + place), value, number_format, align="left", indent=1)
    heights[:] = [
        max(pen.height(str(value), SUMMARY_WIDTH / (1.5 if line == 0 else 1.0)), known)
        for line, ((_, value, _), known) in enumerate(zip(rows, heights or [LINE_POINTS] * len(rows), strict=True))
    ]


def _add_samples(pen: Pen, sheet: Any, exported: ExportedClass) -> None:  # noqa: ANN401
    columns = sample_columns(exported)
    pen.head(sheet, [(column.head, column.width) for column in columns])
    if not len(exported.samples):
        pen.note(sheet, why_nothing_measured(exported))
        return
    for place, column in enumerate(columns):
        sheet.write_blank(1, place, None, pen.format(num_format=column.number_format))
    sheet.autofilter(0, 0, len(exported.samples), len(columns) - 1)
    sheet.print_area(0, 0, min(len(exported.samples), PRINTED_SAMPLES), len(columns) - 1)
    note = say("Only the first {count} measurements are printed; the sheet holds all.", count=PRINTED_SAMPLES)
    sheet.set_footer("&C" + note.replace("&", "&&"))


class OpenTable:
    """A table that grows class by class. Its sheet comes with its first row; only the pulse may have none."""

    def __init__(self, pen: Pen, table: Table, is_several: bool) -> None:
        self._pen, self._table, self._lines = pen, table, 0
        self._is_several = is_several
        self._sheet: Any = None if table.why_empty is None else self._opened()

    def _opened(self) -> Any:  # noqa: ANN401
        sheet = self._pen.book.add_worksheet(self._table.name())
        own = [(say("Class"), 24.0)] if self._is_several else []
        self._pen.head(sheet, [*own, *((column.head(), column.width) for column in self._table.columns)])
        return sheet

    def add(self, exported: ExportedClass) -> None:
        """Write the rows of a class."""
        for values in self._table.rows(exported):
            self._sheet = self._sheet or self._opened()
            self._lines += 1
            before = 1 if self._is_several else 0
            if before:
                self._pen.cell(self._sheet, (self._lines, 0), _class_name(exported.row))
            widths = [column.width for column in self._table.columns]
            texts = [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
            self._sheet.set_row(self._lines, max([self._pen.height(*text) for text in texts], default=LINE_POINTS))
            for place, (column, value) in enumerate(zip(self._table.columns, values, strict=True)):
                self._pen.cell(self._sheet, (self._lines, place + before), value, column.number_format)
        if self._sheet is not None:
            last = len(self._table.columns) - (0 if self._is_several else 1)
            self._sheet.autofilter(0, 0, max(self._lines, 1), last)

    def finish(self) -> None:
        """Say in a sheet without rows why it has none."""
        if self._lines == 0 and self._table.why_empty is not None:
            self._pen.note(self._sheet, self._table.why_empty())


def _class_name(row: ClassRow) -> str:
    return f"{row.title} ({row.id})"


@dataclass(slots=True)
class About:
    """The notes on method of each class, and once for all what the figures cannot say."""

    pen: Pen
    lines: list[tuple[str, str]]
    reading: list[tuple[str, str]] = field(default_factory=list)
    has_moods: bool = False

    def add(self, exported: ExportedClass) -> None:
        """Add the method notes of a class."""
        self.lines.append((say("Class"), _class_name(exported.row)))
        self.lines += [(fact.label, fact.text) for fact in facts_of(exported)]
        self.has_moods = self.has_moods or exported.row.mode != "participation"
        self.reading = [
            *how_to_read(exported.options.mood_window_seconds, has_moods=self.has_moods),
            *((say("What the figures cannot say"), sentence) for sentence in cannot_say(has_moods=self.has_moods)),
        ]

    def write(self, sheet: Any) -> None:  # noqa: ANN401
        """Write all notes."""
        self.pen.head(sheet, [(say("About these figures"), ABOUT_WIDTHS[0]), ("", ABOUT_WIDTHS[1])])
        for line, (label, text) in enumerate([*self.lines, *self.reading], start=1):
            sheet.write_string(line, 0, label, self.pen.format(bold=True, valign="top", text_wrap=True))
            self.pen.cell(sheet, (line, 1), text)
            sheet.set_row(line, max(self.pen.height(label, ABOUT_WIDTHS[0]), self.pen.height(text, ABOUT_WIDTHS[1])))
