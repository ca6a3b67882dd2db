"""One student a tile counts, or two who sit side by side; nobody behind them."""

import pytest

from monitor.gallery.follow import Tile
from monitor.gallery.looks import look_of
from monitor.gallery.main_faces import MainFaces, faces_by_tile
from monitor.types import Box, Face
from tests.monitor.fixtures import at
from tests.monitor.gallery.fixtures import EVERYBODY, SMALL, box_of, call, face_at, true_faces
from tools.call_pictures.call import DrawnFrame, TrueTile

TILE_BOX = Box(100, 50, 320, 180)


@pytest.fixture(scope="module")
def drawn() -> DrawnFrame:
    return call("meet", 25, SMALL, mix=EVERYBODY).draw(2.0)


@pytest.fixture(scope="module")
def tile(drawn: DrawnFrame) -> Tile:
    return Tile(0, TILE_BOX, look_of(drawn.image_bgr, TILE_BOX))


def face(x: int, y: int, height: int) -> Face:
    return Face(Box(TILE_BOX.x + x, TILE_BOX.y + y, round(0.8 * height), height), 0.99)


MAIN = face(120, 40, 90)


def test_people_in_the_background_do_not_count_and_pairs_do(drawn: DrawnFrame) -> None:
    tiles = [Tile(i, box_of(true), look_of(drawn.image_bgr, box_of(true))) for i, true in enumerate(drawn.tiles)]
    inside, main_faces = faces_by_tile(true_faces(drawn), tiles), MainFaces()
    kinds = {true.kind for true in drawn.tiles}
    assert {"background", "pair"} <= kinds
    for each, true in zip(tiles, drawn.tiles, strict=True):
        if true.kind in ("student", "pair", "background"):
            assert _chosen(main_faces, each, inside[each.number]) == _counted(true)


def _chosen(main_faces: MainFaces, tile: Tile, faces: list[Face]) -> list[Box]:
    return sorted((each.box for each in main_faces.choose(tile, faces, at(0))), key=lambda box: box.x)


def _counted(true: TrueTile) -> list[Box]:
    return sorted((face_at(box).box for box in true.faces_xywh), key=lambda box: box.x)


def test_a_face_outside_all_tiles_belongs_to_none(tile: Tile) -> None:
    outside = Face(Box(10, 300, 30, 40), 0.99)
    assert faces_by_tile([MAIN, outside], [tile]) == {0: [MAIN]}


def test_while_the_main_face_is_hidden_nobody_behind_takes_its_place(tile: Tile) -> None:
    behind = face(30, 30, 45)
    main_faces = MainFaces()
    assert main_faces.choose(tile, [MAIN, behind], at(0)) == [MAIN]
    assert main_faces.choose(tile, [behind], at(1)) == []
    assert main_faces.choose(tile, [behind], at(9)) == []


def test_who_takes_the_seat_for_good_counts_after_a_while(tile: Tile) -> None:
    smaller = face(120, 60, 50)
    main_faces = MainFaces()
    main_faces.choose(tile, [MAIN], at(0))
    assert main_faces.choose(tile, [smaller], at(11)) == [smaller]


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (face(10, 42, 80), True),
        (face(10, 42, 60), False),  # too small to sit beside
        (face(110, 130, 88), False),  # below, not beside
        (face(130, 42, 88), False),  # the same face once more
    ],
)
def test_only_somebody_of_about_the_same_size_beside_counts_too(tile: Tile, other: Face, *, counts: bool) -> None:
    assert MainFaces().choose(tile, [MAIN, other], at(0)) == ([other, MAIN] if counts else [MAIN])  # from the left
