"""Conversion of segments and lesson plans to plain values for JSON."""

from collections.abc import Sequence

from dashboard.database.read.records import PlanRow
from dashboard.segments.statistics import Change, Changes, SegmentFigures
from dashboard.snapshot.payload import Payload, mood_payload, rounded

ANSWERS = {"mood": ("good", "so_so", "bad"), "understanding": ("lost", "fine", "bored")}
"""The names of the first, second and third answer to each question of the pulse."""


def plan_payload(plan: Sequence[PlanRow]) -> list[Payload]:
    """Return a lesson plan; times are ISO-8601 in UTC."""
    return [
        {"title": part.title, "began_at": part.began_at.isoformat(), "ended_at": part.ended_at.isoformat()}
        for part in plan
    ]


def figures_payload(figures: SegmentFigures) -> Payload:
    """Return a segment with its figures; what is not known or not shown is None."""
    segment, point = figures.segment, figures.point
    bands = ("net_positivity", "net_low", "net_high", "engagement", "engagement_low", "engagement_high")
    return {
        "title": segment.title,
        "origin": segment.origin,
        "began_at": segment.began_at.isoformat(),
        "ended_at": segment.ended_at.isoformat(),
        "samples": figures.samples,
        "faces": None if point is None else rounded(point.faces, 2),
        "coverage": None if point is None else rounded(point.coverage, 3),
        "mood_share_of_time": rounded(figures.mood_share_of_time, 3),
        "mood": mood_payload(figures.mood),
        **{name: None if point is None else rounded(getattr(point, name)) for name in bands},
        "change_from_segment_before": changes_payload(figures.from_before),
        "change_from_start": changes_payload(figures.from_start),
        "pulse": [
            {"question": pulse.question}
            | dict(zip(ANSWERS[pulse.question], (pulse.first, pulse.second, pulse.third), strict=True))
            for pulse in figures.pulse
        ],
    }


def changes_payload(changes: Changes | None) -> Payload | None:
    """Return the changes of net positivity and the engagement proxy, each with its band; None for None."""
    if changes is None:
        return None
    return {
        "net_positivity": change_payload(changes.net_positivity),
        "engagement": change_payload(changes.engagement),
    }


def change_payload(change: Change) -> Payload:
    """Return a change with its band and the verdict on it."""
    figures = {"value": rounded(change.value), "low": rounded(change.low), "high": rounded(change.high)}
    judged = change.judgement
    return figures | {"is_clear": judged.differs, "verdict": judged.verdict, "strength": judged.strength}
