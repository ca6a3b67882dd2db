"""Compute classification metrics: accuracy, precision, recall, F1, confusion matrix, calibration error."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model.errors import FaceDataError
from model.types import Probabilities

CALIBRATION_BINS: Final = 15
Z_95: Final = 1.959964


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """Metrics of one class, from 0 to 1; `support` is the number of faces with its label."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """Metrics over a set of faces; all from 0 to 1 but for the counts.

    `accuracy_interval` is Wilson's 95 % interval. `expected_calibration_error` has 15 bins of equal width over the
    highest probability. `confusion` counts faces, rows by label and columns by prediction.
    """

    faces: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    macro_f1: float
    expected_calibration_error: float
    per_class: dict[str, ClassMetrics]
    confusion: tuple[tuple[int, ...], ...]

    def as_record(self) -> dict[str, Any]:
        """Return the metrics for JSON, rounded to four places."""
        return {
            "faces": self.faces,
            "accuracy": round(self.accuracy, 4),
            "accuracy_interval_95": [round(end, 4) for end in self.accuracy_interval],
            "macro_f1": round(self.macro_f1, 4),
            "expected_calibration_error": round(self.expected_calibration_error, 4),
            "per_class": {
                name: {
                    "precision": round(metrics.precision, 4),
                    "recall": round(metrics.recall, 4),
                    "f1": round(metrics.f1, 4),
                    "support": metrics.support,
                }
                for name, metrics in self.per_class.items()
            },
            "confusion": [list(row) for row in self.confusion],
        }


def compute_metrics(probabilities: Probabilities, labels: NDArray[np.int64], names: tuple[str, ...]) -> Metrics:
    """Return the metrics of `probabilities` (n, names) against `labels` (n,); raises FaceDataError for n = 0."""
    if not len(labels):
        raise FaceDataError("There is no face to measure on")
    answers = probabilities.argmax(axis=1)
    confusion = np.zeros((len(names), len(names)), np.int64)
    np.add.at(confusion, (labels, answers), 1)
    right = int(np.trace(confusion))
    per_class = {name: _class_metrics(confusion, index) for index, name in enumerate(names)}
    return Metrics(
        faces=len(labels),
        accuracy=right / len(labels),
        accuracy_interval=wilson_interval(right, len(labels)),
        macro_f1=float(np.mean([metrics.f1 for metrics in per_class.values()])),
        expected_calibration_error=expected_calibration_error(probabilities, labels),
        per_class=per_class,
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
    )


def _class_metrics(confusion: NDArray[np.int64], index: int) -> ClassMetrics:
    hits, answered, support = confusion[index, index], confusion[:, index].sum(), confusion[index].sum()
    return ClassMetrics(
        precision=float(hits / max(answered, 1)),
        recall=float(hits / max(support, 1)),
        f1=float(2 * hits / max(answered + support, 1)),
        support=int(support),
    )


def wilson_interval(hits: int, count: int, z: float = Z_95) -> tuple[float, float]:
    """Return the confidence interval of `hits` in `count` trials (Wilson 1927); `z` 1.96 gives 95 %."""
    share = hits / count
    centre = share + z * z / (2 * count)
    half = z * float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)))
    scale = 1 + z * z / count
    return (centre - half) / scale, (centre + half) / scale


def expected_calibration_error(
    probabilities: Probabilities, labels: NDArray[np.int64], bins: int = CALIBRATION_BINS
) -> float:
    """Return the mean distance between confidence and accuracy over bins of equal width.

    `probabilities` (n, classes), `labels` (n,). Formula: Guo et al. 2017, equation 3.
    """
    highest = probabilities.max(axis=1)
    is_right = probabilities.argmax(axis=1) == labels
    bin_of = np.minimum((highest * bins).astype(int), bins - 1)
    gaps = np.bincount(bin_of, weights=is_right - highest, minlength=bins)
    return float(np.abs(gaps).sum() / len(labels))
