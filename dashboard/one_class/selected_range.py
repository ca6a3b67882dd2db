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
from dashboard.statistics.points import Point


@dataclass(frozen=True, slots=True)
class Card:
    """A formatted figure with its name and a note."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class SelectedRange:
    """A range's figures, one sentence of them, and five cards."""

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
    return SelectedRange(figures, heading, _sentence(figures, view), tuple(_cards(figures, view, profile)))


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
        return say("No sample lies in this range.")
    if point.mood is None and view.row.mode == "participation":
        return say("No class mood: moods were not read in this class.")
    if point.mood is None:
        return say("No class mood in this range: too few faces were in view, or the range is shorter than 10 seconds.")
    mood = say(
        "Read most often: {shares}; net positivity {net}.",
        shares=_largest(point.mood, 3),
        net=signed(point.net_positivity),
    )
    return f"{mood} {_change_sentence(figures)}"


def _change_sentence(figures: SegmentFigures) -> str:
    if figures.from_start is None:
        return say("It is not compared with the class’s own start, of which it is a part, or which has no mood.")
    change = figures.from_start.net_positivity
    if change.low is None or change.high is None:
        return say("Against the class’s own first five minutes: {change}.", change=signed(change.value))
    values = {"change": signed(change.value), "low": signed(change.low), "high": signed(change.high)}
    if not change.is_clear:
        return say(
            "No clear change against the class’s own first five minutes ({change}, band {low} to {high}).", **values
        )
    if change.value > 0:
        return say("Clearly higher than the class’s own first five minutes ({change}, band {low} to {high}).", **values)
    return say("Clearly lower than the class’s own first five minutes ({change}, band {low} to {high}).", **values)


def _cards(figures: SegmentFigures, view: ClassData, profile: EngagementProfile) -> list[Card]:
    point = figures.point
    mood = None if point is None else point.mood
    shown = say("shown for {share} of this time", share=percent(figures.mood_share_of_time))
    return [
        Card(say("Mood"), NONE if mood is None else _largest(mood, 2), shown),
        Card(
            say("Net positivity"),
            NONE if point is None else signed(point.net_positivity),
            _band(point, "net_low", "net_high", signed, 2),
        ),
        Card(
            say("Engagement proxy"),
            NONE if point is None else decimal(point.engagement, 0),
            ", ".join(
                filter(
                    None,
                    [
                        _band(point, "engagement_low", "engagement_high", decimal, 0),
                        say("profile {name} v{version}", name=profile.name, version=profile.version),
                    ],
                )
            ),
        ),
        _coverage_card(point, view),
        _change_card(figures),
    ]


def _coverage_card(point: Point | None, view: ClassData) -> Card:
    expected = view.row.expected_faces
    faces = NONE if point is None else decimal(point.faces, 1)
    if expected is None:
        return Card(say("Faces seen"), faces, say("on average; how many to expect was not said"))
    note = say("{faces} faces of {expected} on average", faces=faces, expected=expected)
    return Card(say("Coverage"), percent(None if point is None else point.coverage), note)


def _change_card(figures: SegmentFigures) -> Card:
    name = say("Against the class’s start")
    if figures.from_start is None:
        return Card(name, NONE, say("nothing to compare with"))
    change = figures.from_start.net_positivity
    if change.low is None or change.high is None:
        return Card(name, signed(change.value), "")
    band = say("band {low} to {high}", low=signed(change.low), high=signed(change.high))
    if not change.is_clear:
        return Card(name, signed(change.value), say("no clear change, {band}", band=band))
    return Card(
        name,
        signed(change.value),
        say("higher, {band}", band=band) if change.value > 0 else say("lower, {band}", band=band),
    )


def _band(point: Point | None, low: str, high: str, write: Any, places: int) -> str:  # noqa: ANN401 - signed or decimal
    if point is None or getattr(point, low) is None:
        return ""
    return say("band {low} to {high}", low=write(getattr(point, low), places), high=write(getattr(point, high), places))


def _largest(mood: tuple[float, ...], count: int) -> str:
    return ", ".join(f"{percent(share)} {label}" for share, label in emotions_by_share(mood)[:count])
