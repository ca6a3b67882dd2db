import numpy as np
import pytest

from dashboard.database.read.columns import NET
from dashboard.demo_data.lesson_plans import LessonPlan
from dashboard.demo_data.lessons import simulate
from dashboard.statistics.time_series import chart_moments, minute_moments, moving_moments
from dashboard.statistics.within_people import COMING_AND_GOING, WITHIN_PEOPLE, share_that_changes


def test_of_a_moment_all_that_comes_and_goes_is_noise() -> None:
    assert share_that_changes(np.array([0.01])) == pytest.approx(WITHIN_PEOPLE**2 + COMING_AND_GOING, rel=1e-3)


def test_a_longer_mean_has_less_of_it_and_never_none() -> None:
    shares = share_that_changes(np.array([10.0, 30.0, 120.0, 600.0, 36_000.0]))
    assert (np.diff(shares) < 0).all()
    assert shares[-1] == pytest.approx(COMING_AND_GOING, abs=0.002)


def test_it_is_what_a_simulated_process_of_the_same_persistence_shows() -> None:
    chance = np.random.default_rng(1)
    steps, carried = 120, 0.7**0.1  # two minutes in steps of a second
    values = np.zeros((4000, steps))
    values[:, 0] = chance.normal(size=4000)
    for step in range(1, steps):
        values[:, step] = carried * values[:, step - 1] + np.sqrt(1 - carried**2) * chance.normal(size=4000)
    expected = float(share_that_changes(np.array(float(steps)))) - COMING_AND_GOING
    assert WITHIN_PEOPLE**2 * values.mean(axis=1).var() == pytest.approx(expected, rel=0.06)


def test_every_mean_over_time_knows_what_is_noise_in_a_difference_and_keeps_it_in_a_chart() -> None:
    lesson = simulate(LessonPlan(1800, 25, seed=3))
    means = [
        moving_moments(lesson.columns, lesson.row, 30.0),
        minute_moments(lesson.columns, lesson.row),
        chart_moments(moving_moments(lesson.columns, lesson.row, 30.0), 30.0, 100),
    ]
    for each in means:
        within, all_of_it = each.deviation_within(NET), each.net_deviation
        assert (within[np.isfinite(within)] < all_of_it[np.isfinite(within)]).all()
        assert np.isfinite(within).sum() == np.isfinite(all_of_it).sum() > 10
