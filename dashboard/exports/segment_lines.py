"""Formatting of the segments of a class for reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.exports.exported_class import ExportedClass
from dashboard.language.numbers import decimal, percent, signed
from dashboard.segments.segment import Segment
from dashboard.segments.statistics import Changes, SegmentFigures


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A formatted segment; changes are in brackets where their band contains zero.

    `change` is from the segment before, `from_start` from the class's own first five minutes with a mood.
    """

    title: str
    times: str
    coverage: str
    net: str
    change: str
    from_start: str
    mood: tuple[float, ...] | None


def segment_lines(exported: ExportedClass) -> list[SegmentLine]:
    """Return the segments of the class, or of the requested range of it, formatted."""
    return lines_of(exported, exported.segments)


def lines_of(exported: ExportedClass, segments: Sequence[Segment]) -> list[SegmentLine]:
    """Return the given segments of the class, formatted."""
    return [_line(exported, each) for each in exported.figures_of(segments)]


def _line(exported: ExportedClass, figures: SegmentFigures) -> SegmentLine:
    clock, segment, point = exported.row.own_clock, figures.segment, figures.point
    seen = None if point is None else point.coverage
    return SegmentLine(
        title=segment.title,
        times=f"{clock.minute(segment.began_at)}–{clock.minute(segment.ended_at)}",
        coverage=decimal(point.faces) if point and seen is None else percent(seen),
        net=signed(None if point is None else point.net_positivity),
        change=_changed(figures.from_before),
        from_start=_changed(figures.from_start),
        mood=figures.mood,
    )


def _changed(changes: Changes | None) -> str:
    if changes is None:
        return signed(None)
    change = changes.net_positivity
    return signed(change.value) if change.is_clear else f"({signed(change.value)})"
