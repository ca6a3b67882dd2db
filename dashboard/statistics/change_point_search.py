"""Penalised change-point search: segmentation of a series into levels, by optimal partitioning."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.bin_noise import BinNoise

MOST_ENDS: Final = 900
PRUNED_EVERY: Final = 6


@dataclass(frozen=True, slots=True)
class Whitened:
    """n values and the design of a constant level, whitened: without the noise's correlation, in its deviations.

    `value` and `level` (n,) hold for bins that go on; `first_value` and `first_level` (n,) for bins that begin a level,
    which know nothing of the bin before.
    """

    value: Floats
    level: Floats
    first_value: Floats
    first_level: Floats
    carried: Floats


def whitened(place: npt.NDArray[np.intp], values: Floats, weights: Floats, noise: BinNoise) -> Whitened:
    """Return the values (n,), whitened. The correlation of bins k apart is φ^k, so gaps need no special case.

    `weights` (n,) are 1 for a bin as sure as the others, more for surer ones.
    """
    root = np.sqrt(weights) / noise.deviation
    carried = np.append(0.0, noise.persistence ** np.diff(place).astype(float))
    scale = 1 / np.sqrt(1 - carried**2)

    def without_memory(series: Floats) -> Floats:
        return np.asarray((series - carried * np.append(0.0, series[:-1])) * scale, dtype=float)

    return Whitened(without_memory(values * root), without_memory(root), values * root, root, carried)


def best_cuts(series: Whitened, shortest: int, penalty: float) -> list[int]:
    """Return the places at which levels begin (after the first, at 0), none of fewer than `shortest` bins.

    Optimal partitioning (Jackson et al. 2005) of the squares left over after each level's own mean, which is twice the
    negative log likelihood; candidates that cannot win any more are dropped as in PELT (Killick et al. 2012). Of long
    series every second or third place is tried, and each cut then moved to the best place around.
    """
    count = len(series.value)
    if count < 2 * shortest:
        return []
    levels, products, squares = (_sums(a, b) for a, b in _pairs(series.level, series.value))
    first_levels, first_products, first_squares = (a * b for a, b in _pairs(series.first_level, series.first_value))
    # What a level that begins at i has of its own: its first bin, less all that came before the next.
    own_levels = first_levels - levels[1:]
    own_products = first_products - products[1:]
    own_squares = first_squares - squares[1:]
    best = np.zeros(count + 1)
    best[0] = -penalty
    came_from = np.zeros(count + 1, dtype=np.intp)
    # The candidates that are alive, side by side: where they begin, and what a level from there on has of its own.
    begins = np.zeros(count + 1, dtype=np.intp)
    kept = np.empty((3, count + 1))
    kept[:, 0] = own_levels[0], own_products[0], best[0] + own_squares[0]
    alive = 1
    step = max(count // MOST_ENDS, 1)
    ends = range(count - (count - shortest) // step * step, count + 1, step)
    waiting = 0
    for number, end in enumerate(ends):
        while ends[waiting] <= end - shortest:
            begin = ends[waiting]
            waiting += 1
            begins[alive] = begin
            kept[:, alive] = own_levels[begin], own_products[begin], best[begin] + own_squares[begin]
            alive += 1
        product = kept[1, :alive] + products[end]
        cost = kept[2, :alive] - product * product / (kept[0, :alive] + levels[end])
        chosen = int(cost.argmin())
        least = float(cost[chosen])
        best[end], came_from[end] = least + squares[end] + penalty, begins[chosen]
        if number % PRUNED_EVERY == 0:
            # Twice the penalty is left as slack: a level's first bin costs a little more than one that goes on, and a
            # candidate must stay while those after it are still too short.
            stay = np.flatnonzero(cost <= least + 2 * penalty)
            begins[: len(stay)], kept[:, : len(stay)] = begins[stay], kept[:, stay]
            alive = len(stay)
    cuts = _way_back(came_from, count)
    return cuts if step == 1 else _refined(series, cuts, shortest)


def _refined(series: Whitened, cuts: list[int], shortest: int) -> list[int]:
    """Return the cuts, each moved to the best place between its neighbours."""
    edges = [0, *cuts, len(series.value)]
    for number in range(1, len(edges) - 1):
        places, probability = cut_profile(series, edges[number - 1], edges[number + 1], shortest)
        edges[number] = int(places[probability.argmax()])
    return edges[1:-1]


def _pairs(level: Floats, value: Floats) -> tuple[tuple[Floats, Floats], ...]:
    return (level, level), (level, value), (value, value)


def _sums(a: Floats, b: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(a * b)])


def _way_back(came_from: npt.NDArray[np.intp], count: int) -> list[int]:
    cuts: list[int] = []
    end = int(came_from[count])
    while end > 0:
        cuts.append(end)
        end = int(came_from[end])
    return cuts[::-1]


def cut_profile(series: Whitened, begin: int, end: int, shortest: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return the places (k,) at which begin..end can be cut in two, and the probability (k,) of each; the sum is 1.

    The probability of a place is proportional to its likelihood with the best two levels: exp(-squares left over / 2).
    """
    places = np.arange(begin + shortest, end - shortest + 1)
    if not len(places):
        return places, np.empty(0)
    cost = _cost(series, np.full(len(places), begin), places) + _cost(series, places, np.full(len(places), end))
    probability = np.exp(-(cost - cost.min()) / 2)
    return places, np.asarray(probability / probability.sum(), dtype=float)


def _cost(series: Whitened, begins: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Floats:
    levels, products, squares = (_sums(a, b) for a, b in _pairs(series.level, series.value))
    first_levels, first_products, first_squares = (
        (a * b)[begins] for a, b in _pairs(series.first_level, series.first_value)
    )
    level = first_levels + levels[ends] - levels[begins + 1]
    product = first_products + products[ends] - products[begins + 1]
    return np.asarray(first_squares + squares[ends] - squares[begins + 1] - product**2 / level, dtype=float)
