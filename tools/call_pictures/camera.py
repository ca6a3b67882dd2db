"""Expose a tile as a camera does: brighter or darker, drifting, noisy."""

from functools import cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from tools.call_pictures.pixels import Image

NOISE_SHAPE: Final = (1200, 2000, 3)
NOISE_LEVELS: Final = (0.0, 0.7, 1.6)
"""Standard deviations of noise in grey levels. Of some cameras the call's codec removes it all."""
DRIFT: Final = 0.025
DARK_ROOMS: Final = 0.1
"""The share of people who sit in a dark room."""


class Camera:
    """One participant's camera."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        rng = np.random.default_rng([seed, 13])
        self._noise_level = float(rng.choice(NOISE_LEVELS))
        self._drift_seconds, self._drift_phase, share = rng.uniform([9, 0, 0], [25, 7, 1])
        self._drift = DRIFT * share
        self._gain = rng.uniform(0.4, 0.65) if rng.random() < DARK_ROOMS else rng.uniform(0.85, 1.08)

    def expose(self, tile: Image, seconds: float) -> None:
        """Change the tile to what the camera sends at this second."""
        wave = np.sin(2 * np.pi * seconds / self._drift_seconds + self._drift_phase)
        bright = cv2.convertScaleAbs(tile, alpha=float(self._gain * (1 + self._drift * wave)))
        if not self._noise_level:
            tile[:] = bright
            return
        height, width = tile.shape[:2]
        noise = camera_noise(self._noise_level)
        rng = np.random.default_rng([self._seed, round(seconds * 1000)])
        y, x = (
            int(rng.integers(max(1, have - need))) for have, need in zip(noise.shape, (height, width), strict=False)
        )
        part = noise[y : y + height, x : x + width]
        if part.shape[:2] != (height, width):  # a tile larger than all the noise
            part = np.asarray(cv2.resize(part, (width, height)), np.int16)
        tile[:] = cv2.add(bright, part, dtype=cv2.CV_8U)


@cache
def camera_noise(level: float) -> npt.NDArray[np.int16]:
    """Return noise of which each tile takes another part each frame."""
    return np.random.default_rng(97).normal(0, level, NOISE_SHAPE).round().astype(np.int16)
