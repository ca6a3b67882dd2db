"""Metrics are compared with values worked out by hand, and calibration with known temperatures."""

import numpy as np
import pytest

from model.errors import FaceDataError
from model.evaluation.calibration import fit_temperature, softmax
from model.evaluation.metrics import compute_metrics, expected_calibration_error, wilson_interval

NAMES = ("angry", "happy")


def test_figures_agree_with_those_counted_by_hand() -> None:
    probabilities = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]], np.float32)
    metrics = compute_metrics(probabilities, np.array([0, 0, 1, 1]), NAMES)
    assert metrics.accuracy == 0.75
    assert metrics.confusion == ((1, 1), (0, 2))
    assert metrics.per_class["angry"].recall == 0.5
    assert metrics.per_class["happy"].precision == pytest.approx(2 / 3)
    assert metrics.macro_f1 == pytest.approx((2 / 3 + 0.8) / 2)


def test_a_class_that_nobody_has_and_nobody_answers_counts_zero_without_a_warning() -> None:
    metrics = compute_metrics(np.array([[0.9, 0.1]], np.float32), np.array([0]), NAMES)
    assert metrics.per_class["happy"].f1 == 0


def test_no_faces_are_refused() -> None:
    with pytest.raises(FaceDataError):
        compute_metrics(np.empty((0, 2), np.float32), np.empty(0, np.int64), NAMES)


def test_the_interval_of_half_of_a_hundred_is_the_published_one() -> None:
    assert wilson_interval(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)


def test_accuracy_equal_to_confidence_has_no_calibration_error() -> None:
    probabilities = np.tile(np.array([[0.7, 0.3]], np.float32), (10, 1))
    labels = np.array([0] * 7 + [1] * 3)
    assert expected_calibration_error(probabilities, labels) == pytest.approx(0, abs=1e-6)
    assert expected_calibration_error(probabilities, np.zeros(10, np.int64)) == pytest.approx(0.3)


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 2.5])
def test_the_temperature_that_made_the_labels_is_found_again(true_temperature: float) -> None:
    random = np.random.default_rng(0)
    logits = random.normal(scale=3, size=(500, 7)).astype(np.float32)
    found = fit_temperature(logits, softmax(logits, true_temperature))
    assert found == pytest.approx(true_temperature, rel=0.01)


def test_softmax_rows_sum_to_one_even_for_huge_logits() -> None:
    rows = softmax(np.array([[1e6, 0, -1e6], [3, 3, 3]], np.float32))
    assert rows.sum(axis=1) == pytest.approx(1)


def test_a_higher_temperature_lowers_the_confidence() -> None:
    logits = np.array([[2.0, 0.0, -1.0]], np.float32)
    assert softmax(logits, 2.0).max() < softmax(logits).max() < softmax(logits, 0.5).max()
    assert softmax(logits, 2.0)[0, :2] == pytest.approx(np.exp([1, 0]) / np.exp([1, 0, -0.5]).sum())
