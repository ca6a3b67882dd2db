"""Conversion of rows and figures to plain values for JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from classroom.messages.message import format_message
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats
from dashboard.statistics.held_time import UnseenTime
from dashboard.statistics.points import Points, known_or_none
from dashboard.statistics.summary import ClassSummary

Payload = dict[str, Any]


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
        "left_out_percent": [list(place) for place in row.left_out_percent or ()],
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
    """Return the seven shares by the names of their emotions, None for no mood."""
    return None if mood is None else {name: round(share, 4) for name, share in zip(EMOTIONS, mood, strict=True)}


def summary_payload(summary: ClassSummary) -> Payload:
    """Return the summary's figures by name, rounded."""
    plain = asdict(summary) | {"mood": mood_payload(summary.mood), "unseen": unseen_payload(summary.unseen)}
    return {name: rounded(value) if isinstance(value, float) else value for name, value in plain.items()}


def unseen_payload(spans: Sequence[UnseenTime]) -> list[Payload]:
    """Return the spans in which nothing was seen; times are ISO-8601 in UTC, a reason that is not known is None."""
    return [
        {
            "began_at": datetime.fromtimestamp(span.begin, UTC).isoformat(),
            "ended_at": datetime.fromtimestamp(span.end, UTC).isoformat(),
            "seconds": rounded(span.seconds, 1),
            "reason": span.reason or None,
        }
        for span in spans
    ]


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
