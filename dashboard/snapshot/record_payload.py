"""Conversion of markers and excluded ranges to plain values for JSON."""

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.records import ExcludedRow, MarkerRow
from dashboard.language.excluded_notes import note_words
from dashboard.language.markers import KINDS, kind_label
from dashboard.snapshot.payload import Payload


def marker_payload(marker: MarkerRow, row: ClassRow) -> Payload:
    """Return a marker. `x` is its time as the charts read it, `time` as a person does; `marked_at` is in UTC."""
    return {
        "id": marker.id,
        "kind": marker.kind,
        "label": kind_label(marker.kind),
        "letter": marker_letter(marker.kind),
        "note": marker.note,
        "marked_at": marker.marked_at.isoformat(),
        "x": row.clock.axis(marker.marked_at.timestamp()),
        "time": row.clock.second(marker.marked_at),
    }


def marker_letter(kind: str) -> str:
    """Return the letter that charts show for a kind: its key, as a capital."""
    return next((each.key for each in KINDS if each.name == kind), kind[:1]).upper()


def range_payload(excluded: ExcludedRow, row: ClassRow) -> Payload:
    """Return an excluded range, in UTC, and as the charts (`begin_x`, `end_x`) and people read its times."""
    begin, end = excluded.began_at, excluded.ended_at
    return {
        "id": excluded.id,
        "note": note_words(excluded.note),
        "began_at": begin.isoformat(),
        "ended_at": end.isoformat(),
        "begin_x": row.clock.axis(begin.timestamp()),
        "end_x": row.clock.axis(end.timestamp()),
        "begin": row.clock.second(begin),
        "end": row.clock.second(end),
    }
