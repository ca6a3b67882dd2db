"""Say who takes part in a call: what each tile shows, in shares of the class, and the people in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tools.call_pictures.people import PeopleSource, Person
from tools.call_pictures.pixels import TileKind

PAIRS_FROM: Final = 16
"""Calls of so many tiles have at least one with two people."""
MUTED: Final = 0.7
"""The share of participants, apart from the teacher, whose microphone is off."""


@dataclass(frozen=True, slots=True)
class Mix:
    """The kinds of tiles as shares of all; the rest are students. A small class has at least the given number."""

    initials: float = 0.05
    avatars: float = 0.05
    photographs: float = 0.06
    least_photographs: int = 1
    background: float = 0.10
    least_background: int = 1
    pairs: float = 0.04
    teachers: int = 1
    upright: float = 0.0
    """The share of students with a telephone, whose picture is upright between plain margins."""

    def kinds(self, tiles: int) -> list[TileKind]:
        """Return a kind for each tile, the teacher's first. Raises ValueError if the shares leave no tile over."""
        pairs = max(round(self.pairs * tiles), int(self.pairs > 0 and tiles >= PAIRS_FROM))
        without_camera = round((self.initials + self.avatars) * tiles)
        avatars = round(without_camera * self.avatars / ((self.initials + self.avatars) or 1))
        counts: dict[TileKind, int] = {
            "teacher": self.teachers,
            "initials": without_camera - avatars,
            "avatar": avatars,
            "photograph": max(round(self.photographs * tiles), self.least_photographs),
            "background": max(round(self.background * tiles), self.least_background),
            "pair": pairs,
        }
        students = tiles - sum(counts.values())
        if students < 0:
            raise ValueError(f"{tiles} tiles are too few for this mix")
        kinds: list[TileKind] = [kind for kind, count in counts.items() for _ in range(count)]
        return kinds + ["student"] * students


NOBODY_ELSE: Final = Mix(0, 0, 0, 0, 0, 0, 0, 0)
"""Students only."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One tile's content: its kind, the people in it (the one who counts first), and a number of its own."""

    kind: TileKind
    people: tuple[Person, ...]
    name: str
    seed: int
    round_picture: bool = False
    """A photograph in a circle on a plain tile, instead of one that fills the tile."""
    upright: bool = False
    """A student whose picture is upright between plain margins."""
    muted: bool = False
    """The microphone is off."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of a call: those of the first page at its begin, those who join, and those of the second page."""

    first_page: tuple[Participant, ...]
    joiners: tuple[Participant, ...]
    second_page: tuple[Participant, ...]


def call_the_roll(source: PeopleSource, mix: Mix, sizes: Sequence[int], seed: int) -> Roster:
    """Return participants for a first page, joiners and a second page of these sizes."""
    rng = np.random.default_rng([seed, 31])
    first, joining, second = sizes
    kinds: list[TileKind] = [
        *_shuffled(mix.kinds(first), rng),
        *_students(joining),
        *_shuffled([kind for kind in mix.kinds(first)[1:] if kind != "teacher"], rng)[:second],
    ]
    kinds += _students(first + joining + second - len(kinds))
    heads = [_heads(kind, rng) for kind in kinds]
    people = iter(source.people(sum(heads), seed))
    everybody = []
    for number, kind in enumerate(kinds):
        inside = tuple(next(people) for _ in range(heads[number]))
        name = " & ".join(person.name for person in inside) if kind == "pair" else inside[0].name
        round_picture = kind == "photograph" and kinds[:number].count(kind) % 2 == 1
        upright = kind == "student" and rng.random() < mix.upright
        muted = kind != "teacher" and rng.random() < MUTED
        everybody.append(Participant(kind, inside, name, seed * 1000 + number, round_picture, upright, muted))
    return Roster(
        tuple(everybody[:first]), tuple(everybody[first : first + joining]), tuple(everybody[first + joining :])
    )


def _heads(kind: TileKind, rng: np.random.Generator) -> int:
    return int(rng.integers(2, 4)) if kind == "background" else 1 + (kind == "pair")


def _students(count: int) -> list[TileKind]:
    return ["student"] * count


def _shuffled(kinds: Sequence[TileKind], rng: np.random.Generator) -> list[TileKind]:
    return [kinds[i] for i in rng.permutation(len(kinds))]
