"""A rectangle of the desktop."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Screen pixels; left and top may be negative on a screen beside the main one."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size_text(self) -> str:
        """Return the size as one says it."""
        return f"{self.width}×{self.height}"

    @property
    def area(self) -> int:
        """Return the number of pixels."""
        return self.width * self.height

    def clipped_to(self, bounds: "Rectangle") -> "Rectangle | None":
        """Return the part inside `bounds`, or None if there is none."""
        left, top = max(self.left, bounds.left), max(self.top, bounds.top)
        right = min(self.left + self.width, bounds.left + bounds.width)
        bottom = min(self.top + self.height, bounds.top + bounds.height)
        return Rectangle(left, top, right - left, bottom - top) if right > left and bottom > top else None
