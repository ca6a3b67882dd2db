"""The table of a class's segments on paper."""

from typing import Final

from classroom.emotions import EMOTIONS
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf_sheet import INNER, MARGIN, PALE, RULE, SOFT, WIDTH, Sheet
from dashboard.exports.segment_lines import SegmentLine, segment_lines
from dashboard.language.speech import say, say_count
from dashboard.palette import EMOTION_COLOURS, STACK_ORDER
from dashboard.segments.figures import SegmentFigures, segment_figures
from dashboard.segments.origins import segments_from

MOST_ROWS: Final = 40
WIDTHS: Final = (6.0, 54.0, 23.0, 15.0, 21.0, 27.0, 32.0)
"""Number, title, times, faces' share, net positivity, its change, mood: 178 mm in all."""
LOOSE, TIGHT = 5.4, 3.7
"""Heights of a row where there is room, and where there are many."""


def whole_figures(exported: ExportedClass) -> SegmentFigures | None:
    """Return the figures of the class as one segment, None if it has no sample."""
    view = exported.view
    whole = segments_from("whole", view.row, view.columns, view.records)
    return segment_figures(view, whole, exported.options.profile)[0] if whole and len(view.columns) else None


def mood_by_emotion(exported: ExportedClass) -> dict[str, float] | None:
    """Return the class's mean mood by emotion, None if none may be shown."""
    mood = exported.view.summary.mood
    return None if mood is None else dict(zip(EMOTIONS, mood, strict=True))


def segment_table(sheet: Sheet, exported: ExportedClass, y: float) -> float:
    """Write the table below `y`, and return where it ends."""
    y = sheet.heading(say("Segments"), y)
    if not exported.segments:
        sheet.letters(8)
        text = say("This class has no segments. Markers, a lesson plan, or slides in the captured picture make some.")
        return sheet.paragraph((MARGIN, y), text, INNER) + 5
    lines = segment_lines(exported)
    points, height = (7.5, LOOSE) if len(lines) <= 15 else (6.2, TIGHT)
    sheet.letters(6.5, SOFT)
    figures_heads = (say("coverage"), say("net positivity"), say("change from before"))
    heads = ("", say("segment"), say("time"), *figures_heads, say("mood"))
    _line(sheet, y, heads)
    y += 4.2
    sheet.rule(y - 0.3)
    for number, each in enumerate(lines[:MOST_ROWS], start=1):
        if not number % 2:
            sheet.set_fill_color(*PALE)
            sheet.rect(MARGIN, y, INNER, height, style="F")
        sheet.letters(points)
        _line(sheet, y + (height - points * 0.5) / 2, _cells(number, each))
        _mood_bar(sheet, each, y + height / 2)
        y += height
    left = len(lines) - MOST_ROWS
    sheet.letters(6.5, SOFT)
    note = say("Net positivity from −1 to +1. A change stands in brackets where its band holds zero: it may be none.")
    if left > 0:
        more = say_count(
            "{count} more segment is in the other files.", "{count} more segments are in the other files.", left
        )
        note = f"{more} {note}"
    return sheet.paragraph((MARGIN, y + 1.2), note, INNER) + 4


def _line(sheet: Sheet, y: float, cells: tuple[str, ...]) -> None:
    x = MARGIN
    for place, (width, text) in enumerate(zip(WIDTHS, cells, strict=True)):
        align = "R" if 2 < place < 6 else "L"
        sheet.words((x, y), text, width - 2, align=align)
        x += width


def _cells(number: int, line: SegmentLine) -> tuple[str, ...]:
    no_mood = "" if line.mood else say("no mood")
    return (str(number), line.title, line.times, line.coverage, line.net, line.change, no_mood)


def _mood_bar(sheet: Sheet, line: SegmentLine, middle: float) -> None:
    if line.mood is None:
        return
    x, length = WIDTH - MARGIN - WIDTHS[-1], WIDTHS[-1]
    sheet.set_draw_color(*RULE)
    sheet.set_line_width(0.1)
    for emotion in STACK_ORDER:
        share = line.mood[EMOTIONS.index(emotion)]
        sheet.set_fill_color(EMOTION_COLOURS[emotion])
        sheet.rect(x, middle - 1.1, share * length, 2.2, style="F")
        x += share * length
