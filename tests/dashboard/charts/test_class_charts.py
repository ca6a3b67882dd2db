import json
from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
import plotly.graph_objects as go
import pytest

from classroom.engagement import SHARMA2019
from dashboard.charts.class_charts import class_charts
from dashboard.database.read.classes import StoredSample
from dashboard.database.read.columns import SampleColumns, columns_of, variance_factors
from dashboard.database.read.records import ClassRecords
from dashboard.language.clock import ClassClock, duration_words
from dashboard.snapshot.payload import points_payload
from dashboard.statistics.points import points_of
from dashboard.statistics.summary import summarise
from dashboard.statistics.time_series import Moments, chart_moments, minute_moments, moving_moments
from tests.dashboard.class_fixtures import CALM, JOKE, ROW, START, Lesson, covariance_of, wavering

FACTORS = variance_factors([SHARMA2019])


def sampled(seconds: list[float], mood: Lesson, faces: int = 20, deviation: float = 0.01) -> SampleColumns:
    def sample(number: int, second: float) -> StoredSample:
        shares = mood(second)
        spread = None if shares is None else covariance_of(deviation)
        return StoredSample(number, START + timedelta(seconds=second), faces, faces, shares, spread, 0.7, 0)

    return columns_of([sample(number, second) for number, second in enumerate(seconds, start=1)], FACTORS)


PICTURES = replace(ROW, source="folder:gallery")


def lesson_moments(seconds: int, mood: Lesson, deviation: float = 0.01) -> Moments:
    return moving_moments(sampled([float(s) for s in range(seconds)], mood, deviation=deviation), ROW, 30)


def test_the_mood_is_the_mean_over_the_window_weighted_by_usable_faces() -> None:
    two = [
        StoredSample(1, START, 10, 10, CALM, covariance_of(0.01), 0.7, 0),
        StoredSample(2, START + timedelta(seconds=1), 30, 30, JOKE, covariance_of(0.01), 0.7, 0),
    ]
    moments = moving_moments(columns_of(two, FACTORS), replace(ROW, sample_seconds=10.0), 30)
    expected = (10 * np.array(CALM) + 30 * np.array(JOKE)) / 40
    assert moments.mood[1] == pytest.approx(expected)


def test_a_picture_that_stands_alone_keeps_its_own_mood() -> None:
    moments = moving_moments(sampled([0.0, 1.0], lambda second: JOKE if second else CALM), PICTURES, 30)
    assert moments.mood == pytest.approx(np.array([CALM, JOKE]))


def test_the_table_s_minutes_are_means_of_whole_minutes() -> None:
    seconds = [float(second) for second in range(150)]
    columns = sampled(seconds, lambda second: CALM if second < 90 else JOKE)
    minutes = minute_moments(columns, ROW)
    first = START.replace(second=0, microsecond=0).timestamp()
    assert list(minutes.seconds) == [first, first + 60, first + 120]
    assert minutes.mood[0] == pytest.approx(CALM)
    assert minutes.mood[1] == pytest.approx((np.array(CALM) + np.array(JOKE)) / 2)
    assert minutes.mood[2] == pytest.approx(JOKE)


def test_a_class_without_samples_has_no_minutes() -> None:
    assert len(minute_moments(columns_of([], FACTORS), ROW)) == 0


def test_the_window_forgets_what_is_older() -> None:
    moments = lesson_moments(120, lambda second: CALM if second < 60 else JOKE)
    assert moments.mood[59] == pytest.approx(CALM)
    assert moments.mood[90] == pytest.approx(JOKE)


def test_a_mood_missing_from_most_of_the_window_is_not_shown() -> None:
    moments = lesson_moments(60, lambda second: CALM if second < 30 else None)
    assert np.isfinite(moments.mood[40, 0])
    assert np.isnan(moments.mood[50, 0])


def test_below_half_coverage_no_mood_is_shown() -> None:
    columns = sampled([0.0, 1.0, 2.0], lambda _second: CALM, faces=12)
    assert np.isnan(moving_moments(columns, replace(PICTURES, expected_faces=25), 30).mood).all()
    assert np.isfinite(moving_moments(columns, replace(PICTURES, expected_faces=24), 30).mood).all()


def test_the_band_is_the_ten_to_ninety_per_cent_of_the_distribution() -> None:
    point = points_of(lesson_moments(60, lambda _second: CALM, 0.02), ROW, SHARMA2019)[-1]
    assert point.engagement is not None
    assert point.engagement_high is not None
    weights = np.array(SHARMA2019.ordered_weights())
    deviation = 100 * 0.02 * np.sqrt((weights**2).sum()) / weights.max()
    assert point.engagement_high - point.engagement == pytest.approx(1.2816 * deviation)


def test_a_silence_longer_than_five_seconds_is_a_gap_and_a_shorter_one_is_not() -> None:
    columns = sampled([0.0, 1.0, 5.5, 12.0, 13.0], lambda _second: CALM)
    thinned = chart_moments(moving_moments(columns, ROW, 30), 5.0)
    assert np.isnan(thinned.faces).tolist() == [False, False, False, True, False, False]


def test_thinning_keeps_the_means_and_the_gap() -> None:
    moments = lesson_moments(7200, lambda second: wavering(CALM, second))
    kept = moments.where((moments.seconds < moments.seconds[0] + 3000) | (moments.seconds > moments.seconds[0] + 3300))
    thinned = chart_moments(kept, 5.0, 300)
    assert 200 < len(thinned) <= 300
    assert np.isnan(thinned.faces).sum() == 1
    assert np.nanmean(thinned.mood[:, 6]) == pytest.approx(CALM[6], abs=0.002)


def test_a_class_that_blinks_all_the_time_still_fits() -> None:
    seconds = [float(start + step) for start in range(0, 60_000, 10) for step in range(3)]
    thinned = chart_moments(moving_moments(sampled(seconds, lambda _second: CALM), ROW, 30), 5.0)
    assert len(thinned) <= 1500


def test_no_samples_make_an_empty_series_and_summary() -> None:
    columns = columns_of([], FACTORS)
    assert len(chart_moments(moving_moments(columns, ROW, 30), 5.0)) == 0
    assert summarise(columns, ROW, SHARMA2019, ClassRecords()).mood is None


def test_the_charts_are_figures_that_plotly_accepts() -> None:
    points = points_payload(points_of(lesson_moments(60, lambda _second: CALM), ROW, SHARMA2019), ROW)
    for chart in class_charts(25, SHARMA2019).values():
        for trace in chart["data"]:
            assert len(points[trace["meta"]["y"]]) == len(points["x"])
            trace["connectgaps"] = False
        json.dumps(chart)
        go.Figure(chart)


def test_times_are_told_in_the_class_s_zone_with_the_offset_named() -> None:
    clock = ClassClock.of("Europe/Berlin", START)
    assert clock.minute(START) == "10:00"
    assert clock.label == "Europe/Berlin (UTC+01:00)"
    assert ClassClock.of("America/St_Johns", START).offset == "UTC-03:30"
    assert ClassClock.of("No/Such_Zone", START).label == "UTC"
    assert ClassClock.of("UTC", START).zone == UTC


def test_lengths_are_told_as_people_say_them() -> None:
    assert [duration_words(seconds) for seconds in (0, 45, 70, 270, 599, 3600, 5400)] == [
        "0 s",
        "45 s",
        "1 min",
        "4½ min",
        "10 min",
        "1 h",
        "1 h 30 min",
    ]
