"""Lesson plans: their parts with their times, checked against the class and clipped to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import pairwise
from typing import Final

from dashboard.database.edit.plan import PlannedSegment
from dashboard.database.read.classes import ClassRow
from dashboard.errors import RequestRefused
from dashboard.language.translate import say

MOST_SEGMENTS: Final = 200
LONGEST_TITLE: Final = 200


class PlanError(RequestRefused):
    """A lesson plan cannot be read. `line` counts from 1; 0 where the error is in no single line."""

    def __init__(self, what: str, *, remedy: str, line: int = 0) -> None:
        message = say("Line {line}: {what}", line=line, what=what) if line else what
        super().__init__(400, "plan_refused", message, remedy)
        self.line = line


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """A plan clipped to its class: `clipped` parts reached beyond the class, `left_out` ones lay outside of it."""

    segments: tuple[PlannedSegment, ...]
    clipped: int = 0
    left_out: int = 0


def written_title(text: str) -> str:
    """Return a title on one line, without what cannot be printed, of 200 characters at most."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    words = " ".join(printable.split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def laid_into(row: ClassRow, parts: Sequence[PlannedSegment]) -> LessonPlan:
    """Return the parts, clipped to the class. Raises PlanError if they overlap, run backwards, or all lie elsewhere.

    Those that lie elsewhere, such as the rest of a calendar, may be as they like. The end of a class that is still
    running is not known, and clips nothing.
    """
    if not parts:
        raise PlanError(
            say("No part of a lesson with a time was found"),
            remedy=say("Give each part a time or a length, such as “10:00–10:10 Warm-up” or “Quiz, 10 min”."),
        )
    _refuse_reversed(row, parts)
    inside = [part for part in parts if _is_inside(part, row)]
    if not inside:
        raise _all_elsewhere(row, parts)
    if len(inside) > MOST_SEGMENTS:
        raise PlanError(
            say("The plan has {count} parts", count=len(inside)),
            remedy=say("Make it {most} at most.", most=MOST_SEGMENTS),
        )
    _refuse_overlaps(row, inside)
    kept = tuple(_clipped(part, row) for part in inside)
    clipped = sum(
        (before.began_at, before.ended_at) != (after.began_at, after.ended_at)
        for before, after in zip(inside, kept, strict=True)
    )
    return LessonPlan(kept, clipped, len(parts) - len(kept))


def _is_inside(part: PlannedSegment, row: ClassRow) -> bool:
    return part.ended_at > row.started_at and (row.ended_at is None or part.began_at < row.ended_at)


def _clipped(part: PlannedSegment, row: ClassRow) -> PlannedSegment:
    begin = max(part.began_at, row.started_at)
    end = part.ended_at if row.ended_at is None else min(part.ended_at, row.ended_at)
    return PlannedSegment(begin.astimezone(UTC), end.astimezone(UTC), part.title, part.line)


def _touches(part: PlannedSegment, row: ClassRow) -> bool:
    """Return whether one of its times lies in the class, or the class between them, in whichever order they stand."""
    first, last = sorted((part.began_at, part.ended_at))
    return last >= row.started_at and (row.ended_at is None or first < row.ended_at)


def _refuse_reversed(row: ClassRow, parts: Sequence[PlannedSegment]) -> None:
    for part in parts:
        if part.ended_at <= part.began_at and _touches(part, row):
            times = {"begin": row.clock.second(part.began_at), "end": row.clock.second(part.ended_at)}
            raise PlanError(
                say("“{title}” ends at {end}, which is not after its begin at {begin}", title=part.title, **times),
                remedy=say("Mend one of the two times."),
                line=part.line,
            )


def _refuse_overlaps(row: ClassRow, parts: Sequence[PlannedSegment]) -> None:
    for before, part in pairwise(parts):
        if part.began_at < before.ended_at:
            begin, end = row.clock.second(part.began_at), row.clock.second(before.ended_at)
            titles = {"title": part.title, "before": before.title}
            raise PlanError(
                say("“{title}” begins at {begin}, before “{before}” ends at {end}", begin=begin, end=end, **titles),
                remedy=say("Put the parts into the order of their times, and let none begin before the last one ends."),
                line=part.line,
            )


def _all_elsewhere(row: ClassRow, parts: Sequence[PlannedSegment]) -> PlanError:
    clock = row.clock
    first, last = clock.local(parts[0].began_at), clock.local(parts[-1].ended_at)
    end = "…" if row.ended_at is None else clock.minute(row.ended_at)
    return PlanError(
        say(
            "The plan goes from {first} to {last}, and the class from {begin} to {end} on {day} ({zone})",
            first=f"{first:%Y-%m-%d %H:%M}",
            last=f"{last:%H:%M}",
            begin=clock.minute(row.started_at),
            end=end,
            day=f"{clock.local(row.started_at):%Y-%m-%d}",
            zone=clock.label,
        ),
        remedy=say("Use the clock of the page, or minutes from its start: 0:00, 10:00, 25:00."),
    )
