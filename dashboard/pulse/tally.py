"""Counts of what was refused and withheld in each class: in memory, without a word of who tried."""

import threading
from dataclasses import dataclass, field

from dashboard.pulse.protocol import Attempts


@dataclass(frozen=True, slots=True)
class Tally:
    """The attempts to answer that were refused in a class, and the number of rounds that were withheld."""

    refused: Attempts = field(default_factory=Attempts)
    withheld: int = 0


@dataclass
class Tallies:
    """The tallies of all classes since the dashboard was started."""

    _refused: dict[int, Attempts] = field(default_factory=dict, init=False)
    _withheld: dict[int, int] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def of(self, class_id: int, running: Attempts | None) -> Tally:
        """Return the tally of a class, those of the pulse that runs for it included."""
        with self._lock:
            refused = self._refused.get(class_id, Attempts()) + (running or Attempts())
            return Tally(refused, self._withheld.get(class_id, 0))

    def add_refused(self, class_id: int, refused: Attempts) -> None:
        """Add the attempts of a pulse that has ended."""
        with self._lock:
            self._refused[class_id] = self._refused.get(class_id, Attempts()) + refused

    def add_withheld(self, class_id: int, rounds: int) -> None:
        """Add rounds that were withheld."""
        with self._lock:
            self._withheld[class_id] = self._withheld.get(class_id, 0) + rounds
