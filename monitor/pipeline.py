"""Process one frame through the stages, which meet here and nowhere else."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.stages import Classifier, Detector, FaceSelector, FrameWatcher, SlideWatch, Tracker
from monitor.types import Face, Frame, Observation, Reading, TrackedFace


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Detects, selects, tracks and classifies the faces of one frame after the other.

    Without a classifier the faces are counted, and nothing is read off them.
    """

    detector: Detector
    tracker: Tracker
    classifier: Classifier | None
    watchers: Sequence[FrameWatcher] = ()
    slides: SlideWatch | None = None
    selector: FaceSelector | None = None

    def process(self, frame: Frame) -> Reading | None:
        """Return the reading of the frame; None for one of which it cannot be told yet whose faces count.

        `processing_ms` is the time that the stages took. Raises SourceBlind for a picture that does not show the class.
        """
        began = time.perf_counter()
        if self.selector is None:
            found: Sequence[Face] | None = self.detector.detect(frame)
        else:
            frame = self.selector.prepare(frame)
            found = self.selector.select(frame, self.detector.detect(frame))
        if found is None:
            self._show(frame, (), ())
            return None
        faces = self.tracker.update(frame, found)
        observations = [] if self.classifier is None else self.classifier.classify(frame, faces)
        processing_ms = 1000 * (time.perf_counter() - began)
        self._show(frame, faces, observations)
        return Reading(
            captured_at=frame.captured_at,
            faces=len(faces),
            observations=tuple(observations),
            frames_dropped=frame.frames_dropped,
            processing_ms=processing_ms,
            stands_alone=frame.stands_alone,
            slide_changed_at=None if self.slides is None else self.slides.observe(frame),
        )

    def _show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        for watcher in self.watchers:
            watcher.show(frame, faces, observations)

    def set_search_seconds(self, seconds: float) -> None:
        """Search the whole frame no more often than this from the next frame on."""
        self.detector.search_seconds = seconds

    def tick(self) -> None:
        """Let the watchers handle user input while no frames come."""
        for watcher in self.watchers:
            watcher.tick()

    def close(self) -> None:
        """Close the watchers' files and windows."""
        for watcher in self.watchers:
            watcher.close()
