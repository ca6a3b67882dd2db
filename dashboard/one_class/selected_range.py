"""The figures of a selected range of a class, as cards and a sentence, for its page and as JSON for its script."""

from dataclasses import asdict, dataclass
from typing import Any

from classroom.engagement import EngagementProfile
from dashboard.charts.palette import emotions_by_share
from dashboard.language.clock import duration_words
from dashboard.language.numbers import NONE, decimal, percent, signed
from dashboard.language.time_input import address_of
from dashboard.language.translate import say
from dashboard.segments.payload import changes_payload
from dashboard.segments.segment import Segment
from dashboard.segments.statistics import SegmentFigures, segment_figures
from dashboard.snapshot.class_data import ClassData
from dashboard.snapshot.payload import Payload, mood_payload, profile_payload, rounded
from dashboard.statistics.judgement import Judgement
from dashboard.statistics.points import Point


@dataclass(frozen=True, slots=True)
class Card:
    """A formatted figure with its name and a note."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class SelectedRange:
    """A range's figures, one sentence of them, and five cards; of a participation class one card."""

    figures: SegmentFigures
    heading: str
    sentence: str
    cards: tuple[Card, ...]


def selected_range(view: ClassData, segment: Segment, profile: EngagementProfile) -> SelectedRange:
    """Return the figures of a range. Bands and clear changes need a class that was read `with_bands`."""
    (figures,) = segment_figures(view, (segment,), profile)
    clock = view.row.clock
    heading = say(
        "{begin} to {end}, {length}",
        begin=clock.second(segment.began_at),
        end=clock.second(segment.ended_at),
        length=duration_words(segment.seconds),
    )
    return SelectedRange(figures, heading, _sentence(figures, view), tuple(_cards(figures, view)))


def range_payload(selected: SelectedRange, profile: EngagementProfile) -> Payload:
    """Return the range with its figures and the page's texts, for JSON."""
    figures, point = selected.figures, selected.figures.point
    values: Payload = {name: None if point is None else rounded(getattr(point, name)) for name in POINT_FIGURES}
    return {
        "from": address_of(figures.segment.begin),
        "to": address_of(figures.segment.end),
        "seconds": rounded(figures.segment.seconds, 1),
        "samples": figures.samples,
        "mood": mood_payload(figures.mood),
        "mood_share_of_time": rounded(figures.mood_share_of_time),
        **values,
        "change_from_start": changes_payload(figures.from_start),
        "profile": profile_payload(profile),
        "words": {
            "heading": selected.heading,
            "sentence": selected.sentence,
            "cards": [asdict(card) for card in selected.cards],
        },
    }


POINT_FIGURES = (
    "faces",
    "coverage",
    "net_positivity",
    "net_low",
    "net_high",
    "engagement",
    "engagement_low",
    "engagement_high",
)


def _sentence(figures: SegmentFigures, view: ClassData) -> str:
    point = figures.point
    if point is None:
        return say("Nothing was measured in this range.")
    if point.mood is None and view.row.mode == "participation":
        return _seen_sentence(point, view)
    if point.mood is None:
        return say("Not enough was seen in this range to tell the mood.")
    mood = say("The faces showed mostly {shares}.", shares=_largest(point.mood, 3))
    return f"{mood} {_change_sentence(figures)}"


def _seen_sentence(point: Point, view: ClassData) -> str:
    faces, expected = decimal(point.faces, 1), view.row.expected_faces
    if not expected:
        return say("On average {faces} people were seen.", faces=faces)
    return say("On average {faces} of {expected} people were seen.", faces=faces, expected=expected)


def _change_sentence(figures: SegmentFigures) -> str:
    if figures.from_start is None:
        return say("It is not compared with the start of the class: it is a part of it, or the start has no mood.")
    change = figures.from_start.net_positivity
    if change.low is None or change.high is None:
        return say("Against the start of the class: {change}.", change=signed(change.value))
    values = {"change": signed(change.value), "low": signed(change.low), "high": signed(change.high)}
    judged = change.judgement
    if not judged.differs:
        return say("The mood was no different from the start of the class ({change}; {low} to {high}).", **values)
    return _differs_sentence(judged, values)


def _differs_sentence(judged: Judgement, values: dict[str, str]) -> str:
    is_clear = judged.strength == "clearly"
    if judged.verdict == "better":
        if is_clear:
            return say("The mood was clearly more positive than at the start ({change}; {low} to {high}).", **values)
        return say("The mood was slightly more positive than at the start ({change}; {low} to {high}).", **values)
    if is_clear:
        return say("The mood was clearly more negative than at the start ({change}; {low} to {high}).", **values)
    return say("The mood was slightly more negative than at the start ({change}; {low} to {high}).", **values)


def _cards(figures: SegmentFigures, view: ClassData) -> list[Card]:
    point = figures.point
    if view.row.mode == "participation":
        return [_coverage_card(point, view)]
    mood = None if point is None else point.mood
    shown = say("shown for {share} of this time", share=percent(figures.mood_share_of_time))
    return [
        Card(say("Expressions"), NONE if mood is None else _largest(mood, 2), shown),
        Card(
            say("Mood"),
            NONE if point is None else signed(point.net_positivity),
            _band(point, "net_low", "net_high", signed, 2),
        ),
        Card(
            say("Engagement, a guess from faces"),
            NONE if point is None else decimal(point.engagement, 0),
            _band(point, "engagement_low", "engagement_high", decimal, 0),
        ),
        _coverage_card(point, view),
        _change_card(figures),
    ]


def _coverage_card(point: Point | None, view: ClassData) -> Card:
    expected = view.row.expected_faces
    faces = NONE if point is None else decimal(point.faces, 1)
    if expected is None:
        return Card(say("Seen"), faces, say("on average; how many to expect was not said"))
    note = say("{faces} of {expected} on average", faces=faces, expected=expected)
    return Card(say("Seen"), percent(None if point is None else point.coverage), note)


def _change_card(figures: SegmentFigures) -> Card:
    name = say("Against the start")
    if figures.from_start is None:
        return Card(name, NONE, say("nothing to compare with"))
    change = figures.from_start.net_positivity
    if change.low is None or change.high is None:
        return Card(name, signed(change.value), "")
    band = say("give or take: {low} to {high}", low=signed(change.low), high=signed(change.high))
    if not change.is_clear:
        return Card(name, signed(change.value), say("no different ({band})", band=band))
    return Card(
        name,
        signed(change.value),
        say("higher ({band})", band=band) if change.value > 0 else say("lower ({band})", band=band),
    )


def _band(point: Point | None, low: str, high: str, write: Any, places: int) -> str:  # noqa: ANN401 - signed or decimal
    if point is None or getattr(point, low) is None:
        return ""
    ends = {"low": write(getattr(point, low), places), "high": write(getattr(point, high), places)}
    return say("give or take: {low} to {high}", **ends)


def _largest(mood: tuple[float, ...], count: int) -> str:
    return ", ".join(f"{percent(share)} {label}" for share, label in emotions_by_share(mood)[:count])
