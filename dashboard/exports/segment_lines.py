"""The segments of a class in words, as reports list them."""

from dataclasses import dataclass

from dashboard.exports.exported_class import ExportedClass
from dashboard.language.numbers import decimal, percent, signed
from dashboard.segments.figures import SegmentFigures, segment_figures


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment as it is written; `change` from the one before stands in brackets where its band holds zero."""

    title: str
    times: str
    coverage: str
    net: str
    change: str
    mood: tuple[float, ...] | None


def segment_lines(exported: ExportedClass) -> list[SegmentLine]:
    """Return the segments of the class, or of the range of it that was asked for."""
    figures = segment_figures(exported.view, exported.segments, exported.options.profile)
    return [_line(exported, each) for each in figures]


def _line(exported: ExportedClass, figures: SegmentFigures) -> SegmentLine:
    clock, segment, point = exported.row.own_clock, figures.segment, figures.point
    change = figures.from_before.net_positivity if figures.from_before else None
    changed = signed(None if change is None else change.value)
    if change is not None and not change.is_clear:
        changed = f"({changed})"
    seen = None if point is None else point.coverage
    return SegmentLine(
        title=segment.title,
        times=f"{clock.minute(segment.began_at)}–{clock.minute(segment.ended_at)}",
        coverage=decimal(point.faces) if point and seen is None else percent(seen),
        net=signed(None if point is None else point.net_positivity),
        change=changed,
        mood=figures.mood,
    )
