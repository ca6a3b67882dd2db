"""Share drawn calls, their frames, and a detector that finds the true faces."""

from collections.abc import Iterable, Sequence
from functools import cache

from monitor.gallery.follow import GalleryFollower, Tile
from monitor.gallery.selector import GallerySelector
from monitor.types import Box, Face, Frame, ImageBgr
from tests.monitor.fixtures import at
from tools.call_pictures.call import DrawnCall, DrawnFrame, TrueTile
from tools.call_pictures.events import Event
from tools.call_pictures.participants import NOBODY_ELSE, Mix
from tools.call_pictures.shapes import SHAPES

SMALL = (1280, 720)
LARGE = (1920, 1080)
STUDENTS = NOBODY_ELSE
EVERYBODY = Mix(least_background=2, least_photographs=2, pairs=0.12)


@cache
def call(
    shape: str = "zoom",
    tiles: int = 9,
    size: tuple[int, int] = SMALL,
    *events: Event,
    mix: Mix = STUDENTS,
    quality: int | None = None,
) -> DrawnCall:
    return DrawnCall(SHAPES[shape], tiles, *size, mix=mix, events=events, quality=quality)


@cache
def drawn_once(shape: str, tiles: int, size: tuple[int, int] = SMALL) -> DrawnFrame:
    """A frame that tests share; not to be written into."""
    return call(shape, tiles, size).draw(3.0)


def frame_of(image: ImageBgr, seconds: float = 0.0, source: str = "call", *, alone: bool = False) -> Frame:
    return Frame(round(seconds), at(seconds), image, source, stands_alone=alone)


def true_faces(drawn: DrawnFrame) -> list[Face]:
    """The faces that a detector without faults finds, all of them: also those that must not count."""
    return [face_at(box) for tile in drawn.tiles for box in (*tile.faces_xywh, *tile.others_xywh)]


def face_at(box_xywh: Sequence[float]) -> Face:
    x, y, width, height = (round(part) for part in box_xywh)
    return Face(Box(max(x, 0), max(y, 0), max(width, 1), max(height, 1)), 0.99)


def box_of(tile: TrueTile) -> Box:
    return Box(*tile.box_xywh)


def is_near(one: Box, other: Box, pixels: int = 4) -> bool:
    return (
        max(abs(one.x - other.x), abs(one.y - other.y), abs(one.width - other.width), abs(one.height - other.height))
        <= pixels
    )


def follow(follower: GalleryFollower, drawn: DrawnFrame, seconds: float) -> tuple[Tile, ...]:
    tiles = follower.follow(frame_of(drawn.image_bgr, seconds))
    follower.is_gallery = True
    return tiles


def numbers_by_name(tiles: Iterable[Tile], drawn: DrawnFrame) -> dict[str, int]:
    """The number that each person's tile has, by the person's name."""
    tiles = list(tiles)
    return {
        true.name: tile.number for true in drawn.tiles for tile in tiles if is_near(tile.box, box_of(true), pixels=6)
    }


def watch(selector: GallerySelector, drawn_call: DrawnCall, seconds: Iterable[float]) -> list[Face] | None:
    """The faces that count in the last of these seconds."""
    counted: list[Face] | None = None
    for second in seconds:
        drawn = drawn_call.draw(second)
        frame = selector.prepare(frame_of(drawn.image_bgr, second))
        counted = selector.select(frame, true_faces(drawn))
    return counted


def kinds_of(drawn: DrawnFrame, faces: Iterable[Face]) -> list[str]:
    """Of whom the faces are: the tile's kind, with "other" before it for a face that must not count."""
    kinds: list[str] = []
    for face in faces:
        for tile in drawn.tiles:
            kinds += [tile.kind for box in tile.faces_xywh if face_at(box) == face]
            kinds += [f"other {tile.kind}" for box in tile.others_xywh if face_at(box) == face]
    return sorted(kinds)
