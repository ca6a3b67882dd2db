import math
import random
from collections.abc import Sequence
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.emotions import EMOTIONS
from monitor.aggregate.sampling import ClassSampling
from monitor.disclosure.disclosure import MoodDisclosure
from monitor.types import Reading, Sample
from tests.monitor.fixtures import HAPPY, NEUTRAL, SAD, at, reading

HAPPY_AT = EMOTIONS.index("happy")


def sampling(
    sample_seconds: float = 1.0, smoothing_seconds: float = 0.0, frame_interval_seconds: float = 1.0
) -> ClassSampling:
    exact = MoodDisclosure(5, added=0)
    return ClassSampling(sample_seconds, 5, smoothing_seconds, frame_interval_seconds, exact)


def samples_of(readings: list[Reading], sampler: ClassSampling) -> list[Sample]:
    return [sample for item in readings for sample in sampler.add(item)]


def test_a_frame_a_second_is_a_sample_a_second() -> None:
    taken = samples_of([reading(second, [HAPPY] * 5) for second in range(60)], sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in range(60)]


def test_frames_that_do_not_keep_perfect_time_still_make_a_sample_each() -> None:
    times = [0, 0.95, 2.04, 2.97, 4.05, 4.96]
    assert len(samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())) == len(times)


def test_several_frames_make_one_sample_in_which_no_face_counts_twice() -> None:
    sampler = sampling(frame_interval_seconds=0.25)
    taken = samples_of([reading(quarter / 4, [HAPPY] * 8) for quarter in range(12)], sampler)
    assert [sample.captured_at for sample in taken] == [at(0.75), at(1.75), at(2.75)]
    assert [(sample.faces, sample.usable_faces) for sample in taken] == [(8, 8)] * 3


def test_a_long_sample_contains_all_of_its_frames() -> None:
    taken = samples_of([reading(second, [HAPPY] * (8 + second // 10)) for second in range(20)], sampling(10))
    assert [(sample.captured_at, sample.faces) for sample in taken] == [(at(9), 8), (at(19), 9)]


def test_what_was_gathered_before_a_gap_is_a_sample_of_the_time_before_it() -> None:
    times = [*range(8), 300]
    readings = [reading(second, [HAPPY] * (20 if second < 100 else 2)) for second in times]
    sampler = sampling(10)
    taken = samples_of(readings, sampler) + sampler.flush()
    assert [(sample.captured_at, sample.faces) for sample in taken] == [(at(7), 20), (at(300), 2)]


def test_at_the_end_nothing_is_left_behind_and_nothing_is_made_up() -> None:
    sampler = sampling(10)
    assert sampler.flush() == []
    samples_of([reading(0, [HAPPY] * 5)], sampler)
    assert [sample.captured_at for sample in sampler.flush()] == [at(0)]
    assert sampler.flush() == []


def test_a_gap_in_the_pictures_is_a_gap_in_the_samples_and_no_burst_follows_it() -> None:
    times = [0, 1, 2, 30, 31, 32]
    taken = samples_of([reading(second, [HAPPY] * 5) for second in times], sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in times]


def test_after_a_gap_several_frames_make_one_sample_again() -> None:
    times = [0, 0.5, 1, 1.5, 30, 30.5, 31, 31.5]
    taken = samples_of([reading(second, [HAPPY] * 5) for second in times], sampling(frame_interval_seconds=0.5))
    assert [sample.captured_at for sample in taken] == [at(second) for second in (0.5, 1.5, 30.5, 31.5)]


def test_a_machine_that_is_too_slow_for_its_frames_makes_no_more_samples_than_it_has_frames() -> None:
    times = [0, 1.7, 3.4, 5.1, 6.8, 8.5]
    taken = samples_of([reading(second, [HAPPY] * 8) for second in times], sampling(frame_interval_seconds=0.5))
    assert len(taken) <= len(times)
    assert all(sample.faces == 8 for sample in taken)


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
    readings = [reading(0, [HAPPY] * 8), reading(1, [SAD] * 8)]
    first, second = samples_of(readings, sampling(smoothing_seconds=2.0))
    assert first.mood is not None
    assert second.mood is not None
    assert first.mood.means[HAPPY_AT] == pytest.approx(1)
    assert second.mood.means[HAPPY_AT] == pytest.approx(math.exp(-1 / 2))


def test_smoothing_follows_the_time_between_frames_not_their_number() -> None:
    slow = samples_of([reading(0, [HAPPY] * 8), reading(1, [SAD] * 8)], sampling(smoothing_seconds=2.0))
    quick_sampler = sampling(smoothing_seconds=2.0, frame_interval_seconds=0.1)
    readings = [reading(0, [HAPPY] * 8)] + [reading(tenth / 10, [SAD] * 8) for tenth in range(1, 11)]
    for item in readings:
        quick_sampler.add(item)
    quick = quick_sampler._smoothing._means[0][1]  # the smoothed state itself: a sample is the mean over its frames
    assert slow[1].mood is not None
    assert quick[HAPPY_AT] == pytest.approx(slow[1].mood.means[HAPPY_AT])


def test_pictures_that_stand_alone_are_a_sample_each_and_carry_nothing_over() -> None:
    readings = [reading(0, [HAPPY] * 8, alone=True), reading(0.1, [NEUTRAL] * 8, alone=True)]
    first, second = samples_of(readings, sampling(smoothing_seconds=10.0))
    assert second.mood is not None
    assert second.mood.means[HAPPY_AT] == 0
    assert first.mood is not None
    assert first.mood.means[HAPPY_AT] == pytest.approx(1)


def test_dropped_frames_are_counted_since_the_sample_before() -> None:
    readings = [reading(half / 2, [], dropped=dropped) for half, dropped in enumerate((0, 3, 4, 1, 0, 2))]
    taken = samples_of(readings, sampling(frame_interval_seconds=0.5))
    assert [sample.frames_dropped for sample in taken] == [3, 5, 2]


def of_five(times: Sequence[float]) -> list[Reading]:
    return [reading(second, [HAPPY] * 5) for second in times]


SLOWER_AND_BACK = [0, 1, 2, 3, 5, 7, 9, 13, 17, 21, 31, 41, 51, 59, 65, 70, 74, 77, 79, 81, 82, 83, 84]


def test_a_monitor_that_slows_down_makes_a_sample_of_each_frame_and_recovers() -> None:
    taken = samples_of(of_five(SLOWER_AND_BACK), sampling())
    assert [sample.captured_at for sample in taken] == [at(second) for second in SLOWER_AND_BACK]


def test_a_long_sample_is_taken_with_its_last_frame_at_longer_intervals_too() -> None:
    times = [*range(10), *range(10, 50, 4)]
    sampler = sampling(10)
    taken = samples_of(of_five(times), sampler) + sampler.flush()
    assert [sample.captured_at for sample in taken] == [at(second) for second in (9, 18, 30, 38, 46)]


@given(
    intervals=st.lists(st.tuples(st.floats(0.2, 10), st.integers(3, 20)), min_size=1, max_size=6),
    jitter=st.randoms(use_true_random=False),
    sample_seconds=st.sampled_from([0.2, 1.0, 2.5, 10.0]),
)
def test_at_any_frame_interval_no_frame_is_lost_and_samples_are_as_close_as_frames_allow(
    intervals: list[tuple[float, int]], jitter: random.Random, sample_seconds: float
) -> None:
    steps = [interval * jitter.uniform(0.95, 1.05) for interval, frames in intervals for _ in range(frames)]
    times = [round(second, 3) for second in accumulate(steps, initial=0.0)]
    sampler = ClassSampling(sample_seconds, 5, 0.0, min(0.2, sample_seconds))
    taken = samples_of([reading(second, [HAPPY] * 5, dropped=1) for second in times], sampler) + sampler.flush()
    assert sum(sample.frames_dropped for sample in taken) == len(times)
    widest_step = max(steps)
    apart = [(later.captured_at - earlier.captured_at).total_seconds() for earlier, later in pairwise(taken)]
    assert max(apart, default=0) <= sample_seconds + 1.5 * widest_step + 0.01
    if min(steps) >= sample_seconds:
        samples_expected = {at(second) for second in times[2:]}
        assert samples_expected <= {sample.captured_at for sample in taken}
