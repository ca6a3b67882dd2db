"""Measure how many slumps are found as certain lows in classes like the demo term's, and how many alarms are false.

    uv run python tools/measure_moments.py [--classes 200] [--seed 1]

So many classes of 25 like the demo term's are simulated; as many of the same without any event; and as many quiet ones
of 8 to 49 people with stirs, drift, gaps and missing faces. docs/detection.md says what is counted.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads would only wait for each other

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package

import numpy as np  # noqa: E402 - the path comes first

from classroom.emotions import EMOTIONS  # noqa: E402
from dashboard.database.read.classes import ClassRow  # noqa: E402
from dashboard.database.read.columns import SampleColumns  # noqa: E402
from dashboard.demo_data.lesson_plans import Happening, LessonPlan  # noqa: E402
from dashboard.demo_data.lessons import quiet_plan, row_of, simulate  # noqa: E402
from dashboard.demo_data.syllabus import COURSES, model_facts  # noqa: E402
from dashboard.demo_data.term import term_class  # noqa: E402
from dashboard.demo_data.written_truth import moved  # noqa: E402
from dashboard.statistics.moment_evidence import Kind  # noqa: E402
from dashboard.statistics.moments import SURE_Z, Moment, find_moments  # noqa: E402
from tools.measure_detection import Counts, shared, with_progress  # noqa: E402

PEOPLE = 25
LEAST_SECONDS = 90.0
DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
CURVE = (-0.4, -0.15, 0.0, 0.1)
"""By how much the least distance of certain moments is moved for the curve of what else could be found."""
SAD_AND_ANGRY = [EMOTIONS.index(name) for name in ("sad", "angry")]
HAPPY = EMOTIONS.index("happy")


@dataclass
class Score:
    """The counts at one least distance of certain moments."""

    slumps: dict[str, Counts] = field(default_factory=dict)
    false: Counts = field(default_factory=Counts)
    false_lows: Counts = field(default_factory=Counts)
    quiet: Counts = field(default_factory=Counts)
    varied: Counts = field(default_factory=Counts)

    @property
    def found(self) -> Counts:
        """Return the slumps of all kinds together."""
        return Counts(sum(one.yes for one in self.slumps.values()), sum(one.of for one in self.slumps.values()))


def like_the_terms(number: int, chance: np.random.Generator) -> tuple[LessonPlan, tuple[tuple[float, float], ...]]:
    """Return a class like the demo term's, of 25 people, and its excluded ranges."""
    course = replace(COURSES[number % len(COURSES)], people=PEOPLE)
    own_chance = np.random.default_rng(int(chance.integers(2**31)))
    one = term_class(course, int(chance.integers(len(course.titles))), DAY, own_chance)
    changes = one.plan.coverage_changes if one.excluded else ()
    return replace(one.plan, gaps=(), coverage_changes=changes), one.excluded


def is_slump(plan: LessonPlan, happening: Happening) -> bool:
    """Return whether it lasts ninety seconds and halves the smiles, or doubles the sad and angry faces."""
    before = np.array([plan.base_mood])
    during = moved(before, np.array([happening.shift]))[0]
    halves = during[HAPPY] <= before[0, HAPPY] / 2
    doubles = during[SAD_AND_ANGRY].sum() >= 2 * before[0, SAD_AND_ANGRY].sum()
    return happening.shift < 0 and happening.seconds >= LEAST_SECONDS and bool(halves or doubles)


def seen(plan: LessonPlan, excluded: tuple[tuple[float, float], ...]) -> tuple[SampleColumns, ClassRow]:
    """Return the samples of a class outside its excluded ranges, and its row."""
    columns = simulate(plan).columns
    second = columns.seconds - plan.began_at
    kept = np.ones(len(columns), dtype=bool)
    for begin, end in excluded:
        kept &= (second < begin) | (second >= end)
    return columns.where(kept), replace(row_of(plan), model_facts=model_facts().written())


def is_found(moments: tuple[Moment, ...], began_at: float, slump: Happening) -> bool:
    """Return whether a low lies in the slump for half of its own time at least, and for a quarter of the slump's."""
    interval = (began_at + slump.second, began_at + slump.end)
    lows = [one for one in moments if one.kind == "low"]
    both = [(shared((one.begin, one.end), interval), one.seconds) for one in lows]
    return any(2 * time >= own and 4 * time >= slump.seconds for time, own in both)


def is_true(moment: Moment, plan: LessonPlan) -> bool:
    """Return whether half of the moment's time at least lies in what moved the mood to its side."""
    sign = -1 if moment.kind == "low" else 1
    inside = sum(
        shared((moment.begin, moment.end), (plan.began_at + one.second, plan.began_at + one.end))
        for one in plan.happenings
        if one.shift * sign > 0
    )
    return 2 * inside >= moment.seconds


def score_term_class(plan: LessonPlan, excluded: tuple[tuple[float, float], ...], scores: dict[float, Score]) -> None:
    """Count the slumps of a class that were found, and what was named and is none."""
    columns, row = seen(plan, excluded)
    slumps = [one for one in plan.happenings if one.second < plan.seconds - LEAST_SECONDS and is_slump(plan, one)]
    for moved_by, score in scores.items():
        certain = find_moments(columns, row, moved_sure_z(moved_by)).certain
        for slump in slumps:
            name = f"{slump.kind} of {slump.seconds:.0f} s, by {slump.shift:+.2f}"
            score.slumps.setdefault(name, Counts()).add(is_found(certain, plan.began_at, slump))
        for moment in certain:
            score.false.add(not is_true(moment, plan))
            if moment.kind == "low":
                score.false_lows.add(not is_true(moment, plan))


def moved_sure_z(moved_by: float) -> dict[Kind, float]:
    """Return the least distance of certain moments, moved by so much."""
    return {kind: least + moved_by for kind, least in SURE_Z.items()}


def measure(classes: int, seed: int) -> dict[float, Score]:
    """Simulate all three kinds of classes and count."""
    chance = np.random.default_rng(seed)
    scores = {moved_by: Score() for moved_by in CURVE}
    for number in with_progress(range(classes), classes, "classes like the term's"):
        score_term_class(*like_the_terms(number, chance), scores)
    for number in with_progress(range(classes), classes, "the same without events"):
        plan, excluded = like_the_terms(number, chance)
        for moved_by, is_alarm in alarms(replace(plan, happenings=()), excluded):
            scores[moved_by].quiet.add(is_alarm)
    for _ in with_progress(range(classes), classes, "varied quiet classes"):
        for moved_by, is_alarm in alarms(quiet_plan(chance), ()):
            scores[moved_by].varied.add(is_alarm)
    return scores


def alarms(plan: LessonPlan, excluded: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, bool]]:
    """Yield for each least distance whether a quiet class has a certain moment."""
    columns, row = seen(plan, excluded)
    for moved_by in CURVE:
        yield moved_by, bool(find_moments(columns, row, moved_sure_z(moved_by)).certain)


def main() -> None:
    """Simulate, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--classes", type=int, default=200, help="how many of each kind to simulate")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scores = measure(options.classes, options.seed)
    for name, counts in sorted(scores[0.0].slumps.items()):
        print(f"found: {name:32}{counts}")
    print(f"\n{'least distance, lows':22}{'slumps found':>22}{'named, but false':>22}{'lows':>22}", end="")
    print(f"{'quiet, alarm':>20}{'varied quiet, alarm':>22}")
    for moved_by, score in scores.items():
        columns = (score.found, score.false, score.false_lows, score.quiet, score.varied)
        least = SURE_Z["low"] + moved_by
        print(f"{least:<22.2f}{columns[0]!s:>22}{columns[1]!s:>22}{columns[2]!s:>22}", end="")
        print(f"{columns[3]!s:>20}{columns[4]!s:>22}")


if __name__ == "__main__":
    main()
