"""Conversion of groups, terms and averages after markers to plain values for JSON."""

from dashboard.comparisons.after_marker_words import verdict_words
from dashboard.comparisons.markers_page import MarkerData
from dashboard.comparisons.term import AgainstUsual, TermClass
from dashboard.comparisons.term_page import TermData
from dashboard.database.read.groups import Group
from dashboard.language.translate import say
from dashboard.snapshot.payload import Payload, class_payload, mood_payload, rounded, rounded_column
from dashboard.statistics.after_markers import AfterMarker


def term_payload(data: TermData) -> Payload:
    """Return a group's classes in order of their dates, each against the usual level of the group."""
    return {
        "group": data.search.group,
        "found": data.found.count,
        "usual_net_positivity": rounded(data.term.usual, 4),
        "usual_half_range": None if data.term.usual is None else rounded(data.term.half_range, 4),
        "networks": sorted(data.term.networks),
        "classes": [_term_class(one) for one in data.term.classes],
    }


def markers_payload(data: MarkerData) -> Payload:
    """Return the averages after each kind of marker."""
    return {
        "classes": len(data.results.found),
        "note": say("What followed a marker is not what it caused."),
        "kinds": [_after(one) for one in data.after],
    }


def group_payload(group: Group) -> Payload:
    """Return a group with the number of its classes, and when the first and the last of them began."""
    times = {"first_at": group.first_at.isoformat(), "last_at": group.last_at.isoformat()}
    return {"name": group.name, "classes": group.classes, **times}


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


def _against(against: AgainstUsual) -> Payload:
    judged = against.judgement
    figures: Payload = {name: rounded(getattr(against, name), 4) for name in ("value", "low", "high")}
    return figures | {"side": against.side, "verdict": judged.verdict, "strength": judged.strength}


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
        "against_usual": None if against is None else _against(against),
        "markers": dict(one.tally.markers),
        "answers": one.tally.answers,
        "dips": figures.dips,
        "peaks": figures.peaks,
    }
