"""Select the faces that count: one student a tile, nobody who was left out, no photograph, not the teacher."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from classroom.messages.source_remedies import CHECK_CALL, MARK_PLACES_AGAIN
from classroom.messages.sources import NOTHING_MOVES, PLACES_UNCERTAIN
from monitor.errors import PlacesLost, SourceBlind
from monitor.gallery.doubt import Doubts
from monitor.gallery.follow import GalleryFollower, Tile
from monitor.gallery.left_out import TiedPlace, black_out, tied_again
from monitor.gallery.main_faces import MainFaces, faces_by_tile
from monitor.gallery.own_tile import OwnTile
from monitor.gallery.stillness import STILL_AFTER, Stillness
from monitor.types import Box, Face, Frame, Marks

FEWEST_FACES: Final = 3
"""Rectangles are a gallery once there were faces in so many of them: a desktop's icons are none."""


class GallerySelector:
    """Follows the tiles of a call's gallery, and selects among the faces. Where there is no gallery, all faces count.

    `when_uncertain` gets the frames in which a place that is left out could not be told for certain.
    """

    def __init__(self, when_uncertain: Callable[[Frame], None] = lambda _frame: None) -> None:
        self._when_uncertain = when_uncertain
        self._new_marks: Marks | None = None
        self._tied: tuple[TiedPlace, ...] = ()
        self._own_tile = OwnTile()
        self._follower = GalleryFollower()
        self._stillness = Stillness()
        self._main_faces = MainFaces()
        self._doubts = Doubts(self._stillness)
        self._still_since: datetime | None = None
        self._source = ""
        self._shape: tuple[int, ...] = ()
        self._is_lost = False

    def mark(self, marks: Marks) -> None:
        """Take these marks instead of those of before, with the next frame.

        A mark that was there before stays with its tile, wherever the call has moved it.
        """
        self._new_marks = marks

    def forget(self) -> None:
        """Learn the picture anew, and take all that it shows for the class: a person has chosen it again."""
        self._learn_anew()
        self._is_lost = bool(self._tied)

    def lose_places(self) -> None:
        """Raise PlacesLost until the places are marked: those of this class were marked for another monitor."""
        self._is_lost = True

    def lose_own_tile(self) -> None:
        """Say that the teacher's own tile is lost until it is marked: it may have been, for another monitor."""
        self._own_tile.lose()

    @property
    def own_tile_is_lost(self) -> bool:
        """Return whether the teacher's own tile can no longer be told for certain, and must be marked again."""
        return self._own_tile.is_lost

    def prepare(self, frame: Frame) -> Frame:
        """Return the frame with the places that are left out in black.

        Raises SourceBlind while the call does not show its gallery, PlacesLost where a place cannot be told any more.
        """
        self._notice_other_picture(frame)
        tiles = self._follower.follow(frame)
        self._take_marks(frame, tiles)
        self._require_places(frame)
        return replace(frame, image_bgr=black_out(frame.image_bgr, self._tied, tiles)) if self._tied else frame

    def select(self, frame: Frame, faces: Sequence[Face]) -> list[Face] | None:
        """Return the faces that count; None while tiles are in doubt, or most are new: nobody can tell who lives.

        Raises SourceBlind if nothing moves in any of the tiles for 20 seconds.
        """
        inside = faces_by_tile(faces, self._follower.tiles)
        self._follower.is_gallery |= len(inside) >= FEWEST_FACES
        if not self._follower.is_gallery:
            return list(faces)
        now = frame.captured_at
        shown = [(tile, inside[tile.number]) for tile in self._follower.tiles if tile.number in inside]
        chosen = [(tile, self._main_faces.choose(tile, found, now)) for tile, found in shown]
        if frame.stands_alone:
            return [face for _, faces in chosen for face in faces]
        self._doubts.notice(self._follower.tiles, shown, self._follower.uncertain)
        new = sum(self._stillness.is_new(tile.number) for tile, _ in shown)
        # While the main face is hidden the tile still moves, though nobody in it counts.
        seated = [(tile, faces or inside[tile.number][:1]) for tile, faces in chosen]
        self._stillness.observe(frame, seated)
        nothing_moves = bool(shown) and not any(self._stillness.is_live(tile.number) for tile, _ in shown)
        stands_still = self._stands_still(frame, nothing_moves=nothing_moves)
        if self._doubts.waits(now, shown, new) or stands_still:
            return None
        students = [(tile.number, faces) for tile, faces in chosen if tile.number != self._own_tile.number]
        return [face for number, faces in students for face in self._stillness.living(number, faces)]

    def _stands_still(self, frame: Frame, *, nothing_moves: bool) -> bool:
        """Tell a call that has frozen from one that was just opened: it is never taken for an empty class."""
        if not nothing_moves:
            self._still_since = None
            return False
        self._still_since = self._still_since or frame.captured_at
        if abs(frame.captured_at - self._still_since) >= STILL_AFTER:
            raise SourceBlind(NOTHING_MOVES, where=frame.source, remedy=CHECK_CALL)
        return True

    def _notice_other_picture(self, frame: Frame) -> None:
        """Learn the gallery anew for another source, and for each picture that stands alone."""
        source, shape = self._source, self._shape
        self._source, self._shape = frame.source, frame.image_bgr.shape
        is_other = source not in ("", frame.source)
        if is_other or frame.stands_alone:
            self._learn_anew()
        # A place that belongs to no tile is a part of the picture, and nowhere in one of another size.
        is_fixed = any(each.tile_number is None for each in self._tied)
        if self._tied and (is_other or (is_fixed and shape != frame.image_bgr.shape)):
            self._is_lost = True

    def _learn_anew(self) -> None:
        self._follower.forget()
        self._stillness.forget()
        self._main_faces.forget()
        self._doubts.forget()
        self._own_tile.learn_anew()

    def _take_marks(self, frame: Frame, tiles: Sequence[Tile]) -> None:
        height, width = frame.image_bgr.shape[:2]
        marks, self._new_marks = self._new_marks, None
        if marks is not None:
            is_about_places = self._are_lost() or [each.marked for each in self._tied] != list(marks.left_out)
            if self._own_tile.is_lost and not is_about_places:
                self._own_tile.forget()  # this is the answer, though it may be the same point as before
            kept = [] if self._are_lost() else [each for each in self._tied if each.marked in marks.left_out]
            known = {each.marked for each in kept}
            self._tied = (*kept, *(TiedPlace(place, marked=place) for place in marks.left_out if place not in known))
            self._own_tile.mark(marks.own_tile_at)
            self._is_lost = False
            self._follower.trust({each.tile_number for each in kept} | {self._own_tile.number})
        # A tile that was not recognised at once is so a frame later.
        self._tied = tied_again(self._tied, tiles, Box(0, 0, width, height))
        self._own_tile.find(tiles, (width, height))
        self._own_tile.notice(frame.captured_at, self._follower.uncertain)

    def _require_places(self, frame: Frame) -> None:
        if self._are_lost():
            self._when_uncertain(frame)
            raise PlacesLost(PLACES_UNCERTAIN, where=frame.source, remedy=MARK_PLACES_AGAIN)

    def _are_lost(self) -> bool:
        return self._is_lost or any(each.tile_number in self._follower.uncertain for each in self._tied)
