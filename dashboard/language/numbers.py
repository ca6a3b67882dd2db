"""Format figures as the reader's language writes them; static/text.js does the same, and one table tests both."""

from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal

from dashboard.language.preferred_language import language, locale

MINUS: Final = "\N{MINUS SIGN}"
NONE: Final = "–"


def decimal(value: float | None, places: int = 1) -> str:
    """Return 12.5, or 12,5 in German; a dash for none."""
    return NONE if value is None else _written(value, places, "")


def percent(share: float | None) -> str:
    """Return a share as whole per cent: 48 %, or a dash for none."""
    return NONE if share is None else f"{decimal(share * 100, 0)}\N{NO-BREAK SPACE}%"


def signed(value: float | None, places: int = 2) -> str:
    """Return a figure around zero with its sign: +0.12, −0.30, or a dash for none."""
    return NONE if value is None else _written(value, places, "+")


def significant(value: float, digits: int = 6) -> str:
    """Return a figure with at most so many digits and no needless zeros: 10, 2.5, or 2,5 in German."""
    rounded = Decimal(f"{value:.{digits}g}")
    return _written(rounded, max(-int(rounded.as_tuple().exponent), 0), "")


def thousands(value: float) -> str:
    """Return a whole number with its thousands apart: 28 800, or 28.800 in German."""
    if language() == "en":
        return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return str(format_decimal(round(value), locale=locale()))


def _written(value: float | Decimal, places: int, plus: str) -> str:
    """Return the value with its sign, of which a nought has only the plus. Between two, the even one is taken."""
    size = f"{abs(value):.{places}f}"
    sign = MINUS if value < 0 and float(size) != 0 else plus
    return sign + (size if language() == "en" else size.replace(".", ","))
