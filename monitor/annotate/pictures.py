"""The annotated class as pictures in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import cv2

from monitor.annotate.draw import annotate
from monitor.errors import OutputUnavailable
from monitor.types import Frame, Observation, TrackedFace

ENDINGS: Final = (".png", ".jpg", ".jpeg")


class AnnotatedPictures:
    """Writes every frame shown to it as a picture: 000001.png, 000002.png and so on, or as `name_of` says.

    A frame whose `source` ends like a picture keeps that name, so that pictures of a folder can be told apart.
    """

    def __init__(self, folder: Path, name_of: Callable[[Frame], str] | None = None) -> None:
        """Make the folder. Raises OutputUnavailable if it cannot be made or written to."""
        self._folder = folder
        self._name_of = name_of or _name_by_source
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".moodline-can-write"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise OutputUnavailable(
                f"The folder for the pictures cannot be written to: {error.strerror}",
                where=str(folder),
                remedy="Name a folder that you may write.",
            ) from error

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Write the frame with what was seen in it. Raises OutputUnavailable if the disk refuses."""
        path = self._folder / self._name_of(frame)
        encoded, content = cv2.imencode(path.suffix, annotate(frame.image_bgr, faces, observations))
        try:
            # Not cv2.imwrite: it fails without a word, and on Windows it cannot write names beyond the code page.
            path.write_bytes(content.tobytes())
        except OSError as error:
            raise OutputUnavailable(
                f"A picture cannot be written: {error.strerror}", where=str(path), remedy="Make room, or end the class."
            ) from error
        assert encoded

    def close(self) -> None:
        """Do nothing: every picture is complete."""


def _name_by_source(frame: Frame) -> str:
    name = Path(frame.source).name
    return name if Path(name).suffix.lower() in ENDINGS else f"{frame.index + 1:06}.png"
