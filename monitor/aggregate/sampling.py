"""Collect readings until a sample is due."""

from datetime import datetime, timedelta

from classroom.privacy import stored_size
from monitor.aggregate.class_mood import class_mood
from monitor.aggregate.smoothing import FaceSmoothing
from monitor.disclosure.disclosure import MoodDisclosure
from monitor.types import Mood, Observation, Reading, Sample


class ClassSampling:
    """Aggregates the readings of each `sample_seconds` into a sample; a reading that stands alone is one of its own.

    Samples lie on a grid that begins with the first reading, and each is taken with the last frame of its interval. The
    last frame is recognised by the time between frames: `frame_interval_seconds` as long as they come as planned, the
    observed interval where they come more slowly. Where they come more slowly than samples are due, each frame is a
    sample. Where no reading comes, no sample is made: a gap in the frames stays a gap in the data, and the readings
    collected before it are a sample of the time before it.

    Where no moods are read, every face counts as usable, since none is asked for more than to be there.
    """

    def __init__(
        self,
        sample_seconds: float,
        min_group_size: int,
        smoothing_seconds: float,
        frame_interval_seconds: float,
        disclosure: MoodDisclosure | None = None,
        *,
        reads_moods: bool = True,
    ) -> None:
        self._step = timedelta(seconds=sample_seconds)
        self._planned_interval = self._frame_interval = timedelta(seconds=frame_interval_seconds)
        self._last_at: datetime | None = None
        self._last_interval = self._planned_interval
        self._min_group_size = min_group_size
        self._disclosure = disclosure or MoodDisclosure(min_group_size)
        self._reads_moods = reads_moods
        self._smoothing = FaceSmoothing(smoothing_seconds)
        self._readings: list[Reading] = []
        self._observations: list[Observation] = []
        self._due_at: datetime | None = None

    def add(self, reading: Reading) -> list[Sample]:
        """Add a reading and return the samples that it completes, in order of time."""
        completed = self.flush() if self._is_after_gap(reading) else []
        self._update_frame_interval(reading.captured_at)
        self._readings.append(reading)
        self._observations += self._counted(reading)
        return completed + self.flush() if self._is_due(reading) else completed

    def flush(self) -> list[Sample]:
        """Return a sample of the readings collected since the last one, if there are any."""
        if not self._readings:
            return []
        sample = self._sample()
        self._readings, self._observations = [], []
        return [sample]

    def _counted(self, reading: Reading) -> list[Observation]:
        """Return the smoothed observations of the group's members, and of the people invented beside them."""
        members = self._disclosure.members(reading, self._smoothing.smooth(reading.observations, reading))
        invented = self._disclosure.invented(reading, members)
        return members + self._smoothing.smooth(invented, reading)

    def _update_frame_interval(self, captured_at: datetime) -> None:
        """Update the frame interval to the shorter of the last two: the longer one may be a gap."""
        if self._last_at is not None and captured_at > self._last_at:
            interval = captured_at - self._last_at
            self._frame_interval = max(min(interval, self._last_interval), self._planned_interval)
            self._last_interval = interval
        self._last_at = captured_at

    def _is_after_gap(self, reading: Reading) -> bool:
        return bool(self._readings) and reading.captured_at - self._readings[-1].captured_at > self._step

    def _is_due(self, reading: Reading) -> bool:
        if reading.stands_alone:
            return True
        if self._due_at is None or abs(reading.captured_at - self._due_at) > 2 * self._step:
            # The first reading, the first after a gap, or a clock that was set.
            self._due_at = reading.captured_at + self._step - self._frame_interval
        if reading.captured_at < self._due_at - self._frame_interval / 2:
            return False
        steps_behind = max((reading.captured_at - self._due_at) // self._step, 0)
        self._due_at += self._step * (steps_behind + 1)
        return True

    def _sample(self) -> Sample:
        """Return the sample of the collected readings; counts are means over its frames, so no face counts twice."""
        frames = len(self._readings)
        faces = round(sum(reading.faces for reading in self._readings) / frames)
        usable = round(sum(len(reading.observations) for reading in self._readings) / frames)
        last = self._readings[-1]
        allowed = self._reads_moods and self._disclosure.allows(usable, last)
        counted = (faces, usable) if self._reads_moods else (faces, faces)
        stored_faces, stored_usable = (stored_size(count, self._min_group_size) for count in counted)
        return Sample(
            captured_at=last.captured_at,
            faces=stored_faces,
            usable_faces=stored_usable,
            mood=self._mood(last.captured_at) if allowed else None,
            frames_dropped=sum(reading.frames_dropped for reading in self._readings),
            processing_ms=sum(reading.processing_ms for reading in self._readings) / frames,
        )

    def _mood(self, captured_at: datetime) -> Mood:
        return self._disclosure.mood(class_mood(self._observations), self._observations, captured_at)
