"""What is said in words of a whole class, on its page and in its report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from dashboard.figures.points import known_or_none, points_of
from dashboard.figures.series import minute_moments
from dashboard.figures.summary import Stretch
from dashboard.language.numbers import NONE, percent, signed
from dashboard.palette import STACK_ORDER
from dashboard.reading.queries import ClassRow
from dashboard.views import ClassView


@dataclass(frozen=True, slots=True)
class ClassTexts:
    """Ready sentences: when the class was, what stood out, what each chart shows; and the table of its minutes.

    A row of the table is the time, faces, coverage, the seven shares in the order of the stack, net positivity and the
    engagement proxy.
    """

    day: str
    begin: str
    end: str
    zone: str
    highlights: tuple[str, ...]
    chart_sentences: Mapping[str, str]
    minutes: tuple[tuple[str, ...], ...]


def class_texts(view: ClassView, profile: EngagementProfile) -> ClassTexts:
    """Return everything that is said of the class."""
    row, clock = view.row, view.row.clock
    seconds = view.series.points.second
    end = row.ended_at or (datetime.fromtimestamp(float(seconds[-1]), UTC) if len(seconds) else row.started_at)
    return ClassTexts(
        day=clock.day(row.started_at),
        begin=clock.minute(row.started_at),
        end=clock.minute(end),
        zone=clock.label,
        highlights=_highlights(view),
        chart_sentences=_chart_sentences(view),
        minutes=tuple(_minutes(view, profile)),
    )


def _highlights(view: ClassView) -> tuple[str, ...]:
    summary = view.summary
    if summary.mood is None:
        return ("No class mood: too few faces were in view.",) if summary.samples else ()
    if not summary.compared:
        return ("Too short to compare: a change is told between stretches of a minute and more.",)
    if summary.brightest is None or summary.lowest is None:
        return ("No clear change: the stretches of this class differ by less than their bands of uncertainty.",)
    return (
        f"Most positive {_stretch(summary.brightest, view.row)}.",
        f"Lowest {_stretch(summary.lowest, view.row)}.",
    )


def _stretch(stretch: Stretch, row: ClassRow) -> str:
    begin = row.clock.second(datetime.fromtimestamp(stretch.begin, UTC))
    end = row.clock.second(datetime.fromtimestamp(stretch.end, UTC))
    return f"from {begin} to {end} (net positivity {signed(stretch.net_positivity)})"


def _chart_sentences(view: ClassView) -> dict[str, str]:
    """Return what each chart shows, in one sentence, by the chart's name."""
    summary = view.summary
    sentences = {"mood": _mood_sentence(view), "faces": _faces_sentence(view), "engagement": "", "net_positivity": ""}
    points = view.series.points
    nets, proxies = (known[np.isfinite(known)] for known in (points.net_positivity, points.engagement))
    if summary.engagement is not None and len(proxies):
        ends = f"from {proxies.min():.0f} to {proxies.max():.0f}"
        sentences["engagement"] = f"On average {summary.engagement:.0f} of 100; over the class {ends}."
    if summary.net_positivity is not None and len(nets):
        ends = f"from {signed(nets.min())} to {signed(nets.max())}"
        sentences["net_positivity"] = f"On average {signed(summary.net_positivity)}; over the class {ends}."
    return sentences


def _mood_sentence(view: ClassView) -> str:
    mood = view.summary.mood
    if mood is None:
        return "No mood was stored for this class."
    largest = sorted(zip(mood, EMOTIONS, strict=True), reverse=True)[:3]
    return (
        "On average "
        + ", ".join(f"{share:.0%} {name}".replace("%", "\N{NO-BREAK SPACE}%") for share, name in largest)
        + "."
    )


def _faces_sentence(view: ClassView) -> str:
    summary = view.summary
    if summary.mean_faces is None:
        return "No sample was stored."
    expected = f" of {view.row.expected_faces} expected" if view.row.expected_faces else ""
    return f"On average {summary.mean_faces:.1f} faces{expected}, at most {summary.most_faces}."


def _minutes(view: ClassView, profile: EngagementProfile) -> Iterator[tuple[str, ...]]:
    """Return the means of each minute, as they are written."""
    moments = minute_moments(replace(view.columns, variances=None), view.row)
    points = points_of(moments, view.row, profile)
    in_stack = points.mood[:, [EMOTIONS.index(emotion) for emotion in STACK_ORDER]]
    return zip(
        [moment[11:16] for moment in view.row.clock.axes(points.second)],
        [f"{faces:.1f}" for faces in points.faces.tolist()],
        *([percent(share) for share in known_or_none(column)] for column in (points.coverage, *in_stack.T)),
        [signed(net) for net in known_or_none(points.net_positivity)],
        [NONE if proxy is None else f"{proxy:.0f}" for proxy in known_or_none(points.engagement)],
        strict=True,
    )
