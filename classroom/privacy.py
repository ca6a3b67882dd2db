"""What may be stored and shown of a group of people."""

from typing import Final

MIN_GROUP_SIZE_FLOOR: Final = 3
"""No configuration may go lower: a mean over two faces tells each of the two what the other looked like."""

MIN_COVERAGE: Final = 0.5
"""Below this share of the expected faces the mood is not shown: it would speak for people whom nobody saw."""


def mood_may_be_stored(usable_faces: int, min_group_size: int) -> bool:
    """Say whether a mean over `usable_faces` faces is a figure of a group rather than of persons."""
    return usable_faces >= max(min_group_size, MIN_GROUP_SIZE_FLOOR)


def coverage(faces: float, expected_faces: int | None) -> float | None:
    """Return the share of the expected faces that were seen, 0 to 1, or None if nobody said how many to expect."""
    if not expected_faces:
        return None
    return min(faces / expected_faces, 1.0)


def mood_may_be_shown(faces: float, expected_faces: int | None) -> bool:
    """Say whether enough of the class was seen for its mood to be shown as the class's."""
    seen = coverage(faces, expected_faces)
    return seen is None or seen >= MIN_COVERAGE
