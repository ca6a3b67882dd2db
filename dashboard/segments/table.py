"""The page context of the table of segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from dashboard.charts.palette import STACK_ORDER, emotion_label
from dashboard.database.read.classes import ClassRow
from dashboard.language.clock import duration_words
from dashboard.language.numbers import NONE, decimal, percent, signed
from dashboard.language.translate import say, say_count
from dashboard.pulse.words import answer_words
from dashboard.segments.choice import chosen_segments
from dashboard.segments.part_sentence import part_sentence
from dashboard.segments.segment import Origin
from dashboard.segments.statistics import Change, PulseAnswers, SegmentFigures, segment_figures
from dashboard.snapshot.class_data import ClassData


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """A plan that was just imported: how many of its parts were cut to the class, and how many were left out."""

    clipped: int = 0
    left_out: int = 0


NOTHING_IMPORTED: Final = ImportedPlan()


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """A formatted change, its direction (higher, lower, not clear), and its band; the last two may be empty."""

    value: str
    verdict: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A row of the table, formatted; `shares` are the seven of `mood` in the order of the stack."""

    title: str
    times: str
    length: str
    sentence: str
    coverage: str
    mood_share: str
    mood: tuple[float, ...] | None
    mood_words: str
    shares: tuple[str, ...]
    net: str
    net_band: str
    engagement: str
    engagement_band: str
    from_before: WrittenChange
    from_start: WrittenChange
    engagement_from_before: WrittenChange
    engagement_from_start: WrittenChange
    pulse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginLink:
    """A link to the segments of another origin: its label, its address, and whether it is the one that is shown."""

    label: str
    href: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class SegmentTable:
    """The table of segments, the sentence above it, the links to other origins, and notices on an imported plan."""

    origin: Origin | None
    rows: tuple[SegmentRow, ...]
    sentence: str
    links: tuple[OriginLink, ...]
    notices: tuple[str, ...]
    has_plan: bool
    has_pulse: bool


def segment_table(
    view: ClassData,
    profile: EngagementProfile,
    requested: Origin | None,
    addresses: Mapping[Origin, str],
    imported: ImportedPlan = NOTHING_IMPORTED,
) -> SegmentTable:
    """Return the values of class_segments.html, for the requested origin, else the first that has any segments.

    `addresses` lead to the same page with the segments of each origin. Unless the class was read `with_bands` there are
    no bands, and no change is called clear.
    """
    choice = chosen_segments(view, requested)
    figures = segment_figures(view, choice.segments, profile)
    rows = tuple(_row(found, view.row) for found in figures)
    links = tuple(
        OriginLink(origin_label(origin), addresses[origin], origin == choice.origin) for origin in choice.available
    )
    return SegmentTable(
        origin=choice.origin,
        rows=rows,
        sentence=_sentence(figures),
        links=links if len(links) > 1 or (choice.origin and choice.origin not in choice.available) else (),
        notices=tuple(_notices(imported)),
        has_plan=bool(view.records.plan),
        has_pulse=any(row.pulse for row in rows),
    )


def origin_label(origin: Origin) -> str:
    """Return the label of an origin in the reader's language."""
    labels: Mapping[Origin, str] = {
        "plan": say("Lesson plan"),
        "markers": say("Markers"),
        "slides": say("Slides"),
        "whole": say("Whole class"),
    }
    return labels[origin]


def _notices(imported: ImportedPlan) -> list[str]:
    clipped, left_out = imported.clipped, imported.left_out
    notices = []
    if clipped:
        notices.append(
            say_count(
                "{count} part of the plan reached beyond the class and was cut to it.",
                "{count} parts of the plan reached beyond the class and were cut to it.",
                clipped,
            )
        )
    if left_out:
        notices.append(
            say_count(
                "{count} part of the plan lay outside of the class and was left out.",
                "{count} parts of the plan lay outside of the class and were left out.",
                left_out,
            )
        )
    return notices


def _sentence(figures: Sequence[SegmentFigures]) -> str:
    """Return a sentence on the clearest rise and fall of net positivity against the segment before."""
    against_start = _against_start(figures)
    changes = [(found, found.from_before.net_positivity) for found in figures if found.from_before is not None]
    if not changes:
        return against_start
    clear = [(found, change) for found, change in changes if change.is_clear]
    if not clear:
        sentences = [say("No part surely differs from the one before."), against_start]
        return " ".join(filter(None, sentences))
    lowest, highest = (pick(clear, key=lambda each: each[1].value) for pick in (min, max))
    sentences = []
    if lowest[1].value < 0:
        sentences.append(say("The largest fall from one part to the next: “{title}” ({change}).", **_named(*lowest)))
    if highest[1].value > 0:
        sentences.append(say("The largest rise: “{title}” ({change}).", **_named(*highest)))
    return " ".join(filter(None, [*sentences, against_start]))


def _against_start(figures: Sequence[SegmentFigures]) -> str:
    """Return a sentence on the segments whose clear change from the class's start is the largest."""
    changes = [(found, found.from_start.net_positivity) for found in figures if found.from_start is not None]
    clear = [(found, change) for found, change in changes if change.is_clear]
    if not clear:
        return ""
    lowest, highest = (pick(clear, key=lambda each: each[1].value) for pick in (min, max))
    sentences = []
    if lowest[1].value < 0:
        sentences.append(say("Furthest below the start of the class: “{title}” ({change}).", **_named(*lowest)))
    if highest[1].value > 0:
        sentences.append(say("Furthest above it: “{title}” ({change}).", **_named(*highest)))
    return " ".join(sentences)


def _named(figures: SegmentFigures, change: Change) -> dict[str, str]:
    return {"title": figures.segment.title, "change": signed(change.value)}


def _row(figures: SegmentFigures, row: ClassRow) -> SegmentRow:
    segment, point, clock = figures.segment, figures.point, row.clock
    before, start = figures.from_before, figures.from_start
    shares = (None,) * len(EMOTIONS) if figures.mood is None else figures.mood
    return SegmentRow(
        title=segment.title,
        times=f"{clock.minute(segment.began_at)}–{clock.minute(segment.ended_at)}",
        length=duration_words(segment.seconds),
        sentence=part_sentence(figures, row),
        coverage=percent(None if point is None else point.coverage),
        mood_share=percent(figures.mood_share_of_time),
        mood=figures.mood,
        mood_words=_largest(figures.mood),
        shares=tuple(percent(shares[EMOTIONS.index(emotion)]) for emotion in STACK_ORDER),
        net=NONE if point is None else signed(point.net_positivity),
        net_band="" if point is None else _band(point.net_low, point.net_high, 2),
        engagement=NONE if point is None else decimal(point.engagement, 0),
        engagement_band="" if point is None else _band(point.engagement_low, point.engagement_high, 0),
        from_before=_change(before.net_positivity if before else None, 2),
        from_start=_change(start.net_positivity if start else None, 2),
        engagement_from_before=_change(before.engagement if before else None, 0),
        engagement_from_start=_change(start.engagement if start else None, 0),
        pulse=tuple(_pulse(pulse) for pulse in figures.pulse),
    )


def _band(low: float | None, high: float | None, places: int) -> str:
    if low is None or high is None:
        return ""
    write = signed if places else decimal
    return say("{low} to {high}", low=write(low, places), high=write(high, places))


def _change(change: Change | None, places: int) -> WrittenChange:
    if change is None:
        return WrittenChange(NONE)
    value = signed(change.value, places)
    if change.low is None or change.high is None:
        return WrittenChange(value)
    band = say("{low} to {high}", low=signed(change.low, places), high=signed(change.high, places))
    if not change.is_clear:
        return WrittenChange(value, say("not clear"), band)
    return WrittenChange(value, say("higher") if change.value > 0 else say("lower"), band)


def _pulse(pulse: PulseAnswers) -> str:
    counts = (pulse.first, pulse.second, pulse.third)
    words = answer_words("mood" if pulse.question == "mood" else "understanding")
    shares = ", ".join(f"{percent(count / sum(counts))} {word}" for count, word in zip(counts, words, strict=True))
    return say_count("{shares} of {count} answer", "{shares} of {count} answers", sum(counts), shares=shares)


def _largest(mood: Sequence[float] | None) -> str:
    """Return the two largest shares in words: 60 % neutral, 15 % happy."""
    shares = sorted(zip(mood or (), EMOTIONS, strict=False), reverse=True)[:2]
    return ", ".join(f"{percent(share)} {emotion_label(emotion)}" for share, emotion in shares)
