"""Measure how soon the live page asks about a slump, and how often it asks about nothing.

    uv run python tools/measure_nudges.py [--slumps 200] [--hours 200] [--seed 1] [--curve]

Classes are simulated as those of the demo (dashboard/demo_data/lessons.py). The terms are defined in docs/detection.md.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package

import numpy as np  # noqa: E402 - the path comes first

from classroom.emotions import ANGRY, HAPPY, SAD  # noqa: E402
from dashboard.database.read.classes import ClassRow  # noqa: E402
from dashboard.database.read.columns import SampleColumns  # noqa: E402
from dashboard.demo_data.lesson_plans import LOW, Happening, LessonPlan  # noqa: E402
from dashboard.demo_data.lessons import SimulatedLesson, quiet_plan, simulate  # noqa: E402
from dashboard.demo_data.random_plans import SHIFT  # noqa: E402
from dashboard.statistics.slump_watch import WATCHES, Change, noticed_changes  # noqa: E402
from dashboard.statistics.time_series import NET_WEIGHTS  # noqa: E402
from tools.measure_detection import with_progress  # noqa: E402
from tools.smoothed_rule import smoothed_changes  # noqa: E402

Rule = Callable[[SampleColumns, ClassRow], tuple[Change, ...]]

PEOPLE = 25
SLUMP_SECONDS = (90.0, 480.0)
FIRST_SECONDS = (300.0, 900.0)
LESSON_SECONDS = 1500
RISE_SECONDS = 15.0
SLOW_RISE_SECONDS = (5.0, 40.0)
WANTED_SECONDS = 25.0
NEAR_SECONDS = 20.0
FLICKER_SECONDS = 90.0
LIMITS = (5.5, 6.0, 6.5, 7.0, 7.5, 8.0)
SIZES = ("that size and more", "the same, coming in 5 to 40 s", "just half the smiles", "just twice the sad and angry")


@dataclass(frozen=True)
class Slump:
    """A simulated lesson with one slump, from `begin` to `end` in seconds since 1970."""

    lesson: SimulatedLesson
    begin: float
    end: float


def least_shares(mood: tuple[float, ...]) -> tuple[float, float]:
    """Return the shares of LOW that, mixed into a mood, halve its smiles, and double its sad and angry faces."""
    smiles, bad, worst = mood[HAPPY], mood[SAD] + mood[ANGRY], LOW[SAD] + LOW[ANGRY]
    half = 0.5 * smiles / (smiles - LOW[HAPPY]) if smiles > 2 * LOW[HAPPY] else 1.0
    return half, bad / (worst - bad) if worst > 2 * bad else 1.0


def slump_plan(size: str, chance: np.random.Generator) -> tuple[LessonPlan, Happening]:
    """Return a lesson of 25 people in which nothing else happens, and its slump, of one of SIZES."""
    while True:
        plan = quiet_plan(chance)
        room = float((np.array(LOW) - np.array(plan.base_mood)) @ NET_WEIGHTS)
        half, twice = least_shares(plan.base_mood)
        share = {SIZES[2]: half, SIZES[3]: twice}.get(size, float(chance.uniform(*SHIFT)) / -room)
        if min(half, twice) <= share < 0.9:
            break
    length = float(chance.uniform(*SLUMP_SECONDS))
    rise = float(chance.uniform(*SLOW_RISE_SECONDS)) if size == SIZES[1] else RISE_SECONDS
    slump = Happening("dip", float(chance.uniform(*FIRST_SECONDS)), length, share * room, rise, min(rise, 20.0))
    happenings = (slump,)
    return replace(
        plan, seconds=LESSON_SECONDS, people=PEOPLE, gaps=(), coverage_changes=(), happenings=happenings
    ), slump


def slumps(size: str, count: int, seed: int) -> list[Slump]:
    """Return so many lessons with a slump of this size."""
    chance = np.random.default_rng([seed, SIZES.index(size)])
    found = []
    for _ in with_progress(range(count), count, f"slumps, {size}"):
        plan, slump = slump_plan(size, chance)
        begin = plan.began_at + slump.second
        found.append(Slump(simulate(plan), begin, begin + slump.seconds))
    return found


def quiet_hours(kind: str, count: int, seed: int) -> list[SimulatedLesson]:
    """Return so many lessons of an hour without a slump: "quiet", with "stirs", or of "any" size, gaps and coverage."""
    chance = np.random.default_rng([seed, 10])
    found = []
    for _ in with_progress(range(count), count, f"hours, {kind}"):
        plan = quiet_plan(chance)
        while plan.seconds < 3600:
            plan = quiet_plan(chance)
        plan = replace(plan, seconds=3600, happenings=tuple(one for one in plan.happenings if one.end <= 3600))
        if kind != "any":
            plan = replace(plan, people=PEOPLE, gaps=(), coverage_changes=())
        if kind == "quiet":
            plan = replace(plan, happenings=())
        found.append(simulate(plan))
    return found


def print_slumps(name: str, rule: Rule, found: list[Slump]) -> None:
    """Print how soon the slumps were noticed, and how often the question about one was taken back before its end."""
    delays, back = [], 0
    for one in found:
        told = [
            change
            for change in rule(one.lesson.columns, one.lesson.row)
            if change.kind == "low" and one.begin < change.noticed <= one.end
        ]
        delays.append(told[0].noticed - one.begin if told else np.inf)
        back += bool(told) and told[0].ended is not None and told[0].ended < one.end - NEAR_SECONDS
    in_time, at_all = np.mean(np.array(delays) <= WANTED_SECONDS), np.isfinite(delays).mean()
    median = float(np.median(delays))
    shown = f"{median:.0f} s" if np.isfinite(median) else "never"
    print(f"{name:44}{in_time:>10.0%}{at_all:>10.0%}{shown:>10}{back / len(found):>14.0%}")


def print_quiet(name: str, rule: Rule, lessons: list[SimulatedLesson]) -> None:
    """Print how many questions came in an hour without a slump, and how many of them were soon taken back."""
    told = [change for lesson in lessons for change in rule(lesson.columns, lesson.row)]
    lows = sum(change.kind == "low" for change in told)
    shown = np.array([(np.inf if one.ended is None else one.ended) - one.noticed for one in told])
    soon = f"{np.mean(shown <= FLICKER_SECONDS):.0%}" if told else "none"
    median = f"{np.median(shown):.0f} s" if told else "none"
    rates = f"{lows / len(lessons):>10.2f}{(len(told) - lows) / len(lessons):>10.2f}"
    print(f"{name:44}{rates}{soon:>14}{median:>14}")


def print_curve(found: list[Slump], lessons: list[SimulatedLesson]) -> None:
    """Print what each limit of the log ratio would give for lows."""
    print(f"\n{'limit':>6}{'an hour':>10}{'in 25 s':>10}{'at all':>10}{'median':>10}")
    for limit in LIMITS:
        watches = (replace(WATCHES[0], limit=limit),)
        hourly = sum(len(noticed_changes(one.columns, one.row, watches)) for one in lessons) / len(lessons)
        delays = [
            min(
                (
                    change.noticed - one.begin
                    for change in noticed_changes(one.lesson.columns, one.lesson.row, watches)
                    if one.begin < change.noticed <= one.end
                ),
                default=np.inf,
            )
            for one in found
        ]
        shares = f"{np.mean(np.array(delays) <= WANTED_SECONDS):>10.0%}{np.isfinite(delays).mean():>10.0%}"
        print(f"{limit:>6.1f}{hourly:>10.2f}{shares}{np.median(delays):>8.0f} s")


def main() -> None:
    """Simulate, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slumps", type=int, default=200, help="how many of each size")
    parser.add_argument("--hours", type=int, default=200, help="how many hours of each kind of quiet class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--curve", action="store_true", help="also what other limits would give")
    options = parser.parse_args()
    rules: dict[str, Rule] = {"before: ": smoothed_changes, "": noticed_changes}
    sized = {size: slumps(size, options.slumps, options.seed) for size in SIZES}
    quiet = {kind: quiet_hours(kind, options.hours, options.seed) for kind in ("quiet", "stirs", "any")}
    print(f"seed {options.seed}\n{'slumps':44}{'in 25 s':>10}{'at all':>10}{'median':>10}{'back early':>14}")
    for prefix, rule in rules.items():
        for size, found in sized.items():
            print_slumps(prefix + size, rule, found)
    print(
        f"\n{'questions in an hour without a slump':44}{'lows':>10}{'highs':>10}{'gone in 90 s':>14}{'shown for':>14}"
    )
    for prefix, rule in rules.items():
        for kind, lessons in quiet.items():
            print_quiet(prefix + kind, rule, lessons)
    if options.curve:
        print_curve(sized[SIZES[0]], quiet["quiet"])


if __name__ == "__main__":
    main()
