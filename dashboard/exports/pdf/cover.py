"""The PDF of several classes: a cover that lists them in the requested order, then their pages."""

from collections.abc import Callable
from typing import Final

from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import INNER, MARGIN, SOFT, Document
from dashboard.exports.pdf.report import add_class
from dashboard.language.clock import duration_words
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say, say_count
from dashboard.options import DashboardOptions

WIDTHS: Final = (58.0, 20.0, 40.0, 18.0, 14.0, 18.0, 10.0)
"""Title, group, when, length, share seen, mood, page: 178 mm in all."""
ROW: Final = 4.6


def pdf_of_several(count: int, class_at: Callable[[int], ExportedClass], options: DashboardOptions) -> bytes:
    """Return the report of several classes: a cover, and two pages for each. One class at a time is in memory."""
    title = say_count("{count} class", "{count} classes", count)
    document = Document(say("{title} – Moodline report", title=title), 1 + 2 * count)
    document.add_page()
    y = _head(document, title, class_at(0).row.own_clock.day(options.now()))
    with document.tag("Table"):
        y = _heads(document, y)
        for place in range(count):
            y = _entry(document, class_at(place), y, 2 + 2 * place)
    for place in range(count):
        add_class(document, class_at(place))
    return document.finished()


def _head(document: Document, title: str, made_on: str) -> float:
    document.letters(7.5, SOFT)
    with document.tag("P"):
        document.words((MARGIN, MARGIN - 3), say("Moodline report"), INNER)
    document.letters(17, bold=True)
    with document.tag("H1"):
        document.words((MARGIN, MARGIN + 2.5), title, INNER)
    document.letters(8, SOFT)
    note = say(
        "Made on {day}. The classes stand in the order in which they were chosen. Their figures do not rank them:"
        " faces, cameras and light differ.",
        day=made_on,
    )
    with document.tag("P"):
        return document.paragraph((MARGIN, MARGIN + 11.5), note, INNER) + 3


def _heads(document: Document, y: float) -> float:
    document.letters(6.5, SOFT)
    heads = (
        say("class"),
        say("group"),
        say("when"),
        say("length"),
        say("seen"),
        say("mood"),
        say("page"),
    )
    with document.tag("TR"):
        _line(document, y, heads, is_head=True)
    document.rule(y + 3.9)
    return y + 4.4


def _entry(document: Document, exported: ExportedClass, y: float, page: int) -> float:
    row, summary, clock = exported.row, exported.view.summary, exported.row.own_clock
    document.letters(7)
    title = f"{row.title} ({say('demo')})" if row.is_demo else row.title
    seen = decimal(summary.mean_faces) if summary.coverage is None else percent(summary.coverage)
    when = f"{clock.short_day(row.started_at)}, {clock.minute(row.started_at)}"
    length, net = duration_words(summary.seconds), signed(summary.net_positivity)
    with document.tag("TR"):
        _line(document, y, (title, row.group_name, when, length, seen, net, str(page)), leads_to=page)
    return y + ROW


def _line(
    document: Document, y: float, cells: tuple[str, ...], *, is_head: bool = False, leads_to: int | None = None
) -> None:
    """Write a line of the table; a class's line leads to its page wherever it is clicked."""
    x = MARGIN
    for place, (width, text) in enumerate(zip(WIDTHS, cells, strict=True)):
        with document.cell_tag("Column" if is_head else "Row" if place == 0 else ""):
            document.words((x, y), text, width - 2, align="R" if place > 2 else "L")
            if place == 0 and leads_to is not None:
                document.go_to((MARGIN, y, INNER, ROW), leads_to, text)
        x += width
