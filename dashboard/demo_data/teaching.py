"""Simulation of a teacher's markers in a class, and of their effects on the mood."""

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.demo_data.lesson_plans import CoverageChange, Happening
from dashboard.language.markers import KIND_NAMES

MOST: Final = {"quiz": 1, "joke": 2, "topic": 4, "group work": 2, "reading a source": 3}
"""The most markers of a kind in a class."""
FIRST_SECOND: Final = 150.0
LAST_SECONDS: Final = 240.0
BREAK_FROM_SECONDS: Final = 70 * 60
BREAK_SECONDS: Final = 480.0


@dataclass(frozen=True, slots=True)
class Marked:
    """A marker: its second in the lesson, its kind, and the teacher's own words, or none."""

    second: float
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a marker: `shift` of net positivity for `seconds`, rising and falling at this rate; 0 for none.

    With `dip_before` the class was low for that many seconds before, and the marker ends that. `pause_seconds` pass
    before the next marker.
    """

    shift: float
    seconds: float
    rise_seconds: float
    fade_seconds: float
    pause_seconds: float
    dip_before: float = 0.0


NOTHING: Final = Effect(0.0, 60.0, 10.0, 10.0, 170.0)
EFFECTS: Final = {
    "question": NOTHING,
    "topic": Effect(0.0, 60.0, 10.0, 10.0, 200.0),
    "quiz": Effect(-0.28, 300.0, 25.0, 60.0, 420.0),
    "joke": Effect(0.40, 100.0, 4.0, 70.0, 230.0),
    "worked example": Effect(0.12, 200.0, 45.0, 90.0, 280.0, dip_before=150.0),
    "group work": Effect(0.18, 360.0, 40.0, 60.0, 470.0),
    "reading a source": Effect(0.0, 60.0, 10.0, 10.0, 330.0),
}
"""The true effect of each kind, or of own words; a question has none."""
DIP_SHIFT: Final = -0.25


@dataclass(frozen=True, slots=True)
class Lesson:
    """The events of a class, in seconds: its markers, changes of mood and of coverage, and excluded ranges."""

    markers: tuple[Marked, ...]
    happenings: tuple[Happening, ...]
    coverage_changes: tuple[CoverageChange, ...] = field(default=())
    excluded: tuple[tuple[float, float], ...] = field(default=())


def taught(seconds: float, weights: dict[str, float], chance: np.random.Generator) -> Lesson:
    """Return the events of a class of this length, its markers drawn by their weights; long classes have a break."""
    break_at = seconds * float(chance.uniform(0.42, 0.52)) if seconds >= BREAK_FROM_SECONDS else None
    markers: list[Marked] = []
    happenings: list[Happening] = []
    names: list[str] = []
    second = FIRST_SECOND + float(chance.uniform(0, 60))
    while second < seconds - LAST_SECONDS:
        if break_at is not None and second > break_at - LAST_SECONDS and second < break_at + BREAK_SECONDS + 120:
            second = break_at + BREAK_SECONDS + 150
            continue
        name = _next_name(weights, names, chance)
        names.append(name)
        effect = EFFECTS[name]
        marker_second = second + effect.dip_before
        markers.append(_marker(name, marker_second + float(chance.uniform(0, 6))))
        happenings += _happenings(name, effect, second)
        second = marker_second + effect.pause_seconds * float(chance.uniform(0.9, 1.25))
    if break_at is None:
        return Lesson(tuple(markers), tuple(happenings))
    return _with_break(Lesson(tuple(markers), tuple(happenings)), break_at)


def _next_name(weights: dict[str, float], before: list[str], chance: np.random.Generator) -> str:
    """Draw the next marker: a topic first, nothing twice in a row but questions, nothing above MOST."""
    if not before:
        return "topic"
    open_names = [name for name in sorted(weights) if before.count(name) < MOST.get(name, math.inf)]
    names = [name for name in open_names if name == "question" or name != before[-1]]
    shares = np.array([weights[name] for name in names])
    return names[int(chance.choice(len(names), p=shares / shares.sum()))]


def _marker(name: str, second: float) -> Marked:
    return Marked(second, name) if name in KIND_NAMES else Marked(second, "own", name)


def _happenings(name: str, effect: Effect, second: float) -> list[Happening]:
    found = []
    if effect.dip_before:
        # The dip lets go while the new marker's effect comes.
        length = effect.dip_before + effect.rise_seconds
        found.append(Happening("dip", second, length, DIP_SHIFT, effect.dip_before / 3, effect.rise_seconds))
        second += effect.dip_before
    if effect.shift:
        ramp = (effect.rise_seconds, effect.fade_seconds)
        found.append(Happening(name, second, effect.seconds, effect.shift, *ramp))
    return found


def _with_break(lesson: Lesson, begin: float) -> Lesson:
    """Add a break from `begin` on: two thirds leave, those who stay chat, and the range is excluded."""
    chat = Happening("break", begin, BREAK_SECONDS, 0.25, 20.0, 20.0)
    return Lesson(
        markers=tuple(sorted((*lesson.markers, Marked(begin + 3, "break")), key=lambda marker: marker.second)),
        happenings=(*lesson.happenings, chat),
        coverage_changes=(CoverageChange(begin + 10, BREAK_SECONDS - 20, 0.35),),
        excluded=((begin, begin + BREAK_SECONDS),),
    )
