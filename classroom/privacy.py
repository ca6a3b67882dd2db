"""Enforce the minimum group size and the minimum coverage: the rules on storing and showing a group's mood."""

from typing import Final

MIN_GROUP_SIZE_FLOOR: Final = 3
"""No configuration may go lower: from a mean over two faces, each of the two could derive the other's."""

USUAL_MIN_GROUP_SIZE: Final = 5
"""A lower minimum is accepted only of somebody who says that they understand what it means, and is said everywhere."""

MIN_COVERAGE: Final = 0.5
"""Below this share of the expected faces the mood is not shown: most of the class was not seen."""

INVENTED_PEOPLE: Final = 6
"""The number of invented people in each group. Whoever knows everybody's face but one is left with seven, and six of
them are invented: the best guess then finds the one's largest expression at most ten points more often than the class's
most frequent one (docs/privacy.md has the figures)."""
INVENTED_POOL: Final = 18
"""The invented people of a class from whom each set of people gets its own: averages over many sets tend to theirs, not
to zero, and two sets have few of them in common."""

NEAR_MINIMUM: Final = 2
"""Up to so many people above the minimum a group's exact size is not stored: 5, 6 and 7 are all stored as 6."""

MOST_BELOW_ALL: Final = 0.999
"""The most that a share is said to be while anything is missing: figures are rounded, and 1 would mean all."""

ROUNDING: Final = 1e-9
"""Of a mean of counts that are all the same."""


def mood_may_be_stored(usable_faces: int, min_group_size: int) -> bool:
    """Return whether enough faces are usable for a mean over them to be stored as the group's mood."""
    return usable_faces >= max(min_group_size, MIN_GROUP_SIZE_FLOOR)


def is_small_group(min_group_size: int) -> bool:
    """Return whether so small a minimum group has to be told: single people may be readable in its figures."""
    return min_group_size < USUAL_MIN_GROUP_SIZE


def is_near_minimum(people: int, min_group_size: int) -> bool:
    """Return whether so few people form a group that one who comes or goes matters: up to two above the minimum."""
    return min_group_size <= people <= min_group_size + NEAR_MINIMUM


def stored_size(people: int, min_group_size: int) -> int:
    """Return the number as it is stored: near the minimum always the one in the middle."""
    return min_group_size + NEAR_MINIMUM // 2 if is_near_minimum(people, min_group_size) else people


def coverage(faces: float, expected_faces: int | None) -> float | None:
    """Return the share of the expected faces that were seen, 0 to 1, or None if no number was configured.

    It is 1 only where nobody is missing.
    """
    if not expected_faces:
        return None
    share = faces / expected_faces
    return 1.0 if share >= 1 - ROUNDING else min(share, MOST_BELOW_ALL)


def mood_may_be_shown(faces: float, expected_faces: int | None) -> bool:
    """Return whether enough of the class was seen for its mood to be shown."""
    seen = coverage(faces, expected_faces)
    return seen is None or seen >= MIN_COVERAGE
