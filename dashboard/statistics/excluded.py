"""Leaving out what the teacher excluded: a break is no part of the lesson."""

from collections.abc import Sequence

import numpy as np

from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ExcludedRow


def without_excluded(columns: SampleColumns, excluded: Sequence[ExcludedRow]) -> SampleColumns:
    """Return the samples outside all excluded ranges; a sample at the very end of one is outside."""
    if not excluded:
        return columns
    kept = np.ones(len(columns), dtype=bool)
    for stretch in excluded:
        begin, end = stretch.began_at.timestamp(), stretch.ended_at.timestamp()
        kept &= (columns.seconds < begin) | (columns.seconds >= end)
    return columns.where(kept)
