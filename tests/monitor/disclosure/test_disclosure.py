from collections.abc import Sequence

import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from monitor.aggregate.class_mood import class_mood
from monitor.aggregate.sampling import ClassSampling
from monitor.disclosure.disclosure import MoodDisclosure
from monitor.types import Sample
from tests.monitor.fixtures import HAPPY, NEUTRAL, SAD, at, observation, reading

HAPPY_AT = EMOTIONS.index("happy")


def samples(counts: Sequence[int], *, alone: bool = False) -> list[Sample]:
    sampling = ClassSampling(1.0, 5, 0.0, 1.0, MoodDisclosure(5))
    readings = [reading(second, [HAPPY] * count, alone=alone) for second, count in enumerate(counts)]
    return [sample for each in readings for sample in sampling.add(each)]


def test_a_large_group_has_a_mood_at_once() -> None:
    assert all(sample.mood for sample in samples([8, 9, 8]))


def test_a_group_near_the_minimum_has_none_until_nobody_has_come_or_left_for_half_a_minute() -> None:
    assert [sample.mood is not None for sample in samples([6] * 32)] == [False] * 30 + [True] * 2


def test_a_group_that_flickers_around_the_minimum_has_none() -> None:
    assert not any(sample.mood for sample in samples([6] * 15 + [5] * 15 + [6] * 15 + [7] * 15))


def test_a_picture_of_a_folder_near_the_minimum_needs_one_of_as_many_before_it() -> None:
    assert [sample.mood is not None for sample in samples([6, 6, 5, 6, 8], alone=True)] == [
        False,
        True,
        False,
        False,
        True,
    ]


def test_near_the_minimum_the_number_is_stored_rounded() -> None:
    stored = [(sample.faces, sample.usable_faces) for sample in samples([4, 5, 6, 7, 8])]
    assert stored == [(4, 4), (6, 6), (6, 6), (6, 6), (8, 8)]


def test_on_average_over_classes_the_mood_is_the_groups_own() -> None:
    shown = [*[NEUTRAL] * 5, *[HAPPY] * 3, SAD, SAD]
    group = [observation(track, shows) for track, shows in enumerate(shown)]
    happy = []
    for seed in range(400):
        disclosure = MoodDisclosure(5, secret=seed.to_bytes(32))
        now = reading(0, shown)
        everybody = [*disclosure.members(now, group), *disclosure.invented(now, group)]
        happy.append(disclosure.mood(class_mood(everybody), everybody, at(0)).means[HAPPY_AT])
    assert np.mean(happy) == pytest.approx(0.3, abs=0.03)
    assert np.std(happy) > 0.05


def test_the_covariance_covers_what_the_invented_people_add() -> None:
    group = [observation(track, HAPPY if track < 5 else SAD) for track in range(10)]
    exact = class_mood(group)
    disclosure = MoodDisclosure(5)
    now = reading(0, [HAPPY] * 5 + [SAD] * 5)
    everybody = [*disclosure.members(now, group), *disclosure.invented(now, group)]
    shown = disclosure.mood(class_mood(everybody), everybody, at(0))
    assert sum(shown.covariance[k] for k in (0, 7, 13, 18, 22, 25, 27)) > sum(
        exact.covariance[k] for k in (0, 7, 13, 18, 22, 25, 27)
    )
