"""The tables of a lesson's parts and of equal steps in the PDF."""

from itertools import pairwise
from typing import Final

import numpy as np

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import EMOTION_COLOURS, STACK_ORDER, emotion_label
from dashboard.exports.empty_tables import why_no_parts
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import INNER, MARGIN, PALE, SOFT, WIDTH, Document
from dashboard.exports.segment_lines import SegmentLine, lines_of, segment_lines
from dashboard.language.numbers import decimal, percent
from dashboard.language.translate import say, say_count
from dashboard.segments.origins import extent_of, segments_from
from dashboard.segments.segment import Segment
from dashboard.segments.statistics import SegmentFigures

MOST_ROWS: Final = 40
WIDTHS: Final = (6.0, 35.0, 21.0, 17.0, 20.0, 31.0, 24.0, 24.0)
"""Number, title, times, share seen, mood, its changes from before and start, expressions: 178 mm in all."""
WITHOUT_MOOD: Final = 4
"""The number of columns of a class without moods."""
LOOSE, TIGHT = 5.4, 3.7
"""Heights of a row where there is room, and where there are many."""
MOST_STEPS, LEAST_STEPS = 15, 3
STEP_MINUTES: Final = (1, 2, 5, 10, 15, 20, 30, 60)
STEP_HEAD: Final = 16.0
"""The height of a table of steps besides its rows, in millimetres."""


def whole_figures(exported: ExportedClass) -> SegmentFigures | None:
    """Return the figures of the class as one segment, None if it has no sample."""
    view = exported.view
    whole = segments_from("whole", view.row, view.columns, view.records)
    return exported.figures_of(whole)[0] if whole and len(view.columns) else None


def mood_by_emotion(exported: ExportedClass) -> dict[str, float] | None:
    """Return the class's mean mood by emotion, None if none may be shown."""
    mood = exported.view.summary.mood
    return None if mood is None else dict(zip(EMOTIONS, mood, strict=True))


def segment_table(document: Document, exported: ExportedClass, y: float) -> float:
    """Write the table of segments below `y`, and return the y of its end."""
    y = document.heading(say("Parts of the lesson"), y)
    if not exported.segments:
        document.letters(8)
        with document.tag("P"):
            return document.paragraph((MARGIN, y), why_no_parts(), INNER) + 5
    with document.tag("Table"):
        y = _rows(document, segment_lines(exported), y)
    left = len(exported.segments) - MOST_ROWS
    note = (
        ""
        if exported.view.summary.mood is None
        else say("Mood runs from −1 to +1. A change in brackets may be chance.")
    )
    if left > 0:
        more = say_count("{count} more part is in the other files.", "{count} more parts are in the other files.", left)
        note = f"{more} {note}".rstrip()
    if not note:
        return y + 4
    document.letters(6.5, SOFT)
    with document.tag("P"):
        return document.paragraph((MARGIN, y + 1.2), note, INNER) + 4


def step_table(document: Document, exported: ExportedClass, y: float, bottom: float) -> float:
    """Write a table of equal steps below `y`, as fine as there is room above `bottom`; return the y of its end."""
    room = min(int((bottom - y - STEP_HEAD) / LOOSE), MOST_STEPS)
    steps = _steps(exported, room)
    if len(steps) < LEAST_STEPS:
        return y
    y = document.heading(say("In equal steps"), y)
    with document.tag("Table"):
        return _rows(document, lines_of(exported, steps), y) + 5


def _steps(exported: ExportedClass, most: int) -> list[Segment]:
    """Return the class, or the range of it, in at most `most` steps of whole minutes; empty if that is impossible."""
    view = exported.view
    if view.summary.mood is None or most < LEAST_STEPS:
        return []
    begin, end = extent_of(view.row, view.columns)
    minutes = next((each for each in STEP_MINUTES if (end - begin) / 60 / each <= most), None)
    if minutes is None:
        return []
    edges = [*np.arange(begin, end - 30, 60 * minutes).tolist(), end]
    since = (begin - exported.row.started_at.timestamp()) / 60
    return [
        Segment(left, right, _step_title(since + (left - begin) / 60, since + (right - begin) / 60), "whole")
        for left, right in pairwise(edges)
    ]


def _step_title(first: float, last: float) -> str:
    return say("minutes {first} to {last}", first=decimal(first, 0), last=decimal(last, 0))


def _rows(document: Document, lines: list[SegmentLine], y: float) -> float:
    """Write the heads and the rows of a table, as many as fit on a page, and return the y of its end."""
    points, height = (7.5, LOOSE) if len(lines) <= 15 else (6.2, TIGHT)
    document.letters(6.5, SOFT)
    figures_heads = (say("seen"), say("mood"), say("from the part before"), say("from the start"))
    heads = (say("No."), say("part"), say("time"), *figures_heads, say("expressions"))
    shown = len(heads) if any(line.mood for line in lines) else WITHOUT_MOOD
    with document.tag("TR"):
        _line(document, y, heads[:shown], is_head=True)
    y += 4.2
    document.rule(y - 0.3)
    for number, each in enumerate(lines[:MOST_ROWS], start=1):
        if not number % 2:
            document.set_fill_color(*PALE)
            document.rect(MARGIN, y, INNER, height, style="F")
        document.letters(points)
        with document.tag("TR"):
            _line(document, y + (height - points * 0.5) / 2, _cells(number, each)[:shown])
            _mood_bar(document, each, y + height / 2)
        y += height
    return y


def _line(document: Document, y: float, cells: tuple[str, ...], *, is_head: bool = False) -> None:
    x = MARGIN
    for place, (width, text) in enumerate(zip(WIDTHS, cells, strict=False)):
        align = "R" if 2 < place < 7 else "L"
        with document.cell_tag("Column" if is_head else "Row" if place == 1 else ""):
            document.words((x, y), text, width - 2, align=align)
        x += width


def _cells(number: int, line: SegmentLine) -> tuple[str, ...]:
    no_mood = () if line.mood else (say("no mood"),)
    return (str(number), line.title, line.times, line.coverage, line.net, line.change, line.from_start, *no_mood)


def _mood_bar(document: Document, line: SegmentLine, middle: float) -> None:
    if line.mood is None:
        return
    x, length = WIDTH - MARGIN - WIDTHS[-1] + 1, WIDTHS[-1] - 1
    shares = {emotion: line.mood[EMOTIONS.index(emotion)] for emotion in STACK_ORDER}
    with document.cell_tag(), document.figure(shares_words(shares), (x, middle - 1.1, length, 2.2)):
        for emotion, share in shares.items():
            document.set_fill_color(EMOTION_COLOURS[emotion])
            document.rect(x, middle - 1.1, share * length, 2.2, style="F")
            x += share * length


def shares_words(shares: dict[str, float]) -> str:
    """Return what a bar of shares shows, in words."""
    listed = ", ".join(f"{emotion_label(emotion)} {percent(share)}" for emotion, share in shares.items())
    return say("A bar of what the faces showed: {shares}.", shares=listed)
