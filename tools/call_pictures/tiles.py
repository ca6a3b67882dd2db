"""Draw what a participant's tile shows: people before a camera, or something still."""

import numpy as np

from tools.call_pictures.camera import Camera
from tools.call_pictures.participants import Participant
from tools.call_pictures.people import Person, Seat
from tools.call_pictures.pixels import Bgr, FaceBox, Image
from tools.call_pictures.stills import initials, outline, photograph, round_photograph

FaceBoxes = tuple[FaceBox, ...]


class Content:
    """One participant's tile without captions, in one size. The static parts are drawn once."""

    def __init__(self, participant: Participant, width: int, height: int, plain_bgr: Bgr) -> None:
        self._kind = participant.kind
        self._camera = Camera(participant.seed)
        self._seats: list[tuple[Person, Seat]] = []
        self._portrayed: FaceBoxes = ()
        self._plain_bgr = plain_bgr
        self._shown_width = min(width, height * 3 // 4) if participant.upright else width
        person = participant.people[0]
        if self._kind == "initials":
            self._still = initials(participant.name, width, height, plain_bgr)
        elif self._kind == "avatar":
            self._still = outline(participant.seed, width, height, plain_bgr)
        elif self._kind == "photograph":
            self._still, face = (
                round_photograph(person, width, height, plain_bgr)
                if participant.round_picture
                else photograph(person, width, height)
            )
            self._portrayed = (face,)
        else:
            self._seats = take_seats(participant, self._shown_width, height)
            self._still = person.room(self._shown_width, height, empty=self._kind == "pair")
            for sitter, seat in reversed(self._seats):
                sitter.sit(self._still, seat)

    def draw(self, tile: Image, seconds: float) -> tuple[FaceBoxes, FaceBoxes]:
        """Fill the tile as of this second; return the faces to be counted, and those that must not be."""
        if not self._seats:
            tile[:] = self._still
            return (), self._portrayed
        left = (tile.shape[1] - self._shown_width) // 2
        if left:
            tile[:] = self._plain_bgr
        shown = tile[:, left : left + self._shown_width]
        shown[:] = self._still
        # From back to front: the one who counts sits in front.
        boxes = [person.move(shown, seat, seconds) for person, seat in reversed(self._seats)][::-1]
        self._camera.expose(shown, seconds)
        faces = tuple((x + left, y, width, height) for x, y, width, height in boxes)
        if self._kind == "teacher":
            return (), faces
        counted = 2 if self._kind == "pair" else 1
        return faces[:counted], faces[counted:]


def take_seats(participant: Participant, width: int, height: int) -> list[tuple[Person, Seat]]:
    """Return where the people of a tile sit, the one in front first. The seats scale with the tile."""
    rng = np.random.default_rng([participant.seed, 5])
    people = participant.people
    if participant.kind == "pair":
        shares, lows = rng.uniform(0.34, 0.42, 2), rng.uniform(0.44, 0.52, 2)
        middles = width / 2 + np.array([-0.4, 0.4]) * height + rng.uniform(-0.04, 0.04, 2) * height
        seats = [Seat(float(x), height * y, height * s) for x, y, s in zip(middles, lows, shares, strict=True)]
        return list(zip(people, seats, strict=True))
    main = people[0].seat(width, height)
    sides = rng.permutation([-1, 1])[: len(people) - 1]
    return [
        (people[0], main),
        *((person, _behind(main, side, width, rng)) for person, side in zip(people[1:], sides, strict=True)),
    ]


def _behind(main: Seat, side: int, width: int, rng: np.random.Generator) -> Seat:
    """Return the seat of somebody smaller, at this side (-1 or 1) of the main person."""
    share, away, higher = rng.uniform([0.35, 1.0, 0.0], [0.6, 1.25, 0.3])
    face = main.face_height
    margin = 0.55 * share * face
    middle = min(max(main.middle_x + side * away * face, margin), width - margin)
    return Seat(middle, main.middle_y - higher * face, share * face)
