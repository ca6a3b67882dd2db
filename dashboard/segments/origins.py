"""The segments of a class as its plan, its markers, or its slides give them.

A topic, a quiz, a break and the teacher's own words begin a segment; a question and a joke are moments inside one.
"""

from collections.abc import Sequence
from typing import Final

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords, MarkerRow
from dashboard.language.markers import kind_label
from dashboard.language.translate import say
from dashboard.segments.segment import Origin, Segment
from dashboard.statistics.breaks import BEGINS_A_SEGMENT, is_break_title

SHORTEST_SECONDS: Final = 10.0
"""A slide that was skipped belongs to the next one, and a marker set right at once to the one that followed."""


def segments_from(origin: Origin, row: ClassRow, columns: SampleColumns, records: ClassRecords) -> tuple[Segment, ...]:
    """Return the class's segments of one origin, in order of time; none where it has none of that origin."""
    begin, end = extent_of(row, columns)
    if origin == "plan":
        return tuple(
            Segment(
                planned.began_at.timestamp(),
                planned.ended_at.timestamp(),
                planned.title,
                "plan",
                is_break_title(planned.title),
            )
            for planned in records.plan
        )
    if not end > begin:
        return ()
    if origin == "markers":
        return _from_markers(records.markers, begin, end)
    if origin == "slides":
        return _from_slides([change.changed_at.timestamp() for change in records.slide_changes], begin, end)
    return (Segment(begin, end, say("The whole class"), "whole"),)


def extent_of(row: ClassRow, columns: SampleColumns) -> tuple[float, float]:
    """Return the begin and end of the class, in seconds since 1970; one that was not ended ends with its last sample.

    A sample at the very end belongs to the class.
    """
    begin = row.started_at.timestamp()
    last = float(columns.seconds[-1]) + row.sample_seconds if len(columns) else begin
    return begin, max(row.ended_at.timestamp() if row.ended_at else begin, last)


def _from_markers(markers: Sequence[MarkerRow], begin: float, end: float) -> tuple[Segment, ...]:
    starts: list[tuple[float, str, bool]] = []
    topics = 0
    for marker in markers:
        at = marker.marked_at.timestamp()
        if marker.kind not in BEGINS_A_SEGMENT or not begin <= at < end:
            continue
        topics += marker.kind == "topic"
        title = _marker_title(marker, topics)
        if starts and at - starts[-1][0] < SHORTEST_SECONDS:
            starts[-1] = (starts[-1][0], _joined(starts[-1][1], title), marker.kind == "break")
        else:
            starts.append((at, title, marker.kind == "break"))
    if not starts:
        return ()
    if starts[0][0] - begin < SHORTEST_SECONDS:
        starts[0] = (begin, *starts[0][1:])
    else:
        starts.insert(0, (begin, say("Beginning"), False))
    ends = [*(at for at, _, _ in starts[1:]), end]
    return tuple(
        Segment(at, until, title, "markers", is_break)
        for (at, title, is_break), until in zip(starts, ends, strict=True)
    )


def _marker_title(marker: MarkerRow, topics: int) -> str:
    if marker.note.strip():
        return marker.note.strip()
    return say("Topic {number}", number=topics) if marker.kind == "topic" else kind_label(marker.kind)


def _joined(before: str, title: str) -> str:
    return before if title in before.split(" · ") else f"{before} · {title}"


def _from_slides(changes: Sequence[float], begin: float, end: float) -> tuple[Segment, ...]:
    """Return a segment for each slide that was shown for ten seconds; shorter ones belong to the next, the last to the
    one before.
    """
    inside = [at for at in changes if begin < at < end]
    if not inside:
        return ()
    starts = [begin]
    for at in inside:
        if at - starts[-1] >= SHORTEST_SECONDS and end - at >= SHORTEST_SECONDS:
            starts.append(at)
    return tuple(
        Segment(at, until, say("Slide {number}", number=number), "slides")
        for number, (at, until) in enumerate(zip(starts, [*starts[1:], end], strict=True), start=1)
    )
