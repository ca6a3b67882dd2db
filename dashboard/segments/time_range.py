"""A range of a class's time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `begin` to before `end`, both aware; None stands for the class's own begin or end."""

    begin: datetime | None = None
    end: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Return whether the range is the whole class."""
        return self.begin is None and self.end is None
