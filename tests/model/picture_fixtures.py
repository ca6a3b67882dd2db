"""Pictures and videos of the demo's invented people, and a finder's and network's answers written down."""

from pathlib import Path

import cv2
import numpy as np

from classroom.emotions import EMOTIONS
from model.drawing import ImageBgr
from model.prediction.readings import PicturePredictions, Prediction
from monitor.capture.demo.gallery import DemoPicture, Gallery
from monitor.capture.demo.lesson import Lesson


def demo_picture(people: int = 4, second: float = 50) -> DemoPicture:
    return Gallery(Lesson.load(people), 640, 360).draw(second)


def plain(value: int = 90, height: int = 60, width: int = 80) -> ImageBgr:
    return np.full((height, width, 3), value, np.uint8)


def write_picture(path: Path, image_bgr: ImageBgr) -> Path:
    is_encoded, content = cv2.imencode(path.suffix, image_bgr)
    assert is_encoded
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.tobytes())
    return path


def write_video(path: Path, pictures: list[ImageBgr], frames_per_second: float, codec: str = "mp4v") -> Path:
    height, width = pictures[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), frames_per_second, (width, height))
    assert writer.isOpened()
    for picture in pictures:
        writer.write(picture)
    writer.release()
    return path


def read_video(path: Path) -> tuple[float, list[ImageBgr]]:
    """Return the frames per second and all frames."""
    video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    rate, frames = video.get(cv2.CAP_PROP_FPS), []
    while True:
        is_read, image = video.read()
        if not is_read:
            break
        frames.append(image.astype(np.uint8))
    video.release()
    return rate, frames


def cut(path: Path, share: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def prediction(emotion: str, source: str = "a.png", seconds: float | None = None) -> Prediction:
    shares = tuple(0.7 if name == emotion else 0.05 for name in EMOTIONS)
    return Prediction(source, seconds, (20, 30, 25, 25), 0.99, shares)


def reading(*emotions: str, source: str = "a.png", seconds: float | None = None) -> PicturePredictions:
    return PicturePredictions(source, seconds, tuple(prediction(name, source, seconds) for name in emotions))
