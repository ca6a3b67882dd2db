"""Invented people are watched as real ones are: the same smoothing, the same mean, covariance and agreement."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from dashboard.demo_data.class_reading import class_reading
from dashboard.demo_data.lessons import LessonPlan
from dashboard.demo_data.people import SMOOTHING_SECONDS, shown_expressions, smoothed
from dashboard.demo_data.written_truth import lesson_truth
from monitor.aggregate.class_mood import class_mood
from monitor.aggregate.smoothing import FaceSmoothing
from monitor.types import Observation, Reading

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def observation(track: int, second: float, shares: np.ndarray, weight: float = 1.0) -> Observation:
    return Observation(track, AT + timedelta(seconds=second), tuple((shares / shares.sum()).tolist()), weight)


def reading_of(second: float, observations: list[Observation]) -> Reading:
    return Reading(AT + timedelta(seconds=second), len(observations), tuple(observations), 0, 1.0, False)


def test_a_class_s_figures_are_those_that_the_monitor_computes() -> None:
    chance = np.random.default_rng(1)
    shares = chance.dirichlet(np.ones(7), (3, 9))
    weights = chance.uniform(0.2, 1.0, (3, 9))
    weights[1, :2] = 0
    view = np.ones((3, 9), dtype=bool)
    view[2, 4] = False
    found = class_reading(shares, weights, view, 5)
    for place in range(3):
        counted = np.flatnonzero(view[place] & (weights[place] > 0))
        mood = class_mood(
            [observation(face, 0, shares[place, face], weights[place, face]) for face in counted.tolist()]
        )
        assert found.mood[place] == pytest.approx(mood.means)
        assert found.covariances[place] == pytest.approx(mood.covariance)
        assert found.agreement[place] == pytest.approx(mood.agreement)
    assert found.faces.tolist() == [9, 9, 8]
    assert found.usable_faces.tolist() == [9, 7, 8]


def test_a_face_is_smoothed_as_the_monitor_smooths_it_also_when_it_was_away() -> None:
    shares = np.random.default_rng(2).dirichlet(np.ones(7), (60, 1))
    seen = np.ones((60, 1), dtype=bool)
    seen[10:13] = seen[20:55] = False
    ours, monitor = smoothed(shares, seen, 1.0), FaceSmoothing(SMOOTHING_SECONDS)
    for second in np.flatnonzero(seen[:, 0]).tolist():
        now = reading_of(second, [observation(1, second, shares[second, 0])])
        theirs = monitor.smooth(now.observations, now)
        assert ours[second, 0] == pytest.approx(theirs[0].probabilities, abs=1e-6)


def test_each_emotion_is_shown_as_often_as_the_truth_says() -> None:
    plan = LessonPlan(200, 3000, seed=1)
    truth = lesson_truth(plan)
    shown = shown_expressions(truth, plan, np.random.default_rng(1))
    assert np.bincount(shown.ravel(), minlength=7) / shown.size == pytest.approx(plan.base_mood, abs=0.01)


def test_an_expression_lasts_for_tens_of_seconds_and_people_lean_to_a_side_of_their_own() -> None:
    plan = LessonPlan(3600, 60, seed=1)
    shown = shown_expressions(lesson_truth(plan), plan, np.random.default_rng(1))
    lasted = 3600 / ((np.diff(shown, axis=0) != 0).sum(axis=0) + 1)
    assert 25 < np.median(lasted) < 150
    happy = (shown == 3).mean(axis=0)
    assert happy.std() > 0.08
