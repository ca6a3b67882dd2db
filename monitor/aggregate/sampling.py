"""Gathers readings until a sample is due."""

from datetime import datetime, timedelta
from typing import Final

from classroom.privacy import mood_may_be_stored
from monitor.aggregate.class_mood import class_mood
from monitor.aggregate.smoothing import FaceSmoothing
from monitor.types import Observation, Reading, Sample

EARLY: Final = 0.1
"""A frame may come by this share of a sample early and still close it: frames do not keep perfect time."""


class ClassSampling:
    """Makes a sample of the readings of each `sample_seconds`; a reading that stands alone is a sample of its own.

    Samples lie on a grid that begins with the first reading. Where no reading comes, no sample is made: a gap in the
    pictures stays a gap in the data.
    """

    def __init__(self, sample_seconds: float, min_group_size: int, smoothing_seconds: float) -> None:
        self._step = timedelta(seconds=sample_seconds)
        self._min_group_size = min_group_size
        self._smoothing = FaceSmoothing(smoothing_seconds)
        self._readings: list[Reading] = []
        self._observations: list[Observation] = []
        self._due_at: datetime | None = None

    def add(self, reading: Reading) -> Sample | None:
        """Take in a reading and return the sample that it completes, if it does."""
        self._readings.append(reading)
        self._observations += self._smoothing.smooth(reading)
        if not self._is_due(reading):
            return None
        sample = self._sample()
        self._readings, self._observations = [], []
        return sample

    def _is_due(self, reading: Reading) -> bool:
        if reading.stands_alone:
            return True
        if self._due_at is None or reading.captured_at < self._due_at - 2 * self._step:
            self._due_at = reading.captured_at  # the first reading, or a clock that was set back
        if reading.captured_at < self._due_at - self._step * EARLY:
            return False
        steps_behind = max((reading.captured_at - self._due_at) // self._step, 0)
        self._due_at += self._step * (steps_behind + 1)
        return True

    def _sample(self) -> Sample:
        """Return the sample of the readings at hand; counts are means over its frames, so no face counts twice."""
        frames = len(self._readings)
        faces = round(sum(reading.faces for reading in self._readings) / frames)
        usable = round(sum(len(reading.observations) for reading in self._readings) / frames)
        allowed = mood_may_be_stored(usable, self._min_group_size)
        return Sample(
            captured_at=self._readings[-1].captured_at,
            faces=faces,
            usable_faces=usable,
            mood=class_mood(self._observations) if allowed else None,
            frames_dropped=sum(reading.frames_dropped for reading in self._readings),
            processing_ms=sum(reading.processing_ms for reading in self._readings) / frames,
        )
