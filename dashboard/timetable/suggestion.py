"""Suggest what the next class most likely is: the lesson that is due, else the last class, of a group or a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from classroom.choices import Mode
from classroom.config import Config
from classroom.timetable import OFFERED_AHEAD, Lesson
from dashboard.database.read.classes import ClassBrief
from dashboard.timetable.service import details_of, group_of, source_of

DEMO: Final = "demo"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The values that fill the start page, and `why`; `source` is usually watched, empty if none is known."""

    title: str = ""
    group: str = ""
    expected: int | None = None
    source: str = ""
    mode: Mode = "mood"
    why: Literal["timetable", "last", "nothing"] = "nothing"


def suggestion_of(lesson: Lesson | None, last: ClassBrief | None, config: Config) -> Suggestion:
    """Return the suggestion for the page as it opens."""
    if lesson is not None:
        return Suggestion(
            **details_of(lesson.entry, config),
            source=source_of(lesson.entry, config),
            mode=config.mode_of(lesson.entry.group),
            why="timetable",
        )
    if last is None:
        return Suggestion(mode=config.monitor.mode)
    usual = _of_group(last.group, last, config)
    return Suggestion(last.title, why="last", **{**usual, "mode": config.mode_of(last.group)})


def was_held(lesson: Lesson, brief: ClassBrief) -> bool:
    """Return whether this class began when the lesson was due: it is the lesson's, and has ended."""
    is_tried_out = brief.source == DEMO and lesson.entry.source != DEMO
    return not is_tried_out and lesson.begins - OFFERED_AHEAD <= brief.created_at < lesson.ends


def known_groups(briefs: Iterable[ClassBrief], config: Config) -> dict[str, dict[str, Any]]:
    """Return by group what is filled in when it is chosen: the title of its last class, number and source."""
    newest = _newest({brief.group: brief for brief in reversed(list(briefs)) if brief.group})
    names = [*(group.name for group in config.groups), *newest]
    return {
        name: {"title": newest[name].title if name in newest else "", **_of_group(name, newest.get(name), config)}
        for name in dict.fromkeys(names)
    }


def known_sources(briefs: Iterable[ClassBrief], config: Config) -> dict[str, dict[str, Any]]:
    """Return by source what is filled in when it is chosen: its last class."""
    newest = _newest({brief.source: brief for brief in reversed(list(briefs))})
    return {source: {"title": brief.title, **_of_group(brief.group, brief, config)} for source, brief in newest.items()}


def _of_group(name: str, last: ClassBrief | None, config: Config) -> dict[str, Any]:
    group = group_of(name, config)
    return {
        "group": name,
        "expected": (group.expected if group else None) or (last.expected if last else None),
        "source": (group.source if group else None) or (last.source if last else ""),
    } | ({"mode": group.mode} if group and group.mode else {})


def _newest(found: Mapping[str, ClassBrief]) -> Mapping[str, ClassBrief]:
    """Return the mapping with the demo left out: trying it out says nothing about the lessons."""
    return {name: brief for name, brief in found.items() if brief.source != DEMO}
