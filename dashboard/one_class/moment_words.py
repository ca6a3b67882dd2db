"""The moments of a class in words: its lows and highs with their times, their length, and how large they are."""

from dataclasses import dataclass
from typing import Any

from dashboard.database.read.classes import ClassRow
from dashboard.language.clock import duration_words
from dashboard.language.numbers import signed
from dashboard.language.time_input import address_of
from dashboard.language.translate import say
from dashboard.statistics.moments import ClassMoments, Moment


@dataclass(frozen=True, slots=True)
class MomentWords:
    """A moment in words; `begin` and `end` as addresses carry them."""

    kind: str
    label: str
    sentence: str
    begin: str
    end: str


def moment_rows(found: ClassMoments, row: ClassRow) -> tuple[MomentWords, ...]:
    """Return the moments as sentences with their bands, in order of time; certain ones are numbered."""
    counts = {"low": 0, "high": 0}
    rows = []
    for moment in found.moments:
        counts[moment.kind] += moment.is_certain
        label = _label(moment, counts[moment.kind])
        sentence = moment_sentence(moment, row)
        rows.append(MomentWords(moment.kind, label, sentence, address_of(moment.begin), address_of(moment.end)))
    return tuple(rows)


def _label(moment: Moment, number: int) -> str:
    if moment.is_certain:
        return say("Low {number}", number=number) if moment.kind == "low" else say("High {number}", number=number)
    return say("Lowest point") if moment.kind == "low" else say("Highest point")


def moment_sentence(moment: Moment, row: ClassRow) -> str:
    """Return a sentence on the moment, without its full stop: when, for how long, and how far from usual."""
    values = {
        "begin": row.clock.axis(moment.begin)[11:16],
        "end": row.clock.axis(moment.end)[11:16],
        "length": duration_words(moment.seconds),
        "size": signed(moment.size),
        "low": signed(moment.low),
        "high": signed(moment.high),
    }
    if not moment.is_certain:
        if moment.kind == "low":
            return say("The lowest point, {begin} to {end}, may be chance ({size}; {low} to {high})", **values)
        return say("The highest point, {begin} to {end}, may be chance ({size}; {low} to {high})", **values)
    if moment.strength == "clearly":
        if moment.kind == "low":
            return say(
                "{begin} to {end}, {length}: the mood was clearly below usual ({size}; {low} to {high})", **values
            )
        return say("{begin} to {end}, {length}: the mood was clearly above usual ({size}; {low} to {high})", **values)
    if moment.kind == "low":
        return say("{begin} to {end}, {length}: the mood was slightly below usual ({size}; {low} to {high})", **values)
    return say("{begin} to {end}, {length}: the mood was slightly above usual ({size}; {low} to {high})", **values)


def moment_marks(found: ClassMoments, row: ClassRow) -> list[dict[str, Any]]:
    """Return the values of the moments for static/charts/annotations.js."""
    return [
        {
            "kind": JSON_KINDS[moment.kind],
            "label": words.label,
            "title": words.sentence,
            "begin": row.clock.axis(moment.begin),
            "end": row.clock.axis(moment.end),
            "is_certain": moment.is_certain,
        }
        for words, moment in zip(moment_rows(found, row), found.moments, strict=True)
    ]


JSON_KINDS = {"low": "dip", "high": "peak"}
"""The kinds as the API has had them from its first version on."""
