"""The lesson's truth is a valid mood, and follows the script."""

import numpy as np
import pytest

from classroom.emotions import ANGRY, FEAR, HAPPY, NEUTRAL, SAD, SURPRISE
from monitor.capture.demo.lesson import Lesson, Script, Segment

JOKE, PROOF, BREAK = range(46, 60), range(145, 205), range(258, 284)


def _mean_mood(lesson: Lesson, seconds: range) -> np.ndarray:
    return np.asarray(np.mean([lesson.mood_at(second) for second in seconds], axis=0))


@pytest.mark.parametrize("people", [1, 9, 25, 100])
def test_the_truth_of_every_moment_is_a_mood(people: int) -> None:
    lesson = Lesson.load(people)
    for second in range(0, 360, 7):
        mood = lesson.mood_at(second)
        assert len(mood) == 7
        assert sum(mood) == pytest.approx(1)
        assert min(mood) >= 0


def test_the_joke_is_happier_and_more_surprised_than_the_proof() -> None:
    lesson = Lesson.load(25)
    joke, proof = _mean_mood(lesson, JOKE), _mean_mood(lesson, PROOF)
    assert joke[HAPPY] > proof[HAPPY] + 0.4
    assert joke[SURPRISE] > proof[SURPRISE]


def test_the_proof_is_a_clear_dip() -> None:
    lesson = Lesson.load(25)
    before, proof = _mean_mood(lesson, range(80, 125)), _mean_mood(lesson, PROOF)
    negative = [ANGRY, FEAR, SAD]
    assert proof[negative].sum() > before[negative].sum() + 0.3
    assert proof[NEUTRAL] > 0.1


def test_the_worked_example_brings_the_class_back() -> None:
    lesson = Lesson.load(25)
    assert _mean_mood(lesson, range(228, 248))[HAPPY] > _mean_mood(lesson, PROOF)[HAPPY] + 0.15


def test_in_the_break_most_people_are_away() -> None:
    lesson = Lesson.load(25)
    assert all(lesson.present_at(second).sum() < 13 for second in BREAK)
    assert lesson.present_at(100).all()


def test_at_least_one_person_is_always_present() -> None:
    lesson = Lesson.load(1)
    assert all(lesson.present_at(second).any() for second in range(0, 360, 5))


def test_the_truth_is_the_mean_over_the_people_in_view() -> None:
    lesson = Lesson.load(12)
    shown = lesson.mixtures_at(270)[lesson.present_at(270)]
    assert 0 < len(shown) < 12
    assert lesson.mood_at(270) == pytest.approx(shown.mean(axis=0))


def test_the_same_seed_gives_the_same_class_and_another_seed_another() -> None:
    first, again, other = Lesson.load(9, seed=4), Lesson.load(9, seed=4), Lesson.load(9, seed=5)
    assert np.array_equal(first.mixtures_at(33.3), again.mixtures_at(33.3))
    assert not np.allclose(first.mixtures_at(33.3), other.mixtures_at(33.3))


def test_moods_never_jump_within_the_lesson() -> None:
    lesson = Lesson.load(25)
    moods = np.array([lesson.mixtures_at(second / 5).mean(axis=0) for second in range(20, 1795)])
    assert np.abs(np.diff(moods, axis=0)).max() < 0.08


def test_the_lesson_begins_again_after_its_end() -> None:
    script = Lesson.load(5).script
    assert script.segment_at(script.duration_seconds + 50) == script.segment_at(50)


def test_segments_out_of_order_are_refused() -> None:
    mood = (1 / 7,) * 7
    late, early = Segment(10, "late", mood, 1, 1), Segment(0, "early", mood, 1, 1)
    with pytest.raises(ValueError, match="follow each other"):
        Script(20, (late, early))


def test_a_mood_that_does_not_sum_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        Segment(0, "odd", (0.5,) * 7, 1, 1)
