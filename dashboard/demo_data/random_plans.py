"""Random lesson plans: varied ones with dips and peaks, and quiet ones without."""

from dataclasses import replace
from typing import Final

import numpy as np

from dashboard.demo_data.lesson_plans import CALM, CoverageChange, Happening, LessonPlan

MINUTES: Final = (25, 90)
PEOPLE: Final = (8, 49)
CHANGE_SECONDS: Final = (90.0, 480.0)
SHIFT: Final = (0.10, 0.45)
"""From barely above the noise of faces to an obvious change."""
APART_SECONDS: Final = 180.0
"""Of steady mood between two changes, and before the first: without it a change is not defined."""
MOST_CHANGES: Final = 4
MOST_SEED: Final = 2**31


def random_plan(chance: np.random.Generator, most_changes: int = MOST_CHANGES) -> LessonPlan:
    """Return a random lesson of 25 to 90 minutes and 8 to 49 people.

    It has 0 to `most_changes` dips and peaks of 1.5 to 8 minutes, and stirs of some seconds; some have drift, gaps and
    falls of coverage.
    """
    plan = quiet_plan(chance)
    changes = _changes(plan.seconds, int(chance.integers(0, most_changes + 1)), chance)
    return replace(plan, happenings=tuple(sorted((*plan.happenings, *changes), key=lambda one: one.second)))


def quiet_plan(chance: np.random.Generator) -> LessonPlan:
    """Return a random lesson without any dip or peak, in which every detection is a false alarm; see `random_plan`.

    It still has stirs of some seconds, and in half of the lessons a drift of the whole class.
    """
    seconds = int(chance.integers(MINUTES[0] * 60, MINUTES[1] * 60 + 1))
    return LessonPlan(
        seconds=seconds,
        people=int(chance.integers(PEOPLE[0], PEOPLE[1] + 1)),
        seed=int(chance.integers(MOST_SEED)),
        base_mood=_mood(chance),
        happenings=_stirs(seconds, chance),
        gaps=_gaps(seconds, chance),
        coverage_changes=_coverage_changes(seconds, chance),
        wander=float(chance.uniform(0.03, 0.12)) if chance.random() < 0.5 else 0.0,
        absence=float(chance.uniform(0.01, 0.12)),
    )


def _mood(chance: np.random.Generator) -> tuple[float, ...]:
    """Return a mood around the calm one, whose shares differ by a third or so."""
    shares = np.array(CALM) * np.exp(chance.normal(0, 0.3, len(CALM)))
    return tuple((shares / shares.sum()).tolist())


def _changes(seconds: int, wanted: int, chance: np.random.Generator) -> list[Happening]:
    """Return up to `wanted` dips and peaks, as many as fit, none near another or near the lesson's ends."""
    lengths = chance.uniform(*CHANGE_SECONDS, wanted)
    while len(lengths) and lengths.sum() + APART_SECONDS * (len(lengths) + 1) > seconds:
        lengths = lengths[:-1]
    spare = seconds - lengths.sum() - APART_SECONDS * (len(lengths) + 1)
    rests = APART_SECONDS + spare * chance.dirichlet(np.ones(len(lengths) + 1))
    begins = np.cumsum(rests[:-1]) + np.concatenate([[0.0], np.cumsum(lengths)])[: len(lengths)]
    found = []
    for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        height = float(chance.uniform(*SHIFT))
        is_dip = chance.random() < 0.6
        glide = float(chance.uniform(5, min(40, length / 3)))
        found.append(Happening("dip" if is_dip else "peak", begin, length, -height if is_dip else height, glide, glide))
    return found


def _stirs(seconds: int, chance: np.random.Generator) -> tuple[Happening, ...]:
    """Return some laughter and some frowning of ten to twenty-five seconds, every eight minutes or so."""
    count = int(chance.poisson(seconds / 480))
    begins = np.sort(chance.uniform(0, max(seconds - 30, 1), count))
    lengths, shifts = chance.uniform(10, 25, count), chance.uniform(-0.2, 0.4, count)
    parts = zip(begins.tolist(), lengths.tolist(), shifts.tolist(), strict=True)
    return tuple(Happening("stir", begin, length, shift, 3.0, 5.0) for begin, length, shift in parts)


def _gaps(seconds: int, chance: np.random.Generator) -> tuple[tuple[float, float], ...]:
    """Return none in most lessons, else one or two of ten seconds to four minutes."""
    if chance.random() < 0.7:
        return ()
    begins = np.sort(chance.uniform(120, seconds - 300, int(chance.integers(1, 3))))
    return tuple((begin, begin + float(chance.uniform(10, 240))) for begin in begins.tolist())


def _coverage_changes(seconds: int, chance: np.random.Generator) -> tuple[CoverageChange, ...]:
    """Return none in most lessons, else one interval in which some, or most, switch their cameras off."""
    if chance.random() < 0.65:
        return ()
    length = float(chance.uniform(60, 600))
    return (CoverageChange(float(chance.uniform(60, seconds - length)), length, float(chance.uniform(0.2, 0.85))),)
