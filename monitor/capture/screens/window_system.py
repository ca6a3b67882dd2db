"""What a system tells about its windows."""

from dataclasses import dataclass
from typing import Protocol

from monitor.capture.screens.rectangle import Rectangle


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A window as a person sees it: its title and where it lies, in the pixels in which the screen is grabbed."""

    window_id: int
    title: str
    rectangle: Rectangle
    is_minimised: bool = False
    """Also when it lies on another virtual desktop: there is nothing of it to be seen."""


class WindowSystem(Protocol):
    """A thin adapter over a system's own binding. Used from the thread that made it."""

    def list_windows(self) -> list[WindowInfo]:
        """Return the titled windows, frontmost first. Raises SourceUnavailable (retry) if they cannot be had."""

    def close(self) -> None:
        """Disconnect; may be called twice."""
