"""A marker in words."""

from dashboard.database.read.records import MarkerRow
from dashboard.language.markers import kind_label


def marker_words(marker: MarkerRow) -> str:
    """Return what was marked: its kind, and the teacher's own words if there are any."""
    return f"{kind_label(marker.kind)}: {marker.note}" if marker.note else kind_label(marker.kind)
