"""Define the protocol by which the windows of a system are listed."""

from dataclasses import dataclass
from typing import Protocol

from monitor.capture.screens.rectangle import Rectangle


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A window: its title, its rectangle, in the pixels in which the screen is captured, and its program."""

    window_id: int
    title: str
    rectangle: Rectangle
    is_minimised: bool = False
    """True also for a window on another virtual desktop, which is just as invisible."""
    program: str = ""
    """The plain name of its program, such as "Google Chrome"; empty if it is unknown."""


class WindowSystem(Protocol):
    """A thin adapter over a system's own binding. Used from the thread that created it."""

    def list_windows(self) -> list[WindowInfo]:
        """Return the titled windows, frontmost first. Raises SourceUnavailable (retry) if they cannot be listed."""

    def close(self) -> None:
        """Disconnect; may be called twice."""
