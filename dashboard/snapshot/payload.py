"""What is handed to scripts and reports: plain values that become JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from classroom.messages.message import format_message
from classroom.privacy import coverage
from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.database.read.columns import Floats
from dashboard.language.translate import say
from dashboard.live.headline import Headline, Nudge
from dashboard.live.monitor_load import effort_sentence
from dashboard.snapshot.monitor_state import MonitorState
from dashboard.statistics.points import Point, Points, known_or_none
from dashboard.statistics.summary import ClassSummary

Payload = dict[str, Any]

EFFORT_FIGURES = (
    "cpu_percent",
    "cpu_percent_allowed",
    "search_seconds",
    "search_seconds_wanted",
    "frame_seconds",
    "frame_seconds_wanted",
)

NOW_FIGURES = ("faces", "coverage", "mood", "engagement", "engagement_low", "engagement_high", "net_positivity")


def rounded(value: float | None, digits: int = 4) -> float | None:
    """Return the value with few digits, and None for a missing one: JSON knows no NaN."""
    return None if value is None or value != value else round(value, digits)  # noqa: PLR0124 - NaN alone differs


def class_payload(row: ClassRow) -> Payload:
    """Return a class with its settings; times are ISO-8601 in UTC, the time zone stands beside them."""
    return {
        "id": row.id,
        "title": row.title,
        "group": row.group_name,
        "source": row.source,
        "is_demo": row.is_demo,
        "mode": row.mode,
        "status": row.status,
        "started_at": row.started_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        "timezone": row.own_clock.zone_name,
        "utc_offset": row.own_clock.offset,
        "sample_seconds": row.sample_seconds,
        "expected_faces": row.expected_faces,
        "min_group_size": row.min_group_size,
        "model_id": row.model_id,
    }


def profile_payload(profile: EngagementProfile) -> Payload:
    """Return the formula of the engagement proxy."""
    return {
        "name": profile.name,
        "version": profile.version,
        "weights": {emotion: profile.weights[emotion] for emotion in EMOTIONS},
        "source": format_message(profile.source),
        "note": "expression-based proxy: 100 × Σ weight × share / largest weight. An expression is not attention.",
    }


def mood_payload(mood: Sequence[float] | None) -> dict[str, float] | None:
    """Return the seven shares by name."""
    return None if mood is None else {name: round(share, 4) for name, share in zip(EMOTIONS, mood, strict=True)}


def summary_payload(summary: ClassSummary) -> Payload:
    """Return the summary's figures."""
    plain = asdict(summary) | {"mood": mood_payload(summary.mood)}
    return {name: rounded(value) if isinstance(value, float) else value for name, value in plain.items()}


def points_payload(points: Points, row: ClassRow) -> Payload:
    """Return the points as columns of equal length. `x` is the class's local time, without an offset, for Plotly."""
    columns: Payload = {"x": row.clock.axes(points.second)}
    columns["faces"] = rounded_column(points.faces, 1)
    columns["coverage"] = rounded_column(points.coverage, 3)
    for index, emotion in enumerate(EMOTIONS):
        columns[f"share_{emotion}"] = rounded_column(points.mood[:, index], 4)
    for name in ("engagement", "engagement_low", "engagement_high"):
        columns[name] = rounded_column(getattr(points, name), 2)
    for name in ("net_positivity", "net_low", "net_high"):
        columns[name] = rounded_column(getattr(points, name), 4)
    return columns


def rounded_column(values: Floats, digits: int) -> list[float | None]:
    """Return the values (n,) with few digits, None for NaN."""
    return known_or_none(np.round(values, digits))


@dataclass(frozen=True, slots=True)
class Now:
    """The live page's figures of this moment."""

    state: MonitorState
    headline: Headline
    point: Point | None
    last_sample_id: int


def effort_payload(status: StatusRow | None, row: ClassRow, state: MonitorState) -> Payload:
    """Return what the monitor takes of the computer, of all its cores together, and how often it looks."""
    figures: Payload = {name: rounded(getattr(status, name, None), 2) for name in EFFORT_FIGURES}
    return figures | {"sentence": effort_sentence(status, row, state)}


def nudge_payload(nudge: Nudge | None) -> Payload | None:
    """Return the question that a change raises."""
    return None if nudge is None else {"kind": nudge.kind, "since": nudge.since, "sentence": nudge.sentence}


def now_payload(now: Now, row: ClassRow, status: StatusRow | None) -> Payload:
    """Return what the live page shows beside its charts. Ready words stand beside the figures."""
    point = now.point
    figures: Payload = dict.fromkeys(NOW_FIGURES)
    last_sample = ""
    if point is not None:
        seen = coverage(point.faces, row.expected_faces)
        last_sample = row.clock.axis(point.second)[11:19]
        figures = {
            "faces": int(point.faces),
            "coverage": rounded(seen, 3),
            "mood": mood_payload(point.mood),
            "engagement": rounded(point.engagement, 1),
            "engagement_low": rounded(point.engagement_low, 1),
            "engagement_high": rounded(point.engagement_high, 1),
            "net_positivity": rounded(point.net_positivity, 2),
        }
    return {
        "sentence": now.headline.sentence,
        "trend": now.headline.trend,
        "visible": now.headline.visible,
        "no_mood": now.headline.no_mood,
        "nudge": nudge_payload(now.headline.nudge),
        "mood_title": say("Mood now") if now.state.has_figures else say("Last mood"),
        "faces_title": say("Faces seen") if now.state.has_figures else say("Faces last seen"),
        "last_sample": last_sample,
        "frames_dropped": status.frames_dropped if status else None,
        "effort": effort_payload(status, row, now.state),
        **figures,
    }
