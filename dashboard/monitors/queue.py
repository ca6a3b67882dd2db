"""Order the recordings that are watched one after the other, each as a class of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from classroom.request_limits import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class RecordingQueue:
    """The recordings that wait, and what their classes have in common with the first."""

    sources: tuple[str, ...] = ()
    group: str = ""
    expected: int | None = None
    has_begun: bool = False
    is_ended: bool = False
    """True once somebody ended the class: then no other begins."""

    @property
    def waiting(self) -> int:
        """Return how many recordings are still to be watched."""
        return 0 if self.is_ended else len(self.sources)

    def after(self, request: str, values: Mapping[str, Any]) -> "RecordingQueue":
        """Return the queue after a request to the monitor was carried out."""
        match request:
            case "begin":
                group, expected = values.get("group", ""), values.get("expected")
                return replace(self, group=group, expected=expected, has_begun=True)
            case "expect":
                return replace(self, expected=values.get("expected"))
            case "end":
                return replace(self, is_ended=True)
            case "resume":
                return replace(self, is_ended=False)
            case _:
                return self

    def next(self) -> tuple[str | None, "RecordingQueue"]:
        """Return the source to watch now, None if there is none, and the queue without it."""
        if not self.has_begun or self.is_ended or not self.sources:
            return None, RecordingQueue()
        return self.sources[0], replace(self, sources=self.sources[1:])

    def options_of(self, source: str) -> tuple[str, ...]:
        """Return the options that begin a recording's class at once: its file's name is its title."""
        expected = () if self.expected is None else ("--expected", str(self.expected))
        return (f"--title={Path(source).stem[:LONGEST_TEXT]}", f"--group={self.group}", *expected)
