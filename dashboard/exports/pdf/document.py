"""The PDF document: tagged A4 pages with the report's colours and footers, and texts fitted to their width."""

from collections.abc import Sequence
from typing import Final

from dashboard.exports.pdf.letters import FAMILY
from dashboard.exports.pdf.tagged_pages import TaggedPages
from dashboard.language.translate import say, say_count

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
MOST_NAMED: Final = 6
"""Letters that could not be drawn, named by their code points."""


class Document(TaggedPages):
    """A document of A4 pages with a footer: a caution, and the page number. Lengths are in millimetres."""

    def __init__(self, title: str, page_count: int) -> None:
        super().__init__(title)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=False)
        self.c_margin = 0
        self._widths: dict[tuple[str, float, str], float] = {}
        self._undrawn: set[str] = set()
        self.page_count = page_count
        self.foot = say("An expression is not attention.")

    def footer(self) -> None:
        """Write the footer of a page."""
        self.rule(HEIGHT - FOOT)
        self.letters(7, SOFT)
        self.words((MARGIN, HEIGHT - FOOT + 1.5), self.foot, INNER)
        self.words((MARGIN, HEIGHT - FOOT + 1.5), f"{self.page_no()} / {self.page_count}", INNER, align="R")
        if self._undrawn:
            with self.tag("P"):
                self.words((MARGIN, HEIGHT - FOOT + 5), self._undrawn_words(), INNER)
        self._undrawn.clear()
        self.end_mark()

    def _undrawn_words(self) -> str:
        named = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(self._undrawn)[:MOST_NAMED])
        more = ", …" if len(self._undrawn) > MOST_NAMED else ""
        return say_count(
            "□: no font on this computer can draw {count} letter ({letters}).",
            "□: no font on this computer can draw {count} letters ({letters}).",
            len(self._undrawn),
            letters=named + more,
        )

    def letters(self, points: float, colour: Colour = INK, *, bold: bool = False) -> None:
        """Set the size in points, the colour and the weight of the font."""
        self.set_font(FAMILY, "B" if bold else "", points)
        self.set_text_color(*colour)

    def rule(self, y: float) -> None:
        """Draw a thin line over the width of the text."""
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.line(MARGIN, y, WIDTH - MARGIN, y)

    def words(self, at: tuple[float, float], text: str, width: float, align: str = "L") -> None:
        """Write one line; a text that is too wide is truncated with an ellipsis."""
        self._line(at, self.cut(text, width), width, align)

    def _line(self, at: tuple[float, float], text: str, width: float, align: str = "L") -> None:
        """Draw a line, with its letters in their order of reading beside those that are drawn in another."""
        self.set_xy(*at)
        drawable = self.drawable(text)
        self._undrawn |= self.undrawable(text)
        with self.shaped(text):
            is_plain = self.is_plain(text)
            if not is_plain:
                self._out(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
            self.cell(width, self.font_size_pt * LEADING, drawable, align=align)
            if not is_plain:
                self._out("EMC")

    def cut(self, text: str, width: float) -> str:
        """Return the text, truncated to the width with an ellipsis."""
        text = " ".join(text.split())
        if self.width_of(text) <= width:
            return text
        fits, over = 0, len(text)
        while over - fits > 1:
            middle = (fits + over) // 2
            is_short = self.width_of(text[:middle] + "…") <= width
            fits, over = (middle, over) if is_short else (fits, middle)
        return text[:fits].rstrip() + "…"

    def width_of(self, text: str) -> float:
        """Return the width of a text in the letters that are set; kept: fpdf2 is slow, and most words come again."""
        key = (self.font_style, self.font_size_pt, text)
        if key not in self._widths:
            drawable = self.drawable(text)
            with self.shaped(text):
                self._widths[key] = self.get_string_width(drawable)
        return self._widths[key]

    def paragraph(self, at: tuple[float, float], text: str, width: float) -> float:
        """Write a wrapped text, and return the y of its end."""
        x, y = at
        for line in self.lines_of(text, width):
            self._line((x, y), line, width)
            y += self.font_size_pt * LEADING
        return y

    def lines_of(self, text: str, width: float) -> list[str]:
        """Wrap a text to this width, and return its lines. fpdf2's own wrapping measures each letter many times."""
        lines: list[str] = []
        space = self.width_of(" ")
        for part in text.split("\n"):
            taken, words = 0.0, list[str]()
            for word in (piece for whole in part.split(" ") if whole for piece in self._pieces(whole, width)):
                length = self.width_of(word)
                if words and taken + space + length > width:
                    lines.append(" ".join(words))
                    taken, words = 0.0, []
                taken += length + (space if words else 0.0)
                words.append(word)
            lines.append(" ".join(words))
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """Split a word into pieces that each fit on a line."""
        if self.width_of(word) <= width:
            return [word]
        pieces = [""]
        for letter in word:
            if self.width_of(pieces[-1] + letter) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def height_of(self, texts: Sequence[str], width: float) -> float:
        """Return the height of these paragraphs together."""
        return sum(len(self.lines_of(text, width)) for text in texts) * self.font_size_pt * LEADING

    def heading(self, text: str, y: float) -> float:
        """Write a heading, and return the y of the content below it."""
        self.letters(10.5, bold=True)
        with self.tag("H2"):
            self.words((MARGIN, y), text, INNER)
        return y + 6.5
