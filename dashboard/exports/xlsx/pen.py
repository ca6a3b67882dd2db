"""Writing of the cells of a workbook: texts with formulas escaped, numbers, and times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from classroom.spreadsheet import escape_formula
from dashboard.exports.xlsx.samples import NO_XML, nought_or
from dashboard.exports.xlsx.tables import Value

LINE_POINTS: Final = 15.0
TEXT_LENGTH: Final = 32_000
"""A cell holds 32,767 characters."""


@dataclass(slots=True)
class Pen:
    """Writer of the cells of one workbook."""

    book: Any
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def format(self, **properties: Any) -> Any:  # noqa: ANN401 - xlsxwriter's own, which is untyped
        """Return the format with these properties, the same one each time."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def head(self, sheet: Any, columns: Sequence[tuple[str, float]]) -> None:  # noqa: ANN401
        """Write the head of a table, frozen, and give the columns their widths."""
        style = self.format(bold=True, text_wrap=True, valign="top", bottom=1, bg_color="#EEF2F5")
        for place, (title, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, style)
        sheet.set_row(0, max(self.height(title, width) for title, width in columns))
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def note(self, sheet: Any, text: str) -> None:  # noqa: ANN401
        """Say in the place of the first row why a table has none; the text runs on over the empty cells beside it."""
        sheet.write_string(1, 0, text, self.format(italic=True, font_color="#58626C"))

    def height(self, text: str, width: float) -> float:
        """Return the height in points of a cell of this width (in characters): not every program finds it by itself."""
        return LINE_POINTS * sum(max(-(-len(line) // max(int(width * 0.9), 1)), 1) for line in text.split("\n"))

    def cell(self, sheet: Any, at: tuple[int, int], value: Value, number_format: str = "", **more: Any) -> None:  # noqa: ANN401
        """Write a text, a number, a time of the class's own clock, or nothing."""
        properties: dict[str, Any] = {"valign": "top"} | more | ({"num_format": number_format} if number_format else {})
        if value is None:
            return
        if isinstance(value, str):
            text = escape_formula(NO_XML.sub("", value))[:TEXT_LENGTH]
            sheet.write_string(*at, text, self.format(**properties | {"text_wrap": True, "indent": 1}))
        elif isinstance(value, datetime):
            sheet.write_datetime(*at, value.replace(tzinfo=None), self.format(**properties))
        else:
            sheet.write_number(*at, nought_or(value, number_format), self.format(**properties))
