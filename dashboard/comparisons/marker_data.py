"""Reading what followed the markers of many classes: each class once, and only its windows are kept."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from classroom.tables import Marker
from dashboard.comparisons.incremental import Gathered, Gatherer, Wanted
from dashboard.comparisons.term_data import Found, read_class
from dashboard.database.read.records import MarkerRow
from dashboard.request.services import AppContext, ClassNotFound
from dashboard.statistics.after_markers import AfterMarker, BothWindows, Group, after_windows, class_windows

ClassWindows = dict[Group, BothWindows]


def markers_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[MarkerRow, ...]]:
    """Return the markers of those of the classes that have any, in order of time."""
    if not ids:
        return {}
    columns = [getattr(Marker, name) for name in MarkerRow.__dataclass_fields__]
    query = select(*columns).where(Marker.class_session_id.in_(ids)).order_by(Marker.marked_at, Marker.id)
    found: dict[int, list[MarkerRow]] = {}
    for values in connection.execute(query):
        marker = MarkerRow(*values)
        found.setdefault(marker.class_session_id, []).append(marker)
    return {class_id: tuple(markers) for class_id, markers in found.items()}


def gather_windows(
    parts: AppContext, gatherer: Gatherer[ClassWindows], found: Found, markers: Mapping[int, tuple[MarkerRow, ...]]
) -> Gathered[ClassWindows]:
    """Return the windows of the classes with markers, as far as there is time, without any deleted since.

    Raises DatabaseError.
    """
    wanted = [
        Wanted(bare.row.id, (bare.row, bare.last_captured_at, bare.excluded, markers[bare.row.id]))
        for bare in found.classes
        if bare.row.id in markers
    ]

    def compute(class_id: int) -> ClassWindows | None:
        try:
            row, columns = read_class(parts, class_id, with_variances=False)
        except ClassNotFound:
            return None
        return class_windows((row, columns, markers[class_id]))

    return gatherer.gather(wanted, compute)


def after_each_kind(gathered: Gathered[ClassWindows]) -> tuple[AfterMarker, ...]:
    """Return what followed each kind of marker and each group of own words; the most frequent first."""
    windows: dict[Group, list[BothWindows]] = {}
    for of_class in gathered.found.values():
        for group, both in of_class.items():
            windows.setdefault(group, []).append(both)
    found = [after_windows(*group, both) for group, both in windows.items()]
    return tuple(sorted(found, key=lambda after: (-_set(after), after.kind, after.words)))


def _set(after: AfterMarker) -> int:
    """Return how many markers of the group were set, whether or not they could be looked at."""
    return after.markers + after.left_out + after.overlapped
