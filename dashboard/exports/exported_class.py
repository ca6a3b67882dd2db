"""The data of a class, or of a range of it, that all file formats share."""

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
    """The data of an exported class.

    `row` is the whole class. `view` holds the figures of the requested range, without what the teacher excluded; its
    own row begins and ends with the range. `samples` are all that were stored in the range, with their variances, those
    of `is_excluded` (n,) among them. `segments` are the class's own, clipped to the range. `whole` are the samples of
    the whole class, without what the teacher excluded: its baseline and its usual level are those of the class, for
    every range.
    """

    row: ClassRow
    time_range: TimeRange
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
    stored: StoredClass, options: DashboardOptions, time_range: TimeRange, origin: Origin | None = None
) -> ExportedClass:
    """Return the class within the range, in segments of the requested origin.

    Its samples need variances.
    """
    row, all_records = stored.row, stored.records
    records = _records_within(all_records, time_range)
    samples = _samples_within(stored.samples, time_range)
    kept = without_excluded(samples, records.excluded)
    part = _row_within(row, time_range)
    summary = summarise(kept, part, options.profile, records)
    state = state_of(row, stored.status, stored.samples, options.now())
    times = class_time(row, stored.status, stored.samples.last_captured_at, options.now())
    view = ClassData(part, kept, records, chart_series(kept, options, part), summary, state, times, stored.status)
    whole = stored.columns
    of_class = replace(view, row=row, columns=whole, records=all_records)
    segments = _segments_within(chosen_segments(of_class, origin).segments, time_range)
    return ExportedClass(row, time_range, options, view, samples, ~np.isin(samples.ids, kept.ids), segments, whole)


def _samples_within(columns: SampleColumns, time_range: TimeRange) -> SampleColumns:
    if time_range.is_whole:
        return columns
    begin = time_range.begin.timestamp() if time_range.begin else -np.inf
    end = time_range.end.timestamp() if time_range.end else np.inf
    return columns.where((columns.seconds >= begin) & (columns.seconds < end))


def _row_within(row: ClassRow, time_range: TimeRange) -> ClassRow:
    """Return the class as if it had begun and ended with the range, as far as that lies within it."""
    if time_range.is_whole:
        return row
    begin = max(row.started_at, time_range.begin) if time_range.begin else row.started_at
    end = min(row.ended_at or time_range.end, time_range.end) if time_range.end else row.ended_at
    known = {each.name: getattr(row, each.name) for each in fields(ClassRow)}
    known |= {"started_at": begin, "ended_at": None if end is None else max(end, begin)}
    return RangeRow(**known, whole=row)


def _records_within(records: ClassRecords, time_range: TimeRange) -> ClassRecords:
    """Return the records within the range; windows of answers that reach beyond it are left out, not clipped."""

    def overlapping(begin: datetime, end: datetime) -> bool:
        return (time_range.end is None or begin < time_range.end) and (
            time_range.begin is None or end > time_range.begin
        )

    def holds(begin: datetime, end: datetime) -> bool:
        return (time_range.begin is None or begin >= time_range.begin) and (
            time_range.end is None or end <= time_range.end
        )

    def contains(moment: datetime) -> bool:
        return (time_range.begin is None or moment >= time_range.begin) and (
            time_range.end is None or moment < time_range.end
        )

    if time_range.is_whole:
        return records
    return ClassRecords(
        markers=tuple(marker for marker in records.markers if contains(marker.marked_at)),
        excluded=tuple(_clipped_ranges(records.excluded, time_range)),
        plan=tuple(part for part in records.plan if overlapping(part.began_at, part.ended_at)),
        slide_changes=tuple(change for change in records.slide_changes if contains(change.changed_at)),
        pulse=tuple(window for window in records.pulse if holds(window.began_at, window.ended_at)),
        unseen=tuple(one for one in records.unseen if overlapping(one.began_at, one.ended_at)),
    )


def _clipped_ranges(excluded: Sequence[ExcludedRow], time_range: TimeRange) -> list[ExcludedRow]:
    """Return the excluded ranges, clipped to the time range."""
    cut = [
        replace(
            each,
            began_at=max(each.began_at, time_range.begin) if time_range.begin else each.began_at,
            ended_at=min(each.ended_at, time_range.end) if time_range.end else each.ended_at,
        )
        for each in excluded
    ]
    return [each for each in cut if each.began_at < each.ended_at]


def _segments_within(segments: Sequence[Segment], time_range: TimeRange) -> tuple[Segment, ...]:
    begin = time_range.begin.timestamp() if time_range.begin else -np.inf
    end = time_range.end.timestamp() if time_range.end else np.inf
    return tuple(
        replace(segment, begin=max(segment.begin, begin), end=min(segment.end, end))
        for segment in segments
        if segment.begin < end and segment.end > begin
    )
