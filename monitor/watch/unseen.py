"""Keep since when nothing is seen, and why, so that the class's record can say so once it is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SHORTEST: Final = timedelta(seconds=2)
"""A shorter loss is none: a picture that fades in, a window that is moved."""

Store = Callable[[datetime, datetime, str], None]
"""Stores an interval in which nothing was seen: begin, end, and the code of the reason's message."""


@dataclass(slots=True)
class UnseenTime:
    """The interval in which nothing is seen now, if there is one. All times are aware."""

    since: datetime | None = None
    reason: str = ""

    def lost(self, reason: str, since: datetime, now: datetime | None, store: Store) -> None:
        """Note that nothing is seen since then. Another reason than before ends one interval and begins the next.

        `now` is None where the present is not the source's own time: then the first reason stays.
        """
        if self.since is None:
            self.since, self.reason = since, reason
        elif reason != self.reason and now is not None:
            if now - self.since >= SHORTEST:
                self.over(now, store)
                self.since = now
            self.reason = reason

    def over(self, now: datetime, store: Store) -> None:
        """Store the interval up to now, if there is one that is long enough."""
        if self.since is not None and now - self.since >= SHORTEST:
            store(self.since, now, self.reason)
        self.since = None
