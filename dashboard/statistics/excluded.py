"""Removal of the samples that lie in excluded ranges."""

from collections.abc import Sequence

import numpy as np

from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ExcludedRow


def without_excluded(columns: SampleColumns, excluded: Sequence[ExcludedRow]) -> SampleColumns:
    """Return the samples outside all excluded ranges; a sample at the very end of one is outside."""
    if not excluded:
        return columns
    kept = np.ones(len(columns), dtype=bool)
    for excluded_range in excluded:
        begin, end = excluded_range.began_at.timestamp(), excluded_range.ended_at.timestamp()
        kept &= (columns.seconds < begin) | (columns.seconds >= end)
    return columns.where(kept)
