"""What is said in words of a whole class, on its page and in its report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from dashboard.figures.series import minute_moments, points_of
from dashboard.figures.summary import Stretch
from dashboard.reading.queries import ClassRow
from dashboard.views import ClassView


@dataclass(frozen=True, slots=True)
class MinuteRow:
    """One minute of the table that stands beside the charts."""

    minute: str
    faces: float
    coverage: float | None
    mood: tuple[float, ...] | None
    engagement: float | None
    net_positivity: float | None


@dataclass(frozen=True, slots=True)
class ClassTexts:
    """Ready sentences: when the class was, what stood out, what each chart shows; and the table of its minutes."""

    day: str
    begin: str
    end: str
    zone: str
    highlights: tuple[str, ...]
    chart_sentences: Mapping[str, str]
    minutes: tuple[MinuteRow, ...]


def class_texts(view: ClassView, profile: EngagementProfile) -> ClassTexts:
    """Return everything that is said of the class."""
    row, clock = view.row, view.row.clock
    end = row.ended_at or (datetime.fromtimestamp(view.points[-1].second, UTC) if view.points else row.started_at)
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
    return f"from {begin} to {end} (net positivity {_signed(stretch.net_positivity)})"


def _signed(figure: float) -> str:
    return f"{figure:+.2f}".replace("-", "\N{MINUS SIGN}")


def _chart_sentences(view: ClassView) -> dict[str, str]:
    """Return what each chart shows, in one sentence, by the chart's name."""
    summary = view.summary
    sentences = {"mood": _mood_sentence(view), "faces": _faces_sentence(view), "engagement": "", "net_positivity": ""}
    nets = [point.net_positivity for point in view.points if point.net_positivity is not None]
    proxies = [point.engagement for point in view.points if point.engagement is not None]
    if summary.engagement is not None and proxies:
        ends = f"from {min(proxies):.0f} to {max(proxies):.0f}"
        sentences["engagement"] = f"On average {summary.engagement:.0f} of 100; over the class {ends}."
    if summary.net_positivity is not None and nets:
        ends = f"from {_signed(min(nets))} to {_signed(max(nets))}"
        sentences["net_positivity"] = f"On average {_signed(summary.net_positivity)}; over the class {ends}."
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


def _minutes(view: ClassView, profile: EngagementProfile) -> list[MinuteRow]:
    """Return the means of each minute."""
    row = view.row
    points = points_of(minute_moments(view.columns, row), row, profile)
    return [
        MinuteRow(
            minute=row.clock.minute(datetime.fromtimestamp(point.second, UTC)),
            faces=point.faces,
            coverage=point.coverage,
            mood=point.mood,
            engagement=point.engagement,
            net_positivity=point.net_positivity,
        )
        for point in points
    ]
