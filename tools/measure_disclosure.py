"""Measure how well one person's expression is guessed from a group's stored figures, and what the protection costs.

    uv run python tools/measure_disclosure.py [--cases 400]

The attacks are those of tools/disclosure_attacks.py, on the people of the demo lesson. Prints the tables of
docs/privacy.md: each attack without and with the invented people, and the error that they add to a minute's mean.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package

import numpy as np  # noqa: E402 - the path comes first

from classroom.privacy import INVENTED_PEOPLE  # noqa: E402
from dashboard.statistics.time_series import NET_WEIGHTS  # noqa: E402
from monitor.aggregate.sampling import ClassSampling  # noqa: E402
from monitor.capture.demo.lesson import Lesson  # noqa: E402
from monitor.disclosure.disclosure import MoodDisclosure  # noqa: E402
from tools.disclosure_attacks import (  # noqa: E402
    ATTACKS,
    MIN_GROUP_SIZE,
    departure,
    guess_over_many_sets,
    reading,
    success_of,
)

SIZES = (5, 6, 8, 12, 20, 30)
COSTED_SIZES = (6, 8, 12, 15, 20, 25, 30)
SETTLING_SECONDS = 60
MINUTES = 4


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Measure what a group's figures tell of one person.")
    parser.add_argument("--cases", type=int, default=400)
    cases = parser.parse_args().cases
    print("| faces | people | guessing | " + " | ".join(ATTACKS) + " |")
    print("|---|---|---|" + "---|" * len(ATTACKS))
    for moves in (True, False):
        for size in SIZES:
            print(attacked_row(size, cases, moves=moves), flush=True)
    print("\n| sets of people with the one in them | guessing | all others known |\n|---|---|---|")
    for sets in (1, 4, 16, 64):
        print(many_sets_row(sets, cases // 4), flush=True)
    print("\n| people | error of a share | error of the mood | deviation of the mood over faces |\n|---|---|---|---|")
    for size in COSTED_SIZES:
        print(cost_row(size, max(cases // 20, 4)), flush=True)


def attacked_row(size: int, cases: int, *, moves: bool) -> str:
    """Return the row of a size: the share of right guesses of each attack, before and after."""
    before = [departure(size, seed, moves=moves, added=0) for seed in range(cases)]
    after = [departure(size, seed, moves=moves) for seed in range(cases)]
    chance = success_of(ATTACKS["the difference"], before).by_chance
    cells = [
        f"{success_of(attack, before).right:.0%} → {success_of(attack, after).right:.0%}" for attack in ATTACKS.values()
    ]
    return f"| {'moving' if moves else 'still'} | {size} | {chance:.0%} | " + " | ".join(cells) + " |"


def many_sets_row(sets: int, cases: int) -> str:
    """Return the row of an attack over so many sets of people, all of which have the one in them."""
    found = [guess_over_many_sets(sets, seed) for seed in range(cases)]
    truths = [truth for truth, _ in found]
    right = np.mean([truth == guess for truth, guess in found])
    return f"| {sets} | {np.bincount(truths).max() / cases:.0%} | {right:.0%} |"


def cost_row(size: int, classes: int) -> str:
    """Return the row of what is added to the minutes' means of a class of this size."""
    errors = np.concatenate([minute_errors(size, seed) for seed in range(classes)])
    moods = errors @ NET_WEIGHTS
    spread = np.mean([mood_deviation(size, seed) for seed in range(classes)])
    return f"| {size} | {np.abs(errors).mean():.3f} | {np.abs(moods).mean():.3f} | {spread:.3f} |"


def minute_errors(size: int, seed: int) -> np.ndarray:
    """Return the errors (minutes, 7) of the minutes' mean shares of a simulated class."""
    exact, shown = (stored_means(size, seed, added) for added in (0, INVENTED_PEOPLE))
    return np.asarray((shown - exact).reshape(MINUTES, -1, shown.shape[1]).mean(axis=1))


def stored_means(size: int, seed: int, added: int) -> np.ndarray:
    """Return the shares (seconds, 7) that are stored of a class that has settled."""
    lesson = Lesson.load(size, seed)
    disclosure = MoodDisclosure(MIN_GROUP_SIZE, seed.to_bytes(32), added)
    sampling = ClassSampling(1.0, MIN_GROUP_SIZE, 0.0, 1.0, disclosure)
    stored = [
        sample.mood.means
        for second in range(SETTLING_SECONDS + 60 * MINUTES)
        for sample in sampling.add(reading(second, lesson.mixtures_at(second), leaver_is_there=True))
        if second >= SETTLING_SECONDS and sample.mood
    ]
    return np.array(stored)


def mood_deviation(size: int, seed: int) -> float:
    """Return the standard error of a sample's mood over its faces, without invented people: the scale of the errors."""
    lesson = Lesson.load(size, seed)
    moods: Sequence[np.ndarray] = [lesson.mixtures_at(second) @ NET_WEIGHTS for second in range(60, 300, 20)]
    return float(np.mean([mood.std(ddof=1) for mood in moods]) / np.sqrt(size))


if __name__ == "__main__":
    main()
