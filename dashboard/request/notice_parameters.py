"""Parse the choices of a notice: its language, what is read, and whom to ask."""

from collections.abc import Mapping
from typing import Final

from classroom.choices import Mode
from classroom.config import Config
from classroom.lawful_use import mood_is_forbidden
from dashboard.errors import RequestRefused
from dashboard.language.preferred_language import language
from dashboard.language.translate import say
from dashboard.notice.languages import LANGUAGES
from dashboard.notice.notice import NoticeFacts

LONGEST_CONTACT: Final = 200


def notice_language(arguments: Mapping[str, str]) -> str:
    """Return the language that was chosen, else the reader's own. Raises RequestRefused for an unknown one."""
    chosen = arguments.get("language") or language()
    if chosen not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        message = say("There is no notice in the language “{name}”", name=chosen[:40])
        raise RequestRefused(400, "notice_language_unknown", message, say("Use one of: {known}.", known=known))
    return chosen


def notice_facts(arguments: Mapping[str, str], config: Config) -> NoticeFacts:
    """Return what the notice tells: the settings' own figures. Where the law forbids moods there is no notice of them.

    Raises RequestRefused for an unknown mode.
    """
    mode = _mode(arguments.get("mode") or config.monitor.mode)
    if mood_is_forbidden(config.monitor.region):
        mode = "participation"
    contact = " ".join(arguments.get("contact", "").split())[:LONGEST_CONTACT]
    return NoticeFacts(mode, config.privacy.min_group_size, config.privacy.retention_days, contact)


def _mode(name: str) -> Mode:
    if name == "mood":
        return "mood"
    if name == "participation":
        return "participation"
    message = say("There is no mode “{name}”", name=name[:40])
    raise RequestRefused(400, "notice_mode_unknown", message, say("Use one of: {known}.", known="mood, participation"))
