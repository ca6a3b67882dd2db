"""Define the protocols of the stages. A stage imports these types and its own library, and no other stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.types import Face, Frame, Marks, Observation, Reading, Sample, TrackedFace


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a source with an end, both in seconds of its own time; `total_seconds` may be unknown."""

    done_seconds: float
    total_seconds: float | None


class FrameSource(Protocol):
    """A source of frames. Used from one thread; `close` may be called twice."""

    name: str
    """Stored with the class session: the kind and its parameters, without a path."""
    is_live: bool
    """A live source continues while we are busy; the others wait and have an end."""

    def read(self) -> Frame:
        """Return the next frame. Raises SourceEnded after the last one, SourceUnavailable if none is available.

        After a SourceUnavailable with `retry` the caller waits and reads again; the source reopens itself. After a
        SourceBlind the caller reads again at once: a live source keeps its own interval.
        """

    def progress(self) -> Progress | None:
        """Return the progress of a source with an end; None for a live one."""

    def close(self) -> None:
        """Release the camera, file or screen."""


class Detector(Protocol):
    """Detects all faces of a frame."""

    search_seconds: float
    """The interval between two searches of the whole frame, in seconds; may be changed between frames."""

    def detect(self, frame: Frame) -> list[Face]:
        """Return the faces, in no particular order."""


class FaceSelector(Protocol):
    """Selects the faces that count as the class's."""

    @property
    def own_tile_is_lost(self) -> bool:
        """Return whether the teacher's own tile is not known any more, and must be marked again."""

    def prepare(self, frame: Frame) -> Frame:
        """Return the frame without what no network may see. Raises SourceBlind, PlacesLost."""

    def mark(self, marks: Marks) -> None:
        """Take these marks instead of those of before, with the next frame."""

    def forget(self) -> None:
        """Learn the picture anew: another source is watched."""

    def lose_places(self) -> None:
        """Raise PlacesLost for each frame until the places that are left out are marked."""

    def lose_own_tile(self) -> None:
        """Say that the teacher's own tile is lost, until marks answer for it."""

    def select(self, frame: Frame, faces: Sequence[Face]) -> list[Face] | None:
        """Return the faces that count, in no particular order; None while that cannot be told."""


class Tracker(Protocol):
    """Assigns the faces of successive frames to tracks."""

    def update(self, frame: Frame, faces: Sequence[Face]) -> list[TrackedFace]:
        """Return every face with its track, in the order given."""


class Classifier(Protocol):
    """Classifies the seven emotions of all faces of a frame in one batch."""

    model_id: str

    def classify(self, frame: Frame, faces: Sequence[TrackedFace]) -> list[Observation]:
        """Return an observation for each face that is large and sharp enough to be classified."""


class SlideWatch(Protocol):
    """Detects changes of the shared slides, if they are a part of the frame."""

    def observe(self, frame: Frame) -> datetime | None:
        """Return the time of a slide change, once the new slide has stayed; else None."""


class Aggregator(Protocol):
    """Aggregates readings into samples of the class."""

    def add(self, reading: Reading) -> list[Sample]:
        """Add a reading, and return the samples that are due."""

    def flush(self) -> list[Sample]:
        """Return a sample of the remaining readings, at the end of the class."""


class SampleSink(Protocol):
    """Stores samples."""

    def write(self, sample: Sample) -> None:
        """Queue a sample for storage, and return at once."""


class FrameWatcher(Protocol):
    """Receives every analysed frame while its pixels are in memory: an annotated video, a preview window."""

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Output the frame. Raises OutputUnavailable if that fails."""

    def tick(self) -> None:
        """Handle user input while no frames come."""

    def close(self) -> None:
        """Close the file or window."""
