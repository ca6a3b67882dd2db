"""Opens what the user asked for beside the database. Everything is checked before the class starts."""

import threading
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import OutputUnavailable
from monitor.stages import FrameWatcher

VIDEO_SUFFIXES = (".mp4", ".avi", ".mkv", ".mov")


@dataclass(frozen=True, slots=True)
class WatcherRequest:
    """What to write or show. `pictures_wanted`: the source is a folder of pictures, and so is what is written."""

    annotate: Path | None
    preview: bool
    frames_per_second: float
    pictures_wanted: bool
    stop: threading.Event


def open_watchers(request: WatcherRequest) -> list[FrameWatcher]:
    """Return what was asked for, ready to be shown frames. Raises OutputUnavailable if it cannot be made."""
    watchers: list[FrameWatcher] = []
    if request.annotate is not None:
        watchers.append(_open_annotation(request.annotate, request))
    if request.preview:
        from monitor.annotate.preview import PreviewWindow

        watchers.append(PreviewWindow(request.stop))
    return watchers


def _open_annotation(path: Path, request: WatcherRequest) -> FrameWatcher:
    if request.pictures_wanted:
        from monitor.annotate.pictures import AnnotatedPictures

        return AnnotatedPictures(path)
    if path.suffix.lower() not in VIDEO_SUFFIXES:
        raise OutputUnavailable(
            "The annotated video needs a name that ends like one",
            where=str(path),
            remedy=f"Give it one of {', '.join(VIDEO_SUFFIXES)}.",
        )
    from monitor.annotate.video import AnnotatedVideo

    return AnnotatedVideo(path, request.frames_per_second)
