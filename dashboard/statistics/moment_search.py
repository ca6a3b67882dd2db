"""Search for the lows and highs of a class: stretches of a minute to eight whose evidence stands out from its usual."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats
from dashboard.statistics.bin_noise import BinNoise
from dashboard.statistics.moment_evidence import SIGNS, Kind

LENGTHS_SECONDS: Final = (60.0, 80.0, 120.0, 160.0, 240.0, 360.0, 480.0)
RAMP_SECONDS: Final = 40.0
"""The time in which a class goes over into a moment, and out of it."""
LEAST_SEEN: Final = 0.8
"""The share of a moment's bins that were seen."""
LEAST_OWN: Final = 0.05
"""The least part of a shape that is no drift and no other moment's."""

Mask = npt.NDArray[np.bool_]


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
class Precision:
    """The inverse covariance of n bins of first-order autoregressive noise: its diagonal, and the one beside it."""

    own: Floats
    next_to: Floats

    def times(self, columns: Floats) -> Floats:
        """Return the product with columns (n, k)."""
        product = self.own[:, None] * columns
        product[1:] += self.next_to[:, None] * columns[:-1]
        product[:-1] += self.next_to[:, None] * columns[1:]
        return np.asarray(product, dtype=float)


def precision_of(place: npt.NDArray[np.intp], weights: Floats, noise: BinNoise) -> Precision:
    """Return the precision of bins at `place` (n,); a bin of twice the weight has half the variance."""
    root = np.sqrt(weights) / noise.deviation
    carried = noise.persistence ** np.diff(place).astype(float)
    fresh = 1 / (1 - carried**2)
    own = np.ones(len(place))
    own[1:] += carried**2 * fresh
    own[:-1] += carried**2 * fresh
    return Precision(own * root**2, -carried * fresh * root[:-1] * root[1:])


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence (n,) of one kind of moment, and the precision of its noise."""

    kind: Kind
    value: Floats
    precision: Precision


@dataclass(frozen=True, slots=True)
class Searched:
    """n bins at `place` (n,), of `bin_seconds`, with the stretch of seeing (n,) that each is part of.

    `usual` (n, w) are the functions of what is no moment: constant, and slow drift. `usual_penalties` (w,) draw their
    heights to zero.
    """

    place: npt.NDArray[np.intp]
    bin_seconds: float
    stretch: npt.NDArray[np.intp]
    usual: Floats
    usual_penalties: dict[Kind, Floats]
    evidence: tuple[Evidence, ...]


def best_candidate(searched: Searched, found: list[Candidate], only: Kind | None = None) -> Candidate | None:
    """Return the clearest further moment, None if there is no room for one.

    Each shape is compared with usual by generalised least squares, beside the drift and the moments found before: its
    height over its deviation. So a large moment does not hide a smaller one, nor pass for the usual.
    """
    best: Candidate | None = None
    for evidence in searched.evidence:
        if only in (None, evidence.kind):
            candidate = _best_of_kind(searched, evidence, found)
            if candidate is not None and (best is None or candidate.z > best.z):
                best = candidate
    return best


def _best_of_kind(searched: Searched, evidence: Evidence, found: list[Candidate]) -> Candidate | None:
    place, precision = searched.place, evidence.precision
    parts = np.column_stack([searched.usual, *(one.shape for one in found)])
    weighted = precision.times(parts)
    penalties = np.append(searched.usual_penalties[evidence.kind], np.zeros(len(found)))
    covariance = np.linalg.inv(parts.T @ weighted + np.diag(penalties))
    left = evidence.value - parts @ (covariance @ (weighted.T @ evidence.value))
    count = int(place[-1]) + 1
    rows = _on_grid(np.column_stack([precision.times(left[:, None]), weighted, precision.own]), place, count)
    beside = np.zeros(count)
    adjacent = np.diff(place) == 1
    beside[place[:-1][adjacent]] = precision.next_to[adjacent]
    best: Candidate | None = None
    for seconds in LENGTHS_SECONDS:
        shape, rise = _shape(max(round(seconds / searched.bin_seconds), 2), searched.bin_seconds)
        if len(shape) > count:
            continue
        sums = np.array([np.correlate(row, shape, "valid") for row in rows[:-1]])
        information = np.correlate(rows[-1], shape**2, "valid")
        information += 2 * np.correlate(beside[:-1], shape[:-1] * shape[1:], "valid")
        own = information - np.einsum("in,ij,jn->n", sums[1:], covariance, sums[1:])
        z = SIGNS[evidence.kind] * sums[0] / np.sqrt(np.maximum(own, LEAST_OWN * information) + 1e-12)
        z[~_is_free(searched, found, len(shape), rise)] = -np.inf
        first = int(z.argmax())
        if np.isfinite(z[first]) and (best is None or z[first] > best.z):
            on_grid = np.zeros(count)
            on_grid[first : first + len(shape)] = shape
            end = first + len(shape) - rise
            best = Candidate(evidence.kind, first + rise, end, float(z[first]), on_grid[place])
    return best


def _on_grid(columns: Floats, place: npt.NDArray[np.intp], count: int) -> Floats:
    rows = np.zeros((columns.shape[1], count))
    rows[:, place] = columns.T
    return rows


def _is_free(searched: Searched, found: list[Candidate], length: int, rise: int) -> Mask:
    """Return for each place whether a shape of this length may begin there.

    It lies within one stretch of seeing, most of it was seen, and it shares no bin with a moment found before.
    """
    place = searched.place
    count = int(place[-1]) + 1
    seen, begins = np.zeros(count + 1), np.zeros(count + 1)
    seen[place + 1] = 1.0
    begins[place[1:] + 1] = np.diff(searched.stretch) != 0
    seen, begins = np.cumsum(seen), np.cumsum(begins)
    firsts = np.arange(count - length + 1)
    free = seen[firsts + length] - seen[firsts] >= LEAST_SEEN * length
    free &= begins[firsts + length] == begins[np.minimum(firsts + 1, count)]
    for one in found:
        free &= ~((firsts + rise < one.end) & (firsts + length - rise > one.begin))
    return np.asarray(free, dtype=bool)


@cache
def _shape(bins: int, bin_seconds: float) -> tuple[Floats, int]:
    """Return the shape of a moment of so many bins, which rises and falls smoothly; and the bins before its half."""
    ramp = max(2 * round(RAMP_SECONDS / bin_seconds / 2), 0)
    ramp = min(ramp, bins)
    length = bins + ramp
    middles = np.arange(length) + 0.5
    height = np.clip(np.minimum(middles, length - middles) / ramp, 0, 1) if ramp else np.ones(length)
    return np.asarray(height * height * (3 - 2 * height), dtype=float), ramp // 2
