"""The translations, read from their .po files when a language is first spoken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from dashboard.language.told_elsewhere import OF_THE_DATABASE, OF_THE_MONITOR, OF_THE_PROFILES

TOLD_ELSEWHERE: Final = (*OF_THE_DATABASE, *OF_THE_PROFILES, *OF_THE_MONITOR)
FOLDER: Final = Path(__file__).resolve().parent
LANGUAGES: Final = {"en": "English", "de": "Deutsch"}
"""Each language's own name, by its code. English is the language that the texts are written in."""
LOCALES: Final = {"en": "en_GB", "de": "de_DE"}
PLACEHOLDER: Final = re.compile(r"\{(\w+)[^{}]*\}")


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

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        filled = [text for text in TOLD_ELSEWHERE if PLACEHOLDER.search(text)]
        return [(_pattern(text), text) for text in sorted(filled, key=len, reverse=True)]

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

    def finished(self, english: str) -> str:
        """Return a sentence whose values are filled in already, as errors come from the room of the command line."""
        if english in self._messages:
            return self.text(english)
        for pattern, text in self._patterns:
            if (found := pattern.fullmatch(english)) is not None:
                return self.text(text).format(**found.groupdict())
        return english


def _pattern(text: str) -> re.Pattern[str]:
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        parts += [re.escape(text[end : found.start()]), f"(?P<{found[1]}>.+)"]  # a name stands in a text once
        end = found.end()
    return re.compile("".join([*parts, re.escape(text[end:])]), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Catalogues:
    """All languages of an app; each is read once, when first spoken."""

    by_language: dict[str, Catalogue] = field(default_factory=lambda: {code: Catalogue(code) for code in LANGUAGES})
