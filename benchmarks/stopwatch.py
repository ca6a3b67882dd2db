"""Time the inner steps of objects by wrapping their methods, for benchmarks only."""

import functools
import time
from collections import defaultdict
from typing import Any

import numpy as np


class Stopwatch:
    """Sums up, for each frame, the time of the watched methods."""

    def __init__(self) -> None:
        self._frames: list[dict[str, float]] = []

    def watch(self, owner: object, method: str, name: str) -> None:
        """Time this method of the object under the name; calls inside a frame add up."""
        original = getattr(owner, method)

        @functools.wraps(original)
        def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - any signature
            began = time.perf_counter()
            try:
                return original(*arguments, **options)
            finally:
                if self._frames:
                    self._frames[-1][name] += time.perf_counter() - began

        setattr(owner, method, timed)

    def frame(self) -> None:
        """Start a new frame."""
        self._frames.append(defaultdict(float))

    def medians_ms(self) -> dict[str, float]:
        """Return the median time of each name over the frames, in milliseconds, and reset."""
        names = sorted({name for frame in self._frames for name in frame})
        medians = {name: 1000 * float(np.median([frame[name] for frame in self._frames])) for name in names}
        self._frames = []
        return medians
