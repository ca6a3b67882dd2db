"""List the available sources, for `--list-sources`. Nothing is switched on, and OpenCV is not imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from classroom.messages.message import FilledMessage, Message
from classroom.messages.sources import NO_CAMERA_FOUND, NO_WINDOW_FOUND
from monitor.capture.calls import is_call
from monitor.capture.screens.cover import NOTEWORTHY_COVER, covered_share
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.window_system import WindowInfo
from monitor.errors import SourceUnavailable

_MOSTLY_COVERED: Final = 0.9
State = Literal["visible", "covered", "minimised"]
_STATE_TEXTS: Final[dict[State, str]] = {
    "visible": "",
    "covered": "covered by another window",
    "minimised": "minimised",
}


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source with the text to type after --source."""

    spec: str
    description: str
    name: str
    rectangle: Rectangle | None = None
    """Its place on the desktop; None for a camera, and for a window that cannot be seen there."""
    program: str = ""
    """The plain name of the program whose window it is; empty if it is unknown, or no window."""
    state: State = "visible"
    is_call: bool = False


@dataclass(frozen=True, slots=True)
class ListedKind:
    """All sources of a kind; `note` gives the reason why there are none, or a hint."""

    heading: str
    sources: tuple[ListedSource, ...] = ()
    note: str = ""
    messages: tuple[FilledMessage, ...] = ()
    """The note without places, for a page that translates it."""


@dataclass(frozen=True, slots=True)
class SourceListing:
    """Cameras by name, screens with sizes, windows by title with their programs, the frontmost first."""

    cameras: ListedKind
    screens: ListedKind
    windows: ListedKind

    def as_text(self) -> str:
        """Return the listing as printed text."""
        return "\n\n".join(_as_text(kind) for kind in (self.cameras, self.screens, self.windows))


def list_sources() -> SourceListing:
    """Return the available sources. Where a part cannot be listed, its note has the reason; nothing is raised."""
    return SourceListing(_cameras(), _screens(), _windows())


def _as_text(kind: ListedKind) -> str:
    width = max((len(source.spec) for source in kind.sources), default=0)
    lines = [f"  {source.spec:{width}}  {source.description}".rstrip() for source in kind.sources]
    notes = [f"  {line}" for line in kind.note.splitlines()]
    return "\n".join([kind.heading, *lines, *notes])


def _cameras() -> ListedKind:
    from monitor.capture.camera_list import list_cameras

    found = tuple(ListedSource(f"webcam:{camera.index}", camera.name, camera.name) for camera in list_cameras())
    return ListedKind("Cameras", found) if found else _none("Cameras", NO_CAMERA_FOUND)


def _screens() -> ListedKind:
    heading = "Screens"
    try:
        from monitor.capture.screens.desktop import Desktop

        desktop = Desktop()
        try:
            screens = desktop.screens()[1:]
        finally:
            desktop.close()
    except SourceUnavailable as error:
        return _unlisted(heading, error)
    found = [
        ListedSource(f"screen:{number}", f"{screen.size_text} at {screen.left},{screen.top}", screen.size_text, screen)
        for number, screen in enumerate(screens, start=1)
    ]
    return ListedKind(heading, tuple(found), *_wayland_note())


def _windows() -> ListedKind:
    heading = "Windows"
    try:
        from monitor.capture.screens.open_window_system import open_window_system

        system = open_window_system()
        try:
            windows = system.list_windows()
        finally:
            system.close()
    except SourceUnavailable as error:
        return _unlisted(heading, error)
    found = [_window(window, windows[:place]) for place, window in enumerate(windows)]
    return ListedKind(heading, tuple(found), *_wayland_note()) if found else _none(heading, NO_WINDOW_FOUND)


def _window(window: WindowInfo, in_front: Sequence[WindowInfo]) -> ListedSource:
    share = 1.0 if window.is_minimised else covered_share(window, in_front)
    state: State = "minimised" if window.is_minimised else "covered" if share >= NOTEWORTHY_COVER else "visible"
    # Where little of it can be seen, a picture would show another window under its title.
    rectangle = None if share >= _MOSTLY_COVERED else window.rectangle
    size = "" if window.is_minimised else window.rectangle.size_text
    description = ", ".join(part for part in (size, window.program, _STATE_TEXTS[state]) if part)
    in_call = is_call(window.title, window.program)
    spec = f'"window:{window.title}"'
    return ListedSource(spec, description, window.title, rectangle, window.program, state, in_call)


def _none(heading: str, message: Message) -> ListedKind:
    return ListedKind(heading, note=str(message.filled()), messages=(message.filled(),))


def _unlisted(heading: str, error: SourceUnavailable) -> ListedKind:
    return ListedKind(heading, note=str(error), messages=(error.message, *error.remedies))


def _wayland_note() -> tuple[str, tuple[FilledMessage, ...]]:
    from monitor.capture.screens.screen_access import is_wayland, no_screen_remedy

    if not is_wayland():
        return "", ()
    return str(no_screen_remedy().filled()), (no_screen_remedy().filled(),)
