"""The figures of a group's classes, computed once for each class and kept."""

from dashboard.comparisons.incremental import Gathered, Gatherer, Wanted
from dashboard.comparisons.term import ClassFigures, class_figures
from dashboard.snapshot.class_list import FoundClasses
from dashboard.snapshot.read_snapshot import ClassNotFound, OpenSnapshot


def gather_figures(
    open_snapshot: OpenSnapshot, gatherer: Gatherer[ClassFigures], found: FoundClasses
) -> Gathered[ClassFigures]:
    """Return the figures of the classes, as far as there is time, without any deleted since.

    Each class is read in a snapshot of its own. Raises DatabaseError.
    """
    wanted = [Wanted(bare.row.id, (bare.row, bare.last_captured_at, bare.excluded)) for bare in found.classes]
    seconds = {bare.row.id: bare.seconds for bare in found.classes}

    def compute(class_id: int) -> ClassFigures | None:
        try:
            with open_snapshot() as snapshot:
                row, columns = snapshot.uncached_class(class_id)
        except ClassNotFound:
            return None
        return class_figures(columns, row, seconds[class_id])

    return gatherer.gather(wanted, compute)
