"""Incremental computation of the figures of a group's classes."""

from collections.abc import Mapping

from dashboard.comparisons.incremental import IncrementalComputation, PartialResults, Wanted
from dashboard.comparisons.term import ClassFigures, class_figures
from dashboard.errors import ClassNotFound
from dashboard.snapshot.class_list import FoundClasses
from dashboard.snapshot.read_snapshot import OpenSnapshot
from dashboard.statistics.breaks import Break


def compute_figures(
    open_snapshot: OpenSnapshot,
    computation: IncrementalComputation[ClassFigures],
    found: FoundClasses,
    breaks: Mapping[int, tuple[Break, ...]],
) -> PartialResults[ClassFigures]:
    """Compute the figures of the classes, as far as there is time, without any deleted since.

    Each class is read in a snapshot of its own. Raises DatabaseError.
    """
    wanted = [
        Wanted(bare.row.id, (bare.row, bare.last_captured_at, bare.excluded, breaks.get(bare.row.id)))
        for bare in found.classes
    ]
    seconds = {bare.row.id: bare.seconds for bare in found.classes}

    def compute(class_id: int) -> ClassFigures | None:
        try:
            with open_snapshot() as snapshot:
                row, columns, records = snapshot.uncached_class(class_id)
        except ClassNotFound:
            return None
        return class_figures(columns, row, records, seconds[class_id])

    return computation.advance(wanted, compute)
