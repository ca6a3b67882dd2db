from monitor.disclosure.members import GroupMembers, key_of_picture
from monitor.types import Observation
from tests.monitor.fixtures import HAPPY, SAD, at, observation


def seen(*tracks: int, seconds: float = 0.0, shows: tuple[float, ...] = HAPPY) -> list[Observation]:
    return [observation(track, shows, seconds) for track in tracks]


def test_a_face_lost_for_a_moment_still_counts() -> None:
    members = GroupMembers()
    members.update(seen(1, 2), at(0))
    key = members.key
    counted = members.update(seen(1, seconds=4), at(4))
    assert [(each.track_id, each.captured_at) for each in counted] == [(1, at(4)), (2, at(4))]
    assert members.key == key


def test_a_face_lost_for_longer_has_left() -> None:
    members = GroupMembers()
    members.update(seen(1, 2), at(0))
    key = members.key
    members.update(seen(1, seconds=4), at(4))
    assert len(members.update(seen(1, seconds=10), at(10))) == 1
    assert members.key != key
    assert members.unchanged_since == at(10)


def test_the_group_is_unchanged_since_the_last_who_came_or_left() -> None:
    members = GroupMembers()
    for second in range(10):
        members.update(seen(1, 2, *([3] if second >= 6 else []), seconds=second), at(second))
    assert members.unchanged_since == at(6)


def test_changes_of_expression_are_counted_a_person() -> None:
    members = GroupMembers()
    members.update(seen(1, 2), at(0))
    members.update([*seen(1, seconds=1), *seen(2, seconds=1, shows=SAD)], at(1))
    assert members.changes == 0.5


def test_a_picture_of_the_same_faces_has_the_same_key_in_any_order() -> None:
    one, other = [*seen(1), *seen(2, shows=SAD)], [*seen(8, shows=SAD), *seen(9)]
    assert key_of_picture(one) == key_of_picture(other)
    assert key_of_picture(one) != key_of_picture(seen(1, 2))


def test_a_clock_set_back_holds_nobody() -> None:
    members = GroupMembers()
    members.update(seen(1, 2, seconds=3600), at(3600))
    assert [each.track_id for each in members.update(seen(1, seconds=0), at(0))] == [1]
