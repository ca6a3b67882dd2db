"""Define what can be requested of a running monitor, and check it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from classroom.request_limits import LONGEST_SOURCE, LONGEST_TEXT, MOST_PEOPLE, MOST_PLACES

ROUNDING: Final = 1e-6


class RequestInvalid(ValueError):  # noqa: N818 - names a state
    """A request to the monitor that it does not know, or whose values are out of range."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin the class of a previewed source."""

    title: str = ""
    group: str = ""
    expected: int | None = None

    def __post_init__(self) -> None:
        """Reject texts that are too long, and numbers of people out of range."""
        _require_text("title", self.title, LONGEST_TEXT)
        _require_text("group", self.group, LONGEST_TEXT)
        _require_people(self.expected)


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop looking; nothing is stored until Resume."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause, or take back an end."""


@dataclass(frozen=True, slots=True)
class End:
    """End the class, after `undo_seconds` in which Resume takes it back."""

    undo_seconds: float = 0.0

    def __post_init__(self) -> None:
        """Reject a time that is negative or long."""
        if not 0 <= self.undo_seconds <= 60:
            raise RequestInvalid("undo_seconds lies between 0 and 60")


@dataclass(frozen=True, slots=True)
class Expect:
    """Correct the number of people expected."""

    expected: int | None

    def __post_init__(self) -> None:
        """Reject a number of people out of range."""
        _require_people(self.expected)


@dataclass(frozen=True, slots=True)
class Watch:
    """Watch another source in the same class; `source` is written as after --source."""

    source: str

    def __post_init__(self) -> None:
        """Reject a text that is empty or too long."""
        _require_text("source", self.source, LONGEST_SOURCE)
        if not self.source.strip():
            raise RequestInvalid("source is empty")


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark whom not to count, in place of all marks of before.

    `left_out` are rectangles [left, top, width, height], `own_tile` is a point [x, y] in the teacher's own tile, both
    in shares (0 to 1) of the picture.
    """

    left_out: Sequence[Sequence[float]] = ()
    own_tile: Sequence[float] | None = None

    def __post_init__(self) -> None:
        """Reject what is no rectangle or point of the picture, and too many of them."""
        if not isinstance(self.left_out, list | tuple) or len(self.left_out) > MOST_PLACES:
            raise RequestInvalid(f"left_out is a list of at most {MOST_PLACES} rectangles")
        for rectangle in self.left_out:
            left, top, width, height = _require_shares("left_out", rectangle, 4)
            if min(width, height) <= 0 or max(left + width, top + height) > 1 + ROUNDING:
                raise RequestInvalid("left_out are rectangles within the picture")
        if self.own_tile is not None:
            _require_shares("own_tile", self.own_tile, 2)


Request = Begin | Pause | Resume | End | Expect | Watch | Mark
KINDS: Final[Mapping[str, type[Request]]] = {
    "begin": Begin,
    "pause": Pause,
    "resume": Resume,
    "end": End,
    "expect": Expect,
    "watch": Watch,
    "mark": Mark,
}


def request_of(name: str, values: Mapping[str, Any]) -> Request:
    """Return the request of this name. Raises RequestInvalid for an unknown name, unknown values, or wrong ones."""
    kind = KINDS.get(name)
    if kind is None:
        raise RequestInvalid(f"there is no request {name}")
    try:
        return kind(**values)
    except TypeError as error:
        raise RequestInvalid(str(error)) from error


def _require_text(name: str, value: object, longest: int) -> None:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise RequestInvalid(f"{name} is a text of at most {longest} characters")


def _require_shares(name: str, value: object, count: int) -> Sequence[float]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise RequestInvalid(f"{name} has {count} numbers")
    for share in value:
        if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1:
            raise RequestInvalid(f"{name} has numbers from 0 to 1")
    return value


def _require_people(value: object) -> None:
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PEOPLE:
        raise RequestInvalid(f"expected is a number from 1 to {MOST_PEOPLE}")
