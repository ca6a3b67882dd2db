"""Measure how much of a window others hide: the screen is captured, so those are seen instead of it."""

from collections.abc import Sequence
from typing import Final

from monitor.capture.screens.window_system import WindowInfo

NOTEWORTHY_COVER: Final = 0.1


def covered_share(window: WindowInfo, in_front: Sequence[WindowInfo]) -> float:
    """Return the share of the window that the one in front of it with the largest overlap hides, from 0 to 1."""
    overlaps = [other.rectangle.clipped_to(window.rectangle) for other in in_front if not other.is_minimised]
    return max((overlap.area for overlap in overlaps if overlap is not None), default=0) / window.rectangle.area
