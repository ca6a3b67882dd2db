"""Escape text that goes into tables which people open with a spreadsheet."""

from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def escape_formula(text: str) -> str:
    """Escape text that a spreadsheet would evaluate as a formula: prefix it with an apostrophe.

    Source of the signs: OWASP, "CSV Injection"; the full-width forms are those that spreadsheets fold to ASCII.
    """
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) or text.startswith(FORMULA_SIGNS) else text
