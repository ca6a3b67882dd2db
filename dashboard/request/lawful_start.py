"""Refuse to look at a source that may not be watched, in the reader's words, and keep the answers it depends on."""

from collections.abc import Mapping
from datetime import datetime

from classroom.choices import Mode
from classroom.config import Config
from classroom.lawful_use import ClassRefused, mood_is_forbidden, refuse_unlawful
from classroom.settings_layers import KeyPath
from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.monitors.errors import ClassNotAllowed
from dashboard.timetable.suggestion import DEMO


def refuse_source(config: Config, source: str, mode: Mode) -> None:
    """Raise ClassNotAllowed unless this source may be watched in this mode."""
    try:
        refuse_unlawful(config, mode, is_demo=source.strip().lower() == DEMO)
    except ClassRefused as refused:
        raise ClassNotAllowed(refused) from refused


def suggested_mode(config: Config, mode: Mode) -> Mode:
    """Return the mode that the start page offers: the law of the region may leave one only."""
    return "participation" if mood_is_forbidden(config.monitor.region) else mode


def first_answers(form: Mapping[str, str], config: Config, now: datetime) -> dict[KeyPath, object]:
    """Return the settings that the card of the first start answers: the region, and that the use was accepted today.

    In the EU the mode becomes participation, as no other is allowed. Raises RequestRefused.
    """
    region = form.get("region", config.monitor.region or "")
    if region not in ("eu", "other"):
        message = say("Where the class is held was not said")
        raise RequestRefused(400, "region_unknown", message, say("Press one of the buttons of the card."))
    answers: dict[KeyPath, object] = {("monitor", "region"): region}
    if config.privacy.use_accepted_on is None:
        answers["privacy", "use_accepted_on"] = now.astimezone().date().isoformat()
    if region == "eu":
        answers["monitor", "mode"] = "participation"
    return answers
