"""The true expected mood of a simulated class at each moment."""

from typing import Final

import numpy as np

from classroom.emotions import EMOTION_COUNT
from dashboard.database.read.columns import Floats
from dashboard.demo_data.lesson_plans import BRIGHT, LOW, Happening, LessonPlan
from dashboard.statistics.time_series import NET_WEIGHTS

WANDER_SECONDS: Final = 600.0
TRUTH_SEED: Final = 7
"""The drift has a generator of its own, so that the truth does not depend on the simulation of people."""
MOST_DRAWN: Final = 0.95


def planned_moments(plan: LessonPlan) -> Floats:
    """Return the seconds (m,) since the lesson's start at which a sample is due, those in gaps included."""
    return np.arange(len(plan), dtype=np.float64) * plan.sample_seconds


def lesson_truth(plan: LessonPlan) -> Floats:
    """Return the true expected mood (m, 7) of the class at each planned moment; each row sums to 1."""
    chance = np.random.default_rng((plan.seed, TRUTH_SEED))
    moments = planned_moments(plan)
    drifting = np.exp(np.log(np.array(plan.base_mood)) + plan.wander * _wandering(moments, chance))
    truth: Floats = drifting / drifting.sum(axis=1, keepdims=True)
    for happening in plan.happenings:
        truth = moved(truth, happening.shift * envelope(happening, moments))
    return truth


def envelope(happening: Happening, moments: Floats) -> Floats:
    """Return the strength (m,) of the event at each moment, 0 to 1, rising and falling smoothly."""
    rising = np.clip((moments - happening.second) / happening.rise_seconds, 0, 1)
    falling = np.clip((happening.end - moments) / happening.fade_seconds, 0, 1)
    height = np.minimum(rising, falling)
    return np.asarray(height * height * (3 - 2 * height), dtype=float)


def moved(truth: Floats, shift: Floats) -> Floats:
    """Return the moods, mixed with LOW or BRIGHT so that net positivity changes by `shift` (m,)."""
    target = np.where((shift < 0)[:, None], np.array(LOW), np.array(BRIGHT))
    room = (target - truth) @ NET_WEIGHTS
    share = np.clip(np.divide(shift, room, out=np.zeros_like(shift), where=shift * room > 0), 0, MOST_DRAWN)[:, None]
    return np.asarray((1 - share) * truth + share * target, dtype=float)


def _wandering(moments: Floats, chance: np.random.Generator) -> Floats:
    """Return seven slow, smooth, independent processes (m, 7) of mean 0 and variance 1 over many lessons.

    Each is a sum of sines of random phase: stationary, and without a jump.
    """
    walks: Floats = np.zeros((len(moments), EMOTION_COUNT))
    for period in (WANDER_SECONDS * 0.8, WANDER_SECONDS * 1.7, WANDER_SECONDS * 3.1):
        phases = chance.uniform(0, 2 * np.pi, EMOTION_COUNT)
        walks += np.sqrt(2 / 3) * np.sin(2 * np.pi * moments[:, None] / period + phases)
    return walks
