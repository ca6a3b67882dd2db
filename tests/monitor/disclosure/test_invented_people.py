from itertools import pairwise

import numpy as np
import pytest

from classroom.emotions import EMOTION_COUNT
from classroom.privacy import INVENTED_PEOPLE
from monitor.disclosure.invented_people import InventedPeople, InventedPerson, Shares
from tests.monitor.fixtures import at

SECRET = bytes(range(32))
MEAN: Shares = np.array([0.05, 0.01, 0.02, 0.25, 0.09, 0.08, 0.5])


def added(people: InventedPeople, members: bytes, changes: float = 0.0) -> list[tuple[int, tuple[float, ...]]]:
    chosen = people.added_to(members, at(0), changes, MEAN, 1.0)
    return [(observation.track_id, observation.probabilities) for observation in chosen]


def test_the_same_people_always_get_the_same_invented_ones() -> None:
    people = InventedPeople(SECRET)
    first = added(people, b"1 2 3")
    added(people, b"1 2")
    assert added(people, b"1 2 3") == first
    assert len(dict(first)) == INVENTED_PEOPLE


def test_without_one_of_them_the_invented_are_others() -> None:
    people = InventedPeople(SECRET)
    sets = [{track for track, _ in added(people, repr(members).encode())} for members in range(40)]
    shared = [len(one & other) for one, other in pairwise(sets)]
    assert np.mean(shared) < INVENTED_PEOPLE / 2


def test_another_class_has_other_people() -> None:
    assert added(InventedPeople(SECRET), b"1 2 3") != added(InventedPeople(SECRET[::-1]), b"1 2 3")


def test_faces_that_stand_still_have_still_people_beside_them() -> None:
    people = InventedPeople(SECRET)
    assert added(people, b"1", changes=2.0) == added(people, b"1", changes=2.0)


def test_people_change_as_often_as_the_faces_do() -> None:
    person = InventedPerson(np.random.default_rng(1))
    shown = [int(person.shares_at(step / 10, MEAN).argmax()) for step in range(10_000)]
    changes = sum(now != before for before, now in pairwise(shown))
    assert changes == pytest.approx(1000 * 0.75 * (1 - float((MEAN**2).sum())), rel=0.2)


def test_on_average_they_show_what_the_class_shows() -> None:
    shown = [InventedPerson(np.random.default_rng(seed)).shares_at(0, MEAN) for seed in range(4000)]
    assert np.mean(shown, axis=0) == pytest.approx(MEAN, abs=0.02)
    assert np.sum(shown, axis=1) == pytest.approx(1)
    assert np.shape(shown[0]) == (EMOTION_COUNT,)
