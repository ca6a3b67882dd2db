"""Generate the appearance of the demo people: names, skin, hair, clothes, rooms."""

from dataclasses import dataclass
from typing import Final

import numpy as np

Bgr = tuple[int, int, int]

SHEET_PEOPLE: Final = 30
HAIR_STYLES: Final = ("short", "long", "bob", "bun", "curly", "cropped")

NAMES: Final = (
    *("Amara", "Bruno", "Chidi", "Dalia", "Emil", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Leila", "Mateo"),
    *("Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tove", "Umar", "Vera", "Wen", "Ximena", "Yusuf", "Zoe"),
    *("Anouk", "Bela", "Carmen", "Dmitri", "Elif", "Femi", "Greta", "Hugo", "Ida", "Jamal", "Keiko", "Luca", "Mira"),
    *("Niko", "Olga", "Pavel", "Rania", "Sven", "Thandi", "Uma", "Viktor", "Wanda", "Yara", "Zane"),
)
SKINS: Final[tuple[Bgr, ...]] = (
    *((162, 186, 226), (150, 174, 218), (140, 172, 220), (128, 158, 208), (112, 146, 198)),
    *((96, 128, 182), (84, 114, 164), (74, 100, 146), (66, 88, 126)),
)
HAIRS: Final[tuple[Bgr, ...]] = (
    *((24, 22, 24), (30, 32, 42), (34, 44, 66), (44, 62, 98), (44, 68, 104)),
    *((62, 98, 134), (46, 58, 120), (92, 92, 96), (36, 36, 40)),
)
SHIRTS: Final[tuple[Bgr, ...]] = (
    *((150, 96, 60), (70, 90, 160), (84, 130, 84), (60, 60, 66), (170, 170, 176)),
    *((120, 70, 110), (60, 130, 190), (140, 140, 80), (96, 64, 48), (90, 110, 200)),
)
ROOMS: Final[tuple[Bgr, ...]] = (
    *((196, 204, 208), (186, 196, 180), (206, 196, 184), (180, 188, 206), (168, 176, 182)),
    *((150, 164, 176), (190, 180, 190), (132, 140, 150), (214, 214, 210), (164, 184, 190)),
)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person's appearance; colours in BGR. `row` is the person's row in the sheet, `mirrored` flips the face."""

    name: str
    row: int
    mirrored: bool
    skin_bgr: Bgr
    hair_bgr: Bgr
    hair_style: str
    shirt_bgr: Bgr
    room_bgr: Bgr


def generate_appearances(people: int, seed: int = 1) -> list[Appearance]:
    """Return so many appearances; the same seed gives the same ones. Faces recur only after all have been used."""
    rng = np.random.default_rng([seed, 7])

    def in_turn(count: int) -> list[int]:
        rounds = -(-people // count)
        return [int(i) for _ in range(rounds) for i in rng.permutation(count)][:people]

    names, rows, skins, hairs = (in_turn(len(kinds)) for kinds in (NAMES, range(SHEET_PEOPLE), SKINS, HAIRS))
    styles, shirts, rooms = (in_turn(len(kinds)) for kinds in (HAIR_STYLES, SHIRTS, ROOMS))
    appearances = []
    for i in range(people):
        again = i // len(NAMES) + 1
        # Fair hair on dark skin is rare enough to look like a mistake.
        hair = hairs[i] % 3 if skins[i] >= 5 else hairs[i]
        appearances.append(
            Appearance(
                NAMES[names[i]] if again == 1 else f"{NAMES[names[i]]} {again}",
                rows[i],
                bool(i // SHEET_PEOPLE % 2),
                SKINS[skins[i]],
                HAIRS[hair],
                HAIR_STYLES[styles[i]],
                SHIRTS[shirts[i]],
                ROOMS[rooms[i]],
            )
        )
    return appearances
