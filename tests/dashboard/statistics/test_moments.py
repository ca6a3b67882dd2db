from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from classroom.model_facts import ModelFacts
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ExcludedRow
from dashboard.statistics.bin_noise import bin_noise
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.moment_evidence import evidence_weights
from dashboard.statistics.moments import LEAST_MOMENT, MOST_CERTAIN, ClassMoments, find_moments
from dashboard.statistics.series_bins import series_bins
from tests.dashboard.class_fixtures import ROW
from tests.dashboard.statistics.written_lessons import BEGAN, NOISE, columns_with, wavering, with_level, without

MINUTE = 60


def found(columns: SampleColumns) -> ClassMoments:
    return find_moments(columns, ROW)


def kinds(class_moments: ClassMoments) -> list[str]:
    return [one.kind for one in class_moments.certain]


@pytest.mark.parametrize("seed", range(5))
def test_a_written_low_is_found_where_it_was_written(seed: int) -> None:
    net = with_level(wavering(45 * MINUTE, seed), 1200, 1500, -0.45)
    low = found(columns_with(net)).lowest
    assert low is not None
    assert low.is_certain
    assert low.begin - BEGAN == pytest.approx(1200, abs=60)
    assert low.end - BEGAN == pytest.approx(1500, abs=60)
    assert low.low - 0.03 <= -0.45 <= low.high
    assert low.against - low.mood == pytest.approx(-low.size)
    assert low.strength == "clearly"
    assert low.judgement.verdict == "worse"


def test_a_low_and_a_high_come_in_order_of_time() -> None:
    net = with_level(with_level(wavering(60 * MINUTE, 8), 900, 1200, 0.4), 2400, 2700, -0.4)
    assert kinds(found(columns_with(net))) == ["high", "low"]


def test_lasting_noise_alone_is_nothing_certain_at_least_nine_times_of_ten() -> None:
    alarms = sum(bool(found(columns_with(wavering(45 * MINUTE, seed))).certain) for seed in range(100, 160))
    assert alarms <= 6


def test_a_class_without_a_certain_moment_still_has_its_lowest_and_its_highest_point() -> None:
    class_moments = found(columns_with(wavering(45 * MINUTE, 101)))
    assert class_moments.certain == ()
    assert class_moments.largest is None
    lowest, highest = class_moments.lowest, class_moments.highest
    assert lowest is not None
    assert highest is not None
    assert lowest.size < 0 < highest.size
    assert {lowest.judgement.verdict, highest.judgement.verdict} == {"no_different"}


def test_a_slow_drift_is_seldom_a_row_of_lows() -> None:
    slope = np.linspace(0.15, -0.15, 60 * MINUTE)
    alarms = sum(bool(found(columns_with(wavering(60 * MINUTE, seed, 0.06) + slope)).certain) for seed in range(20))
    assert alarms <= 6


def test_a_low_on_top_of_a_drift_is_still_found() -> None:
    slope = np.linspace(0.1, -0.1, 60 * MINUTE)
    class_moments = found(columns_with(with_level(wavering(60 * MINUTE, 5, 0.05) + slope, 1500, 1800, -0.4)))
    assert kinds(class_moments) == ["low"]
    assert class_moments.certain[0].size == pytest.approx(-0.4, abs=0.1)


def test_laughter_of_twenty_seconds_is_no_high() -> None:
    net = wavering(45 * MINUTE, 2, 0.05)
    for second in (400, 1100, 1900):
        net = with_level(net, second, second + 20, 0.4)
    assert found(columns_with(net)).certain == ()


def test_no_moment_is_shorter_than_a_minute_or_smaller_than_the_least() -> None:
    net = with_level(wavering(45 * MINUTE, 6, 0.02), 1000, 1045, -0.5)
    net = with_level(net, 2000, 2300, -LEAST_MOMENT / 2)
    class_moments = found(columns_with(net))
    assert all(one.seconds >= MINUTE for one in class_moments.moments)
    assert all(abs(one.size) >= LEAST_MOMENT for one in class_moments.certain)
    assert not any(one.begin - BEGAN < 2300 and one.end - BEGAN > 2000 for one in class_moments.certain)


def test_a_class_that_was_low_for_most_of_its_time_has_a_high_and_no_low() -> None:
    net = with_level(wavering(45 * MINUTE, 4, 0.05), 600, 1200, 0.4)
    assert kinds(found(columns_with(net))) == ["high"]


@pytest.mark.parametrize("silence", [20, 100])
def test_a_moment_lies_within_one_stretch_of_seeing(silence: int) -> None:
    net = with_level(wavering(45 * MINUTE, 3, 0.05), 1000, 1600, -0.45)
    class_moments = found(without(columns_with(net), 1300, 1300 + silence))
    assert class_moments.certain
    for one in class_moments.moments:
        assert one.end - BEGAN <= 1300 or one.begin - BEGAN >= 1300 + silence


def test_a_low_that_the_teacher_left_out_is_not_found() -> None:
    columns = columns_with(with_level(wavering(45 * MINUTE, 1), 1200, 1500, -0.45))
    began_at = datetime.fromtimestamp(BEGAN + 1180, UTC)
    kept = without_excluded(columns, [ExcludedRow(1, began_at, began_at + timedelta(seconds=340), "break")])
    assert found(columns).certain
    assert found(kept).certain == ()


def test_at_most_six_are_certain() -> None:
    net = wavering(4 * 60 * MINUTE, 9, 0.04)
    for start in range(900, 4 * 60 * MINUTE - 900, 1400):
        net = with_level(net, start, start + 240, -0.4)
    class_moments = found(columns_with(net))
    assert len(class_moments.certain) == MOST_CERTAIN
    assert [one.begin for one in class_moments.moments] == sorted(one.begin for one in class_moments.moments)


def test_pictures_empty_classes_and_too_few_faces_have_no_moments() -> None:
    columns = columns_with(wavering(600, 1))
    assert not find_moments(columns, replace(ROW, source="folder:gallery")).is_long_enough
    assert not found(columns.where(np.zeros(600, dtype=bool))).is_long_enough
    few = find_moments(columns_with(wavering(600, 1), faces=10), replace(ROW, expected_faces=25))
    assert few == ClassMoments((), 0.0)


def test_a_class_of_pictures_every_half_minute_has_its_low_too() -> None:
    every = slice(None, None, 30)
    net = with_level(wavering(90 * MINUTE, 2, 0.05), 2400, 3000, -0.45)
    columns = columns_with(net[every], seconds=np.arange(90 * MINUTE, dtype=float)[every])
    (low,) = find_moments(columns, replace(ROW, sample_seconds=30.0)).certain
    assert low.begin - BEGAN == pytest.approx(2400, abs=90)
    assert low.end - BEGAN == pytest.approx(3000, abs=90)


def test_what_the_network_confuses_moves_a_band_to_the_corrected_figure() -> None:
    sad_to_neutral = np.eye(7)
    sad_to_neutral[4] = [0, 0, 0, 0, 0.7, 0, 0.3]
    rows = tuple(tuple(row) for row in sad_to_neutral.tolist())
    knowing = replace(ROW, model_facts=ModelFacts(0.8, 0.7, 0.9, 100, "made", rows).written())
    columns = columns_with(with_level(wavering(45 * MINUTE, 1), 1200, 1500, -0.45))
    (plain,), (known,) = (find_moments(columns, row).certain for row in (ROW, knowing))
    assert known.size == pytest.approx(plain.size)
    assert known.low < plain.low
    assert known.low <= known.size <= known.high


def test_the_noise_is_told_with_its_persistence() -> None:
    bins = series_bins(columns_with(wavering(8 * 3600, 1)), ROW)
    noise = bin_noise(bins.place, bins.mood[:, 3] - bins.mood[:, 4])
    assert noise.persistence == pytest.approx(0.7, abs=0.08)
    assert noise.deviation == pytest.approx(NOISE, rel=0.15)


def test_evidence_rises_with_mood_and_knows_rare_faces_from_usual_ones() -> None:
    usual = np.array([0.05, 0.01, 0.05, 0.15, 0.10, 0.04, 0.60])
    for kind in ("low", "high"):
        weights = evidence_weights(usual, kind)
        assert weights[3] > 0 > weights[[0, 1, 2, 4]].max()
        assert abs(weights[6]) < abs(weights[4]), "neutral faces are usual, and tell little"
