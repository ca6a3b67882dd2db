"""Which moods leave the house, the same in every export."""

from classroom.privacy import mood_may_be_shown
from dashboard.reading.queries import ClassRow, StoredSample


def mood_to_export(row: ClassRow, sample: StoredSample) -> tuple[str, tuple[float, ...] | None]:
    """Return whether the sample's mood may be handed out ("yes", or why not), and the mood if so."""
    if sample.mood is None:
        return "too few faces", None
    if not mood_may_be_shown(sample.faces, row.expected_faces):
        return "less than half of the class in view", None
    return "yes", sample.mood
