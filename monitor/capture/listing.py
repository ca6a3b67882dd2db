"""What can be watched on this machine, for `--list-sources`. Nothing is switched on, and OpenCV is not loaded."""

from dataclasses import dataclass

from monitor.errors import SourceUnavailable


@dataclass(frozen=True, slots=True)
class ListedSource:
    """What to type after --source, and what it is."""

    spec: str
    description: str


@dataclass(frozen=True, slots=True)
class ListedKind:
    """All sources of a kind; `note` says why there is none, or what else to know."""

    heading: str
    sources: tuple[ListedSource, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceListing:
    """Cameras by name, screens with sizes, windows by title, the frontmost first."""

    cameras: ListedKind
    screens: ListedKind
    windows: ListedKind

    def as_text(self) -> str:
        """Return the listing as it is printed."""
        return "\n\n".join(_as_text(kind) for kind in (self.cameras, self.screens, self.windows))


def list_sources() -> SourceListing:
    """Return what there is. Where a part cannot be listed, its note says why; nothing is raised."""
    return SourceListing(_cameras(), _screens(), _windows())


def _as_text(kind: ListedKind) -> str:
    width = max((len(source.spec) for source in kind.sources), default=0)
    lines = [f"  {source.spec:{width}}  {source.description}".rstrip() for source in kind.sources]
    notes = [f"  {line}" for line in kind.note.splitlines()]
    return "\n".join([kind.heading, *lines, *notes])


def _cameras() -> ListedKind:
    from monitor.capture.camera_list import list_cameras

    found = tuple(ListedSource(f"webcam:{camera.index}", camera.name) for camera in list_cameras())
    return ListedKind("Cameras", found, "" if found else "No camera was found.")


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
        return ListedKind(heading, note=str(error))
    found = [
        ListedSource(f"screen:{number}", f"{screen.size_text} at {screen.left},{screen.top}")
        for number, screen in enumerate(screens, start=1)
    ]
    return ListedKind(heading, tuple(found), _wayland_note())


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
        return ListedKind(heading, note=str(error))
    found = [
        ListedSource(f'"window:{window.title}"', "minimised" if window.is_minimised else window.rectangle.size_text)
        for window in windows
    ]
    return ListedKind(heading, tuple(found), _wayland_note() if found else "No window was found.")


def _wayland_note() -> str:
    from monitor.capture.screens.screen_access import is_wayland, no_screen_remedy

    return no_screen_remedy() if is_wayland() else ""
