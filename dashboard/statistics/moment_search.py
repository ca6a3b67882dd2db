"""Search for the lows and highs of a class: stretches whose evidence stands out from what is usual in it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.bin_precision import Precision
from dashboard.statistics.moment_evidence import SIGNS, Kind
from dashboard.statistics.moment_shapes import ShapeBank, shape_bank

LEAST_SEEN: Final = 0.8
"""The share of a moment's bins that were seen."""
TINY: Final = 1e-9
LEAST_OWN: Final = 0.05
"""The least part of a shape that is no drift and no other moment's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A low or a high: the places of its first bin and of the one after its last; its distance from usual, in
    deviations; and its shape (n,) over all bins.
    """

    kind: Kind
    begin: int
    end: int
    z: float
    shape: Floats


@dataclass(frozen=True, slots=True)
class Series:
    """n bins at `place` (n,), each with the number of the stretch of seeing that it is part of.

    `usual` (n, w) are the functions of what is no moment: a constant, and slow drift.
    """

    place: npt.NDArray[np.intp]
    bin_seconds: float
    stretch: npt.NDArray[np.intp]
    usual: Floats

    @property
    def bank(self) -> ShapeBank:
        """Return the shapes that fit."""
        return shape_bank(int(self.place[-1]) + 1, self.bin_seconds)

    def on_grid(self, columns: Floats) -> Floats:
        """Return columns (n, k) as rows (k, m) over all m places, 0 where a bin is missing."""
        rows = np.zeros((columns.shape[1], int(self.place[-1]) + 1))
        rows[:, self.place] = columns.T
        return rows


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of a kind of moment in a series of n bins, prepared for a search with l shapes at m places.

    `precision` is that of its noise; `usual_weighted` (n, w) its product with the usual, `usual_covariance` (w, w) that
    of the usual's heights, `left` (n,) the product with what the usual leaves. `usual_sums` (l, w, m) and `left_sums`
    (l, m) are the latter two summed with every shape at every place; `information` (l, m) is how much each tells there.
    """

    kind: Kind
    series: Series
    precision: Precision
    usual_weighted: Floats
    usual_covariance: Floats
    left: Floats
    usual_sums: Floats
    left_sums: Floats
    information: Floats


def prepared(kind: Kind, series: Series, value: Floats, precision: Precision, usual_penalties: Floats) -> Evidence:
    """Return the evidence `value` (n,), with all that stays the same from one round of the search to the next.

    `usual_penalties` (w,) draw the heights of what is no moment to zero.
    """
    bank, weighted = series.bank, precision.times(series.usual)
    covariance = np.asarray(np.linalg.inv(series.usual.T @ weighted + np.diag(usual_penalties)), dtype=float)
    left = precision.times((value - series.usual @ (covariance @ (weighted.T @ value)))[:, None])
    beside = np.append(np.where(np.diff(series.place) == 1, precision.next_to, 0.0), 0.0)
    information = bank.sums(series.on_grid(precision.own[:, None]), bank.squares)[:, 0]
    information += 2 * bank.sums(series.on_grid(beside[:, None]), bank.products)[:, 0]
    usual_sums = bank.sums(series.on_grid(weighted), bank.heights)
    own = information - _squares(covariance, usual_sums)
    information = np.maximum(own, LEAST_OWN * information)
    left_sums = bank.sums(series.on_grid(left), bank.heights)[:, 0]
    return Evidence(kind, series, precision, weighted, covariance, left[:, 0], usual_sums, left_sums, information)


def _squares(matrix: Floats, sums: Floats) -> Floats:
    """Return xᵀ M x (l, m) of the columns of sums (l, k, m). Not by matrix products, whose threads cost more here."""
    return np.asarray((np.einsum("ij,ljm->lim", matrix, sums) * sums).sum(axis=1), dtype=float)


def best_candidate(evidence: Evidence, found: list[Candidate]) -> Candidate | None:
    """Return the clearest further moment of the evidence's kind, None if there is no room for one.

    Each shape is compared with usual by generalised least squares, beside the drift and the moments found before: its
    height over its deviation. So a large moment does not hide a smaller one, nor pass for the usual.
    """
    series, bank = evidence.series, evidence.series.bank
    numerator, information = evidence.left_sums, evidence.information
    if found:
        shapes = np.column_stack([one.shape for one in found])
        weighted = evidence.precision.times(shapes)
        usual = evidence.usual_covariance @ (evidence.usual_weighted.T @ shapes)
        beside = bank.sums(series.on_grid(weighted), bank.heights)
        beside -= np.einsum("wk,lwm->lkm", usual, evidence.usual_sums)
        own = shapes.T @ weighted - shapes.T @ evidence.usual_weighted @ usual
        covariance = np.asarray(np.linalg.inv(own), dtype=float)
        heights = covariance @ (shapes.T @ evidence.left)
        numerator = numerator - np.einsum("k,lkm->lm", heights, beside)
        information = np.maximum(information - _squares(covariance, beside), LEAST_OWN * information)
    best: Candidate | None = None
    for number, shape in enumerate(bank.shapes):
        last = bank.count - len(shape) + 1
        z = SIGNS[evidence.kind] * numerator[number, :last] / np.sqrt(np.maximum(information[number, :last], TINY))
        z[~_is_free(series, found, len(shape), shape.rise)] = -np.inf
        first = int(z.argmax())
        if np.isfinite(z[first]) and (best is None or z[first] > best.z):
            best = _candidate(evidence, number, first, float(z[first]))
    return best


def _candidate(evidence: Evidence, number: int, first: int, z: float) -> Candidate:
    bank, series = evidence.series.bank, evidence.series
    shape = bank.shapes[number]
    on_grid = np.zeros(bank.count)
    on_grid[first : first + len(shape)] = shape.height
    end = first + len(shape) - shape.rise
    return Candidate(evidence.kind, first + shape.rise, end, z, on_grid[series.place])


def _is_free(series: Series, found: list[Candidate], length: int, rise: int) -> npt.NDArray[np.bool_]:
    """Return for each place whether a shape of this length may begin there.

    It lies within one stretch of seeing, most of it was seen, and it shares no bin with a moment found before.
    """
    place = series.place
    count = int(place[-1]) + 1
    seen, begins = np.zeros(count + 1), np.zeros(count + 1)
    seen[place + 1] = 1.0
    begins[place[1:] + 1] = np.diff(series.stretch) != 0
    seen, begins = np.cumsum(seen), np.cumsum(begins)
    firsts = np.arange(count - length + 1)
    free = seen[firsts + length] - seen[firsts] >= LEAST_SEEN * length
    free &= begins[firsts + length] == begins[firsts + 1]
    for one in found:
        free &= ~((firsts + rise < one.end) & (firsts + length - rise > one.begin))
    return np.asarray(free, dtype=bool)
