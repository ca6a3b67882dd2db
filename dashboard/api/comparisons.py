"""/api/v1: the figures over several classes, as the pages have them."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort
from pydantic_core import to_json

from dashboard.comparisons.after_marker_words import verdict_words
from dashboard.comparisons.baseline import ChangeCurve
from dashboard.comparisons.by_segments import SegmentRow, by_segments
from dashboard.comparisons.incremental import Gathered
from dashboard.comparisons.side_by_side import ClassBeside
from dashboard.comparisons.term import TermClass
from dashboard.comparisons.term_data import Group
from dashboard.language.translate import say
from dashboard.pages.after_markers import asked_markers
from dashboard.pages.compare import asked_comparison, compared
from dashboard.pages.terms import all_groups, asked_term
from dashboard.request.search_parameters import asked_search
from dashboard.segments.payload import changes_payload
from dashboard.segments.statistics import SegmentFigures
from dashboard.snapshot.payload import Payload, class_payload, mood_payload, profile_payload, rounded, rounded_column
from dashboard.statistics.after_markers import AfterMarker

blueprint = Blueprint("api_over_classes", __name__, url_prefix="/api/v1")


def as_json(payload: Payload) -> Response:
    """Return the answer: a quarter of json.dumps's time for so many numbers."""
    return Response(to_json(payload), mimetype="application/json")


@blueprint.get("/compare")
def compare() -> Response:
    """Return two to eight classes side by side: curves on minutes from the start, or their segments."""
    asked = asked_comparison()
    if not asked.can_be_made:
        abort(400)
    found = compared(asked)
    payload: Payload = {
        "align": asked.align,
        "smoothing_seconds": rounded(asked.smoothing, 1),
        "profile": profile_payload(asked.profile),
        "note": _note(),
        "classes": [_beside(beside, with_curves=asked.align == "start") for beside in found.classes],
    }
    if asked.align == "segments":
        parts = by_segments(found.classes, asked.profile)
        payload["by_title"] = parts.by_title
        payload["segments_left_out"] = parts.left_out
        payload["segments"] = [_segment_row(row) for row in parts.rows]
    return as_json(payload)


def _note() -> str:
    return say(
        "Changes are against each class’s own first five minutes with a mood. Levels of different classes cannot be "
        "compared, and the order is that of their dates."
    )


@blueprint.get("/groups")
def groups() -> Response:
    """Return all groups in the order of the alphabet, never of their figures."""
    return as_json({"groups": [_group(group) for group in all_groups()]})


@blueprint.get("/groups/<path:name>")
def term(name: str) -> Response:
    """Return a group's classes in order of their dates. 202 with how far it is while they are still added up."""
    if all(group.name != name for group in all_groups()):
        abort(404)
    asked = asked_term(replace(asked_search(), group=name))
    if not asked.gathered.is_complete:
        return not_yet(asked.gathered)
    return as_json(
        {
            "group": name,
            "found": asked.found.count,
            "usual_net_positivity": rounded(asked.term.usual, 4),
            "usual_half_range": None if asked.term.usual is None else rounded(asked.term.half_range, 4),
            "networks": sorted(asked.term.networks),
            "classes": [_term_class(one) for one in asked.term.classes],
        }
    )


@blueprint.get("/after-markers")
def after_markers() -> Response:
    """Return what followed each kind of marker. 202 with how far it is while classes are still added up."""
    asked = asked_markers(asked_search())
    if not asked.gathered.is_complete:
        return not_yet(asked.gathered)
    return as_json(
        {
            "classes": len(asked.gathered.found),
            "note": say("What followed a marker is not what it caused."),
            "kinds": [_after(one) for one in asked.after],
        }
    )


def _after(after: AfterMarker) -> Payload:
    curve = after.curve
    return {
        "kind": after.kind,
        "words": after.words,
        "markers": after.markers,
        "classes": after.classes,
        "left_out": after.left_out,
        "overlapped": after.overlapped,
        "verdict": after.verdict,
        "sentence": verdict_words(after),
        "effect": rounded(after.effect, 4),
        "effect_low": rounded(after.effect_low, 4),
        "effect_high": rounded(after.effect_high, 4),
        "after_seconds": rounded(after.after_seconds, 1),
        "seconds": rounded_column(curve.seconds, 1),
        "mean": rounded_column(curve.mean, 4),
        "low": rounded_column(curve.low, 4),
        "high": rounded_column(curve.high, 4),
    }


def not_yet(gathered: Gathered[Any]) -> Response:
    """Return how far an answer is that takes longer; whoever asks again a second later goes on with it."""
    response = as_json({"progress": {"done": len(gathered.found), "of": gathered.of}})
    response.status_code = 202
    response.headers["Retry-After"] = "1"
    return response


def _group(group: Group) -> Payload:
    times = {"first_at": group.first_at.isoformat(), "last_at": group.last_at.isoformat()}
    return {"name": group.name, "classes": group.classes, **times}


def _term_class(one: TermClass) -> Payload:
    against = one.against
    figures = one.figures
    return {
        "class": class_payload(one.row),
        "seconds": rounded(figures.seconds, 1),
        "mean_faces": rounded(figures.mean_faces, 2),
        "mean_coverage": rounded(one.coverage, 3),
        "mood_share_of_time": rounded(figures.mood_share_of_time, 3),
        "mean_mood": mood_payload(figures.mood),
        "net_positivity": rounded(figures.net, 4),
        "against_usual": None
        if against is None
        else {name: rounded(getattr(against, name), 4) for name in ("value", "low", "high")} | {"side": against.side},
        "markers": dict(one.tally.markers),
        "answers": one.tally.answers,
        "dips": figures.dips,
        "peaks": figures.peaks,
    }


def _beside(beside: ClassBeside, *, with_curves: bool) -> Payload:
    payload: Payload = {
        "letter": beside.letter,
        "class": class_payload(beside.row),
        "mean_coverage": rounded(beside.mean_coverage, 3),
        "mood_share_of_time": rounded(beside.view.summary.mood_share_of_time, 3),
        "clear_stretches": [
            {"begin_minute": rounded(held.begin, 2), "end_minute": rounded(held.end, 2), "most": rounded(held.most, 3)}
            for held in beside.held
        ],
    }
    if with_curves:
        payload["minutes"] = rounded_column(beside.minutes, 3)
        payload["coverage"] = rounded_column(beside.coverage, 3)
        payload["net_positivity_change"] = curve_payload(beside.net, 4)
        payload["engagement_change"] = curve_payload(beside.proxy, 2)
    return payload


def curve_payload(curve: ChangeCurve | None, digits: int) -> Payload | None:
    """Return a curve with its band as columns, None for none."""
    if curve is None:
        return None
    return {name: rounded_column(getattr(curve, name), digits) for name in ("value", "low", "high")}


def _segment_row(row: SegmentRow) -> Payload:
    return {"title": row.title, "classes": [None if one is None else _segment(one) for one in row.figures]}


def _segment(figures: SegmentFigures) -> Payload:
    return {
        "title": figures.segment.title,
        "origin": figures.segment.origin,
        "began_at": figures.segment.began_at.isoformat(),
        "ended_at": figures.segment.ended_at.isoformat(),
        "coverage": None if figures.point is None else rounded(figures.point.coverage, 3),
        "mood_share_of_time": rounded(figures.mood_share_of_time, 3),
        "change_from_start": changes_payload(figures.from_start),
    }
