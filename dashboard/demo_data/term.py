"""The demo term: 3 groups, 30 classes, each with its lesson and everything that its teacher added."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.demo_data.answers import Answered, answered
from dashboard.demo_data.lesson_plans import CALM, CoverageChange, LessonPlan
from dashboard.demo_data.syllabus import COURSES, NOTES, Course
from dashboard.demo_data.teaching import Marked, taught
from dashboard.demo_data.term_dates import local_time, newest_day, weekly_days
from dashboard.demo_data.written_truth import lesson_truth, moved
from dashboard.statistics.time_series import NET_WEIGHTS

SEED: Final = 2026
INTERRUPTED: Final = "Simple equations"
MOSTLY_OUT_OF_VIEW: Final = "Mendel's peas"
WITH_GAPS: Final = "Mutations"
ONLY_COUNTED: Final = "Empires and their railways"
PULSE_FROM: Final = 2
"""The pulse was first used in a group's third class."""
PULSE_ON_ITS_OWN: Final = frozenset(
    {"Percentages", "Negative numbers", "Terms and brackets", "From gene to protein", "Fossils and family trees"}
)
"""Classes in which students' own answers do not follow the mood that their faces show."""


@dataclass(frozen=True, slots=True)
class TermClass:
    """One class of the term. Seconds are since its start; `parts` are its plan's titles with begin and end."""

    title: str
    group: str
    people: int
    started_at: datetime
    plan: LessonPlan
    markers: tuple[Marked, ...]
    excluded: tuple[tuple[float, float], ...] = field(default=())
    parts: tuple[tuple[str, float, float], ...] = field(default=())
    slide_seconds: tuple[float, ...] = field(default=())
    pulse: tuple[Answered, ...] = field(default=())
    notes: str = ""
    mode: str = "mood"
    is_interrupted: bool = False


def term_classes(now: datetime, zone_name: str) -> tuple[TermClass, ...]:
    """Return the classes in order of time, the newest on the last day of school; all but their dates is constant."""
    zone = ZoneInfo(zone_name)
    last = COURSES[-1]
    newest = newest_day(now, zone, last.start_hour + last.minutes[-1] / 60)
    classes = []
    for course, chance in zip(COURSES, np.random.default_rng(SEED).spawn(len(COURSES)), strict=True):
        weekday = newest.weekday() if course is last else course.weekday
        days = weekly_days(newest, weekday, len(course.titles))
        for place, (day, own_chance) in enumerate(zip(days, chance.spawn(len(days)), strict=True)):
            classes.append(term_class(course, place, local_time(day, course.start_hour, zone), own_chance))
    return tuple(sorted(classes, key=lambda one: one.started_at))


def term_class(course: Course, place: int, started_at: datetime, chance: np.random.Generator) -> TermClass:
    """Return the class of a course at this place in the term, drawn by chance."""
    title, seconds = course.titles[place], course.minutes[place] * 60
    lesson = taught(seconds, course.weights, chance)
    came = course.people - int(chance.integers(0, 3))
    plan = LessonPlan(
        seconds=seconds,
        people=came,
        seed=int(chance.integers(2**31)),
        base_mood=_mood(course.brightening * place / (len(course.titles) - 1)),
        happenings=lesson.happenings,
        coverage_changes=lesson.coverage_changes,
        wander=0.05,
        absence=0.03,
        began_at=started_at.timestamp(),
    )
    plan = _with_mishaps(plan, title)
    return TermClass(
        title=title,
        group=course.group,
        people=course.people,
        started_at=started_at,
        plan=plan,
        markers=tuple(marker for marker in lesson.markers if marker.second < plan.seconds),
        excluded=lesson.excluded,
        parts=_parts(course, seconds),
        slide_seconds=_slide_seconds(seconds, chance) if course.has_slides else (),
        pulse=_pulse(course, place, plan, chance),
        notes=NOTES.get(title, ""),
        mode="participation" if title == ONLY_COUNTED else "mood",
        is_interrupted=title == INTERRUPTED,
    )


def _mood(brighter: float) -> tuple[float, ...]:
    """Return the calm mood, with net positivity raised by `brighter`."""
    return tuple(moved(np.array([CALM]), np.array([brighter]))[0].tolist())


def _with_mishaps(plan: LessonPlan, title: str) -> LessonPlan:
    if title == WITH_GAPS:
        return replace(plan, gaps=((840.0, 1010.0), (1900.0, 1935.0), (2500.0, 2740.0)))
    if title == MOSTLY_OUT_OF_VIEW:
        return replace(plan, coverage_changes=(*plan.coverage_changes, CoverageChange(600, 2400, 0.32)))
    if title == INTERRUPTED:
        return replace(plan, seconds=26 * 60)
    return plan


def _parts(course: Course, seconds: float) -> tuple[tuple[str, float, float], ...]:
    """Return the parts of the lesson plan, in whole minutes."""
    found, begin = [], 0.0
    for title, share in course.parts:
        end = min(begin + round(share * seconds / 60) * 60, seconds)
        found.append((title, begin, end))
        begin = end
    return tuple(found)


def _slide_seconds(seconds: float, chance: np.random.Generator) -> tuple[float, ...]:
    moments = 20 + np.cumsum(chance.gamma(2.0, 75.0, int(seconds / 60)))
    return tuple(moments[moments < seconds - 20].tolist())


def _pulse(course: Course, place: int, plan: LessonPlan, chance: np.random.Generator) -> tuple[Answered, ...]:
    if place < PULSE_FROM or not course.pulse_questions:
        return ()
    net = lesson_truth(plan) @ NET_WEIGHTS
    follows_mood = course.titles[place] not in PULSE_ON_ITS_OWN
    return answered(net, plan.people, course.pulse_questions, chance, follows_mood=follows_mood)
