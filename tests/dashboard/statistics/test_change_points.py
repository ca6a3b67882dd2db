from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from classroom.engagement import VALENCE, engagement
from classroom.model_facts import ModelFacts
from dashboard.database.read.columns import SampleColumns, linear_weights
from dashboard.database.read.records import ExcludedRow
from dashboard.statistics.bin_noise import bin_noise
from dashboard.statistics.change_point_search import best_cuts, whitened
from dashboard.statistics.change_points import MOST_HIGHLIGHTS, ClassLevels, find_highlights
from dashboard.statistics.excluded import without_excluded
from dashboard.statistics.series_bins import series_bins
from tests.dashboard.class_fixtures import ROW
from tests.dashboard.statistics.written_lessons import BEGAN, NOISE, columns_with, wavering, with_level, without

MINUTE = 60


def found(columns: SampleColumns) -> ClassLevels:
    return find_highlights(columns, ROW)


def kinds(class_levels: ClassLevels) -> list[str]:
    return [one.kind for one in class_levels.highlights]


@pytest.mark.parametrize("seed", range(5))
def test_a_written_dip_is_found_where_it_was_written(seed: int) -> None:
    net = with_level(wavering(45 * MINUTE, seed), 1200, 1500, -0.45)
    class_levels = found(columns_with(net))
    (dip,) = (one for one in class_levels.highlights if one.kind == "dip")
    assert dip.begin - BEGAN == pytest.approx(1200, abs=40)
    assert dip.end - BEGAN == pytest.approx(1500, abs=40)
    assert dip.size_low <= -0.45 <= dip.size_high
    assert dip.against - dip.net_positivity == pytest.approx(-dip.size)


def test_the_times_of_both_changes_lie_in_their_bands() -> None:
    class_levels = found(columns_with(with_level(wavering(45 * MINUTE, 3, 0.04), 1200, 1500, -0.45)))
    begin, end = (min(class_levels.changes, key=lambda one: abs(one.at - BEGAN - second)) for second in (1200, 1500))
    assert begin.at_low <= BEGAN + 1200 <= begin.at_high
    assert end.at_low <= BEGAN + 1500 <= end.at_high
    assert begin.size_high < 0 < end.size_low


def test_a_dip_and_a_peak_come_in_order_of_time() -> None:
    net = with_level(with_level(wavering(60 * MINUTE, 8), 900, 1200, 0.4), 2400, 2700, -0.4)
    assert kinds(found(columns_with(net))) == ["peak", "dip"]


def test_lasting_noise_alone_is_nothing_at_least_nine_times_of_ten() -> None:
    alarms = sum(bool(found(columns_with(wavering(45 * MINUTE, seed))).highlights) for seed in range(100, 160))
    assert alarms <= 6


def test_a_slow_drift_is_seldom_a_staircase_of_dips() -> None:
    slope = np.linspace(0.15, -0.15, 60 * MINUTE)
    alarms = sum(bool(found(columns_with(wavering(60 * MINUTE, seed, 0.06) + slope)).highlights) for seed in range(20))
    assert alarms <= 4


def test_a_dip_on_top_of_a_drift_is_still_found() -> None:
    slope = np.linspace(0.1, -0.1, 60 * MINUTE)
    class_levels = found(columns_with(with_level(wavering(60 * MINUTE, 5, 0.05) + slope, 1500, 1800, -0.4)))
    assert kinds(class_levels) == ["dip"]
    assert class_levels.highlights[0].size == pytest.approx(-0.4, abs=0.1)


def test_laughter_of_twenty_seconds_is_no_peak() -> None:
    net = wavering(45 * MINUTE, 2, 0.05)
    for second in (400, 1100, 1900):
        net = with_level(net, second, second + 20, 0.4)
    assert found(columns_with(net)).highlights == ()


def test_no_level_is_shorter_than_a_minute() -> None:
    net = with_level(wavering(45 * MINUTE, 6, 0.02), 1000, 1045, -0.5)
    class_levels = found(columns_with(net))
    assert min(level.end - level.begin for level in class_levels.levels) >= MINUTE


def test_a_class_that_was_low_for_most_of_its_time_has_a_peak_and_no_dip() -> None:
    net = with_level(wavering(45 * MINUTE, 4, 0.05), 600, 1200, 0.4)
    assert kinds(found(columns_with(net))) == ["peak"]


def test_a_level_does_not_span_a_long_silence_and_nothing_changes_in_it() -> None:
    net = np.concatenate([np.full(900, 0.2), np.full(900, -0.2)]) + wavering(1800, 1, 0.03)
    class_levels = found(without(columns_with(net), 880, 980))
    assert class_levels.changes == ()
    assert [round(level.end - BEGAN) for level in class_levels.levels] == [880, 1800]


def test_an_interval_too_short_between_two_silences_has_no_level() -> None:
    columns = without(without(columns_with(wavering(1800, 1)), 600, 700), 740, 840)
    assert all(level.end - BEGAN <= 600 or level.begin - BEGAN >= 840 for level in found(columns).levels)


def test_a_dip_that_the_teacher_excluded_is_not_found() -> None:
    columns = columns_with(with_level(wavering(45 * MINUTE, 1), 1200, 1500, -0.45))
    began_at = datetime.fromtimestamp(BEGAN + 1180, UTC)
    kept = without_excluded(columns, [ExcludedRow(1, began_at, began_at + timedelta(seconds=340), "break")])
    assert found(columns).highlights
    assert found(kept).highlights == ()


def test_at_most_six_are_told() -> None:
    net = wavering(4 * 60 * MINUTE, 9, 0.04)
    for start in range(900, 4 * 60 * MINUTE - 900, 1400):
        net = with_level(net, start, start + 240, -0.4)
    class_levels = found(columns_with(net))
    assert len(class_levels.highlights) == MOST_HIGHLIGHTS
    assert [one.begin for one in class_levels.highlights] == sorted(one.begin for one in class_levels.highlights)


def test_pictures_and_empty_classes_have_no_time_series() -> None:
    columns = columns_with(wavering(600, 1))
    assert find_highlights(columns, replace(ROW, source="folder:gallery")).levels == ()
    assert found(columns.where(np.zeros(600, dtype=bool))).levels == ()


def test_few_faces_of_those_expected_are_no_level() -> None:
    assert find_highlights(columns_with(wavering(600, 1), faces=10), replace(ROW, expected_faces=25)).levels == ()


def test_another_figure_can_be_looked_at() -> None:
    weights = linear_weights(lambda mood: engagement(mood, VALENCE))
    columns = columns_with(with_level(wavering(45 * MINUTE, 1), 1200, 1500, -0.45))
    (dip,) = find_highlights(columns, ROW, weights).highlights
    assert dip.size == pytest.approx(-22.5, abs=6)


def test_what_the_network_confuses_moves_a_band_to_the_corrected_figure() -> None:
    sad_to_neutral = np.eye(7)
    sad_to_neutral[4] = [0, 0, 0, 0, 0.7, 0, 0.3]
    rows = tuple(tuple(row) for row in sad_to_neutral.tolist())
    knowing = replace(ROW, model_facts=ModelFacts(0.8, 0.7, 0.9, 100, "made", rows).written())
    columns = columns_with(with_level(wavering(45 * MINUTE, 1), 1200, 1500, -0.45))
    (plain,), (known,) = (find_highlights(columns, row).highlights for row in (ROW, knowing))
    assert known.size == pytest.approx(plain.size)
    assert known.size_low < plain.size_low
    assert known.size_low <= known.size <= known.size_high


def test_the_noise_is_told_with_its_persistence() -> None:
    bins = series_bins(columns_with(wavering(8 * 3600, 1)), ROW)
    noise = bin_noise(bins.place, bins.mood[:, 3] - bins.mood[:, 4])
    assert noise.persistence == pytest.approx(0.7, abs=0.08)
    assert noise.deviation == pytest.approx(NOISE, rel=0.15)


def test_the_best_cuts_are_those_that_trying_all_would_find() -> None:
    values = np.concatenate([np.zeros(9), np.full(8, 3.0), np.full(10, -1.0)]) + np.random.default_rng(1).normal(
        0, 1, 27
    )
    place = np.arange(27)
    noise = replace(bin_noise(place, values), deviation=1.0, persistence=0.0)
    series = whitened(place, values, np.ones(27), noise)

    def cost(cuts: tuple[int, ...]) -> float:
        edges = (0, *cuts, 27)
        return 4.0 * len(cuts) + sum(len(p) * float(np.var(p)) for p in map(lambda a, b: values[a:b], edges, edges[1:]))

    tried = [(), *((a,) for a in range(4, 24)), *((a, b) for a in range(4, 20) for b in range(a + 4, 24))]
    tried += [(a, b, c) for a in range(4, 16) for b in range(a + 4, 20) for c in range(b + 4, 24)]
    assert tuple(best_cuts(series, 4, 4.0)) == min(tried, key=cost)


def test_two_levels_of_the_shortest_length_are_cut_in_the_middle() -> None:
    values = np.concatenate([np.zeros(4), np.full(4, 9.0)])
    place = np.arange(8)
    noise = replace(bin_noise(place, values), deviation=1.0, persistence=0.0)
    series = whitened(place, values, np.ones(8), noise)
    assert best_cuts(series, 4, 4.0) == [4]
    assert best_cuts(series, 5, 4.0) == []
