"""Alignment of classes on their segments: by title, else by order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classroom.engagement import EngagementProfile
from dashboard.comparisons.side_by_side import ClassBeside
from dashboard.segments.choice import chosen_segments
from dashboard.segments.segment import Segment
from dashboard.segments.statistics import SegmentFigures, segment_figures

MOST_ROWS: Final = 30
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment that the classes have in common: its `title`, and its figures for each class, None without it."""

    title: str
    figures: tuple[SegmentFigures | None, ...]


@dataclass(frozen=True, slots=True)
class BySegments:
    """The aligned segments in order. `by_title` is whether titles were matched; else segments are matched by order."""

    rows: tuple[SegmentRow, ...]
    by_title: bool
    without: tuple[str, ...]
    """The letters of the classes that have no segments."""
    left_out: int = 0
    """The number of parts beyond the rows."""


def by_segments(classes: Sequence[ClassBeside], profile: EngagementProfile) -> BySegments:
    """Return the classes' segments side by side, 30 rows at most."""
    segments = [_lesson_parts(beside) for beside in classes]
    figures = [
        segment_figures(beside.view, of_class[:MOST_ROWS], profile)
        for beside, of_class in zip(classes, segments, strict=True)
    ]
    without = tuple(beside.letter for beside, found in zip(classes, figures, strict=True) if not found)
    keys = [title_keys([found.segment.title for found in of_class]) for of_class in figures]
    if have_titles_in_common([found for found in keys if found]):
        by_title = _by_title(keys, figures)
        all_keys = {key for of_class in segments for key in title_keys([segment.title for segment in of_class])}
        return BySegments(by_title, True, without, len(all_keys) - len(by_title))
    longest = max((len(found) for found in figures), default=0)
    rows = [
        SegmentRow(str(place + 1), tuple(found[place] if place < len(found) else None for found in figures))
        for place in range(longest)
    ]
    return BySegments(tuple(rows), False, without, max(map(len, segments), default=0) - len(rows))


def _lesson_parts(beside: ClassBeside) -> tuple[Segment, ...]:
    return tuple(part for part in chosen_segments(beside.view).segments if not part.is_break)


def title_keys(titles: Sequence[str]) -> list[Key]:
    """Return each title with the count of the same title before it, so that the second quiz matches the second."""
    keys: list[Key] = []
    for title in titles:
        name = " ".join(title.casefold().split())
        keys.append((name, sum(1 for known, _ in keys if known == name)))
    return keys


def have_titles_in_common(keys: Sequence[Sequence[Key]]) -> bool:
    """Return whether at least half of the titles of the class with the fewest stand in each of the others."""
    if not keys:
        return False
    shared = set(keys[0]).intersection(*map(set, keys))
    return 2 * len(shared) >= min(len(found) for found in keys)


def _by_title(keys: Sequence[Sequence[Key]], figures: Sequence[Sequence[SegmentFigures]]) -> tuple[SegmentRow, ...]:
    ordered: list[Key] = []
    for found in keys:
        place = 0
        for key in found:  # what only a later class has stands after what came before it there
            if key in ordered:
                place = ordered.index(key) + 1
            else:
                ordered.insert(place, key)
                place += 1
    by_key = [dict(zip(of_class, found, strict=True)) for of_class, found in zip(keys, figures, strict=True)]
    titles = {
        key: figure.segment.title
        for of_class, found in reversed(list(zip(keys, figures, strict=True)))
        for key, figure in zip(of_class, found, strict=True)
    }
    return tuple(SegmentRow(titles[key], tuple(known.get(key) for known in by_key)) for key in ordered[:MOST_ROWS])
