"""Write pictures with boxes and emotions drawn on them: as one picture, a folder of pictures, or a video."""

from pathlib import Path
from typing import Final

import cv2

from model.drawing import ImageBgr, draw_boxes, emotion_box, fit_into
from model.errors import OutputFileError
from model.prediction.new_path import NewPath, cannot_write
from model.prediction.picture import Picture, PictureSource
from model.prediction.pictures import PictureFiles
from model.prediction.readings import PicturePredictions
from model.prediction.video_frames import VideoFrames

CODECS: Final = {".mp4": "mp4v", ".m4v": "mp4v", ".mov": "mp4v", ".mkv": "mp4v", ".avi": "MJPG"}
WRITABLE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")


class AnnotatedWriter:
    """Writes the annotated pictures in order, then is finished; closed in any case."""

    def write(self, name: str, image_bgr: ImageBgr) -> None:
        """Write one picture. Raises OutputFileError."""
        raise NotImplementedError

    def finish(self) -> None:
        """Complete the output and verify it. Raises OutputFileError."""

    def close(self) -> None:
        """Release the file, complete or not; may be called again."""


def annotated(picture: Picture, reading: PicturePredictions) -> ImageBgr:
    """Return a new picture of the same size with every face's box, strongest emotion and its probability."""
    boxes = [emotion_box(face.box_xywh, face.probabilities) for face in reading.faces]
    return draw_boxes(picture.image_bgr, boxes)


def open_annotated(place: NewPath, source: PictureSource) -> AnnotatedWriter:
    """Return the writer for the kind of source, writing to the path's draft. Raises OutputFileError if it cannot."""
    if isinstance(source, VideoFrames):
        return AnnotatedVideo(place, source.frames_per_second)
    if isinstance(source, PictureFiles) and source.is_folder:
        return AnnotatedFolder(place, source.path)
    return AnnotatedPicture(place)


class AnnotatedPicture(AnnotatedWriter):
    """Writes one picture, in the format of the file's suffix."""

    def __init__(self, place: NewPath) -> None:
        """Raise OutputFileError for a suffix that is not a picture's."""
        _require_ending(place.path, WRITABLE_SUFFIXES, "picture")
        self._place = place

    def write(self, name: str, image_bgr: ImageBgr) -> None:
        """Write the picture, whatever its name was. Raises OutputFileError."""
        _write_picture(self._place.draft, image_bgr)


class AnnotatedFolder(AnnotatedWriter):
    """Writes a folder of pictures under their own names; a format that OpenCV cannot write becomes .png."""

    def __init__(self, place: NewPath, watched: Path) -> None:
        """Raise OutputFileError if the folder lies among the pictures that are read, in `watched`."""
        around = place.path.parent.resolve()
        # Compared by the file system, not by name: only it resolves links and upper and lower case.
        if any(folder.samefile(watched) for folder in (around, *around.parents)):
            raise OutputFileError(
                "The annotated pictures would lie among the pictures that are read",
                where=str(place.path),
                remedy=f"Name a folder outside {watched}.",
            )
        self._place = place
        place.draft.mkdir()

    def write(self, name: str, image_bgr: ImageBgr) -> None:
        """Write one picture. Raises OutputFileError."""
        is_writable = Path(name).suffix.lower() in WRITABLE_SUFFIXES
        _write_picture(self._place.draft / (name if is_writable else f"{name}.png"), image_bgr)


class AnnotatedVideo(AnnotatedWriter):
    """Writes a video of the first frame's size; later sizes are letterboxed into it."""

    def __init__(self, place: NewPath, frames_per_second: float) -> None:
        """Raise OutputFileError for a suffix that is not a video's, and where OpenCV cannot write such a video."""
        _require_ending(place.path, tuple(CODECS), "video")
        self._place = place
        self._frames_per_second = frames_per_second
        self._writer: cv2.VideoWriter | None = None
        self._size_wh = (0, 0)
        self._frames = 0
        # Some failures only the codec reports, and they should be reported before anything is read.
        self._open((64, 64)).release()
        place.draft.unlink(missing_ok=True)

    def write(self, name: str, image_bgr: ImageBgr) -> None:
        """Write one frame. Raises OutputFileError."""
        if self._writer is None:
            self._size_wh = (image_bgr.shape[1], image_bgr.shape[0])
            self._writer = self._open(self._size_wh)
        self._writer.write(fit_into(image_bgr, *self._size_wh))
        self._frames += 1

    def finish(self) -> None:
        """Complete the file. Raises OutputFileError if it does not hold every frame."""
        self.close()
        # OpenCV reports nothing when the disk is full.
        written = cv2.VideoCapture(str(self._place.draft), cv2.CAP_FFMPEG)
        frames = written.get(cv2.CAP_PROP_FRAME_COUNT) if written.isOpened() else 0
        written.release()
        if frames != self._frames:
            raise OutputFileError(
                f"The video could not be written: it holds {frames:.0f} frames of {self._frames}",
                where=str(self._place.path),
                remedy="Make room on the disk, or name another place.",
            )

    def close(self) -> None:
        """Release the file, complete or not."""
        if self._writer is not None:
            self._writer.release()

    def _open(self, size_wh: tuple[int, int]) -> cv2.VideoWriter:
        code = cv2.VideoWriter.fourcc(*CODECS[self._place.path.suffix.lower()])
        writer = cv2.VideoWriter(str(self._place.draft), code, self._frames_per_second, size_wh)
        if not writer.isOpened():
            raise OutputFileError(
                "OpenCV cannot write this video", where=str(self._place.path), remedy="Try a name that ends with .avi."
            )
        return writer


def _write_picture(path: Path, image_bgr: ImageBgr) -> None:
    try:
        is_encoded, content = cv2.imencode(path.suffix, image_bgr)
    except cv2.error:
        is_encoded = False
    if not is_encoded:
        raise OutputFileError(
            f"A picture of {image_bgr.shape[1]} x {image_bgr.shape[0]} pixels cannot be written as {path.suffix}",
            where=path.name,
            remedy="Save the picture as .png, or take it out of the folder.",
        )
    try:
        # Not cv2.imwrite: it fails silently, and on Windows it cannot write names beyond the code page.
        with path.open("xb") as file:
            file.write(content.tobytes())
    except OSError as error:
        raise cannot_write(path, error) from error


def _require_ending(path: Path, suffixes: tuple[str, ...], kind: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise OutputFileError(
            f"A {kind} cannot be written as {path.suffix or 'a file without an ending'}",
            where=str(path),
            remedy=f"End the name with one of {', '.join(suffixes)}.",
        )
