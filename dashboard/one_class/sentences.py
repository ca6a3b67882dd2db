"""Sentences about a whole class, for its page and its report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from dashboard.charts.palette import STACK_ORDER, emotions_by_share
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say
from dashboard.one_class.moment_words import moment_rows
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.moments import ClassMoments
from dashboard.statistics.points import known_or_none, points_of
from dashboard.statistics.seen import class_seen
from dashboard.statistics.time_series import minute_moments


@dataclass(frozen=True, slots=True)
class ClassTexts:
    """The sentences of a class: its time, its lows and highs, a summary of each chart; and the table of its minutes.

    A row of the table is the time, faces, coverage, the seven shares in the order of the stack, net positivity and the
    engagement proxy; of a participation class the first three.
    """

    day: str
    begin: str
    end: str
    zone: str
    highlights: tuple[str, ...]
    chart_sentences: Mapping[str, str]
    minutes: tuple[tuple[str, ...], ...]


def class_texts(view: ClassData, profile: EngagementProfile, found: ClassMoments | None = None) -> ClassTexts:
    """Return the sentences of the class; those on lows and highs need `found`."""
    row, clock = view.row, view.row.clock
    seconds = view.series.points.second
    end = row.ended_at or (datetime.fromtimestamp(float(seconds[-1]), UTC) if len(seconds) else row.started_at)
    return ClassTexts(
        day=clock.day(row.started_at),
        begin=clock.minute(row.started_at),
        end=clock.minute(end),
        zone=clock.label,
        highlights=() if found is None else moment_sentences(view, found),
        chart_sentences=_chart_sentences(view),
        minutes=tuple(_minutes(view, profile)),
    )


def moment_sentences(view: ClassData, found: ClassMoments) -> tuple[str, ...]:
    """Return a sentence for each low and high, or one on why there are none."""
    summary = view.summary
    if summary.mood is None:
        return (why_no_mood(view),) if summary.samples else ()
    if not found.is_long_enough:
        return (say("Too short to compare: a moment takes a minute, and another to compare it with."),)
    sentences = tuple(f"{words.sentence}." for words in moment_rows(found, view.row))
    if found.certain:
        return sentences
    return (say("No moment surely stands out from what was usual in this class."), *sentences)


def why_no_mood(view: ClassData) -> str:
    """Return why a class has no mood."""
    if view.row.mode == "participation":
        return say("No class mood: moods were not read in this class.")
    return say("No class mood: too few faces were in view.")


def _chart_sentences(view: ClassData) -> dict[str, str]:
    """Return a summary of each chart, in one sentence, by the chart's name."""
    summary = view.summary
    sentences = {"mood": _mood_sentence(view), "faces": _faces_sentence(view), "engagement": "", "net_positivity": ""}
    points = view.series.points
    nets, proxies = (known[np.isfinite(known)] for known in (points.net_positivity, points.engagement))
    if summary.engagement is not None and len(proxies):
        sentences["engagement"] = say(
            "On average {mean} of 100; over the class from {low} to {high}.",
            mean=decimal(summary.engagement, 0),
            low=decimal(float(proxies.min()), 0),
            high=decimal(float(proxies.max()), 0),
        )
    if summary.net_positivity is not None and len(nets):
        sentences["net_positivity"] = say(
            "On average {mean}; over the class from {low} to {high}.",
            mean=signed(summary.net_positivity),
            low=signed(float(nets.min())),
            high=signed(float(nets.max())),
        )
    return sentences


def _mood_sentence(view: ClassData) -> str:
    mood = view.summary.mood
    if mood is None:
        return say("No mood was stored for this class.")
    shares = ", ".join(f"{percent(share)} {label}" for share, label in emotions_by_share(mood)[:3])
    return say("On average {shares}.", shares=shares)


def _faces_sentence(view: ClassData) -> str:
    summary = view.summary
    if summary.mean_faces is None:
        return say("No sample was stored.")
    values = {"faces": decimal(summary.mean_faces, 1), "most": summary.most_faces}
    if not view.row.expected_faces:
        return say("On average {faces} faces, at most {most}.", **values)
    return say(
        "On average {faces} faces of {expected} expected, at most {most}.", expected=view.row.expected_faces, **values
    )


def _minutes(view: ClassData, profile: EngagementProfile) -> Iterator[tuple[str, ...]]:
    """Return the formatted means of each minute."""
    moments = minute_moments(replace(view.columns, variances=None), view.row)
    seen = class_seen(view.columns, view.row, view.records).between(moments.seconds, moments.seconds + 60.0)
    points = replace(points_of(moments, view.row, profile), faces=seen.faces, coverage=seen.share)
    of_all = (
        [moment[11:16] for moment in view.row.clock.axes(points.second)],
        [decimal(faces, 1) for faces in points.faces.tolist()],
        [percent(share) for share in known_or_none(points.coverage)],
    )
    if view.row.mode == "participation":
        return zip(*of_all, strict=True)
    in_stack = points.mood[:, [EMOTIONS.index(emotion) for emotion in STACK_ORDER]]
    return zip(
        *of_all,
        *([percent(share) for share in known_or_none(column)] for column in in_stack.T),
        [signed(net) for net in known_or_none(points.net_positivity)],
        [decimal(proxy, 0) for proxy in known_or_none(points.engagement)],
        strict=True,
    )
