"""Figures of monitors that are slower than they were asked to be, and of classes with silences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from classroom.engagement import SHARMA2019
from classroom.privacy import mood_may_be_shown
from dashboard.figures.series import chart_moments, gap_seconds, moving_moments
from dashboard.figures.summary import summarise
from dashboard.figures.trend import Trend, trend_of
from dashboard.reading.columns import SampleColumns, columns_of, variance_factors
from dashboard.reading.mood_rule import enough_seen
from dashboard.reading.queries import StoredSample
from tests.dashboard.class_cast import CALM, DIP, ROW, START, Mood, spread_of


def taken_at(seconds: list[float], mood: Callable[[float], Mood] = lambda _second: CALM) -> SampleColumns:
    def sample(number: int, second: float) -> StoredSample:
        return StoredSample(number, START + timedelta(seconds=second), 20, 20, mood(second), spread_of(0.005), 0.7, 0)

    return columns_of(
        [sample(number, second) for number, second in enumerate(seconds, start=1)], variance_factors(SHARMA2019)
    )


def trend_at(seconds: list[float], mood: Callable[[float], Mood]) -> Trend:
    return trend_of(moving_moments(taken_at(seconds, mood), ROW, 30), ROW)


def stretch(begin: int, end: int, step: int = 1) -> list[float]:
    return [float(second) for second in range(begin, end, step)]


def dipped_after(second: float) -> Callable[[float], Mood]:
    return lambda now: CALM if now < second else DIP


def test_a_slow_monitor_s_samples_make_one_unbroken_line() -> None:
    columns = taken_at(stretch(0, 600, 6))
    moments = moving_moments(columns, ROW, 30)
    assert not np.isnan(chart_moments(moments, gap_seconds(columns.seconds, ROW)).faces).any()
    assert np.isfinite(moments.mood[5:]).all()


def test_a_slow_monitor_s_gap_is_still_a_gap() -> None:
    seconds = taken_at(stretch(0, 300, 6) + stretch(360, 600, 6)).seconds
    assert gap_seconds(seconds, ROW) == pytest.approx(18)


def test_the_stretches_of_a_slow_monitor_are_compared() -> None:
    summary = summarise(taken_at(stretch(0, 1200, 6), dipped_after(600)), ROW, SHARMA2019)
    assert summary.compared
    assert summary.lowest is not None


def test_a_class_too_short_for_two_stretches_is_not_called_unchanged() -> None:
    assert not summarise(taken_at(stretch(0, 90)), ROW, SHARMA2019).compared
    assert summarise(taken_at(stretch(0, 200)), ROW, SHARMA2019).compared


def test_one_sample_is_no_mean_over_half_a_minute() -> None:
    shown = np.isfinite(moving_moments(taken_at(stretch(0, 30)), ROW, 30).mood[:, 0])
    assert np.flatnonzero(shown)[0] == 9


def test_after_a_long_gap_a_mood_needs_ten_seconds_again() -> None:
    moments = moving_moments(taken_at(stretch(0, 60) + stretch(120, 180)), ROW, 30)
    shown = np.isfinite(moments.mood[:, 0])
    assert shown[59]
    assert not shown[60:69].any()
    assert shown[69]


def test_a_picture_that_stands_alone_shows_its_mood_at_once() -> None:
    for row in (replace(ROW, source="folder:gallery"), replace(ROW, sample_seconds=10.0)):
        assert np.isfinite(moving_moments(taken_at([0.0]), row, 30).mood).all()


def test_a_silence_does_not_prolong_a_change() -> None:
    mood = dipped_after(600)
    across = stretch(0, 640) + stretch(700, 715)
    assert trend_at(across, mood) == Trend("Steady")
    held = trend_at(stretch(0, 640) + stretch(700, 775), mood)
    assert held.word == "Dipped"
    assert held.since is not None
    assert held.since - START.timestamp() >= 700


def test_a_silence_makes_no_class_older_than_its_samples() -> None:
    assert trend_at(stretch(0, 20) + stretch(600, 620), dipped_after(300)).word == "Just started"


def test_the_rule_for_arrays_is_the_rule_for_one_moment() -> None:
    faces = np.arange(0.0, 30.0, 0.5)
    for expected in (None, 1, 7, 24, 25):
        assert enough_seen(faces, expected).tolist() == [mood_may_be_shown(float(n), expected) for n in faces]
