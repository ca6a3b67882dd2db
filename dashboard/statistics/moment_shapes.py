"""Shapes of moments: smooth rises and falls of several lengths, and their sums with series at every place at once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats

LENGTHS_SECONDS: Final = (80.0, 100.0, 130.0, 160.0, 200.0, 250.0, 310.0, 390.0, 480.0, 600.0)
"""From half of the rise to half of the fall. Shorter ones, of a minute, cost more in false alarms than they find."""
RAMP_SECONDS: Final = 40.0
"""The time in which a class goes over into a moment, and out of it."""
FEWEST_BINS: Final = 2
KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """A moment's height (m,) in each of its bins, 0 to 1, and how many bins its half rise takes."""

    height: Floats
    rise: int

    def __len__(self) -> int:
        """Return m."""
        return len(self.height)


@dataclass(frozen=True, slots=True)
class ShapeBank:
    """The l shapes that fit into a series of `count` bins, with the spectra of their heights, of the squares of these,
    and of the products of neighbouring ones.
    """

    count: int
    shapes: tuple[Shape, ...]
    heights: npt.NDArray[np.complex128]
    squares: npt.NDArray[np.complex128]
    products: npt.NDArray[np.complex128]

    def sums(self, rows: Floats, spectra: npt.NDArray[np.complex128]) -> Floats:
        """Return (l, k, n): of rows (k, n), the sum with each shape that begins at each place; junk where it ends
        beyond the series. By Fourier transforms, since long classes have many places.
        """
        size = 2 * (spectra.shape[1] - 1)
        spectrum = np.fft.rfft(rows, size, axis=-1)
        return np.asarray(np.fft.irfft(spectra[:, None, :] * spectrum[None], size, axis=-1)[:, :, : self.count])


@lru_cache(maxsize=KEPT)
def shape_bank(count: int, bin_seconds: float) -> ShapeBank:
    """Return the shapes for a series of `count` bins of so many seconds."""
    lengths = {max(round(seconds / bin_seconds), FEWEST_BINS) for seconds in LENGTHS_SECONDS}
    shapes = tuple(shape for length in sorted(lengths) if len(shape := _shape(length, bin_seconds)) <= count)
    longest = max((len(shape) for shape in shapes), default=0)
    size = 1 << (count + longest).bit_length()
    heights = [shape.height for shape in shapes]

    def spectra(values: list[Floats]) -> npt.NDArray[np.complex128]:
        padded = np.zeros((len(values), size))
        for place, value in enumerate(values):
            padded[place, : len(value)] = value
        return np.conj(np.fft.rfft(padded, axis=-1))

    squares, products = [height**2 for height in heights], [height[:-1] * height[1:] for height in heights]
    return ShapeBank(count, shapes, spectra(heights), spectra(squares), spectra(products))


def _shape(bins: int, bin_seconds: float) -> Shape:
    ramp = min(2 * round(RAMP_SECONDS / bin_seconds / 2), bins)
    length = bins + ramp
    middles = np.arange(length) + 0.5
    height = np.clip(np.minimum(middles, length - middles) / ramp, 0, 1) if ramp else np.ones(length)
    return Shape(np.asarray(height * height * (3 - 2 * height), dtype=float), ramp // 2)
