"""Decide which mood of a group may be known, and return it with invented people in place of exactness."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.privacy import INVENTED_PEOPLE, is_near_minimum, mood_may_be_stored
from monitor.disclosure.invented_people import InventedPeople, Shares
from monitor.disclosure.members import GroupMembers, key_of_picture
from monitor.types import Mood, Observation, Reading

SETTLED_AFTER: Final = timedelta(seconds=30)
"""The time for which a group near the minimum size must have had the same members before its mood is known."""
SECRET_BYTES: Final = 32
MEAN_SECONDS: Final = 300.0
"""The invented people resemble the class as its stored figures have been for about so long."""
FIRST_MEAN: Final = {"angry": 0.05, "disgust": 0.01, "fear": 0.02, "happy": 0.25, "sad": 0.09, "surprise": 0.08}
"""The class before anything is known of it, as faces before a camera are; the rest is neutral."""


class MoodDisclosure:
    """Holds the members, the invented people and the class's usual mood; none of it is stored.

    `added` is the number of invented people; only tests of what comes before the disclosure take none.
    """

    def __init__(self, min_group_size: int, secret: bytes | None = None, added: int = INVENTED_PEOPLE) -> None:
        self._min_group_size = min_group_size
        self._members = GroupMembers()
        self._invented = InventedPeople(secret or secrets.token_bytes(SECRET_BYTES), added)
        self._mean: Shares = np.array([FIRST_MEAN.get(emotion, 0.0) for emotion in EMOTIONS])
        self._mean[EMOTIONS.index("neutral")] = 1 - self._mean.sum()
        self._mean_at: datetime | None = None
        self._pictured = (0, 0)  # how many the picture before and this one showed, of pictures that stand alone

    def members(self, reading: Reading, seen: Sequence[Observation]) -> list[Observation]:
        """Return the readings that count at this time: `seen` are the smoothed ones of this reading."""
        if not reading.stands_alone:
            return self._members.update(seen, reading.captured_at)
        self._pictured = (self._pictured[1], len(seen))
        return list(seen)

    def invented(self, reading: Reading, members: Sequence[Observation]) -> list[Observation]:
        """Return the readings of the people who are added to these members."""
        if not members:
            return []
        weight = float(np.mean([observation.weight for observation in members]))
        key = key_of_picture(members) if reading.stands_alone else self._members.key
        changes = 0.0 if reading.stands_alone else self._members.changes
        return self._invented.added_to(key, reading.captured_at, changes, self._mean, weight)

    def allows(self, usable_faces: int, reading: Reading) -> bool:
        """Return whether the mood of so many faces may be known: enough, and no group that is coming and going."""
        if not mood_may_be_stored(usable_faces, self._min_group_size):
            return False
        if not is_near_minimum(usable_faces, self._min_group_size):
            return True
        if reading.stands_alone:
            return self._pictured[0] == self._pictured[1]
        since = self._members.unchanged_since
        return since is not None and reading.captured_at - since >= SETTLED_AFTER

    def mood(self, pooled: Mood, observations: Sequence[Observation], captured_at: datetime) -> Mood:
        """Return the group's mood from that of its members and the invented people together.

        With weights W of the members and D of the invented, whose expected value is μ: (pooled (W + D) - μ D) / W,
        which is right on average; the covariance follows by ((W + D) / W)². Only pooled figures enter, so none
        tells more than the members and the invented, unlabelled.
        """
        members, invented = _total_weights(observations)
        grown = (members + invented) / members
        shares = np.clip(np.array(pooled.means) * grown - self._mean * (grown - 1), 0.0, 1.0)
        shares = shares / shares.sum()
        self._learn_mean(shares, captured_at)
        covariance = tuple((np.array(pooled.covariance) * grown**2).tolist())
        return replace(pooled, means=tuple(shares.tolist()), covariance=covariance)

    def _learn_mean(self, shares: Shares, captured_at: datetime) -> None:
        if self._mean_at is not None:
            seconds = min(max((captured_at - self._mean_at).total_seconds(), 0.0), MEAN_SECONDS)
            kept = np.exp(-seconds / MEAN_SECONDS)
            self._mean = kept * self._mean + (1 - kept) * shares
        self._mean_at = captured_at


def _total_weights(observations: Sequence[Observation]) -> tuple[float, float]:
    """Return the sum of the tracks' mean weights: of the members, and of the invented people."""
    by_track: defaultdict[int, list[float]] = defaultdict(list)
    for observation in observations:
        by_track[observation.track_id].append(observation.weight)
    means = {track: sum(weights) / len(weights) for track, weights in by_track.items()}
    members = sum(weight for track, weight in means.items() if track >= 0)
    return members, sum(means.values()) - members
