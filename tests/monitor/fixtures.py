"""Share the monitor tests' fixtures: times, faces, readings, and a scripted source."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from monitor.share.shared_frames import SharedFrames
from monitor.stages import Progress
from monitor.types import Box, Face, Frame, Observation, Reading

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

HAPPY = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
SAD = (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NEUTRAL = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def at(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def frame(seconds: float = 0.0, *, index: int = 0, width: int = 64, alone: bool = False, dropped: int = 0) -> Frame:
    image = np.full((48, width, 3), 90, np.uint8)
    return Frame(index, at(seconds), image, "test", frames_dropped=dropped, stands_alone=alone)


def face(x: int, y: int = 0, side: int = 10) -> Face:
    return Face(Box(x, y, side, side), confidence=0.99)


def observation(track_id: int, shows: tuple[float, ...], seconds: float = 0.0, weight: float = 1.0) -> Observation:
    return Observation(track_id, at(seconds), shows, weight)


def reading(seconds: float, shown: Iterable[tuple[float, ...]], *, alone: bool = False, dropped: int = 0) -> Reading:
    seen = tuple(observation(track, shows, seconds) for track, shows in enumerate(shown))
    return Reading(at(seconds), len(seen), seen, dropped, processing_ms=10.0, stands_alone=alone)


class ScriptedSource:
    """Returns frames and raises errors in the scripted order; a real source from the runner's point of view."""

    name = "scripted"

    def __init__(self, script: Iterable[Frame | Exception], *, is_live: bool = False) -> None:
        self.is_live = is_live
        self.is_closed = False
        self._script: Iterator[Frame | Exception] = iter(script)

    def read(self) -> Frame:
        happening = next(self._script)
        if isinstance(happening, Exception):
            raise happening
        return happening

    def progress(self) -> Progress | None:
        return None

    def close(self) -> None:
        self.is_closed = True


def wanted_frames() -> SharedFrames:
    """Return frames of a page that are wanted: somebody has just looked for one, in no time."""
    passed = [0.0]
    is_looking = True

    def clock() -> float:
        passed[0] += 1.0 if is_looking else 0.0
        return time.monotonic() + passed[0]

    shared = SharedFrames(clock)
    assert shared.take(1.0) is None
    is_looking = False
    return shared
