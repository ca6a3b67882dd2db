"""Format figures as the reader's language writes them; static/text.js does the same, and one table tests both."""

from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal

from dashboard.language.preferred_language import language, locale

MINUS: Final = "\N{MINUS SIGN}"
NONE: Final = "–"


def decimal(value: float | None, places: int = 1) -> str:
    """Format with a fixed number of decimal places: 12.5, or 12,5 in German; a dash for None."""
    return NONE if value is None else _written(value, places, "")


def percent(share: float | None) -> str:
    """Format a share (0 to 1) as whole per cent: 48 %; a dash for None. 100 % is all: 99.6 % is written 99 %."""
    if share is None:
        return NONE
    whole = min(share * 100, 99) if 0.99 < share < 1 else share * 100
    return f"{decimal(whole, 0)}\N{NO-BREAK SPACE}%"


def signed(value: float | None, places: int = 2) -> str:
    """Format with a sign: +0.12, −0.30; a dash for None."""
    return NONE if value is None else _written(value, places, "+")


def significant(value: float, digits: int = 6) -> str:
    """Format with at most `digits` significant digits, without trailing zeros: 10, 2.5, or 2,5 in German."""
    rounded = Decimal(f"{value:.{digits}g}")
    return _written(rounded, max(-int(rounded.as_tuple().exponent), 0), "")


def thousands(value: float) -> str:
    """Format a whole number with separated thousands: 28 800, or 28.800 in German."""
    if language() == "en":
        return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return str(format_decimal(round(value), locale=locale()))


def _written(value: float | Decimal, places: int, plus: str) -> str:
    """Format with the sign `plus` or −; zero is never negative. Halves are rounded to even."""
    size = f"{abs(value):.{places}f}"
    sign = MINUS if value < 0 and float(size) != 0 else plus
    return sign + (size if language() == "en" else size.replace(".", ","))
