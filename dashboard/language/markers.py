"""The kinds of markers, with their keys, in the order of their buttons."""

from dataclasses import dataclass
from typing import Final

from dashboard.language.translate import say


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A kind of marker: its name in the database and in exports, its key, and the letter that charts show for it."""

    name: str
    key: str


KINDS: Final = (
    MarkerKind("question", "q"),
    MarkerKind("topic", "t"),
    MarkerKind("quiz", "z"),
    MarkerKind("break", "b"),
    MarkerKind("joke", "j"),
    MarkerKind("own", "o"),
)
KIND_NAMES: Final = frozenset(kind.name for kind in KINDS)


def kind_label(name: str) -> str:
    """Return the label of a kind in the reader's language; that of an unknown one is its name."""
    labels = {
        "question": say("Question"),
        "topic": say("New topic"),
        "quiz": say("Quiz"),
        "break": say("Break"),
        "joke": say("Joke"),
        "own": say("Own words"),
    }
    return labels.get(name, name)


def marker_words(kind: str, note: str) -> str:
    """Return the text of a marker: its kind, and the teacher's own words if there are any."""
    return f"{kind_label(kind)}: {note}" if note else kind_label(kind)
