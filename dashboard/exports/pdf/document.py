"""Paper: A4 pages with the report's letters, colours and footers, and texts that fit where they are put."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from fpdf import FPDF

from dashboard.language.preferred_language import language
from dashboard.language.translate import say

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
MARGIN: Final = 16.0
FOOT: Final = 14.0
"""In millimetres, as all lengths on paper; letters are in points."""
INNER: Final = WIDTH - 2 * MARGIN
BOTTOM: Final = HEIGHT - FOOT - 4

Colour = tuple[int, int, int]
INK: Final[Colour] = (26, 32, 38)
SOFT: Final[Colour] = (88, 98, 108)
RULE: Final[Colour] = (206, 212, 218)
PALE: Final[Colour] = (241, 244, 247)
LINE: Final[Colour] = (0, 114, 178)
BAND: Final[Colour] = (204, 227, 240)
LEADING: Final = 0.5
"""The distance of lines in millimetres for each point of their letters."""
FAMILY: Final = "DejaVu"
FONTS: Final = files("dashboard.exports") / "fonts"
"""Shipped with the code, so that a report looks alike everywhere and needs no font of the system."""


class Document(FPDF):
    """A document of A4 pages; each ends with its number, and with what the report is no measure of."""

    def __init__(self, title: str, page_count: int) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=False)
        self.c_margin = 0
        self.add_font(FAMILY, "", str(FONTS / "DejaVuSans.ttf"))
        self.add_font(FAMILY, "B", str(FONTS / "DejaVuSans-Bold.ttf"))
        self.set_title(title)
        self.set_author("Moodline")
        self.set_subject(say("The mood of a class, as expressions of the group"))
        self.set_creator("Moodline")
        self.set_lang({"en": "en-GB", "de": "de-DE"}.get(language(), "en-GB"))
        self.page_count = page_count
        self.foot = say("An expression is not attention.")

    def footer(self) -> None:
        """Write the foot of a page."""
        self.rule(HEIGHT - FOOT)
        self.letters(7, SOFT)
        self.set_xy(MARGIN, HEIGHT - FOOT + 1.5)
        self.cell(INNER, 4, self.foot)
        self.set_xy(MARGIN, HEIGHT - FOOT + 1.5)
        self.cell(INNER, 4, f"{self.page_no()} / {self.page_count}", align="R")

    def letters(self, points: float, colour: Colour = INK, *, bold: bool = False) -> None:
        """Choose size, colour and weight of what is written next."""
        self.set_font(FAMILY, "B" if bold else "", points)
        self.set_text_color(*colour)

    def rule(self, y: float) -> None:
        """Draw a thin line over the width of the text."""
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.line(MARGIN, y, WIDTH - MARGIN, y)

    def words(self, at: tuple[float, float], text: str, width: float, align: str = "L") -> None:
        """Write one line; what is too wide is cut short with an ellipsis."""
        self.set_xy(*at)
        self.cell(width, self.font_size_pt * LEADING, self.cut(text, width), align=align)

    def cut(self, text: str, width: float) -> str:
        """Return the text as far as it fits into the width."""
        text = " ".join(text.split())
        if self.get_string_width(text) <= width:
            return text
        fits, over = 0, len(text)
        while over - fits > 1:
            middle = (fits + over) // 2
            is_short = self.get_string_width(text[:middle] + "…") <= width
            fits, over = (middle, over) if is_short else (fits, middle)
        return text[:fits].rstrip() + "…"

    def paragraph(self, at: tuple[float, float], text: str, width: float) -> float:
        """Write a text over as many lines as it takes, and return where it ends."""
        x, y = at
        for line in self.lines_of(text, width):
            self.set_xy(x, y)
            self.cell(width, self.font_size_pt * LEADING, line)
            y += self.font_size_pt * LEADING
        return y

    def lines_of(self, text: str, width: float) -> list[str]:
        """Return the lines that a text takes in this width. fpdf2's own way measures each letter many times over."""
        lines: list[str] = []
        space = self.get_string_width(" ")
        for part in text.split("\n"):
            taken, words = 0.0, list[str]()
            for word in (piece for whole in part.split(" ") if whole for piece in self._pieces(whole, width)):
                length = self.get_string_width(word)
                if words and taken + space + length > width:
                    lines.append(" ".join(words))
                    taken, words = 0.0, []
                taken += length + (space if words else 0.0)
                words.append(word)
            lines.append(" ".join(words))
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """Return a word in pieces that each fit on a line."""
        if self.get_string_width(word) <= width:
            return [word]
        pieces = [""]
        for letter in word:
            if self.get_string_width(pieces[-1] + letter) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def height_of(self, texts: Sequence[str], width: float) -> float:
        """Return how high these paragraphs are together."""
        return sum(len(self.lines_of(text, width)) for text in texts) * self.font_size_pt * LEADING

    def heading(self, text: str, y: float) -> float:
        """Write the heading of a part, and return where what follows begins."""
        self.letters(10.5, bold=True)
        self.words((MARGIN, y), text, INNER)
        return y + 6.5
