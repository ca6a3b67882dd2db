"""Conversion of students' answers to plain values, for JSON and templates."""

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.records import ClassRecords, PulseRow
from dashboard.language.translate import say
from dashboard.pulse.agreement import Agreement, agreements
from dashboard.pulse.guard_words import refused_words, withheld_words
from dashboard.pulse.points import PulsePoint, Question, pulse_points
from dashboard.pulse.protocol import AnsweredWindow
from dashboard.pulse.service import PulseRun
from dashboard.pulse.tally import Tally
from dashboard.pulse.words import (
    agreement_title,
    agreement_words,
    answer_words,
    answers_sentence,
    counts_words,
    question_name,
)
from dashboard.snapshot.class_data import ClassData
from dashboard.snapshot.payload import Payload, rounded


def pulse_payload(records: ClassRecords, row: ClassRow) -> Payload | None:
    """Return the newest window of students' answers with its sentence; None if there is none yet."""
    return window_payload(records.pulse[-1], row) if records.pulse else None


def window_payload(window: PulseRow, row: ClassRow) -> Payload:
    """Return one window: its counts by answer, and a sentence that says the same."""
    question = _question(window.question)
    counts = (window.first, window.second, window.third)
    begin, end = row.clock.minute(window.began_at), row.clock.minute(window.ended_at)
    return {
        "began_at": window.began_at.isoformat(),
        "ended_at": window.ended_at.isoformat(),
        "question": question,
        "title": question_name(question),
        "answers": window.answers,
        "counts": [
            {"answer": word, "count": count, "share": rounded(count / window.answers, 3)}
            for word, count in zip(answer_words(question), counts, strict=True)
        ],
        "span": say("{begin} to {end}", begin=begin, end=end),
        "words": counts_words(question, counts),
        "sentence": answers_sentence(question, counts, begin, end, typed_in=window.typed_in),
        "typed_in": window.typed_in,
    }


def typed_payload(window: AnsweredWindow, row: ClassRow) -> Payload:
    """Return a round that was typed in just now."""
    first, second, third = window.counts
    return window_payload(
        PulseRow(0, window.began_at, window.ended_at, window.question, first, second, third, True), row
    )


def agreement_payload(agreement: Agreement) -> Payload:
    """Return the agreement of pulse and mood, with its sentences."""
    return {
        "question": agreement.question,
        "name": question_name(agreement.question),
        "verdict": agreement.verdict,
        "reason": agreement.reason or None,
        "stretches": agreement.stretches,
        "stretches_without_mood": agreement.unseen,
        "correlation": rounded(agreement.correlation, 3),
        "low": rounded(agreement.low, 3),
        "high": rounded(agreement.high, 3),
        "title": agreement_title(agreement),
        "sentence": agreement_words(agreement),
    }


def class_pulse_payload(view: ClassData, run: PulseRun | None, tally: Tally) -> Payload:
    """Return all windows of a class, their agreement with its mood, and the pulse that runs for it, or None."""
    points = pulse_points(view)
    return {
        "running": None if run is None else run_payload(run, tally),
        "windows": [
            window_payload(window, view.row) | _beside(point)
            for window, point in zip(view.records.pulse, points, strict=True)
        ],
        "agreement": [agreement_payload(found) for found in agreements(view)],
    }


def run_payload(run: PulseRun, tally: Tally) -> Payload:
    """Return the values of a running pulse. `answered` is None below the minimum group, `code` where none is needed."""
    return {
        "question": run.question,
        "reach": run.reach,
        "url": run.url,
        "since": run.since.isoformat(),
        "min_group_size": run.row.min_group_size,
        "answered": run.answered,
        "code": run.code or None,
        "refused": tally.refused.by_reason
        | {"attempts": tally.refused.total, "sentence": refused_words(tally.refused)},
        "withheld": {
            "rounds": tally.withheld,
            "sentence": withheld_words(tally.withheld, run.row.min_group_size),
        },
    }


def _beside(point: PulsePoint) -> Payload:
    return {"score": rounded(point.score, 3), "net_positivity": rounded(point.net_positivity)}


def _question(name: str) -> Question:
    return "mood" if name == "mood" else "understanding"
