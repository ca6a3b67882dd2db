"""Translations, read from their .po files at the first use of a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

FOLDER: Final = Path(__file__).resolve().parent
LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""Each language's own name, by its code. English is the language that the texts are written in."""
LOCALES: Final = {"en": "en_GB", "de": "de_DE"}


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language, by the English ones; a text that is missing stays English."""

    language: str

    @cached_property
    def _messages(self) -> Mapping[str, tuple[str, ...]]:
        if self.language == "en":
            return {}
        with (FOLDER / f"{self.language}.po").open("rb") as file:
            found = read_po(file, locale=LOCALES[self.language])
        return {
            (message.id if isinstance(message.id, str) else message.id[0]): (
                (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            )
            for message in found
            if message.id and not message.fuzzy
        }

    def text(self, english: str) -> str:
        """Return the text in this language."""
        found = self._messages.get(english)
        return (found[0] if found else "") or english

    def counted(self, one: str, many: str, count: float) -> str:
        """Return the form of the text that fits the count. English and German have two."""
        found = self._messages.get(one)
        if found is None or len(found) < 2 or not all(found):
            return one if count == 1 else many
        return found[0 if count == 1 else 1]


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The catalogues of an app by language; each is read once, at its first use."""

    by_language: dict[str, Catalogue] = field(default_factory=lambda: {code: Catalogue(code) for code in LANGUAGES})
