"""Temperature scaling: one number that makes a network's probabilities mean what they say."""

from typing import Final

import numpy as np

from model.types import Logits, Probabilities

LOWEST: Final = 0.2
HIGHEST: Final = 5.0


def softmax(logits: Logits, temperature: float = 1.0) -> Probabilities:
    """Return probabilities (n, classes) of `logits` (n, classes) / `temperature`."""
    scaled = logits.astype(np.float64) / temperature
    exponents = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True), np.float32)


def fit_temperature(logits: Logits, targets: Probabilities) -> float:
    """Return the temperature with the lowest cross-entropy of `logits` (n, classes) against `targets`, as shares.

    As in Guo et al. 2017, with soft targets allowed. The cross-entropy is convex in 1 / temperature, so a search
    by thirds over its logarithm finds the lowest point.
    """
    low, high = np.log(LOWEST), np.log(HIGHEST)
    while high - low > 1e-4:
        third = (high - low) / 3
        left, right = low + third, high - third
        if cross_entropy(logits, targets, float(np.exp(left))) < cross_entropy(logits, targets, float(np.exp(right))):
            high = right
        else:
            low = left
    return round(float(np.exp((low + high) / 2)), 4)


def cross_entropy(logits: Logits, targets: Probabilities, temperature: float = 1.0) -> float:
    """Return the mean cross-entropy of `logits` (n, classes) / `temperature` against `targets`, rows that sum to 1."""
    probabilities = np.maximum(softmax(logits, temperature), 1e-12)
    return float(-(targets * np.log(probabilities)).sum(axis=1).mean())
