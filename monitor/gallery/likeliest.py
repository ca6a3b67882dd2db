"""Join the tiles that could not be recognised: the likeliest pairs, none of which is certain."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lap import lapjv

from monitor.gallery.looks import Look, Matches, looks_apart

LIKELY: Final = 0.4
"""Of two looks of one tile 999 in 1000 are closer, 0 to 1; of two tiles 2 in 100 (docs/gallery.md)."""


def with_likeliest(matches: Matches, old: Sequence[Look], new: Sequence[Look]) -> Matches:
    """Return the matches with the tiles that are left joined all at once, as far as their looks are likely one's."""
    left = [row for row in range(len(old)) if row not in matches.new_by_old]
    taken = set(matches.new_by_old.values())
    free = [column for column in range(len(new)) if column not in taken]
    if not left or not free:
        return matches
    apart = looks_apart([old[row] for row in left], [new[column] for column in free])
    _, columns, _ = lapjv(apart, extend_cost=True)  # -1 for a row that is left without a column
    joined = {
        left[row]: free[int(column)]
        for row, column in enumerate(columns)
        if column >= 0 and apart[row, column] <= LIKELY
    }
    return replace(matches, new_by_old=matches.new_by_old | joined)
