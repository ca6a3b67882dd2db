"""Evaluate lows and highs, confidence bands and marker effects on simulated classes with known truth.

    uv run python tools/measure_detection.py [--classes 200] [--seed 1]

Half of the classes are simulated with lows and highs, half are quiet. The metrics are defined in docs/detection.md.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads would only wait for each other

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package

import numpy as np  # noqa: E402 - the path comes first
import numpy.typing as npt  # noqa: E402

from classroom.engagement import SHARMA2019  # noqa: E402
from classroom.model_facts import ModelFacts  # noqa: E402
from dashboard.demo_data.lessons import (  # noqa: E402
    Happening,
    SimulatedLesson,
    network_confusion,
    quiet_plan,
    random_plan,
    simulate,
)
from dashboard.statistics.moments import ClassMoments, Moment, find_moments  # noqa: E402
from dashboard.statistics.points import points_of  # noqa: E402
from dashboard.statistics.time_series import NET_WEIGHTS, moving_moments  # noqa: E402
from tools.detection_differences import DifferenceScore, score_differences  # noqa: E402
from tools.detection_markers import MarkerScore, marker_score  # noqa: E402

if TYPE_CHECKING:
    from dashboard.database.read.classes import ClassRow

DEPTHS = (0.1, 0.2, 0.3, 0.4, 0.5)
LARGE_CLASS = 20
KINDS = {"dip": "low", "peak": "high"}
MOOD_SECONDS = 30.0
REPORT_EVERY = 5


@dataclass
class Counts:
    """The number of successes, out of how many."""

    yes: int = 0
    of: int = 0

    def add(self, so: object, of: int = 1) -> None:
        """Count one more, or several at once."""
        self.yes, self.of = self.yes + int(so), self.of + of  # type: ignore[call-overload]

    def __str__(self) -> str:
        """Format both and the share."""
        return f"{self.yes} of {self.of} ({self.yes / self.of:.0%})" if self.of else "none"


@dataclass
class Score:
    """The counts over all classes."""

    hits: dict[tuple[float, bool], Counts] = field(default_factory=dict)
    false_alarms: int = 0
    partial: int = 0
    classes: int = 0
    quiet: Counts = field(default_factory=Counts)
    edge_errors: list[float] = field(default_factory=list)
    moods: Counts = field(default_factory=Counts)
    uncertain_moods: Counts = field(default_factory=Counts)
    sizes: Counts = field(default_factory=Counts)
    uncertain_sizes: Counts = field(default_factory=Counts)
    net: list[float] = field(default_factory=list)
    proxy: list[float] = field(default_factory=list)
    differences: DifferenceScore = field(default_factory=DifferenceScore)
    slowest: float = 0.0


def known_network() -> str:
    """Return the facts of the simulated network, as a class stores them."""
    rows = tuple(tuple(row) for row in network_confusion().tolist())
    return ModelFacts(0.84, 0.827, 0.852, 3372, "simulated faces", rows).written()


def shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the overlap of two intervals in seconds."""
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0.0)


def true_net(lesson: SimulatedLesson, begin: float, end: float) -> float:
    """Return the mean true net positivity of the samples in an interval (seconds since 1970)."""
    seconds = lesson.columns.seconds
    inside = (seconds >= begin) & (seconds < end)
    return float((lesson.truth_of_samples[inside] @ NET_WEIGHTS).mean())


def score_class(lesson: SimulatedLesson, score: Score) -> None:
    """Compare the detections in a class with the simulated truth."""
    row = replace(lesson.row, model_facts=known_network())
    before = time.perf_counter()
    found = find_moments(lesson.columns, row)
    score.slowest = max(score.slowest, time.perf_counter() - before)
    if lesson.plan.changes:
        score_moments(lesson, found.certain, score)
    score_bands(lesson, found, score)
    score_drawn(lesson, row, score)
    score_differences(lesson, row, score.differences)


def score_moments(lesson: SimulatedLesson, certain: tuple[Moment, ...], score: Score) -> None:
    """Count hits, misses and false alarms of a class that has lows and highs."""
    start = lesson.plan.began_at
    used: set[int] = set()
    for happening in lesson.plan.changes:
        interval = (start + happening.second, start + happening.end)
        found = [place for place, one in enumerate(certain) if is_hit(one, happening, interval)]
        depth = max(limit for limit in DEPTHS if limit <= abs(happening.shift) + 1e-9)
        key = (depth, lesson.plan.people >= LARGE_CLASS)
        score.hits.setdefault(key, Counts()).add(bool(found))
        if found:
            used.add(found[0])
            score_edges(happening, certain[found[0]], start, score)
    for place, one in enumerate(certain):
        if place in used:
            continue
        inside = sum(
            shared((one.begin, one.end), (start + happening.second, start + happening.end))
            for happening in lesson.plan.changes
            if KINDS[happening.kind] == one.kind
        )
        score.partial += inside >= one.seconds / 2
        score.false_alarms += inside < one.seconds / 2
    score.classes += 1


def is_hit(one: Moment, happening: Happening, interval: tuple[float, float]) -> bool:
    """Return whether a moment is of the happening's kind, and they share at least half of either."""
    both = shared((one.begin, one.end), interval)
    return KINDS[happening.kind] == one.kind and 2 * both >= max(one.seconds, happening.seconds)


def score_edges(happening: Happening, one: Moment, start: float, score: Score) -> None:
    """Compare both ends of a hit with the middles of the happening's rise and of its fade."""
    rose, fell = happening.second + happening.rise_seconds / 2, happening.end - happening.fade_seconds / 2
    score.edge_errors += [abs(one.begin - start - rose), abs(one.end - start - fell)]


def score_bands(lesson: SimulatedLesson, found: ClassMoments, score: Score) -> None:
    """Count how often the bands of the moments' moods and of their sizes contain the truth."""
    usual = float(np.median(lesson.truth_of_samples @ NET_WEIGHTS))
    for one in found.moments:
        truth = true_net(lesson, one.begin, one.end)
        sizes = score.sizes if one.is_certain else score.uncertain_sizes
        moods = score.moods if one.is_certain else score.uncertain_moods
        moods.add(one.mood_low <= truth <= one.mood_high)
        sizes.add(one.low <= truth - usual <= one.high)


def score_drawn(lesson: SimulatedLesson, row: "ClassRow", score: Score) -> None:
    """Count how often the drawn bands contain the truth, the mean over the same 30 seconds."""
    truth = np.where(lesson.columns.has_mood[:, None], lesson.truth_of_samples, np.nan)
    written = points_of(moving_moments(replace(lesson.columns, mood=truth), row, MOOD_SECONDS), row, SHARMA2019)
    points = points_of(moving_moments(lesson.columns, row, MOOD_SECONDS), row, SHARMA2019)
    shown = np.isfinite(points.net_positivity)

    def share(low: Any, true: Any, high: Any) -> float:  # noqa: ANN401 - columns of numbers
        inside: npt.NDArray[np.bool_] = (low <= true) & (true <= high)
        return float(inside[shown].mean())

    if shown.any():
        score.net.append(share(points.net_low, written.net_positivity, points.net_high))
        score.proxy.append(share(points.engagement_low, written.engagement, points.engagement_high))


def with_progress(things: Iterable[Any], count: int, what: str) -> Iterator[Any]:
    """Yield the things, and print the progress and the time left."""
    began = time.monotonic()
    for done, thing in enumerate(things):
        if done % REPORT_EVERY == 0:
            left = f"{(time.monotonic() - began) / done * (count - done):.0f} s left" if done else "just begun"
            print(f"\r{what}: {done} of {count}, {left}   ", end="", file=sys.stderr, flush=True)
        yield thing
    print(f"\r{what}: {count} of {count}, {time.monotonic() - began:.0f} s         ", file=sys.stderr)


def measure(classes: int, seed: int) -> Score:
    """Simulate the classes and count."""
    chance = np.random.default_rng(seed)
    score = Score()
    for number in with_progress(range(classes), classes, "classes"):
        quiet = number % 2 == 1
        lesson = simulate(quiet_plan(chance) if quiet else random_plan(chance))
        score_class(lesson, score)
        if quiet:
            score.quiet.add(bool(find_moments(lesson.columns, lesson.row).certain))
    return score


def print_score(score: Score) -> None:
    """Print the table."""
    print(f"{'shift of net positivity':28}{'8 to 19 people':>22}{'20 to 49 people':>22}")
    for low, high in pairwise(DEPTHS):
        small, large = (str(score.hits.get((low, size), Counts())) for size in (False, True))
        print(f"found, {low:.1f} to {high:.1f}           {small:>22}{large:>22}")
    print(
        f"false alarms beside them      {score.false_alarms} in {score.classes} classes; parts of one: {score.partial}"
    )
    print(f"quiet classes with an alarm   {score.quiet}")
    errors = np.array(score.edge_errors) if score.edge_errors else np.zeros(1)
    print(
        f"error of a time               {np.median(errors):.0f} s (median), {np.quantile(errors, 0.9):.0f} s (9 in 10)"
    )
    print(f"slowest class                 {1000 * score.slowest:.0f} ms")
    print("\nbands of 80 % that hold the truth")
    for name in ("moods", "sizes", "uncertain_moods", "uncertain_sizes"):
        print(f"  {name:28}{getattr(score, name)}")
    for name in ("net", "proxy"):
        shares = np.array(getattr(score, name))
        print(f"  {name:28}{shares.mean():.0%} of the moments of {len(shares)} classes")
    for kind, figures in score.differences.lines():
        print(f"  {kind:32}{figures}")


def print_markers(found: MarkerScore) -> None:
    """Print the scores of the marker analysis."""
    print(f"\nmarkers, {found.studies} groups of classes")
    for name, value in found.lines():
        print(f"  {name:44}{value}")


def main() -> None:
    """Simulate, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--classes", type=int, default=200, help="how many to simulate, half of them quiet")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    score = measure(options.classes, options.seed)
    print_score(score)
    studies = max(options.classes // 2, 10)
    print_markers(marker_score(with_progress(range(studies), studies, "groups"), options.seed, known_network()))


if __name__ == "__main__":
    main()
