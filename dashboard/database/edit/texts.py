"""What people typed, made ready to be stored."""

import re
import unicodedata
from typing import Final

from dashboard.database.edit.errors import TextTooLong

MOST_IN_LINE: Final = 200
"""The columns of titles, groups and the notes of ranges hold that many characters."""
MOST_IN_NOTES: Final = 20_000


def one_line(text: str, most: int = MOST_IN_LINE) -> str:
    """Return the text as one line without control characters. Raises TextTooLong for more than `most` characters."""
    return _short_enough(re.sub(r"\s+", " ", _printable(text)).strip(), most)


def many_lines(text: str, most: int = MOST_IN_NOTES) -> str:
    """Return the text with its lines, without other control characters. Raises TextTooLong."""
    return _short_enough(_printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip(), most)


def _printable(text: str) -> str:
    # A NUL ends a text on PostgreSQL, and a lone surrogate cannot be stored anywhere.
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def _short_enough(text: str, most: int) -> str:
    if len(text) > most:
        raise TextTooLong(len(text), most)
    return text
