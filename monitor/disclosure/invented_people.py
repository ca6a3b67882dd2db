"""Simulate the invented people who are added to each group, so that no figure of it tells one person's expression."""

import hashlib
from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from classroom.privacy import INVENTED_PEOPLE, INVENTED_POOL
from monitor.types import Observation

OWN_EXPRESSION: Final = 0.25
"""The chance that a change leads back to the person's usual expression, as real people have one too."""
LEAST_CERTAIN: Final = 0.5
"""The largest share of the least certain face; most are near 1, as the network's readings are."""

Shares = npt.NDArray[np.float64]


class InventedPerson:
    """One person whose expressions follow each other as often as those of the real ones do."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance
        self._usual = chance.random()
        self._next_change = 0.0
        self._emotion = 0.0
        self._certainty = 1.0

    def shares_at(self, changes: float, mean: Shares) -> Shares:
        """Return seven shares that sum to 1, after so many changes of expression a person since the class began.

        Their expected value is `mean`. `changes` never decreases from call to call.
        """
        while self._next_change <= changes:
            returns = self._chance.random() < OWN_EXPRESSION
            fresh, uncertain = self._chance.random(2)
            self._emotion = self._usual if returns else fresh
            self._certainty = 1 - (1 - LEAST_CERTAIN) * uncertain**5
            self._next_change += self._chance.exponential()
        shares = (1 - self._certainty) * mean
        shares[min(int(np.searchsorted(np.cumsum(mean), self._emotion, side="right")), EMOTION_COUNT - 1)] += (
            self._certainty
        )
        return np.asarray(shares / shares.sum())


class InventedPeople:
    """The invented people of one class. The same set of real people always gets the same ones.

    Cell-key perturbation, as statistical offices use it against differencing (Fraser and Wooton 2005, "A proposed
    method for confidentialising tabular output to protect against differencing"; Thompson, Broadfoot and Elazar 2013):
    noise that belongs to a set of people doesn't average out over time, and is another one as soon as somebody leaves.
    Here the noise is people, since noise of any other shape hides a person less well at the same size.
    """

    def __init__(self, secret: bytes, added: int = INVENTED_PEOPLE) -> None:
        """Take a secret that is held in memory only: who knows it can subtract the invented people."""
        self._secret = secret
        self._added = added
        seeds = np.random.SeedSequence(int.from_bytes(secret)).spawn(INVENTED_POOL)
        self._pool = [InventedPerson(np.random.default_rng(seed)) for seed in seeds]

    def added_to(
        self, members: bytes, captured_at: datetime, changes: float, mean: Shares, weight: float
    ) -> list[Observation]:
        """Return the readings of the invented people of this set of members; their track ids are negative."""
        digest = hashlib.blake2b(members, key=self._secret[:64]).digest()
        chosen = np.random.default_rng(int.from_bytes(digest)).choice(INVENTED_POOL, self._added, replace=False)
        return [
            Observation(-1 - int(i), captured_at, tuple(self._pool[i].shares_at(changes, mean).tolist()), weight)
            for i in chosen
        ]
