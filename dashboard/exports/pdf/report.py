"""The two A4 pages of a class in the PDF: a summary, and its parts with how to read the figures."""

from typing import Final

from dashboard.charts.palette import EMOTION_COLOURS, STACK_ORDER, emotion_label
from dashboard.exports.empty_tables import why_nothing_measured
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.highlights import highlights_of, times_words
from dashboard.exports.method_notes import WHOLE
from dashboard.exports.pdf.answers import answers_height, draw_answers
from dashboard.exports.pdf.document import BOTTOM, INK, INNER, MARGIN, PALE, SOFT, Document
from dashboard.exports.pdf.reading import COMFORTABLE, SMALLEST, Reading, draw_reading
from dashboard.exports.pdf.segments import mood_by_emotion, segment_table, shares_words, step_table, whole_figures
from dashboard.exports.pdf.timeline import draw_timeline
from dashboard.language.clock import duration_words
from dashboard.language.markers import kind_label
from dashboard.language.numbers import decimal, percent, signed, thousands
from dashboard.language.seen_words import faces_words, small_group_words
from dashboard.language.translate import say, say_count
from dashboard.pulse.agreement import agreements
from dashboard.pulse.words import agreement_title

MOST_HIGHLIGHTS: Final = 4
ROOM_FOR_MARKERS: Final = 11.0


def pdf_report(exported: ExportedClass) -> bytes:
    """Return the report of one class: a page of summary, and a second one with its parts and how to read it."""
    document = Document(say("{title} – Moodline report", title=exported.row.title), page_count=2)
    add_class(document, exported)
    return document.finished()


def add_class(document: Document, exported: ExportedClass) -> None:
    """Add the two pages of a class."""
    with document.tag("Sect"):
        _summary(document, exported)
        document.add_page()
        _details(document, exported)


def _summary(document: Document, exported: ExportedClass) -> None:
    document.add_page()
    document.bookmark(exported.row.title)
    y = _title(document, exported)
    y = _highlights(document, exported, y)
    y = _cards(document, exported, y)
    y = _mean_mood(document, exported, y)
    if exported.view.summary.samples:
        has_mood = exported.view.summary.mood is not None
        head = say("How the class felt") if has_mood else say("Who was seen")
        y = draw_timeline(document, exported, document.heading(head, y) + 0.5, BOTTOM - ROOM_FOR_MARKERS)
        _markers(document, exported, y)
    else:
        document.letters(9)
        with document.tag("P"):
            document.paragraph((MARGIN, y), why_nothing_measured(exported), INNER)


def _details(document: Document, exported: ExportedClass) -> None:
    y = segment_table(document, exported, MARGIN)
    reading = Reading.of(exported)
    if y + answers_height(exported) + reading.height(document, SMALLEST + 1) <= BOTTOM:
        y = draw_answers(document, exported, y)
    y = step_table(document, exported, y, BOTTOM - reading.height(document, COMFORTABLE))
    draw_reading(document, reading, y)


def _title(document: Document, exported: ExportedClass) -> float:
    row, view, clock = exported.row, exported.view, exported.row.own_clock
    document.letters(7.5, SOFT)
    kinds = [say("Moodline report")]
    kinds += [say("Demo class: these people do not exist")] if row.is_demo else []
    kinds += [say("Participation only")] if row.mode == "participation" else []
    kinds += [small_group_words()] if row.is_small_group else []
    with document.tag("P"):
        document.words((MARGIN, MARGIN - 3), "  ·  ".join(kinds), INNER)
    document.letters(17, bold=True)
    lines = document.lines_of(" ".join(row.title.split()), INNER)
    shown = lines if len(lines) <= 2 else [lines[0], document.cut(" ".join(lines[1:]), INNER)]
    y = MARGIN + 2.5
    with document.tag("H1"):
        for line in shown:
            document.words((MARGIN, y), line, INNER)
            y += 8.2
    parts = [row.group_name, clock.day(view.row.started_at), times_words(exported), clock.label]
    document.letters(8.5, SOFT)
    with document.tag("P"):
        document.words((MARGIN, y + 0.3), "  ·  ".join(text for text in parts if text), INNER)
    return y + 7.5


def _cards(document: Document, exported: ExportedClass, y: float) -> float:
    """Write the figures of the class side by side: each large, its name above, a note below."""
    summary, row = exported.view.summary, exported.row
    seen = "–" if summary.mean_faces is None else faces_words(summary.mean_faces, row.expected_faces)
    cover = say("how many to expect was not said")
    if summary.coverage is not None:
        seen = say("{faces} of {expected}", faces=seen, expected=row.expected_faces)
        cover = say("{share} of those expected", share=percent(summary.coverage))
    cards = [(say("Length"), duration_words(summary.seconds), _measured(summary.samples)), (say("Seen"), seen, cover)]
    if summary.net_positivity is not None:
        cards.append((say("Mood"), signed(summary.net_positivity), _give_or_take(exported)))
    if summary.engagement is not None:
        engagement = say("{figure} of 100", figure=decimal(summary.engagement, 0))
        cards.append((say("Engagement, a guess"), engagement, say("from faces; not attention")))
    width = (INNER - 3 * 3) / 4
    for place, (name, figure, note) in enumerate(cards):
        x = MARGIN + place * (width + 3)
        document.set_fill_color(*PALE)
        document.rect(x, y, width, 19, style="F", round_corners=True, corner_radius=1.5)
        with document.tag("P"):
            document.letters(7, SOFT)
            document.words((x + 3, y + 2), name, width - 6)
            document.letters(13, bold=True)
            document.words((x + 3, y + 6), figure, width - 6)
            document.letters(6.5, SOFT)
            document.words((x + 3, y + 14), note, width - 5)
    return y + 23


def _measured(samples: int) -> str:
    return say_count("{number} measurement", "{number} measurements", samples, number=thousands(samples))


def _give_or_take(exported: ExportedClass) -> str:
    """Return how far the class's mean mood may be off: the band of a part that is the whole class."""
    whole = whole_figures(exported)
    point = whole.point if whole else None
    if point is None or point.net_low is None or point.net_high is None:
        return say("from −1 to +1")
    return say("give or take {width}", width=decimal((point.net_high - point.net_low) / 2, 2))


def _mean_mood(document: Document, exported: ExportedClass, y: float) -> float:
    """Draw the mean mood as one stacked bar, with names and shares below."""
    mood = mood_by_emotion(exported)
    if mood is None:
        return y
    document.letters(7, SOFT)
    share = exported.view.summary.mood_share_of_time
    text = say("What the faces showed on average")
    if share is not None and share < WHOLE:
        text = say("What the faces showed on average, in {share} of the time", share=percent(share))
    with document.tag("P"):
        document.words((MARGIN, y), text, INNER)
    in_order = {emotion: mood[emotion] for emotion in STACK_ORDER}
    with document.figure(shares_words(in_order), (MARGIN, y + 4.2, INNER, 9.3)):
        return _mood_bar(document, mood, y + 4.2)


def _mood_bar(document: Document, mood: dict[str, float], y: float) -> float:
    x = MARGIN
    for emotion in STACK_ORDER:
        document.set_fill_color(EMOTION_COLOURS[emotion])
        document.set_draw_color(255, 255, 255)
        document.set_line_width(0.3)
        document.rect(x, y, mood[emotion] * INNER, 5, style="DF")
        x += mood[emotion] * INNER
    width = INNER / len(STACK_ORDER)
    for place, emotion in enumerate(STACK_ORDER):
        left = MARGIN + place * width
        document.set_fill_color(EMOTION_COLOURS[emotion])
        document.set_draw_color(*INK)
        document.set_line_width(0.1)
        document.rect(left, y + 6.9, 2.2, 2.2, style="DF")
        document.letters(7)
        document.words((left + 3.2, y + 6.2), f"{emotion_label(emotion)} {percent(mood[emotion])}", width - 3.4)
    return y + 13.5


def _highlights(document: Document, exported: ExportedClass, y: float) -> float:
    found = highlights_of(exported)
    sentences = found[:MOST_HIGHLIGHTS]
    if len(found) > MOST_HIGHLIGHTS:
        sentences.append(say("{count} more are in the other files.", count=len(found) - MOST_HIGHLIGHTS))
    sentences += [agreement_title(each) + "." for each in agreements(exported.view)]
    if not sentences:
        return y + 1
    document.letters(9)
    for sentence in sentences:
        with document.tag("P"):
            y = document.paragraph((MARGIN, y), sentence, INNER) + 0.8
    return y + 3


def _markers(document: Document, exported: ExportedClass, y: float) -> None:
    """List the markers, as far as there is room."""
    clock, markers = exported.row.own_clock, exported.view.records.markers
    if not markers:
        return
    parts = [
        f"{clock.minute(each.marked_at)} {kind_label(each.kind)}" + (f" “{each.note}”" if each.note else "")
        for each in markers
    ]
    document.letters(7, SOFT)
    room = int((BOTTOM - y) / (7 * 0.5))
    shown = len(parts)
    while shown and len(document.lines_of(_listed(parts, shown), INNER)) > max(room, 0):
        shown -= 1
    if shown:
        with document.tag("P"):
            document.paragraph((MARGIN, y), _listed(parts, shown), INNER)


def _listed(parts: list[str], shown: int) -> str:
    left = len(parts) - shown
    more = ["… " + say("{count} more", count=left)] if left else []
    return say("Dashed lines, marked:") + " " + "  ·  ".join([*parts[:shown], *more])
