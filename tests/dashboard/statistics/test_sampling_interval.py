"""Figures of monitors that are slower than they were asked to be, and of classes with silences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from classroom.engagement import SHARMA2019
from classroom.privacy import mood_may_be_shown
from dashboard.database.read.classes import StoredSample
from dashboard.database.read.columns import SampleColumns, columns_of, variance_factors
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import gap_seconds, held_seconds, usual_intervals
from dashboard.statistics.time_series import chart_moments, moving_moments
from dashboard.statistics.trend import Trend, trend_of
from tests.dashboard.class_fixtures import CALM, DIP, ROW, START, Mood, covariance_of


def taken_at(seconds: list[float], mood: Callable[[float], Mood] = lambda _second: CALM) -> SampleColumns:
    def sample(number: int, second: float) -> StoredSample:
        return StoredSample(
            number, START + timedelta(seconds=second), 20, 20, mood(second), covariance_of(0.005), 0.7, 0
        )

    return columns_of(
        [sample(number, second) for number, second in enumerate(seconds, start=1)], variance_factors([SHARMA2019])
    )


def trend_at(seconds: list[float], mood: Callable[[float], Mood]) -> Trend:
    return trend_of(taken_at(seconds, mood), ROW)


def seconds_between(begin: int, end: int, step: int = 1) -> list[float]:
    return [float(second) for second in range(begin, end, step)]


def dipped_after(second: float) -> Callable[[float], Mood]:
    return lambda now: CALM if now < second else DIP


def test_a_slow_monitor_s_samples_make_one_unbroken_line() -> None:
    columns = taken_at(seconds_between(0, 600, 6))
    moments = moving_moments(columns, ROW, 30)
    assert not np.isnan(chart_moments(moments, gap_seconds(columns.seconds, ROW)).faces).any()
    assert np.isfinite(moments.mood[5:]).all()


def test_a_slow_monitor_s_gap_is_still_a_gap() -> None:
    seconds = taken_at(seconds_between(0, 300, 6) + seconds_between(360, 600, 6)).seconds
    assert gap_seconds(seconds, ROW) == pytest.approx(18)


SLOWED = [*range(0, 300), *range(300, 306, 2), *range(306, 318, 4), *range(318, 342, 8), *range(342, 642, 10)]
"""A monitor that keeps its pace for five minutes, and then slows down as far as it goes."""
STEPS_BACK = [8, 6.4, 5.2, 5.2, 4.2, 4.2, 3.4, 3.4, 2.7, 2.2, 1.8, 1.5, 1.2, *[1.0] * 120]
BACK = [*SLOWED, *(632 + second for second in np.cumsum(STEPS_BACK).tolist())]


@pytest.mark.parametrize("seconds", [SLOWED, BACK], ids=["slowed", "and back"])
def test_a_monitor_that_slows_down_draws_one_unbroken_line_and_shows_its_mood(seconds: list[float]) -> None:
    columns = taken_at(seconds)
    moments = moving_moments(columns, ROW, 30)
    assert not np.isnan(chart_moments(moments, gap_seconds(columns.seconds, ROW)).faces).any()
    for most_points in (60, 160):
        thinned = chart_moments(moments, gap_seconds(columns.seconds, ROW), most_points)
        assert len(thinned) < len(moments)
        assert not np.isnan(thinned.faces).any()
    assert np.isfinite(moments.mood[9:]).all()


def test_a_monitor_that_slowed_down_has_gaps_too_and_those_of_its_quick_time_stay_gaps() -> None:
    seconds = [*range(0, 100), *range(107, 300), *SLOWED[300:], *range(692, 992, 10)]
    columns = taken_at([float(second) for second in seconds])
    drawn = chart_moments(moving_moments(columns, ROW, 30), gap_seconds(columns.seconds, ROW))
    broken_at = drawn.seconds[np.isnan(drawn.faces)] - START.timestamp()
    assert broken_at == pytest.approx([103, 662])
    few = chart_moments(moving_moments(columns, ROW, 30), gap_seconds(columns.seconds, ROW), 60)
    assert few.seconds[np.isnan(few.faces)] - START.timestamp() == pytest.approx([662], abs=10)


def test_a_class_that_is_seldom_seen_does_not_pass_for_one_that_is_watched_slowly() -> None:
    seconds = taken_at(seconds_between(0, 300) + seconds_between(360, 900, 60) + seconds_between(900, 1500)).seconds
    assert usual_intervals(seconds, ROW).max() == 10
    assert (np.diff(seconds) > gap_seconds(seconds, ROW)).sum() == 10


def test_the_newest_silence_does_not_vouch_for_itself() -> None:
    seconds = taken_at([*seconds_between(0, 60), 90.0]).seconds
    assert gap_seconds(seconds, ROW)[-1] == 5
    assert held_seconds(seconds, ROW)[-1] == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_class_of_few_samples_has_the_pace_that_was_asked_for(count: int) -> None:
    seconds = taken_at(seconds_between(0, 20 * count, 20)).seconds
    assert held_seconds(seconds, ROW).tolist() == [1.0] * count
    assert gap_seconds(seconds, ROW).tolist() == [5.0] * max(count - 1, 0)


def test_a_change_that_is_held_at_a_slower_pace_is_told() -> None:
    seconds = [*seconds_between(0, 600), *(float(second) for second in range(600, 720, 10))]
    assert trend_at(seconds, dipped_after(610)).word == "Dipped"


def test_one_sample_is_no_mean_over_half_a_minute() -> None:
    shown = np.isfinite(moving_moments(taken_at(seconds_between(0, 30)), ROW, 30).mood[:, 0])
    assert np.flatnonzero(shown)[0] == 9


def test_after_a_long_gap_a_mood_needs_ten_seconds_again() -> None:
    moments = moving_moments(taken_at(seconds_between(0, 60) + seconds_between(120, 180)), ROW, 30)
    shown = np.isfinite(moments.mood[:, 0])
    assert shown[59]
    assert not shown[60:69].any()
    assert shown[69]


def test_a_picture_that_stands_alone_shows_its_mood_at_once() -> None:
    for row in (replace(ROW, source="folder:gallery"), replace(ROW, sample_seconds=10.0)):
        assert np.isfinite(moving_moments(taken_at([0.0]), row, 30).mood).all()


def test_a_change_is_not_carried_across_a_silence() -> None:
    mood = dipped_after(600)
    assert trend_at(seconds_between(0, 640), mood).word == "Dipped"
    assert trend_at(seconds_between(0, 640) + seconds_between(700, 703), mood) == Trend("Steady")
    held = trend_at(seconds_between(0, 640) + seconds_between(700, 775), mood)
    assert held.since is None or held.since - START.timestamp() >= 697


def test_a_silence_makes_no_class_older_than_its_samples() -> None:
    assert trend_at(seconds_between(0, 20) + seconds_between(600, 620), dipped_after(300)).word == "Just started"


def test_the_rule_for_arrays_is_the_rule_for_one_moment() -> None:
    faces = np.arange(0.0, 30.0, 0.5)
    for expected in (None, 1, 7, 24, 25):
        assert enough_seen(faces, expected).tolist() == [mood_may_be_shown(float(n), expected) for n in faces]
