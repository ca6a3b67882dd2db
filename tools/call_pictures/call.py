"""Draw a video call as it looks at any second, with the truth of every tile."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import partial
from typing import Final, Literal

import numpy as np

from tools.call_pictures.captions import Caption, finish_tile
from tools.call_pictures.codec import compressed
from tools.call_pictures.events import (
    Event,
    Lasting,
    PageTurned,
    SharedScreen,
    SidePanel,
    SpeakerView,
    first_page_at,
    frozen_since,
    lasting_at,
    sizes_of,
)
from tools.call_pictures.layout import Grid, choose_grid, place_tiles, sixteen_to_nine, strip_and_stage
from tools.call_pictures.overlays import draw_overlays, draw_slide
from tools.call_pictures.participants import Mix, Participant, Roster, call_the_roll
from tools.call_pictures.people import DEMO_PEOPLE, PeopleSource
from tools.call_pictures.pixels import Box, FaceBox, Image, TileKind
from tools.call_pictures.shapes import CallShape
from tools.call_pictures.tiles import Content
from tools.call_pictures.window import Window, draw_window

View = Literal["gallery", "speaker", "shared", "page_two"]
TEACHER_SPEAKS: Final = 0.5
"""The share of seconds in which the teacher's tile has the speaker's frame."""


@dataclass(frozen=True, slots=True)
class TrueTile:
    """A tile in the picture: its box in pixels, its kind, faces that are to be counted and faces that are not."""

    box_xywh: Box
    kind: TileKind
    faces_xywh: tuple[FaceBox, ...]
    others_xywh: tuple[FaceBox, ...]
    name: str


@dataclass(frozen=True, slots=True)
class DrawnFrame:
    """A picture of the call, BGR uint8, with the gallery's tiles on the page that is shown; none in other views."""

    image_bgr: Image
    tiles: tuple[TrueTile, ...]
    view: View


@dataclass
class DrawnCall:
    """A call with `tiles` tiles at its begin. The same arguments and second give the same picture.

    With `quality` (1 to 100) each frame passes through JPEG, with a grid of blocks that is elsewhere in each frame, as
    a codec never gives two frames the same noise. Raises ValueError for more tiles than fit.
    """

    shape: CallShape
    tiles: int
    width: int
    height: int
    _: KW_ONLY
    seed: int = 1
    people: PeopleSource = DEMO_PEOPLE
    mix: Mix = field(default_factory=Mix)
    events: Sequence[Event] = ()
    quality: int | None = None
    _roster: Roster = field(init=False, repr=False)
    _windows: dict[bool, Window] = field(init=False, repr=False, default_factory=dict)
    _contents: dict[tuple[int, int, int], tuple[Content, Caption]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Call everybody together."""
        self._roster = call_the_roll(self.people, self.mix, sizes_of(self.tiles, self.events), self.seed)
        self._grid(len(self._roster.first_page), self._window(panel=False).stage)

    def draw(self, seconds: float) -> DrawnFrame:
        """Return the frame at this second."""
        now = lasting_at(self.events, seconds)
        window = self._window(panel=any(isinstance(event, SidePanel) for event in now))
        image = window.image_bgr.copy()
        page = first_page_at(self._roster, self.events, seconds, self.seed)
        view, tiles = self._draw_view(image, window.stage, page, now, seconds)
        draw_overlays(image, [tile.box_xywh for tile in tiles], now, seconds, self.seed)
        shown = image if self.quality is None else compressed(image, self.quality, seconds)
        return DrawnFrame(shown, tuple(tiles) if view in ("gallery", "page_two") else (), view)

    def _draw_view(
        self, image: Image, stage: Box, page: list[Participant], now: list[Lasting], seconds: float
    ) -> tuple[View, list[TrueTile]]:
        put = partial(self._draw_tiles, image, seconds=seconds, frozen=frozen_since(self._roster, now, self.seed))
        for event in now:
            if isinstance(event, SpeakerView | SharedScreen):
                boxes, rest = strip_and_stage(self.shape, min(event.strip, len(page)), stage, self.height)
                if isinstance(event, SpeakerView):
                    teacher_first = sorted(page, key=lambda participant: participant.kind != "teacher")
                    return "speaker", put(teacher_first, [sixteen_to_nine(rest), *boxes])
                draw_slide(image, sixteen_to_nine(rest), seconds)
                return "shared", put(page, boxes)
        grid = self._grid(len(page), stage)
        for event in now:
            if isinstance(event, PageTurned):
                second = self._roster.second_page[: event.tiles or self.tiles]
                return "page_two", put(second, place_tiles(self.shape, grid, len(second), stage, self.height))
        return "gallery", put(page, place_tiles(self.shape, grid, len(page), stage, self.height))

    def _draw_tiles(
        self,
        image: Image,
        participants: Sequence[Participant],
        boxes: Sequence[Box],
        *,
        seconds: float,
        frozen: Mapping[int, float],
    ) -> list[TrueTile]:
        speaker = self._speaker(participants[: len(boxes)], int(seconds))
        tiles = []
        for participant, box in zip(participants, boxes, strict=False):
            left, top, width, height = box
            tile = image[top : top + height, left : left + width]
            content, caption = self._content(participant, width, height)
            faces, others = content.draw(tile, frozen.get(participant.seed, seconds))
            caption.draw(tile)
            finish_tile(tile, self.shape, self.height, speaks=participant is speaker)
            tiles.append(
                TrueTile(box, participant.kind, _moved(faces, left, top), _moved(others, left, top), participant.name)
            )
        return tiles

    def _content(self, participant: Participant, width: int, height: int) -> tuple[Content, Caption]:
        key = (participant.seed, width, height)
        if key not in self._contents:
            self._contents[key] = (
                Content(participant, width, height, self.shape.tile_bgr),
                Caption(self.shape, participant.name, participant.muted, (width, height), self.height),
            )
        return self._contents[key]

    def _speaker(self, participants: Sequence[Participant], second: int) -> Participant:
        """Return who has the frame in this second: somebody whose microphone is on, if anybody's is."""
        rng = np.random.default_rng([self.seed, 61, second])
        teachers = [participant for participant in participants if participant.kind == "teacher"]
        if teachers and rng.random() < TEACHER_SPEAKS:
            return teachers[0]
        heard = [participant for participant in participants if not participant.muted] or participants
        return heard[int(rng.integers(len(heard)))]

    def _window(self, *, panel: bool) -> Window:
        if panel not in self._windows:
            self._windows[panel] = draw_window(self.shape, self.width, self.height, panel=panel)
        return self._windows[panel]

    def _grid(self, tiles: int, stage: Box) -> Grid:
        return choose_grid(self.shape, tiles, stage, self.height)


def _moved(faces: tuple[FaceBox, ...], left: int, top: int) -> tuple[FaceBox, ...]:
    return tuple((x + left, y + top, width, height) for x, y, width, height in faces)
