from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from dashboard.comparisons.after_marker_words import verdict_words
from dashboard.database.read.columns import Floats
from dashboard.database.read.records import MarkerRow
from dashboard.statistics.after_markers import ClassWithMarkers, after_all_markers, after_markers
from dashboard.statistics.marker_windows import STEPS_BEFORE, marker_windows
from dashboard.statistics.student_t import t_quantile
from dashboard.statistics.time_series import NET_WEIGHTS
from tests.dashboard.class_fixtures import ROW
from tests.dashboard.statistics.written_lessons import BEGAN, columns_with, wavering, with_level, without

SECONDS = 2400


def marker(second: float, kind: str = "quiz", note: str = "") -> MarkerRow:
    return MarkerRow(1, 1, datetime.fromtimestamp(BEGAN + second, UTC), kind, note)


def class_with_markers(net: Floats, *markers: MarkerRow) -> ClassWithMarkers:
    return ROW, columns_with(net), markers


def classes_with(
    shift: float, count: int, markers: Sequence[float] = (600, 1500), noise: float = 0.06
) -> list[ClassWithMarkers]:
    classes = []
    for seed in range(count):
        net = wavering(SECONDS, seed, noise)
        for second in markers:
            net = with_level(net, int(second) + 30, int(second) + 180, shift)
        classes.append(class_with_markers(net, *(marker(second) for second in markers)))
    return classes


def windows(net: Floats, *seconds: float) -> Floats:
    return marker_windows(columns_with(net), ROW, [BEGAN + second for second in seconds], NET_WEIGHTS).changes


def test_a_change_is_measured_against_the_two_minutes_before_its_own_marker() -> None:
    net = with_level(with_level(np.zeros(SECONDS), 480, 600, -0.2), 630, 720, 0.1)
    (changes,) = windows(net, 600)
    assert changes[:STEPS_BEFORE] == pytest.approx(np.zeros(12))
    assert changes[STEPS_BEFORE:].tolist() == pytest.approx([0.2] * 3 + [0.3] * 9 + [0.2] * 6)


def test_the_effect_is_the_mean_from_half_a_minute_to_two_minutes() -> None:
    net = with_level(np.zeros(SECONDS), 630, 675, 0.3)
    known = marker_windows(columns_with(net), ROW, [BEGAN + 600], NET_WEIGHTS)
    assert known.effects.tolist() == pytest.approx([0.15])


def test_a_marker_too_near_the_beginning_or_the_end_is_left_out_and_counted() -> None:
    times = [BEGAN + second for second in (30, 600, SECONDS - 40)]
    known = marker_windows(columns_with(np.zeros(SECONDS)), ROW, times, NET_WEIGHTS)
    assert (len(known.changes), known.left_out, known.overlapped) == (1, 2, 0)


def test_a_marker_soon_after_another_is_counted_as_overlapped_and_ends_the_other_s_window() -> None:
    known = marker_windows(columns_with(np.zeros(SECONDS)), ROW, [BEGAN + 600, BEGAN + 715], NET_WEIGHTS)
    assert known.overlapped == 1
    assert np.isfinite(known.changes[0]).sum() == 12 + 11


def test_nothing_is_carried_across_a_silence() -> None:
    columns = without(columns_with(np.zeros(SECONDS)), 690, 760)
    (changes,) = marker_windows(columns, ROW, [BEGAN + 600], NET_WEIGHTS).changes
    assert np.isfinite(changes[STEPS_BEFORE : STEPS_BEFORE + 9]).all()
    assert np.isnan(changes[STEPS_BEFORE + 9 :]).all()


def test_a_marker_whose_before_was_excluded_is_left_out() -> None:
    columns = without(columns_with(np.zeros(SECONDS)), 400, 590)
    known = marker_windows(columns, ROW, [BEGAN + 600], NET_WEIGHTS)
    assert (len(known.changes), known.left_out) == (0, 1)


def test_a_class_with_many_markers_weighs_less_than_twice_one_with_a_single_one() -> None:
    flat = np.zeros(4800)
    busy = flat.copy()
    seconds = [300 + 330 * number for number in range(10)]
    for second in seconds:
        busy = with_level(busy, second, second + 200, 0.22)
    classes = [
        class_with_markers(busy, *(marker(second) for second in seconds)),
        *(class_with_markers(flat, marker(600)) for _ in range(2)),
    ]
    after = after_markers(classes, "quiz")
    weight = 2 * 10 / 11
    assert after.effect == pytest.approx(0.22 * weight / (weight + 2))
    assert (after.markers, after.classes) == (12, 3)


def test_the_band_is_student_s_t_over_classes() -> None:
    shifts = (0.1, 0.2, 0.3, 0.4)
    classes = [
        class_with_markers(with_level(np.zeros(SECONDS), 600, 900, shift), marker(600), marker(1500))
        for shift in shifts
    ]
    after = after_markers(classes, "quiz")
    halves = [shift / 2 for shift in shifts]  # nothing follows the second marker of each class
    assert after.effect is not None
    assert after.effect_high is not None
    half = t_quantile(0.9, 3) * np.std(halves, ddof=1) / 2
    assert after.effect == pytest.approx(np.mean(halves))
    assert after.effect_high - after.effect == pytest.approx(half)


@pytest.mark.parametrize(("share", "degrees", "quantile"), [(0.9, 2, 1.886), (0.9, 9, 1.383), (0.975, 5, 2.571)])
def test_quantiles_are_those_of_the_tables(share: float, degrees: int, quantile: float) -> None:
    assert t_quantile(share, degrees) == pytest.approx(quantile, rel=0.01)


def test_a_kind_that_lifts_is_told_with_when() -> None:
    after = after_markers(classes_with(0.25, 8), "quiz")
    assert after.verdict == "lifts"
    assert after.after_seconds == pytest.approx(30, abs=10)
    assert after.effect == pytest.approx(0.25, abs=0.04)


def test_a_kind_that_lowers_is_told_so() -> None:
    assert after_markers(classes_with(-0.25, 8), "quiz").verdict == "lowers"


def test_a_kind_that_nothing_follows_is_told_so() -> None:
    after = after_markers(classes_with(0.0, 8), "quiz")
    assert (after.verdict, after.after_seconds) == ("nothing", None)
    around_zero = replace(after, effect=0.01, effect_low=-0.02, effect_high=0.05)
    assert verdict_words(around_zero).startswith("The mood was no different (+0.01; −0.02 to +0.05; ")


def test_a_band_without_zero_that_is_no_verdict_is_explained() -> None:
    after = replace(after_markers(classes_with(0.0, 8), "quiz"), effect=0.04, effect_low=0.01, effect_high=0.08)
    assert verdict_words(after).startswith("The mood may have changed, or it may be chance (+0.04; +0.01 to +0.08; ")


@pytest.mark.parametrize(("classes", "markers"), [(2, (600, 1100, 1600)), (4, (600,))])
def test_few_classes_or_markers_are_too_few(classes: int, markers: tuple[float, ...]) -> None:
    after = after_markers(classes_with(0.4, classes, markers), "quiz")
    assert after.verdict == "too_few"
    assert verdict_words(after).startswith("Not enough seen to tell yet: ")


def test_own_words_are_grouped_without_case_and_blanks() -> None:
    net = wavering(SECONDS, 1)
    classes = [
        class_with_markers(net, marker(600, "own", note), marker(1500, "quiz"))
        for note in ("Worked example", " worked  EXAMPLE ")
    ]
    groups = {(after.kind, after.words): after.markers for after in after_all_markers(classes)}
    assert groups == {("own", "worked example"): 2, ("quiz", ""): 2}


def test_the_sentence_says_what_followed_and_what_it_rests_on() -> None:
    after = after_markers(classes_with(0.25, 8), "quiz")
    example = replace(after, kind="own", words="worked examples", effect=0.12, effect_low=0.05, effect_high=0.19)
    assert verdict_words(replace(example, after_seconds=90.0)) == (
        "The mood was slightly more positive after 90 seconds (+0.12; +0.05 to +0.19; 16 markers in 8 classes)."
    )
    assert "within two minutes" in verdict_words(replace(example, after_seconds=None))
