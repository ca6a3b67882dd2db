"""A segment of a class."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

Origin = Literal["markers", "plan", "slides", "whole"]
ORIGINS: Final[tuple[Origin, ...]] = ("plan", "markers", "slides")
"""The origins of segments, in the order in which they are chosen if the request names none."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a class from `begin` to before `end`, in seconds since 1970 (UTC); `is_break` if it is no lesson."""

    begin: float
    end: float
    title: str
    origin: Origin
    is_break: bool = False

    def __post_init__(self) -> None:
        """Check that the segment has a length."""
        if not self.end > self.begin:
            raise ValueError(f"a segment ends after it begins: {self.begin} to {self.end}")

    @property
    def began_at(self) -> datetime:
        """Return the begin, aware, in UTC."""
        return datetime.fromtimestamp(self.begin, UTC)

    @property
    def ended_at(self) -> datetime:
        """Return the end, aware, in UTC."""
        return datetime.fromtimestamp(self.end, UTC)

    @property
    def seconds(self) -> float:
        """Return the length."""
        return self.end - self.begin
