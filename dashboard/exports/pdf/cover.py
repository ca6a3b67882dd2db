"""Several classes on paper: a cover that lists them in the order in which they were asked for, then their pages."""

from collections.abc import Callable
from typing import Final

from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.report import add_class
from dashboard.exports.pdf.sheet import INNER, MARGIN, SOFT, Sheet
from dashboard.language.clock import duration_words
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say, say_count
from dashboard.options import DashboardOptions

WIDTHS: Final = (58.0, 20.0, 40.0, 18.0, 14.0, 18.0, 10.0)
"""Title, group, when, length, coverage, net positivity, page: 178 mm in all."""
ROW: Final = 4.6


def pdf_of_several(count: int, class_at: Callable[[int], ExportedClass], options: DashboardOptions) -> bytes:
    """Return the report of several classes: a cover, and two pages for each. Never more than one class is held."""
    title = say_count("{count} class", "{count} classes", count)
    sheet = Sheet(say("{title} – Moodline report", title=title), 1 + 2 * count)
    sheet.add_page()
    y = _head(sheet, title, class_at(0).row.own_clock.day(options.now()))
    for place in range(count):
        y = _entry(sheet, class_at(place), y, 2 + 2 * place)
    for place in range(count):
        add_class(sheet, class_at(place))
    return bytes(sheet.output())


def _head(sheet: Sheet, title: str, made_on: str) -> float:
    sheet.letters(7.5, SOFT)
    sheet.words((MARGIN, MARGIN - 3), say("Moodline report"), INNER)
    sheet.letters(17, bold=True)
    sheet.words((MARGIN, MARGIN + 2.5), title, INNER)
    sheet.letters(8, SOFT)
    note = say(
        "Made on {day}. In the order in which the classes were chosen: figures of different classes do not rank"
        " them, since faces, cameras and light differ.",
        day=made_on,
    )
    y = sheet.paragraph((MARGIN, MARGIN + 11.5), note, INNER) + 3
    sheet.letters(6.5, SOFT)
    heads = (
        say("class"),
        say("group"),
        say("when"),
        say("length"),
        say("coverage"),
        say("net positivity"),
        say("page"),
    )
    _line(sheet, y, heads)
    sheet.rule(y + 3.9)
    return y + 4.4


def _entry(sheet: Sheet, exported: ExportedClass, y: float, page: int) -> float:
    row, summary, clock = exported.row, exported.view.summary, exported.row.own_clock
    sheet.letters(7)
    title = f"{row.title} ({say('demo')})" if row.is_demo else row.title
    seen = decimal(summary.mean_faces) if summary.coverage is None else percent(summary.coverage)
    when = f"{clock.short_day(row.started_at)}, {clock.minute(row.started_at)}"
    length, net = duration_words(summary.seconds), signed(summary.net_positivity)
    _line(sheet, y, (title, row.group_name, when, length, seen, net, str(page)))
    sheet.link(MARGIN, y, INNER, ROW, sheet.add_link(page=page))
    return y + ROW


def _line(sheet: Sheet, y: float, cells: tuple[str, ...]) -> None:
    x = MARGIN
    for place, (width, text) in enumerate(zip(WIDTHS, cells, strict=True)):
        sheet.words((x, y), text, width - 2, align="R" if place > 2 else "L")
        x += width
