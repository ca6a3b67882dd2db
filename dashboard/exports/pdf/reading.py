"""The texts at the foot of a class in the PDF: how to read it, what it cannot say, how it is worked out."""

from dataclasses import dataclass
from typing import Final

from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.method_notes import Fact, cannot_say, facts_of, how_to_read
from dashboard.exports.pdf.document import BOTTOM, INNER, MARGIN, SOFT, Document
from dashboard.language.translate import say

GUTTER: Final = 6.0
COLUMN: Final = (INNER - GUTTER) / 2
LARGEST, COMFORTABLE, SMALLEST = 9.0, 7.5, 5.0
"""In points. Smaller letters are not readable, so texts are left out instead."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts at the foot of a class: how to read the figures, what they do not show, and the method notes."""

    left: list[str]
    right: list[str]
    facts: list[Fact]

    @classmethod
    def of(cls, exported: ExportedClass) -> "Reading":
        """Return the texts of a class."""
        window, has_moods = exported.options.mood_window_seconds, exported.row.mode != "participation"
        left = [f"{name} {words}" for name, words in how_to_read(window, has_moods=has_moods)]
        return cls(left, [f"– {sentence}" for sentence in cannot_say(has_moods=has_moods)], facts_of(exported))

    def height(self, document: Document, points: float) -> float:
        """Return the height in millimetres in a font of this size."""
        document.letters(points)
        heights = [document.height_of(texts, COLUMN) + 0.8 * len(texts) for texts in (self.left, self.right)]
        document.letters(max(points - 1, SMALLEST))
        facts = document.height_of([_written(fact) for fact in self.facts], INNER) + 0.6 * len(self.facts)
        return 6 + max(heights) + 4.5 + 4.5 + facts


def draw_reading(document: Document, reading: Reading, y: float) -> None:
    """Write the texts in the largest font that there is room for."""
    points = LARGEST
    while points > SMALLEST and y + reading.height(document, points) > BOTTOM:
        points -= 0.25
    tops = []
    heads = (say("How to read this"), say("What the figures cannot say"))
    columns = (reading.left, reading.right)
    for x, head, texts in zip((MARGIN, MARGIN + COLUMN + GUTTER), heads, columns, strict=True):
        document.letters(9.5, bold=True)
        with document.tag("H2"):
            document.words((x, y), head, COLUMN)
        at = y + 6
        document.letters(points)
        with document.tag("L"):
            for text in texts:
                with document.tag("LI"), document.tag("LBody"):
                    at = document.paragraph((x, at), text, COLUMN) + 0.8
        tops.append(at)
    y = max(tops) + 2.5
    document.rule(y)
    document.letters(max(points, SMALLEST), bold=True)
    with document.tag("H2"):
        document.words((MARGIN, y + 2), say("How is this worked out?"), INNER)
    _small_print(document, reading.facts, y + 6.5, points)


def _written(fact: Fact) -> str:
    return f"{fact.label}: {fact.text}"


def _small_print(document: Document, facts: list[Fact], y: float, points: float) -> None:
    document.letters(max(points - 1, SMALLEST), SOFT)
    for fact in facts:
        room = int((BOTTOM - y) / (document.font_size_pt * 0.5))
        lines = document.lines_of(_written(fact), INNER)
        if len(lines) > room:
            lines = [*lines[: room - 1], document.cut(" ".join(lines[room - 1 :]), INNER)] if room > 0 else []
        with document.tag("P"):
            y = document.paragraph((MARGIN, y), "\n".join(lines), INNER) + 0.6 if lines else y
