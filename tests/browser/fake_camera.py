"""A camera that Chromium fakes from a file: the demo's invented people, moving."""

from pathlib import Path
from typing import Final

import cv2

from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson

FRAMES_A_SECOND: Final = 30
"""At which Chromium plays a file of JPEGs, over and over."""
BEGINS_AT_SECOND: Final = 100


def write_camera(file: Path, people: int, size: tuple[int, int] = (640, 480), seconds: float = 1) -> list[str]:
    """Write the file (.mjpeg), and return the flags with which Chromium has this camera, and is not asked for it."""
    gallery = Gallery(Lesson.load(people), *size)
    with file.open("wb") as written:
        for index in range(round(seconds * FRAMES_A_SECOND)):
            picture = gallery.draw(BEGINS_AT_SECOND + index / FRAMES_A_SECOND).image_bgr
            done, encoded = cv2.imencode(".jpg", picture)
            assert done
            written.write(encoded.tobytes())
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={file}",
    ]
