"""Tiles keep their numbers through all that a call does, and what is no gallery is said."""

from collections.abc import Iterator

import pytest

from classroom.messages.sources import GALLERY_AWAY, PAGE_TURNED
from monitor.errors import SourceBlind
from monitor.gallery.follow import GalleryFollower
from tests.monitor.gallery.fixtures import SMALL, call, follow, frame_of, numbers_by_name
from tools.call_pictures.call import DrawnCall
from tools.call_pictures.events import (
    Event,
    Joined,
    Left,
    PageTurned,
    SharedScreen,
    Shuffled,
    SidePanel,
    SpeakerView,
    Toast,
)


@pytest.fixture
def follower() -> Iterator[GalleryFollower]:
    yield GalleryFollower()


def lesson(*events: Event, tiles: int = 12) -> DrawnCall:
    return call("zoom", tiles, SMALL, *events, quality=85)


def numbers(follower: GalleryFollower, drawn_call: DrawnCall, second: float) -> dict[str, int]:
    drawn = drawn_call.draw(second)
    return numbers_by_name(follow(follower, drawn, second), drawn)


def is_refused(follower: GalleryFollower, drawn_call: DrawnCall, second: float, code: str) -> bool:
    with pytest.raises(SourceBlind) as blind:
        follow(follower, drawn_call.draw(second), second)
    return blind.value.message.code == code


def test_everybody_keeps_the_number_when_the_order_changes(follower: GalleryFollower) -> None:
    shuffled = lesson(Shuffled(5))
    before = numbers(follower, shuffled, 4)
    assert sorted(before.values()) == list(range(12))
    assert numbers(follower, shuffled, 5) == before
    assert follower.uncertain == frozenset()


def test_those_who_stay_keep_their_numbers_when_others_come_and_go(follower: GalleryFollower) -> None:
    changing = lesson(Joined(5, 3), Left(10, 4))
    before = numbers(follower, changing, 4)
    with_three_more = numbers(follower, changing, 6)
    assert {name: with_three_more[name] for name in before} == before
    assert len(set(with_three_more.values())) == 15
    with_less = numbers(follower, changing, 11)
    assert len(with_less) == 11
    assert with_less == {name: with_three_more[name] for name in with_less}


def test_the_chat_at_the_side_changes_the_tiles_size_and_no_number(follower: GalleryFollower) -> None:
    with_chat = lesson(SidePanel(5, 8), tiles=25)
    before = numbers(follower, with_chat, 4)
    assert numbers(follower, with_chat, 6) == before
    assert numbers(follower, with_chat, 9) == before


def test_tiles_under_a_message_stay_where_they_are(follower: GalleryFollower) -> None:
    with_message = lesson(Toast(5, 8), tiles=25)
    before = numbers(follower, with_message, 4)
    assert numbers(follower, with_message, 6) == before


def test_tiles_that_a_menu_hides_wholly_are_known_as_before(follower: GalleryFollower) -> None:
    drawn = lesson().draw(4)
    before = numbers_by_name(follow(follower, drawn, 4), drawn)
    covered = drawn.image_bgr.copy()
    covered[300:620, 700:] = (70, 60, 50)  # four of twelve, and the gaps between them
    tiles = follower.follow(frame_of(covered, 5))
    assert [tile.number for tile in tiles] == sorted(before.values())


@pytest.mark.parametrize("view", [SpeakerView(5, 8), SharedScreen(5, 8)])
def test_another_view_is_blind_and_the_gallery_returns_with_the_same_numbers(
    follower: GalleryFollower, view: SpeakerView | SharedScreen
) -> None:
    call_with_view = lesson(view)
    before = numbers(follower, call_with_view, 4)
    assert is_refused(follower, call_with_view, 5, GALLERY_AWAY.code)
    assert is_refused(follower, call_with_view, 7, GALLERY_AWAY.code)
    assert numbers(follower, call_with_view, 8) == before


def test_a_slide_on_a_background_of_its_own_colour_is_no_gallery(follower: GalleryFollower) -> None:
    white = call("zoom-light", 9, SMALL, SharedScreen(5, 8, strip=8))
    numbers(follower, white, 4)
    assert is_refused(follower, white, 6, GALLERY_AWAY.code)


def test_another_page_is_blind_and_turning_back_goes_on(follower: GalleryFollower) -> None:
    turned = lesson(PageTurned(5, 8))
    before = numbers(follower, turned, 4)
    assert is_refused(follower, turned, 5, PAGE_TURNED.code)
    assert numbers(follower, turned, 8) == before


def test_another_page_that_stays_is_watched_with_new_numbers(follower: GalleryFollower) -> None:
    turned = lesson(PageTurned(5))
    before = numbers(follower, turned, 4)
    assert is_refused(follower, turned, 5, PAGE_TURNED.code)
    assert is_refused(follower, turned, 24, PAGE_TURNED.code)
    after = numbers(follower, turned, 26)
    assert len(after) == 12
    assert not set(after.values()) & set(before.values())


def test_rectangles_in_which_nobody_was_may_come_and_go(follower: GalleryFollower) -> None:
    with_slide = lesson(SharedScreen(5))
    assert follower.follow(frame_of(with_slide.draw(4).image_bgr, 4))
    follower.follow(frame_of(with_slide.draw(6).image_bgr, 6))


def test_a_gallery_that_is_forgotten_is_learned_anew(follower: GalleryFollower) -> None:
    shuffled = lesson(Shuffled(5))
    before = numbers(follower, shuffled, 4)
    follower.forget()
    after = numbers(follower, shuffled, 4)
    assert not set(before.values()) & set(after.values())
