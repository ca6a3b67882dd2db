"""Open the requested annotation outputs. Everything is checked before the class starts."""

import threading
from dataclasses import dataclass
from pathlib import Path

from monitor.control.class_control import ClassControl
from monitor.errors import OutputUnavailable
from monitor.stages import FrameWatcher


@dataclass(frozen=True, slots=True)
class WatcherRequest:
    """The requested outputs. `pictures_wanted`: the source is a folder of pictures, and so is the output.

    `source_path` is the watched recording or folder, which must not be overwritten; None for other sources.
    """

    annotate: Path | None
    preview: bool
    frames_per_second: float
    pictures_wanted: bool
    stop: threading.Event
    source_path: Path | None = None
    control: ClassControl | None = None
    """The control of the class, through which the dashboard shows its pictures."""


def open_watchers(request: WatcherRequest) -> list[FrameWatcher]:
    """Return the requested outputs, ready for frames. Raises OutputUnavailable if one cannot be created.

    Existing files are never overwritten, whether they are the source or not.
    """
    watchers: list[FrameWatcher] = []
    if request.annotate is not None:
        watchers.append(_open_annotation(request.annotate, request))
    if request.preview:
        from monitor.annotate.preview import PreviewWindow

        watchers.append(PreviewWindow(request.stop))
    if request.control is not None:
        from monitor.annotate.live_pictures import LivePictures

        watchers.append(LivePictures(request.control))
    return watchers


def _open_annotation(path: Path, request: WatcherRequest) -> FrameWatcher:
    if request.pictures_wanted:
        from monitor.annotate.pictures import AnnotatedPictures

        if request.source_path is not None:
            _require_outside(path, request.source_path)
        return AnnotatedPictures(path)
    from monitor.annotate.video import AnnotatedVideo

    return AnnotatedVideo(path, request.frames_per_second)


def _require_outside(folder: Path, source: Path) -> None:
    """Reject the source's own folder and its subfolders: the next class would watch its own annotations."""
    if not source.is_dir():
        return
    # Compared by the file system, not by name: only it resolves links and upper and lower case.
    above = (folder, *folder.resolve().parents)
    if any(place.is_dir() and place.samefile(source) for place in above):
        raise OutputUnavailable(
            "The annotated pictures would lie among the pictures that are watched",
            where=str(folder),
            remedy=f"Name a folder outside {source}.",
        )
