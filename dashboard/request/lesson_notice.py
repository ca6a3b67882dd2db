"""The notice of a lesson that is due, on whatever page is open."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from classroom.errors import ConfigError
from classroom.timetable import OFFERED_AHEAD, Lesson
from dashboard.language.translate import say
from dashboard.request.services import Services


@dataclass(frozen=True, slots=True)
class LessonNotice:
    """The words, whether they are shown now, and else from when on, in milliseconds since 1970."""

    words: str
    is_due: bool
    shown_from_ms: int


def lesson_notice() -> LessonNotice | None:
    """Return the notice of the lesson that is due, else of the next one; None without a timetable."""
    services: Services = current_app.extensions["moodline"]
    try:
        schedule = services.settings.current.config.schedule
    except ConfigError:  # which the page itself tells, or another one will
        return None
    if services.options.is_demo_data or not schedule:
        return None
    due = services.timetable.offer()
    lesson = due or services.timetable.coming()
    if lesson is None:
        return None
    shown_from = lesson.begins - OFFERED_AHEAD
    return LessonNotice(lesson_words(lesson, services), due is not None, int(shown_from.timestamp() * 1000))


def lesson_words(lesson: Lesson, services: Services) -> str:
    """Return which lesson is due, with its group and times."""
    entry = lesson.entry
    begin, end = _minute(lesson.begins, services), _minute(lesson.ends, services)
    if entry.group:
        return say("{title} ({group}), {begin} to {end}", title=entry.title, group=entry.group, begin=begin, end=end)
    return say("{title}, {begin} to {end}", title=entry.title, begin=begin, end=end)


def _minute(moment: datetime, services: Services) -> str:
    return f"{moment.astimezone(services.timetable.zone()):%H:%M}"
