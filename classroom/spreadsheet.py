"""Text that goes into a table which people open with a spreadsheet."""

from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula: with an apostrophe in front where one might.

    Source of the signs: OWASP, "CSV Injection"; the full-width forms are those that spreadsheets fold to ASCII.
    """
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) or text.startswith(FORMULA_SIGNS) else text
