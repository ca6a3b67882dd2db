"""Which rectangle of the desktop is watched: a whole screen, or a fixed area. (A window: window.py.)"""

from typing import Protocol

from monitor.capture.kinds import AreaSpec, ScreenSpec
from monitor.capture.screens.rectangle import Rectangle
from monitor.errors import SourceUnavailable


class Region(Protocol):
    """Says which rectangle of the desktop is watched right now."""

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle in screen pixels; `screens` is the whole desktop, then each screen, main one first.

        Raises SourceBlind if there is nothing to see at the moment, SourceUnavailable if there is no such thing.
        """

    def close(self) -> None:
        """Give back what locating needed."""


class WholeScreen:
    """A whole screen, as a Region."""

    def __init__(self, spec: ScreenSpec) -> None:
        self._spec = spec

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the screen's rectangle."""
        single = screens[1:]
        number = self._spec.number or 1
        if number > len(single):
            there = ", ".join(f"screen:{place} ({each.size_text})" for place, each in enumerate(single, start=1))
            raise SourceUnavailable(
                f"There is no screen {number}", where=self._spec.name, remedy=f"There are: {there}", retry=True
            )
        return single[number - 1]

    def close(self) -> None:
        """Nothing is held."""


class FixedArea:
    """A fixed rectangle of the desktop, as a Region."""

    def __init__(self, spec: AreaSpec) -> None:
        self._spec = spec
        self._rectangle = Rectangle(spec.left, spec.top, spec.width, spec.height)

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle, if any of it lies on the desktop."""
        whole = screens[0]
        if self._rectangle.clipped_to(whole) is None:
            place = f"{whole.size_text} from {whole.left},{whole.top}"
            remedy = f"Give an area that lies on the desktop, which is {place}."
            raise SourceUnavailable(
                "The area lies outside the screen", where=self._spec.name, remedy=remedy, retry=True
            )
        return self._rectangle

    def close(self) -> None:
        """Nothing is held."""
