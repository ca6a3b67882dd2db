import math

import pytest

from classroom.emotions import EMOTIONS
from monitor.aggregate.sampling import ClassSampling
from monitor.types import Reading, Sample
from tests.monitor.cast import HAPPY, NEUTRAL, SAD, at, reading

HAPPY_AT = EMOTIONS.index("happy")


def sampling(sample_seconds: float = 1.0, smoothing_seconds: float = 0.0) -> ClassSampling:
    return ClassSampling(sample_seconds, min_group_size=5, smoothing_seconds=smoothing_seconds)


def samples_of(readings: list[Reading], sampler: ClassSampling) -> list[Sample]:
    return [sample for item in readings if (sample := sampler.add(item)) is not None]


def test_a_frame_a_second_is_a_sample_a_second() -> None:
    taken = samples_of([reading(second, [HAPPY] * 5) for second in range(60)], sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in range(60)]


def test_frames_that_do_not_keep_perfect_time_still_make_a_sample_each() -> None:
    times = [0, 0.95, 2.04, 2.97, 4.05, 4.96]
    assert len(samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())) == len(times)


def test_several_frames_make_one_sample_in_which_no_face_counts_twice() -> None:
    taken = samples_of([reading(tenth / 4, [HAPPY] * 8) for tenth in range(9)], sampling())
    assert [sample.captured_at for sample in taken] == [at(0), at(1), at(2)]
    assert [(sample.faces, sample.usable_faces) for sample in taken] == [(8, 8)] * 3


def test_a_gap_in_the_pictures_is_a_gap_in_the_samples_and_no_burst_follows_it() -> None:
    times = [0, 1, 2, 30, 31, 32]
    taken = samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in times]


def test_after_a_gap_several_frames_make_one_sample_again() -> None:
    times = [0, 0.5, 1, 30, 30.5, 31, 31.5, 32]
    taken = samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in (0, 1, 30, 31, 32)]


def test_a_clock_that_is_set_back_does_not_stop_the_samples() -> None:
    times = [3600, 3601, 0, 1, 2]
    assert len(samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())) == len(times)


def test_a_class_without_a_face_in_view_is_a_sample() -> None:
    (taken,) = samples_of([reading(0, [])], sampling())
    assert (taken.faces, taken.usable_faces, taken.mood) == (0, 0, None)


def test_below_the_minimum_group_size_there_is_a_count_but_no_mood() -> None:
    (taken,) = samples_of([reading(0, [HAPPY] * 4)], sampling())
    assert taken.faces == 4
    assert taken.mood is None


def test_a_face_is_smoothed_over_time() -> None:
    readings = [reading(0, [HAPPY] * 5), reading(1, [SAD] * 5)]
    first, second = samples_of(readings, sampling(smoothing_seconds=2.0))
    assert first.mood is not None
    assert second.mood is not None
    assert first.mood.means[HAPPY_AT] == pytest.approx(1)
    assert second.mood.means[HAPPY_AT] == pytest.approx(math.exp(-1 / 2))


def test_smoothing_follows_the_time_between_frames_not_their_number() -> None:
    slow = samples_of([reading(0, [HAPPY] * 5), reading(1, [SAD] * 5)], sampling(smoothing_seconds=2.0))
    quick_sampler = ClassSampling(1.0, 5, 2.0)
    readings = [reading(0, [HAPPY] * 5)] + [reading(tenth / 10, [SAD] * 5) for tenth in range(1, 11)]
    for item in readings:
        quick_sampler.add(item)
    quick = quick_sampler._smoothing._means[0][1]  # the smoothed state itself: a sample is the mean over its frames
    assert slow[1].mood is not None
    assert quick[HAPPY_AT] == pytest.approx(slow[1].mood.means[HAPPY_AT])


def test_pictures_that_stand_alone_are_a_sample_each_and_carry_nothing_over() -> None:
    readings = [reading(0, [HAPPY] * 5, alone=True), reading(0.1, [NEUTRAL] * 5, alone=True)]
    first, second = samples_of(readings, sampling(smoothing_seconds=10.0))
    assert second.mood is not None
    assert second.mood.means[HAPPY_AT] == 0
    assert first.mood is not None
    assert first.mood.means[HAPPY_AT] == pytest.approx(1)


def test_dropped_frames_are_counted_since_the_sample_before() -> None:
    readings = [
        reading(0, [], dropped=0), reading(0.5, [], dropped=3), reading(1, [], dropped=4), reading(2, [], dropped=1),
    ]  # fmt: skip
    assert [sample.frames_dropped for sample in samples_of(readings, sampling())] == [0, 7, 1]
