"""Count how often the bands of differences within simulated classes hold the true differences."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.demo_data.lessons import SimulatedLesson
from dashboard.statistics.class_mean import class_start
from dashboard.statistics.differences import net_difference
from dashboard.statistics.mood_change import mood_change
from dashboard.statistics.time_series import NET_WEIGHTS, Moments, interval_moments

PART_SECONDS = 600.0
KINDS = ("the line against the start", "parts against the start", "parts against the part before")


@dataclass
class DifferenceScore:
    """Counts of a kind of difference: `held` says of each whether its band held the truth, `halves` how wide it was."""

    held: dict[str, list[bool]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    halves: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind: str, truth: float, low: float, high: float) -> None:
        """Count one band; none where it is not known."""
        if np.isfinite(low + truth):
            self.held[kind].append(bool(low <= truth <= high))
            self.halves[kind].append((high - low) / 2)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the figures of each kind."""
        for kind in KINDS:
            held, halves = self.held[kind], self.halves[kind]
            if held:
                yield kind, f"{np.mean(held):.0%} of {len(held)}, {np.median(halves):.3f} to either side (median)"


def score_differences(lesson: SimulatedLesson, row: ClassRow, score: DifferenceScore) -> None:
    """Compare the differences of a simulated class, as the pages tell them, with the true ones."""
    columns = lesson.columns
    found = class_start(columns, row)
    if found is None:
        return
    start, start_ends = found
    truth = lesson.truth_of_samples @ NET_WEIGHTS

    def true_mean(begin: float, end: float) -> float:
        inside = (columns.seconds >= begin) & (columns.seconds < end)
        return float(truth[inside].mean()) if inside.any() else float("nan")

    first = true_mean(-np.inf, start_ends)
    line = mood_change(columns, row)
    for at, low, high in zip(line.seconds, line.low, line.high, strict=True):
        if at > start_ends + line.average_seconds:
            score.add(KINDS[0], true_mean(at - line.average_seconds, at) - first, low, high)
    begins = np.arange(columns.seconds[0], columns.seconds[-1] - PART_SECONDS, PART_SECONDS)
    parts = interval_moments(columns, row, begins, begins + PART_SECONDS)
    means = [true_mean(begin, begin + PART_SECONDS) for begin in begins]
    for place in range(1, len(begins)):
        here, before = (parts.where(slice(at, at + 1)) for at in (place, place - 1))
        _add(score, KINDS[1], means[place] - first, here, start, row)
        _add(score, KINDS[2], means[place] - means[place - 1], here, before, row)


def _add(score: DifferenceScore, kind: str, truth: float, later: Moments, earlier: Moments, row: ClassRow) -> None:
    _, low, high = (float(each[0]) for each in net_difference(later, earlier, row))
    score.add(kind, truth, low, high)
