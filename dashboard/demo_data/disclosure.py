"""Simulation of the invented people that the monitor adds to each group (docs/privacy.md)."""

from dataclasses import replace
from typing import Final

import numpy as np

from classroom.emotions import EMOTION_COUNT
from classroom.privacy import INVENTED_PEOPLE, INVENTED_POOL
from dashboard.demo_data.class_reading import ClassReading
from dashboard.demo_data.lesson_plans import LessonPlan
from dashboard.demo_data.people import (
    UNREADABLE,
    Places,
    network_confusion,
    read_probabilities,
    shown_expressions,
    smoothed,
)

HELD_SECONDS: Final = 10.0
"""A face that cannot be read counts on for so long; only then is the group another one."""
LEAST_SHARE: Final = 1e-6


def disclosed(reading: ClassReading, plan: LessonPlan, places: Places, chance: np.random.Generator) -> ClassReading:
    """Return the reading (n moments) as it is stored: its mood with invented people, its covariance with theirs.

    `places` (n,) are those of the moments in the plan. The invented people are simulated as the people are, around the
    class's mean mood as read; which of the pool are added is drawn anew as often as somebody comes or goes.
    """
    if not np.isfinite(reading.mood).any():
        return reading
    usual = np.maximum(np.nanmean(reading.mood, axis=0), LEAST_SHARE)
    pool = replace(plan, people=INVENTED_POOL)
    truth = np.broadcast_to(usual / usual.sum(), (len(plan), EMOTION_COUNT))
    confusion = network_confusion()
    read = read_probabilities(shown_expressions(truth, pool, chance), confusion, pool, chance)
    faces = smoothed(read, np.ones(read.shape[:2], dtype=bool), plan.sample_seconds)[places]
    mean = truth[0] @ confusion
    members = _members(len(places), plan, chance)
    people = np.maximum(reading.usable_faces, 1.0)[:, None]
    added = (faces[np.arange(len(places))[:, None], members] - mean).sum(axis=1) / people
    mood = np.clip(reading.mood + added, 0.0, 1.0)
    rows, columns = np.triu_indices(EMOTION_COUNT)
    away = (faces - mean).reshape(-1, EMOTION_COUNT)
    of_one = (away.T @ away / len(away))[rows, columns]
    return replace(
        reading,
        mood=mood / mood.sum(axis=1, keepdims=True),
        covariances=reading.covariances + INVENTED_PEOPLE * of_one / people**2,
    )


def _members(count: int, plan: LessonPlan, chance: np.random.Generator) -> Places:
    """Return the places in the pool (count, INVENTED_PEOPLE) of those who are added to each moment."""
    share, seconds = UNREADABLE
    changes_a_second = share / seconds * np.exp(-HELD_SECONDS / seconds) * plan.people
    sets = np.cumsum(chance.random(count) < changes_a_second * plan.sample_seconds)
    drawn = [chance.permutation(INVENTED_POOL)[:INVENTED_PEOPLE] for _ in range(int(sets[-1]) + 1)]
    return np.asarray(np.array(drawn, dtype=np.intp)[sets])
