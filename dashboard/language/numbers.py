"""Figures as the reader's language writes them."""

from typing import Final

from babel.numbers import format_decimal

from dashboard.language.translate import language, locale

MINUS: Final = "\N{MINUS SIGN}"
NONE: Final = "–"


def decimal(value: float | None, places: int = 1) -> str:
    """Return 12.5, or 12,5 in German; a dash for none."""
    if value is None:
        return NONE
    written = f"{value:.{places}f}"
    return (written if language() == "en" else written.replace(".", ",")).replace("-", MINUS)


def percent(share: float | None) -> str:
    """Return a share as whole per cent: 48 %, or a dash for none."""
    return NONE if share is None else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def signed(value: float | None, places: int = 2) -> str:
    """Return a figure around zero with its sign: +0.12, −0.30, or a dash for none."""
    if value is None:
        return NONE
    sign = "+" if value >= 0 or round(abs(value), places) == 0 else MINUS
    return sign + decimal(abs(value), places)


def thousands(value: float) -> str:
    """Return a whole number with its thousands apart: 28 800, or 28.800 in German."""
    if language() == "en":
        return f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return str(format_decimal(round(value), locale=locale()))
