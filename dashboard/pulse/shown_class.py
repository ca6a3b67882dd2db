"""The aggregate of a class that its students see on the pulse's address: what the teacher sees of it, and no more."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from classroom.choices import Mode

Change = Literal[
    "clearly_more_positive",
    "a_little_more_positive",
    "about_the_same",
    "a_little_more_negative",
    "clearly_more_negative",
]


@dataclass(frozen=True, slots=True)
class ShownClass:
    """Between `least` and `most` people in view, of those `expected`, and the mood's `change` since the start.

    None where it is not known now. pulse.shown_class checks it once more: that page faces the network.
    """

    mode: Mode
    least: int | None
    most: int | None
    expected: int | None
    change: Change | None

    @property
    def line(self) -> str:
        """Return it as a line of JSON."""
        return json.dumps(asdict(self)) + "\n"
