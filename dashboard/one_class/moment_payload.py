"""Conversion of a class's moments to plain values for JSON, under the names that the API has had for them."""

from dashboard.database.read.classes import ClassRow
from dashboard.language.time_input import address_of
from dashboard.one_class.moment_words import JSON_KINDS, moment_marks, moment_rows
from dashboard.snapshot.payload import Payload, rounded
from dashboard.statistics.moments import ClassMoments, Moment


def moments_payload(found: ClassMoments, row: ClassRow) -> list[Payload]:
    """Return each moment with its figures, its words, and its mark on the chart."""
    words, marks = moment_rows(found, row), moment_marks(found, row)
    return [
        _figures(moment) | {"mark": mark, "label": told.label, "sentence": told.sentence}
        for moment, told, mark in zip(found.moments, words, marks, strict=True)
    ]


def _figures(moment: Moment) -> Payload:
    return {
        "kind": JSON_KINDS[moment.kind],
        "from": address_of(moment.begin),
        "to": address_of(moment.end),
        "net_positivity": rounded(moment.mood),
        "low": rounded(moment.mood_low),
        "high": rounded(moment.mood_high),
        "against": rounded(moment.against),
        "size": rounded(moment.size),
        "size_low": rounded(moment.low),
        "size_high": rounded(moment.high),
        "strength": moment.strength,
        "is_certain": moment.is_certain,
    }
