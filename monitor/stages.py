"""What the pipeline asks of each stage. A stage knows these types and its own library, and no other stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.types import Face, Frame, Observation, Reading, Sample, TrackedFace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a source with an end has come, both in seconds of its own time; `total_seconds` may be unknown."""

    done_seconds: float
    total_seconds: float | None


class FrameSource(Protocol):
    """Where pictures come from. Used from one thread; `close` may be called twice."""

    name: str
    """What is written on the class session: the kind and what was asked for, without a path."""
    is_live: bool
    """A live source goes on without us; the others wait for us and have an end."""

    def read(self) -> Frame:
        """Return the next frame. Raises SourceEnded after the last one, SourceUnavailable if there is none to be had.

        After a SourceUnavailable with `retry` the caller waits and reads again; the source opens itself anew.
        After a SourceBlind the caller reads on at once: a live source keeps its own pace.
        """

    def progress(self) -> Progress | None:
        """Return how far a source with an end has come; None for a live one."""

    def close(self) -> None:
        """Give back the camera, file or screen."""


class Detector(Protocol):
    """Finds all faces of a frame."""

    search_seconds: float
    """How long a search of the whole frame may serve before the next one, in seconds; may be changed between frames."""

    def detect(self, frame: Frame) -> list[Face]:
        """Return the faces, in no particular order."""


class Tracker(Protocol):
    """Says which faces of successive frames belong together."""

    def update(self, frame: Frame, faces: Sequence[Face]) -> list[TrackedFace]:
        """Return every face with its track, in the order given."""


class Classifier(Protocol):
    """Reads the seven emotions off faces, all of a frame in one batch."""

    model_id: str

    def classify(self, frame: Frame, faces: Sequence[TrackedFace]) -> list[Observation]:
        """Return an observation for each face that is large and sharp enough to be read."""


class SlideWatch(Protocol):
    """Watches the shared slides, where they are a part of the picture."""

    def look(self, frame: Frame) -> datetime | None:
        """Return when the slide changed, once the new one has stayed; else None."""


class Aggregator(Protocol):
    """Turns readings into samples of the class."""

    def add(self, reading: Reading) -> list[Sample]:
        """Take in a reading, and return the samples that are due."""

    def flush(self) -> list[Sample]:
        """Return a sample of what was gathered since the last one, at the end of the class."""


class SampleSink(Protocol):
    """Keeps samples."""

    def write(self, sample: Sample) -> None:
        """Take a sample to be stored, and return at once."""


class FrameWatcher(Protocol):
    """Is shown every analysed frame while its pixels live: an annotated video, a preview window."""

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Take a look. Raises OutputUnavailable if what was asked for cannot be made."""

    def tick(self) -> None:
        """Attend to the user while no frame comes."""

    def close(self) -> None:
        """Finish the file or window."""
