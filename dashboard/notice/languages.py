"""Know the languages of the notice, which are more than those of the dashboard."""

from typing import Final

from dashboard.notice.arabic import ARABIC
from dashboard.notice.english import ENGLISH
from dashboard.notice.french import FRENCH
from dashboard.notice.german import GERMAN
from dashboard.notice.spanish import SPANISH
from dashboard.notice.texts import NoticeTexts
from dashboard.notice.turkish import TURKISH

LANGUAGES: Final[dict[str, NoticeTexts]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "tr": TURKISH,
    "ar": ARABIC,
}


def known_language(code: str | None, fallback: str) -> str:
    """Return the language if there is a notice in it, else the fallback."""
    return code if code in LANGUAGES else fallback
