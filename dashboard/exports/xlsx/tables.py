"""The sheets of a workbook: the summary, and the tables of parts, markers and students' answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import STACK_ORDER, emotion_label
from dashboard.exports.empty_tables import why_no_parts, why_nothing_marked, why_nothing_measured
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.highlights import highlights_of
from dashboard.language.excluded_notes import note_words
from dashboard.language.markers import kind_label
from dashboard.language.seen_words import unseen_sentences
from dashboard.language.translate import say
from dashboard.pulse.agreement import agreements
from dashboard.pulse.points import Question, pulse_points
from dashboard.pulse.words import agreement_title, answer_words, question_words
from dashboard.statistics.points import Point

Value = str | float | datetime | None
TIME: Final = "yyyy-mm-dd hh:mm:ss"
SHARE: Final = "0%"
SEEN: Final = "0.0%"
"""A share of what was seen, which is 0.999 at most while anything is missing; as 0% it would round to all."""
NET: Final = "+0.00;-0.00;0.00"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its head, its width in characters, and its number format."""

    head: Callable[[], str]
    width: float
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns, and its rows of a class, one value a column."""

    name: Callable[[], str]
    columns: Sequence[TableColumn]
    rows: Callable[[ExportedClass], Iterator[Sequence[Value]]]
    why_empty: Callable[[], str] | None = None
    """Said in a sheet without rows. A table that has no such words has no sheet without rows."""


def summary_rows(exported: ExportedClass) -> list[tuple[str, Value, str]]:
    """Return the rows of the summary: label, value, number format. The first is the title."""
    row, view, summary = exported.row, exported.view, exported.view.summary
    clock = exported.row.own_clock
    by_emotion = dict(zip(EMOTIONS, summary.mood or [None] * len(EMOTIONS), strict=True))
    titles = {each.question: agreement_title(each) for each in agreements(view)}
    return [
        (say("Class"), row.title, ""),
        (say("Demo"), say("A demo class: these people do not exist.") if row.is_demo else say("no"), ""),
        (say("Group"), row.group_name, ""),
        (say("Began"), clock.local(view.row.started_at), TIME),
        (say("Ended"), _ended(exported), TIME),
        (say("Time zone"), clock.label, ""),
        (say("Minutes"), summary.seconds / 60, "0.0"),
        (say("Measurements"), summary.samples, "#,##0"),
        (say("Faces on average"), summary.mean_faces, "0.0"),
        (say("Expected faces"), row.expected_faces or say("not said"), "0"),
        (say("Seen of those expected"), summary.coverage, SEEN),
        (say("Nothing seen"), "\n".join(unseen_sentences(summary.unseen, clock)), ""),
        (say("Time with a mood that may be shown"), summary.mood_share_of_time, SEEN),
        *((emotion_label(emotion), by_emotion[emotion], "0.0%") for emotion in STACK_ORDER),
        (say("Mood"), summary.net_positivity, NET),
        (say("Engagement, a guess from faces"), summary.engagement, "0.0"),
        (say("How much the faces showed"), summary.expressiveness, SHARE),
        (say("How alike the faces were"), summary.agreement, SHARE),
        (say("Quick question on mood"), titles.get("mood", say("not asked")), ""),
        (say("Quick question on understanding"), titles.get("understanding", say("not asked")), ""),
        (say("What stood out"), _stood_out(exported), ""),
        (say("An expression is not attention."), say("See the sheet About."), ""),
    ]


def _stood_out(exported: ExportedClass) -> str:
    return "\n".join(highlights_of(exported)) if exported.view.summary.samples else why_nothing_measured(exported)


def _ended(exported: ExportedClass) -> Value:
    end, row = exported.view.row.ended_at, exported.row
    if end is None:
        return say("Interrupted") if row.status == "interrupted" else None
    return row.own_clock.local(end)


def _segment_rows(exported: ExportedClass) -> Iterator[Sequence[Value]]:
    clock = exported.row.own_clock
    for figures in exported.figures_of(exported.segments):
        segment, point = figures.segment, figures.point
        change = figures.from_before.net_positivity if figures.from_before else None
        yield [
            segment.title,
            clock.local(segment.began_at),
            clock.local(segment.ended_at),
            segment.seconds / 60,
            *_point_values(point),
            None if change is None else change.value,
            None if change is None else change.low,
            None if change is None else change.high,
            *(None if figures.mood is None else figures.mood[EMOTIONS.index(emotion)] for emotion in STACK_ORDER),
            figures.samples,
        ]


def _point_values(point: Point | None) -> list[Value]:
    names = ("faces", "coverage", "net_positivity", "net_low", "net_high", "engagement")
    return [None if point is None else getattr(point, name) for name in names]


def _emotion_column(emotion: str) -> TableColumn:
    return TableColumn(lambda: emotion_label(emotion), 12, SHARE)


def _marker_rows(exported: ExportedClass) -> Iterator[Sequence[Value]]:
    clock, records = exported.row.own_clock, exported.view.records
    begin = exported.row.started_at
    marked: list[tuple[datetime, list[Value]]] = [
        (
            marker.marked_at,
            [
                clock.local(marker.marked_at),
                None,
                (marker.marked_at - begin).total_seconds() / 60,
                kind_label(marker.kind),
                marker.note,
            ],
        )
        for marker in records.markers
    ]
    marked += [
        (
            excluded.began_at,
            [
                clock.local(excluded.began_at),
                clock.local(excluded.ended_at),
                (excluded.began_at - begin).total_seconds() / 60,
                say("Left out of the figures"),
                note_words(excluded.note),
            ],
        )
        for excluded in records.excluded
    ]
    for _, values in sorted(marked, key=lambda pair: pair[0]):
        yield values


def _pulse_rows(exported: ExportedClass, question: Question) -> Iterator[Sequence[Value]]:
    clock = exported.row.own_clock
    for point in pulse_points(exported.view):
        if point.question == question:
            times = (clock.local(point.began_at), clock.local(point.ended_at))
            asked = say("{question} (from the chat, typed in)", question=question_words(question))
            words = asked if point.typed_in else question_words(question)
            yield [*times, words, *point.counts, point.net_positivity]


def _answer_column(question: Question, place: int) -> TableColumn:
    return TableColumn(lambda: answer_words(question)[place], 9, "0")


def _pulse_table(question: Question, name: Callable[[], str]) -> Table:
    """Return the table of the answers to one question."""
    return Table(
        name,
        (
            TableColumn(lambda: say("From"), 20, TIME),
            TableColumn(lambda: say("To"), 20, TIME),
            TableColumn(lambda: say("Question"), 34),
            *(_answer_column(question, place) for place in range(3)),
            TableColumn(lambda: say("Mood"), 11, NET),
        ),
        lambda exported: _pulse_rows(exported, question),
    )


SEGMENTS: Final = Table(
    lambda: say("Parts"),
    (
        TableColumn(lambda: say("Part"), 30),
        TableColumn(lambda: say("From"), 20, TIME),
        TableColumn(lambda: say("To"), 20, TIME),
        TableColumn(lambda: say("Minutes"), 9, "0.0"),
        TableColumn(lambda: say("Faces"), 11, "0.0"),
        TableColumn(lambda: say("Seen"), 10, SEEN),
        TableColumn(lambda: say("Mood"), 11, NET),
        TableColumn(lambda: say("mood, low"), 11, NET),
        TableColumn(lambda: say("mood, high"), 11, NET),
        TableColumn(lambda: say("Engagement, a guess from faces"), 14, "0.0"),
        TableColumn(lambda: say("Change of mood from the part before"), 14, NET),
        TableColumn(lambda: say("change, low"), 11, NET),
        TableColumn(lambda: say("change, high"), 11, NET),
        *(_emotion_column(emotion) for emotion in STACK_ORDER),
        TableColumn(lambda: say("Measurements"), 13, "#,##0"),
    ),
    _segment_rows,
    why_no_parts,
)
MARKERS: Final = Table(
    lambda: say("Markers"),
    (
        TableColumn(lambda: say("Time"), 20, TIME),
        TableColumn(lambda: say("Until"), 20, TIME),
        TableColumn(lambda: say("Minutes from the start"), 12, "0.0"),
        TableColumn(lambda: say("Marked"), 24),
        TableColumn(lambda: say("Note"), 60),
    ),
    _marker_rows,
    why_nothing_marked,
)
PULSES: Final = (
    _pulse_table("mood", lambda: say("Question on mood")),
    _pulse_table("understanding", lambda: say("Question on understanding")),
)
