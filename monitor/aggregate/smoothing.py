"""Smooth each face's probabilities over time, so that a single misread frame does not move the class's mood."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.types import Observation, Reading

FORGOTTEN_AFTER: Final = timedelta(seconds=30)
"""Longer than the interval between two frames at the monitor's slowest."""


class FaceSmoothing:
    """An exponential moving average of the seven probabilities of each track, exact for uneven frame intervals.

    After `smoothing_seconds` an old value's weight is 1/e; 0 switches the smoothing off.
    """

    def __init__(self, smoothing_seconds: float) -> None:
        self._smoothing_seconds = smoothing_seconds
        self._means: dict[int, tuple[datetime, npt.NDArray[np.float64]]] = {}

    def smooth(self, observations: Sequence[Observation], reading: Reading) -> list[Observation]:
        """Return the observations of the reading smoothed; tracks not seen for long are deleted."""
        if reading.stands_alone:
            return list(observations)
        smoothed = [self._smooth_one(observation) for observation in observations]
        horizon = reading.captured_at - FORGOTTEN_AFTER
        self._means = {track: mean for track, mean in self._means.items() if mean[0] >= horizon}
        return smoothed

    def _smooth_one(self, observation: Observation) -> Observation:
        current = np.asarray(observation.probabilities)
        before = self._means.get(observation.track_id)
        if before is not None and self._smoothing_seconds > 0:
            elapsed = max((observation.captured_at - before[0]).total_seconds(), 0.0)
            kept = math.exp(-elapsed / self._smoothing_seconds)
            current = kept * before[1] + (1 - kept) * current
        self._means[observation.track_id] = (observation.captured_at, current)
        return Observation(observation.track_id, observation.captured_at, tuple(current.tolist()), observation.weight)
