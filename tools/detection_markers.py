"""Simulate groups of classes in which one kind of marker truly shifts the mood and another does not."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from dashboard.database.read.columns import Floats
from dashboard.database.read.records import MarkerRow
from dashboard.demo_data.lesson_plans import Happening
from dashboard.demo_data.lessons import SimulatedLesson, quiet_plan, simulate
from dashboard.demo_data.written_truth import envelope
from dashboard.statistics.after_markers import AfterMarker, ClassWithMarkers, after_markers
from dashboard.statistics.marker_windows import EFFECT, STEP_SECONDS, STEPS_BEFORE, step_starts

CLASSES = (3, 12)
MARKERS = (1, 3)
SHIFTS = (0.1, 0.2, 0.3)
SHIFT_DEVIATION = 0.05
AFTER = Happening("example", 0.0, 170.0, 0.1, rise_seconds=40.0, fade_seconds=30.0)
APART_SECONDS = 330.0


@dataclass
class MarkerScore:
    """The counts: coverage of curves and effects, and verdicts, by the true shift (0 for none)."""

    studies: int = 0
    curve_inside: list[float] = field(default_factory=list)
    effect_inside: list[bool] = field(default_factory=list)
    verdicts: dict[float, list[str]] = field(default_factory=dict)
    onset_errors: list[float] = field(default_factory=list)

    def lines(self) -> list[tuple[str, str]]:
        """Return the table's lines."""
        verdict_lines = [
            (f"shift {shift:+.1f}: up / down / nothing / too few", _verdict_counts(verdicts))
            for shift, verdicts in sorted(self.verdicts.items())
        ]
        onset = f"{np.median(self.onset_errors):+.0f} s (median)" if self.onset_errors else "never told"
        return [
            ("steps of the curve inside their 80 % band", f"{np.mean(self.curve_inside):.0%}"),
            ("effects inside their 80 % band", f"{np.mean(self.effect_inside):.0%} of {len(self.effect_inside)}"),
            *verdict_lines,
            ("told later than half of the rise", onset),
        ]


def _verdict_counts(verdicts: list[str]) -> str:
    return " / ".join(str(verdicts.count(name)) for name in ("lifts", "lowers", "nothing", "too_few"))


def true_curve(shift: float) -> Floats:
    """Return the simulated change (30,) after a marker of this shift, in each step's mean."""
    moments = np.arange(0.0, STEP_SECONDS)[None, :] + step_starts()[:, None]
    return np.asarray(shift * envelope(AFTER, moments).mean(axis=1), dtype=float)


def marker_score(studies: Iterable[int], seed: int, model_facts: str) -> MarkerScore:
    """Simulate groups of 3 to 12 classes with 1 to 3 markers of either kind each, and score the analysis of both."""
    chance = np.random.default_rng([seed, 2])
    score = MarkerScore()
    for number in studies:
        shift = SHIFTS[number % len(SHIFTS)] * (1 if number % 2 else -1)
        group = [
            _simulated_class(shift, chance, model_facts)
            for _ in range(int(chance.integers(CLASSES[0], CLASSES[1] + 1)))
        ]
        _count(after_markers(group, "own", "example"), shift, score)
        _count(after_markers(group, "question"), 0.0, score)
        score.studies += 1
    return score


def _count(after: AfterMarker, shift: float, score: MarkerScore) -> None:
    curve = true_curve(shift)
    effect = float(curve[EFFECT].mean())
    score.verdicts.setdefault(shift, []).append(after.verdict)
    if after.effect_low is not None and after.effect_high is not None:
        score.effect_inside.append(after.effect_low <= effect <= after.effect_high)
        known = np.isfinite(after.curve.mean)
        known[:STEPS_BEFORE] = False
        inside = (after.curve.low <= curve) & (curve <= after.curve.high)
        score.curve_inside.append(float(inside[known].mean()))
    if after.after_seconds is not None and shift:
        score.onset_errors.append(after.after_seconds - AFTER.rise_seconds / 2)


def _simulated_class(shift: float, chance: np.random.Generator, model_facts: str) -> ClassWithMarkers:
    """Return a class with markers of both kinds, at least five minutes apart; only custom markers shift the mood."""
    plan = quiet_plan(chance)
    wanted = [*["own"] * int(chance.integers(MARKERS[0], MARKERS[1] + 1)), *["question"] * int(chance.integers(1, 4))]
    kinds = [str(kind) for kind in chance.permutation(wanted)][: int((plan.seconds - 300) // APART_SECONDS)]
    spare = plan.seconds - 300 - APART_SECONDS * len(kinds)
    at = 130 + np.sort(chance.uniform(0, max(spare, 1), len(kinds))) + APART_SECONDS * np.arange(len(kinds))
    here = shift + float(chance.normal(0, SHIFT_DEVIATION))
    moved = [
        replace(AFTER, second=float(second), shift=here)
        for second, kind in zip(at, kinds, strict=True)
        if kind == "own"
    ]
    lesson: SimulatedLesson = simulate(replace(plan, happenings=(*plan.happenings, *moved)))
    markers = [
        MarkerRow(
            place, 1, datetime.fromtimestamp(plan.began_at + second, UTC), kind, "Example" if kind == "own" else ""
        )
        for place, (second, kind) in enumerate(zip(at.tolist(), kinds, strict=True))
    ]
    return replace(lesson.row, model_facts=model_facts), lesson.columns, markers
