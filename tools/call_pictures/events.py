"""Say what happens in a call, and who is on the page at any second of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tools.call_pictures.participants import Participant, Roster

FOREVER: Final = float("inf")


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """One large tile, and a strip of small ones."""

    begin_seconds: float
    end_seconds: float = FOREVER
    strip: int = 5


@dataclass(frozen=True, slots=True)
class SharedScreen:
    """A slide fills most of the window, with a strip of small tiles."""

    begin_seconds: float
    end_seconds: float = FOREVER
    strip: int = 6


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The gallery's second page: other people in tiles of the same size; as many as on the first if None."""

    begin_seconds: float
    end_seconds: float = FOREVER
    tiles: int | None = None


@dataclass(frozen=True, slots=True)
class Shuffled:
    """From here on the same people are in another order."""

    at_seconds: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Students come."""

    at_seconds: float
    count: int


@dataclass(frozen=True, slots=True)
class Left:
    """Some leave; the teacher never."""

    at_seconds: float
    count: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """Some students' connections are lost: their pictures stand still."""

    begin_seconds: float
    end_seconds: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class SidePanel:
    """The chat is open at the right; the gallery has less room."""

    begin_seconds: float = 0.0
    end_seconds: float = FOREVER


@dataclass(frozen=True, slots=True)
class Pointer:
    """The mouse pointer wanders over the window."""

    begin_seconds: float = 0.0
    end_seconds: float = FOREVER


@dataclass(frozen=True, slots=True)
class Reactions:
    """Reactions appear in some tiles."""

    begin_seconds: float = 0.0
    end_seconds: float = FOREVER


@dataclass(frozen=True, slots=True)
class Toast:
    """A message of the program lies over some tiles."""

    begin_seconds: float = 0.0
    end_seconds: float = FOREVER


Lasting = SpeakerView | SharedScreen | PageTurned | Frozen | SidePanel | Pointer | Reactions | Toast
Event = Lasting | Shuffled | Joined | Left


def lasting_at(events: Sequence[Event], seconds: float) -> list[Lasting]:
    """Return the events that have begun and not ended."""
    return [
        event
        for event in events
        if not isinstance(event, Shuffled | Joined | Left) and event.begin_seconds <= seconds < event.end_seconds
    ]


def first_page_at(roster: Roster, events: Sequence[Event], seconds: float, seed: int) -> list[Participant]:
    """Return who is on the first page, in order."""
    page, waiting = list(roster.first_page), list(roster.joiners)
    moments = [event for event in events if isinstance(event, Shuffled | Joined | Left)]
    for number, event in enumerate(sorted(moments, key=lambda event: event.at_seconds)):
        if event.at_seconds > seconds:
            break
        rng = np.random.default_rng([seed, 41, number])
        if isinstance(event, Joined):
            page += waiting[: event.count]
            del waiting[: event.count]
        elif isinstance(event, Shuffled):
            page = [page[i] for i in rng.permutation(len(page))]
        else:
            may_go = [i for i, participant in enumerate(page) if participant.kind != "teacher"]
            gone = set(rng.permutation(may_go)[: event.count].tolist())
            page = [participant for i, participant in enumerate(page) if i not in gone]
    return page


def frozen_since(roster: Roster, now: Sequence[Lasting], seed: int) -> dict[int, float]:
    """Return the second since which a participant's picture has stood still, by the participant's number."""
    students = [participant.seed for participant in roster.first_page if participant.kind == "student"]
    rng = np.random.default_rng([seed, 43])
    order = rng.permutation(students).tolist()
    return {
        number: event.begin_seconds for event in now if isinstance(event, Frozen) for number in order[: event.count]
    }


def sizes_of(tiles: int, events: Sequence[Event]) -> tuple[int, int, int]:
    """Return how many participants the first page, the joiners and the second page need."""
    joining = sum(event.count for event in events if isinstance(event, Joined))
    turned = [event.tiles or tiles for event in events if isinstance(event, PageTurned)]
    return tiles, joining, max(turned, default=0)
