"""Means of a class by minute, for small charts."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dashboard.database.read.columns import Floats
from dashboard.exports.exported_class import ExportedClass
from dashboard.statistics.points import Points, points_of
from dashboard.statistics.seen import class_seen
from dashboard.statistics.time_series import Moments, minute_moments

MOST_MINUTES: Final = 2_000
"""A day and a half. Pictures that lie further apart have no row for each minute between them."""


@dataclass(frozen=True, slots=True)
class MinuteTable:
    """n minutes, `seconds` (n,) their begins since 1970; a minute without a sample has figures that are all NaN."""

    seconds: Floats
    points: Points


def minute_table(exported: ExportedClass) -> MinuteTable:
    """Return the means of each minute, with a row for each minute without samples between."""
    view = exported.view
    if not len(view.columns):
        return MinuteTable(np.empty(0), points_of(_no_moments(), view.row, exported.options.profile))
    known = minute_moments(view.columns, view.row)
    first, last = known.seconds[0], known.seconds[-1]
    count = round((last - first) / 60) + 1
    moments = known if count > MOST_MINUTES else _filled(known, count)
    points = points_of(moments, view.row, exported.options.profile)
    seen = class_seen(view.columns, view.row, view.records).between(moments.seconds, moments.seconds + 60.0)
    has_samples = np.isfinite(moments.faces)
    faces, coverage = (np.where(has_samples, values, np.nan) for values in (seen.faces, seen.share))
    return MinuteTable(moments.seconds, replace(points, faces=faces, coverage=coverage))


def _no_moments() -> Moments:
    return Moments(np.empty(0), np.empty(0), np.empty((0, 7)), np.empty((0, 2)))


def _filled(known: Moments, count: int) -> Moments:
    places = np.rint((known.seconds - known.seconds[0]) / 60).astype(np.intp)
    faces, mood, variances = np.full(count, np.nan), np.full((count, 7), np.nan), np.full((count, 2), np.nan)
    faces[places], mood[places] = known.faces, known.mood
    if known.variances is not None:
        variances[places] = known.variances
    return Moments(known.seconds[0] + 60 * np.arange(count), faces, mood, variances)
