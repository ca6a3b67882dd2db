"""The parameters of a comparison, and its computation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from classroom.engagement import EngagementProfile
from dashboard.comparisons.limits import FEWEST_COMPARED, MOST_COMPARED
from dashboard.comparisons.side_by_side import SideBySide, side_by_side
from dashboard.options import DashboardOptions
from dashboard.snapshot.class_data import StoredClass, class_data

Alignment = Literal["start", "segments"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parameters of a comparison: class numbers, each once, their alignment, and the options with the smoothing."""

    ids: tuple[int, ...]
    align: Alignment
    options: DashboardOptions

    @property
    def profile(self) -> EngagementProfile:
        """Return the engagement profile in use."""
        return self.options.profile

    @property
    def smoothing(self) -> float:
        """Return the window of the means in seconds."""
        return self.options.mood_window_seconds

    @property
    def can_be_made(self) -> bool:
        """Return whether the number of classes is within the limits."""
        return FEWEST_COMPARED <= len(self.ids) <= MOST_COMPARED


def compare(parameters: Comparison, stored: Sequence[StoredClass]) -> SideBySide:
    """Compute the classes side by side. Their samples need variances. Raises ValueError for too few or too many."""
    views = [class_data(each, parameters.options) for each in stored]
    return side_by_side(views, parameters.profile, parameters.smoothing)
