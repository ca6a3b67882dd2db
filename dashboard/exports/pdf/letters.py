"""The letters of a PDF: the report's own font, and fonts of the computer for what it lacks."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.bidi import auto_detect_base_direction
from fpdf.errors import FPDFException
from fpdf.fonts import TTFFont

from dashboard.exports.pdf.system_fonts import UNREADABLE, fonts_with

FAMILY: Final = "DejaVu"
FONTS: Final = files("dashboard.exports") / "fonts"
"""Shipped with the code, so that a report looks alike everywhere: Latin, Greek, Cyrillic, Arabic, Hebrew and more."""
UNDRAWN: Final = "□"
"""In the place of a letter that no font has."""
FIRST_SHAPED: Final = 0x0590
"""Scripts from Hebrew on change their letters' order or form; those before do not."""
SYMBOLS: Final = range(0x2010, 0x2C00)


class Letters(FPDF):
    """A document that draws texts in any script, as far as it or the computer has the letters."""

    def __init__(self) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self._drawn_as: dict[int, str] = {}
        self._looked_for: set[str] = set()
        self.has_joined_letters = False
        self._families = [FAMILY]
        self.add_font(FAMILY, "", str(FONTS / "DejaVuSans.ttf"))
        self.add_font(FAMILY, "B", str(FONTS / "DejaVuSans-Bold.ttf"))
        regular, bold = (self.fonts[f"{FAMILY.lower()}{weight}"] for weight in ("", "B"))
        assert isinstance(regular, TTFFont)
        assert isinstance(bold, TTFFont)
        self._own = frozenset(regular.cmap)
        both = self._own & frozenset(bold.cmap)
        simple = (chr(code) for code in both if code < FIRST_SHAPED or code in SYMBOLS)
        self._plain = frozenset(letter for letter in simple if unicodedata.category(letter)[0] != "M") | set("\n\t")

    def is_plain(self, text: str) -> bool:
        """Return whether the report's own font draws a text letter by letter, from left to right."""
        return self._plain.issuperset(text)

    def drawable(self, text: str) -> str:
        """Return a text with a box for each letter that no font has."""
        if self.is_plain(text):
            return text
        unknown = {
            letter for letter in text if ord(letter) not in self._own and not letter.isspace()
        } - self._looked_for
        if unknown:
            self._look_for(unknown)
        return text.translate(self._drawn_as)

    def _look_for(self, letters: set[str]) -> None:
        self._looked_for |= letters
        for path in fonts_with(frozenset(letters)):
            self._add_system_font(path)
        fonts = [self.fonts[family.lower()] for family in self._families]
        for letter in letters:
            if any(isinstance(font, TTFFont) and ord(letter) in font.cmap for font in fonts):
                continue
            is_invisible = unicodedata.category(letter) in ("Cf", "Mn", "Cc")
            self._drawn_as[ord(letter)] = "" if is_invisible else UNDRAWN

    def _add_system_font(self, path: Path) -> None:
        """Add a font of the computer, unless it is one that cannot be put into a document after all."""
        family = f"system {path.stem}".lower()
        if family in self._families:
            return
        try:
            self.add_font(family, "", path)
        except (FPDFException, *UNREADABLE):
            return
        self._families.append(family)

    def undrawable(self, text: str) -> set[str]:
        """Return the letters of a text that no font has."""
        return {letter for letter in text if self._drawn_as.get(ord(letter)) == UNDRAWN}

    @contextmanager
    def shaped(self, text: str) -> Iterator[None]:
        """Join and order the letters of a text as its script does; only where it must be, since it is slow.

        The first letter with a direction decides on that of the line, whether it can be drawn or not.
        """
        if self.is_plain(text):
            yield
            return
        self.set_fallback_fonts(self._families, exact_match=False)
        self.has_joined_letters = True
        self.set_text_shaping(True, direction=auto_detect_base_direction(text))
        yield
        self.set_fallback_fonts([])
        self.set_text_shaping(False)
