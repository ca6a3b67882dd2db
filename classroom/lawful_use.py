"""Decide whether a class may be watched: what the law of the region allows, and whether the use was accepted."""

from classroom.choices import Mode, Region
from classroom.config import Config
from classroom.errors import TranslatableError
from classroom.messages.lawful_use import (
    ACCEPT_THE_USE,
    MOOD_FORBIDDEN_IN_EU,
    REGION_NOT_SAID,
    SAY_THAT_YOU_UNDERSTAND,
    SAY_THE_REGION,
    SMALL_GROUP,
    USE_NOT_ACCEPTED,
    WATCH_PARTICIPATION,
)
from classroom.privacy import USUAL_MIN_GROUP_SIZE, is_small_group


class ClassRefused(TranslatableError):  # noqa: N818 - an answer, and no fault
    """A class that may not be watched: the law forbids it, or nobody has said what the law depends on."""


def mood_is_forbidden(region: Region | None) -> bool:
    """Return whether the law forbids to read moods in education: Regulation (EU) 2024/1689, Article 5(1)(f)."""
    return region == "eu"


def questions_are_open(config: Config) -> bool:
    """Return whether the region or the acceptable use is still to be asked for."""
    return config.monitor.region is None or config.privacy.use_accepted_on is None


def refuse_unlawful(config: Config, mode: Mode, *, is_demo: bool) -> None:
    """Raise ClassRefused unless a class in this mode may be watched. The demo's people are invented: all is allowed."""
    if is_demo:
        return
    if config.monitor.region is None:
        raise ClassRefused(REGION_NOT_SAID, remedy=SAY_THE_REGION)
    if config.privacy.use_accepted_on is None:
        raise ClassRefused(USE_NOT_ACCEPTED, remedy=ACCEPT_THE_USE)
    if mode == "mood" and mood_is_forbidden(config.monitor.region):
        raise ClassRefused(MOOD_FORBIDDEN_IN_EU, remedy=WATCH_PARTICIPATION)
    if is_small_group(config.privacy.min_group_size) and not config.privacy.small_groups_understood:
        raise ClassRefused(
            SMALL_GROUP.filled(fewest=config.privacy.min_group_size, usual=USUAL_MIN_GROUP_SIZE),
            remedy=SAY_THAT_YOU_UNDERSTAND,
        )
