"""Follow who belongs to the group: the people seen now, and those just lost from sight."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from monitor.types import Observation

HELD_FOR: Final = timedelta(seconds=10)
"""A face that is turned away or not found for a moment is no person who left: its last reading counts until then."""


class GroupMembers:
    """The members of the group from reading to reading, with how often their expressions changed."""

    def __init__(self) -> None:
        self._last: dict[int, Observation] = {}
        self.changes = 0.0
        """The mean number of changes of expression of a member since the class began."""
        self.unchanged_since: datetime | None = None
        """The time since which the same people have been members."""

    def update(self, seen: Sequence[Observation], captured_at: datetime) -> list[Observation]:
        """Return the members' readings at this time: those seen, then those that are held."""
        before = self._last
        self._count_changes(seen)
        held = [
            replace(last, captured_at=captured_at)
            for track, last in before.items()
            if track not in {observation.track_id for observation in seen}
            and timedelta() <= captured_at - last.captured_at < HELD_FOR
        ]
        self._last = {observation.track_id: observation for observation in seen}
        self._last |= {observation.track_id: before[observation.track_id] for observation in held}
        if self._last.keys() != before.keys() or self.unchanged_since is None or captured_at < self.unchanged_since:
            self.unchanged_since = captured_at
        return [*seen, *held]

    def _count_changes(self, seen: Sequence[Observation]) -> None:
        pairs = [(self._last[now.track_id], now) for now in seen if now.track_id in self._last]
        if pairs:
            changed = [np.argmax(before.probabilities) != np.argmax(now.probabilities) for before, now in pairs]
            self.changes += sum(map(bool, changed)) / len(changed)

    @property
    def key(self) -> bytes:
        """Return a key that is the same for the same set of members."""
        return repr(sorted(self._last)).encode()


def key_of_picture(seen: Sequence[Observation]) -> bytes:
    """Return a key of a picture that stands alone: the same for the same faces, whatever they are numbered."""
    return repr(sorted(tuple(round(share, 4) for share in face.probabilities) for face in seen)).encode()
