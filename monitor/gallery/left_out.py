"""Black out the places that a person left out, wherever their tile goes, before a network sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor.gallery.follow import Tile
from monitor.types import Box, ImageBgr, Place

LEAST_OF_TILE: Final = 0.02
"""A place belongs to a tile of which it covers at least this share."""
MOST_OF_TILE: Final = 0.5
"""A place that covers so much of a tile means the whole of it."""


@dataclass(frozen=True, slots=True)
class TiedPlace:
    """A place within the tile of this number, in shares of the tile; without a number, of the whole picture.

    `marked` is the place of the picture that was marked.
    """

    place: Place
    tile_number: int | None = None
    marked: Place | None = None


def tie(places: Sequence[Place], tiles: Sequence[Tile], picture: Box) -> tuple[TiedPlace, ...]:
    """Return the places as parts of the tiles that they cover; one that covers none stays where it is."""
    tied: list[TiedPlace] = []
    for place in places:
        box = place.box_in(picture)
        parts = [TiedPlace(part, tile.number, place) for tile in tiles if (part := _part_of(tile.box, box))]
        tied += parts or [TiedPlace(place, marked=place)]
    return tuple(tied)


def tied_again(tied: Sequence[TiedPlace], tiles: Sequence[Tile], picture: Box) -> tuple[TiedPlace, ...]:
    """Return the places with those of the whole picture tied to the tiles that they cover by now."""
    fixed = [each.place for each in tied if each.tile_number is None]
    return (*(each for each in tied if each.tile_number is not None), *tie(fixed, tiles, picture))


def _part_of(tile: Box, box: Box) -> Place | None:
    left, top = max(tile.x, box.x), max(tile.y, box.y)
    right, bottom = min(tile.x + tile.width, box.x + box.width), min(tile.y + tile.height, box.y + box.height)
    share = max(right - left, 0) * max(bottom - top, 0) / (tile.width * tile.height)
    if share < LEAST_OF_TILE:
        return None
    if share >= MOST_OF_TILE:
        return Place(0.0, 0.0, 1.0, 1.0)
    width, height = (right - left) / tile.width, (bottom - top) / tile.height
    return Place((left - tile.x) / tile.width, (top - tile.y) / tile.height, width, height)


def black_out(image_bgr: ImageBgr, tied: Sequence[TiedPlace], tiles: Sequence[Tile]) -> ImageBgr:
    """Return a copy of the picture in which the places are black; those of tiles that are not shown are nowhere."""
    boxes = {tile.number: tile.box for tile in tiles}
    whole = Box(0, 0, image_bgr.shape[1], image_bgr.shape[0])
    image_bgr = image_bgr.copy()
    for each in tied:
        around = whole if each.tile_number is None else boxes.get(each.tile_number)
        if around is not None:
            box = each.place.box_in(around)
            image_bgr[box.y : box.y + box.height, box.x : box.x + box.width] = 0
    return image_bgr
