"""Read the faces of one picture after the other as a class reads them, each face by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from classroom.errors import messages_payload
from classroom.messages.source_remedies import SHARE_AGAIN
from classroom.messages.sources import PICTURE_DAMAGED
from monitor.aggregate.smoothing import FaceSmoothing
from monitor.capture.frame_checks import require_visible
from monitor.errors import SourceBlind
from monitor.pipeline import Pipeline
from monitor.share.decoded import decoded
from monitor.share.jpeg_header import FrameRefused, checked_size
from monitor.types import Frame, ImageBgr, Observation, TrackedFace

SMOOTHING_SECONDS: Final = 0.5
"""Shorter than a class's two seconds: who makes a face wants to see it at once."""
SMALLEST_FACE_PX: Final = 40
"""Of a picture 640 pixels wide: somebody about four metres from a usual camera."""
WHERE: Final = ""
DIGITS: Final = 4

Answer = dict[str, Any]


class SeenFaces:
    """Keeps the boxes of the last frame's faces, which a reading does not hold. No pixels."""

    def __init__(self) -> None:
        self.faces: tuple[TrackedFace, ...] = ()

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Keep the boxes."""
        self.faces = tuple(faces)

    def tick(self) -> None:
        """Do nothing while no frames come."""

    def close(self) -> None:
        """Forget the boxes."""
        self.faces = ()


class FaceReader:
    """Answers each picture with its faces. The last crop of each face stays in memory, as in a class; nothing else.

    `seen` is one of the pipeline's watchers.
    """

    def __init__(self, pipeline: Pipeline, seen: SeenFaces) -> None:
        self._pipeline = pipeline
        self._seen = seen
        self._smoothing = FaceSmoothing(SMOOTHING_SECONDS)
        self._read = 0

    def read(self, jpeg: bytes, *, is_first: bool) -> Answer:
        """Return `refused` with the reason, `trouble` with its messages, or `faces`.

        A face has its `track`, `box_xywh` in shares of the picture, and `emotions`, seven shares in the order of
        classroom.emotions, None where it is too small or too blurred. `is_first` carries nothing over from before.
        """
        try:
            checked_size(jpeg)
            image_bgr = _visible(jpeg)
        except FrameRefused as refused:
            return {"refused": refused.reason}
        except SourceBlind as blind:
            return {"faces": [], "trouble": messages_payload(blind)}
        frame = Frame(self._read, datetime.now(UTC), image_bgr, "own camera", stands_alone=is_first)
        self._read += 1
        reading = self._pipeline.process(frame)
        smoothed = [] if reading is None else self._smoothing.smooth(reading.observations, reading)
        shown = {each.track_id: each.probabilities for each in smoothed}
        height, width = image_bgr.shape[:2]
        faces = [_face(item, shown.get(item.track_id), width, height) for item in self._seen.faces]
        return {"faces": faces, "trouble": []}


def _visible(jpeg: bytes) -> ImageBgr:
    image_bgr = decoded(jpeg)
    if image_bgr is None:
        raise SourceBlind(PICTURE_DAMAGED, where=WHERE, remedy=SHARE_AGAIN)
    require_visible(image_bgr, where=WHERE)
    return image_bgr


def _face(item: TrackedFace, emotions: Sequence[float] | None, width: int, height: int) -> Answer:
    box = item.face.box
    box_xywh = (box.x / width, box.y / height, box.width / width, box.height / height)
    return {
        "track": item.track_id,
        "box_xywh": [round(share, DIGITS) for share in box_xywh],
        "emotions": None if emotions is None else [round(share, DIGITS) for share in emotions],
    }
