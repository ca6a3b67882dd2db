"""Write annotated frames as pictures into a folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2

from monitor.annotate.draw import annotate
from monitor.errors import OutputUnavailable
from monitor.types import Frame, Observation, TrackedFace

ENDINGS: Final = (".png", ".jpg", ".jpeg")


class AnnotatedPictures:
    """Writes every frame as a picture: 000001.png, 000002.png and so on.

    A picture from a folder keeps its name; if its suffix is not one of `ENDINGS`, .png is appended.
    """

    def __init__(self, folder: Path) -> None:
        """Create the folder. Raises OutputUnavailable if it cannot be created or written to, or is not empty."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise OutputUnavailable(
                    "There is something in the folder for the pictures, and nothing is written over",
                    where=str(folder),
                    remedy="Name a folder that does not exist yet, or an empty one.",
                )
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
        """Write the annotated frame. Raises OutputUnavailable if the disk or the format refuses."""
        path = self._folder / _name_of(frame)
        is_encoded, content = cv2.imencode(path.suffix, annotate(frame.image_bgr, faces, observations))
        if not is_encoded:
            height, width = frame.image_bgr.shape[:2]
            raise OutputUnavailable(
                f"OpenCV cannot write a picture of {width} x {height} pixels as {path.suffix}",
                where=str(path),
                remedy="Take the picture out of the folder, or save it as .png.",
            )
        try:
            # Not cv2.imwrite: it fails silently, and on Windows it cannot write names beyond the code page.
            with path.open("xb") as file:
                file.write(content.tobytes())
        except OSError as error:
            raise OutputUnavailable(
                f"A picture cannot be written: {error.strerror}", where=str(path), remedy="Make room, or end the class."
            ) from error

    def tick(self) -> None:
        """Do nothing: there is no user input."""

    def close(self) -> None:
        """Do nothing: every picture is complete."""


def _name_of(frame: Frame) -> str:
    name = Path(frame.source).name
    if Path(name).suffix.lower() in ENDINGS:
        return name
    return f"{name}.png" if frame.stands_alone else f"{frame.index + 1:06}.png"
