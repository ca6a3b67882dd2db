"""Incremental computation of the windows around the markers of many classes."""

from collections.abc import Mapping

from dashboard.comparisons.incremental import IncrementalComputation, PartialResults, Wanted
from dashboard.database.read.records import MarkerRow
from dashboard.errors import ClassNotFound
from dashboard.snapshot.class_list import FoundClasses
from dashboard.snapshot.read_snapshot import OpenSnapshot
from dashboard.statistics.after_markers import AfterMarker, BothWindows, Group, after_windows, class_windows

ClassWindows = dict[Group, BothWindows]


def compute_windows(
    open_snapshot: OpenSnapshot,
    computation: IncrementalComputation[ClassWindows],
    found: FoundClasses,
    markers: Mapping[int, tuple[MarkerRow, ...]],
) -> PartialResults[ClassWindows]:
    """Compute the windows of the classes with markers and moods, as far as there is time, without any deleted since.

    Each class is read in a snapshot of its own. Raises DatabaseError.
    """
    wanted = [
        Wanted(bare.row.id, (bare.row, bare.last_captured_at, bare.excluded, markers[bare.row.id]))
        for bare in found.classes
        if bare.row.id in markers and bare.row.mode != "participation"
    ]

    def compute(class_id: int) -> ClassWindows | None:
        try:
            with open_snapshot() as snapshot:
                row, columns, _ = snapshot.uncached_class(class_id, with_variances=False)
        except ClassNotFound:
            return None
        return class_windows((row, columns, markers[class_id]))

    return computation.advance(wanted, compute)


def after_each_kind(results: PartialResults[ClassWindows]) -> tuple[AfterMarker, ...]:
    """Return the averages after each kind of marker and each group of own words; the most frequent first."""
    windows: dict[Group, list[BothWindows]] = {}
    for of_class in results.found.values():
        for group, both in of_class.items():
            windows.setdefault(group, []).append(both)
    found = [after_windows(*group, both) for group, both in windows.items()]
    return tuple(sorted(found, key=lambda after: (-_set(after), after.kind, after.words)))


def _set(after: AfterMarker) -> int:
    """Return the number of markers of the group, those that do not count among them."""
    return after.markers + after.left_out + after.overlapped
