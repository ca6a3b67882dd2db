"""Locate the watched rectangle of the desktop: a whole screen, or a fixed area. (A window: window.py.)"""

from typing import Protocol

from classroom.messages.source_remedies import AREA_ON_DESKTOP, THERE_ARE
from classroom.messages.sources import AREA_OUTSIDE, NO_SCREEN_OF_NUMBER
from monitor.capture.kinds import AreaSpec, ScreenSpec
from monitor.capture.screens.rectangle import Rectangle
from monitor.errors import SourceUnavailable


class Region(Protocol):
    """Locates the rectangle of the desktop that is watched."""

    @property
    def covered_share(self) -> float:
        """The share (0 to 1) of the rectangle that other windows covered when it was last located."""

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle in screen pixels; `screens` is the whole desktop, then each screen, main one first.

        Raises SourceBlind if it is not visible at the moment, SourceUnavailable if it does not exist.
        """

    def close(self) -> None:
        """Release what locating needed."""


class WholeScreen:
    """A whole screen, as a Region."""

    covered_share = 0.0

    def __init__(self, spec: ScreenSpec) -> None:
        self._spec = spec

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the screen's rectangle."""
        single = screens[1:]
        number = self._spec.number or 1
        if number > len(single):
            names = ", ".join(f"screen:{place} ({each.size_text})" for place, each in enumerate(single, start=1))
            there = THERE_ARE.filled(names=names)
            raise SourceUnavailable(NO_SCREEN_OF_NUMBER, number=number, where=self._spec.name, remedy=there, retry=True)
        return single[number - 1]

    def close(self) -> None:
        """Do nothing: no resources are held."""


class FixedArea:
    """A fixed rectangle of the desktop, as a Region."""

    covered_share = 0.0

    def __init__(self, spec: AreaSpec) -> None:
        self._spec = spec
        self._rectangle = Rectangle(spec.left, spec.top, spec.width, spec.height)

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle, clipped to the desktop."""
        whole = screens[0]
        if self._rectangle.clipped_to(whole) is None:
            remedy = AREA_ON_DESKTOP.filled(size=whole.size_text, left=whole.left, top=whole.top)
            raise SourceUnavailable(AREA_OUTSIDE, where=self._spec.name, remedy=remedy, retry=True)
        return self._rectangle

    def close(self) -> None:
        """Do nothing: no resources are held."""
