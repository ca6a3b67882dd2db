"""Incremental computation over many classes: some in each request, kept until a class changes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

MOST_KEPT: Final = 1_000
BUDGET_SECONDS: Final = 1.5

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A class to compute a result of. `state` changes whenever the result would."""

    class_id: int
    state: Hashable


@dataclass(frozen=True, slots=True)
class PartialResults(Generic[Found]):
    """The results so far by class id, of the `of` classes that there are."""

    found: dict[int, Found]
    of: int

    @property
    def is_complete(self) -> bool:
        """Return whether all results are there."""
        return len(self.found) == self.of


@dataclass(slots=True)
class IncrementalComputation(Generic[Found]):
    """Computation and cache of results of up to 1,000 classes.

    A request computes for `budget_seconds` and one class at least; the next request continues. A lock keeps two
    requests from computing the same class at once.
    """

    budget_seconds: float = BUDGET_SECONDS
    clock: Callable[[], float] = time.monotonic
    _kept: OrderedDict[int, tuple[Hashable, Found]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def advance(self, wanted: Sequence[Wanted], compute: Callable[[int], Found | None]) -> PartialResults[Found]:
        """Compute until the time is over, and return all results so far; a class of result None is left out.

        Raises whatever `compute` raises.
        """
        gone = 0
        with self._turn:
            found = {one.class_id: known for one in wanted if (known := self._known(one)) is not None}
            missing = [one for one in wanted if one.class_id not in found]
            until = self.clock() + self.budget_seconds
            for place, one in enumerate(missing):
                if place and self.clock() >= until:
                    break
                computed = compute(one.class_id)
                if computed is None:
                    gone += 1
                    continue
                found[one.class_id] = computed
                self._keep(one, computed)
        return PartialResults(found, len(wanted) - gone)

    def _known(self, one: Wanted) -> Found | None:
        state, found = self._kept.get(one.class_id, (None, None))
        if found is None or state != one.state:
            return None
        self._kept.move_to_end(one.class_id)
        return found

    def _keep(self, one: Wanted, found: Found) -> None:
        self._kept[one.class_id] = (one.state, found)
        self._kept.move_to_end(one.class_id)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
