"""A class, or a range of one, as all files are made from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from dashboard.database.edit.class_time import class_time
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords, ExcludedRow
from dashboard.language.clock import ClassClock
from dashboard.options import DashboardOptions
from dashboard.segments.choice import chosen_segments
from dashboard.segments.segment import Origin, Segment
from dashboard.segments.statistics import SegmentFigures, segment_figures
from dashboard.segments.time_range import TimeRange
from dashboard.snapshot.class_data import ClassData, StoredClass, chart_series
from dashboard.snapshot.monitor_state import state_of
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.summary import summarise


@dataclass(frozen=True, slots=True)
class ExportedClass:
    """A class to take away.

    `row` is the whole class. `view` holds the figures of the range that was asked for, without what the teacher
    excluded; its own row begins and ends with the range. `samples` are all that were stored in the range, with their
    variances, those of `is_excluded` (n,) among them. `segments` are the class's own, as far as they lie in the range.
    `whole` are the samples of the whole class, without what the teacher excluded: its start and its usual level are
    those of the class, whatever range was asked for.
    """

    row: ClassRow
    asked: TimeRange
    options: DashboardOptions
    view: ClassData
    samples: SampleColumns
    is_excluded: npt.NDArray[np.bool_]
    segments: tuple[Segment, ...]
    whole: SampleColumns

    def figures_of(self, segments: Sequence[Segment]) -> tuple[SegmentFigures, ...]:
        """Return the figures of segments that lie in the range, against the start of the whole class."""
        return segment_figures(replace(self.view, row=self.row, columns=self.whole), segments, self.options.profile)


@dataclass(frozen=True, slots=True)
class RangeRow(ClassRow):
    """A class as if it had begun and ended with a range, by the clock of the whole class."""

    whole: ClassRow = field(kw_only=True)

    @property
    def clock(self) -> ClassClock:
        """Return the whole class's clock in the reader's time zone."""
        return self.whole.clock

    @property
    def own_clock(self) -> ClassClock:
        """Return the whole class's clock in its own time zone."""
        return self.whole.own_clock


def exported_class(
    stored: StoredClass, options: DashboardOptions, asked: TimeRange, origin: Origin | None = None
) -> ExportedClass:
    """Return the class as far as it was asked for, in segments of the origin that was asked for.

    Its samples need variances.
    """
    row, all_records = stored.row, stored.records
    records = _records_within(all_records, asked)
    samples = _samples_within(stored.samples, asked)
    kept = without_excluded(samples, records.excluded)
    part = _row_within(row, asked)
    summary = summarise(kept, part, options.profile)
    state = state_of(row, stored.status, stored.samples, options.now())
    times = class_time(row, stored.status, stored.samples.last_captured_at, options.now())
    view = ClassData(part, kept, records, chart_series(kept, options, part), summary, state, times, stored.status)
    whole = stored.columns
    of_class = replace(view, row=row, columns=whole, records=all_records)
    segments = _segments_within(chosen_segments(of_class, origin).segments, asked)
    return ExportedClass(row, asked, options, view, samples, ~np.isin(samples.ids, kept.ids), segments, whole)


def _samples_within(columns: SampleColumns, asked: TimeRange) -> SampleColumns:
    if asked.is_whole:
        return columns
    begin = asked.begin.timestamp() if asked.begin else -np.inf
    end = asked.end.timestamp() if asked.end else np.inf
    return columns.where((columns.seconds >= begin) & (columns.seconds < end))


def _row_within(row: ClassRow, asked: TimeRange) -> ClassRow:
    """Return the class as if it had begun and ended with the range, as far as that lies within it."""
    if asked.is_whole:
        return row
    begin = max(row.started_at, asked.begin) if asked.begin else row.started_at
    end = min(row.ended_at or asked.end, asked.end) if asked.end else row.ended_at
    known = {each.name: getattr(row, each.name) for each in fields(ClassRow)}
    known |= {"started_at": begin, "ended_at": None if end is None else max(end, begin)}
    return RangeRow(**known, whole=row)


def _records_within(records: ClassRecords, asked: TimeRange) -> ClassRecords:
    """Return what belongs to the range; answers of a stretch that reaches beyond it cannot be parted: none of them."""

    def overlapping(begin: datetime, end: datetime) -> bool:
        return (asked.end is None or begin < asked.end) and (asked.begin is None or end > asked.begin)

    def holds(begin: datetime, end: datetime) -> bool:
        return (asked.begin is None or begin >= asked.begin) and (asked.end is None or end <= asked.end)

    def contains(moment: datetime) -> bool:
        return (asked.begin is None or moment >= asked.begin) and (asked.end is None or moment < asked.end)

    if asked.is_whole:
        return records
    return ClassRecords(
        markers=tuple(marker for marker in records.markers if contains(marker.marked_at)),
        excluded=tuple(_of_stretches(records.excluded, asked)),
        plan=tuple(part for part in records.plan if overlapping(part.began_at, part.ended_at)),
        slide_changes=tuple(change for change in records.slide_changes if contains(change.changed_at)),
        pulse=tuple(window for window in records.pulse if holds(window.began_at, window.ended_at)),
    )


def _of_stretches(stretches: Sequence[ExcludedRow], asked: TimeRange) -> list[ExcludedRow]:
    """Return the stretches as far as they lie in the range."""
    cut = [
        replace(
            stretch,
            began_at=max(stretch.began_at, asked.begin) if asked.begin else stretch.began_at,
            ended_at=min(stretch.ended_at, asked.end) if asked.end else stretch.ended_at,
        )
        for stretch in stretches
    ]
    return [stretch for stretch in cut if stretch.began_at < stretch.ended_at]


def _segments_within(segments: Sequence[Segment], asked: TimeRange) -> tuple[Segment, ...]:
    begin = asked.begin.timestamp() if asked.begin else -np.inf
    end = asked.end.timestamp() if asked.end else np.inf
    return tuple(
        replace(segment, begin=max(segment.begin, begin), end=min(segment.end, end))
        for segment in segments
        if segment.begin < end and segment.end > begin
    )
