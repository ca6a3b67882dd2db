"""Notes of the ranges that figures leave out, in the reader's language where the monitor wrote them."""

from classroom.messages.checks import CLASS_PAUSED
from dashboard.language.translate import translate


def note_words(note: str) -> str:
    """Return a range's note: the teacher's own words, or what the monitor's code for a pause means."""
    return translate(note) if note == CLASS_PAUSED.code else note
