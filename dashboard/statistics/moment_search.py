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
    """The evidence (n,) of a kind of moment, and the precision of its noise, prepared for a search in a series.

    `usual_penalties` (w,) draw the heights of what is no moment to zero. `usual_weighted` (n, w) and `usual_sums`
    (l, w, m) are the precision's products with that, the latter summed with every shape at every place; `information`
    (l, m) is each shape's own.
    """

    kind: Kind
    series: Series
    value: Floats
    precision: Precision
    usual_penalties: Floats
    usual_weighted: Floats
    usual_sums: Floats
    information: Floats


def prepared(kind: Kind, series: Series, value: Floats, precision: Precision, usual_penalties: Floats) -> Evidence:
    """Return the evidence with all that stays the same from one round of the search to the next."""
    bank, weighted = series.bank, precision.times(series.usual)
    beside = np.append(np.where(np.diff(series.place) == 1, precision.next_to, 0.0), 0.0)
    information = bank.sums(series.on_grid(precision.own[:, None]), bank.squares)
    information += 2 * bank.sums(series.on_grid(beside[:, None]), bank.products)
    usual_sums = bank.sums(series.on_grid(weighted), bank.heights)
    return Evidence(kind, series, value, precision, usual_penalties, weighted, usual_sums, information[:, 0])


def best_candidate(evidence: Evidence, found: list[Candidate]) -> Candidate | None:
    """Return the clearest further moment of the evidence's kind, None if there is no room for one.

    Each shape is compared with usual by generalised least squares, beside the drift and the moments found before: its
    height over its deviation. So a large moment does not hide a smaller one, nor pass for the usual.
    """
    series, precision = evidence.series, evidence.precision
    bank = series.bank
    parts = np.column_stack([series.usual, *(one.shape for one in found)])
    others = precision.times(parts[:, series.usual.shape[1] :])
    weighted = np.column_stack([evidence.usual_weighted, others])
    penalties = np.append(evidence.usual_penalties, np.zeros(len(found)))
    covariance = np.linalg.inv(parts.T @ weighted + np.diag(penalties))
    left = evidence.value - parts @ (covariance @ (weighted.T @ evidence.value))
    rows = series.on_grid(np.column_stack([precision.times(left[:, None]), others]))
    sums = bank.sums(rows, bank.heights)
    best: Candidate | None = None
    for number, shape in enumerate(bank.shapes):
        last = bank.count - len(shape) + 1
        beside = np.vstack([evidence.usual_sums[number], sums[number, 1:]])[:, :last]
        information = evidence.information[number, :last]
        own = information - ((covariance @ beside) * beside).sum(axis=0)
        deviation = np.sqrt(np.maximum(own, LEAST_OWN * information) + 1e-12)
        z = SIGNS[evidence.kind] * sums[number, 0, :last] / deviation
        z[~_is_free(series, found, len(shape), shape.rise)] = -np.inf
        first = int(z.argmax())
        if np.isfinite(z[first]) and (best is None or z[first] > best.z):
            on_grid = np.zeros(bank.count)
            on_grid[first : first + len(shape)] = shape.height
            end = first + len(shape) - shape.rise
            best = Candidate(evidence.kind, first + shape.rise, end, float(z[first]), on_grid[series.place])
    return best


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
