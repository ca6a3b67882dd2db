"""Pages, reports and answers use the one everyday word for each idea that docs/words.md gives."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "dashboard" / "language" / "de.po"
NAMES_OF_FIELDS = ("segments is a list of objects with title, began_at and ended_at.",)
"""Refusals of the API that name its own fields."""


def words_not_to_use() -> Iterator[str]:
    """Yield the words of the last column of the table."""
    for line in (ROOT / "docs" / "words.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0] != "idea (code)" and not set(cells[0]) <= {"-"}:
            yield from (word.strip() for word in cells[3].split(","))


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text with its language, without placeholders, and without names of settings."""
    with CATALOGUE.open(encoding="utf-8") as file:
        for message in read_po(file, locale="de"):
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
            if ids[0] and ids[0] not in NAMES_OF_FIELDS:
                yield from (("en", re.sub(r"\{\w+\}|\w+\.\w+", "", text)) for text in ids)
                yield from (("de", re.sub(r"\{\w+\}|\w+\.\w+", "", text)) for text in strings)


@pytest.mark.parametrize("word", sorted(words_not_to_use()))
def test_no_text_uses_a_word_that_has_an_everyday_one(word: str) -> None:
    is_german = word[0].isupper() or any(letter in word for letter in "äöüß")
    ending = "(e|n|en|s)?" if is_german else "s?"
    used = re.compile(rf"\b{re.escape(word)}{ending}\b", re.IGNORECASE)
    wanted = "de" if is_german else "en"
    assert [text for language, text in texts() if language == wanted and used.search(text)] == []


def test_the_table_is_read() -> None:
    assert {"net positivity", "Positivsaldo", "band", "excluded"} <= set(words_not_to_use())
