"""The rule on which moods are exported, the same in every format."""

from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.mood_rule import enough_seen

SHOWN: Final = "yes"
TOO_FEW: Final = "too few faces"
HALF_UNSEEN: Final = "less than half of the class in view"
NOT_READ: Final = "not read in a participation class"
REASONS: Final = (SHOWN, TOO_FEW, HALF_UNSEEN, NOT_READ)


def exported_mood(row: ClassRow, samples: SampleColumns) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Return for each sample one of REASONS, and the moods (n, 7), NaN where they may not be exported."""
    seen = enough_seen(samples.faces, row.expected_faces)
    missing = NOT_READ if row.mode == "participation" else TOO_FEW
    reasons = np.where(samples.has_mood, np.where(seen, SHOWN, HALF_UNSEEN), missing)
    return reasons.tolist(), np.where((samples.has_mood & seen)[:, None], samples.mood, np.nan)
