import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.emotions import EMOTIONS
from classroom.engagement import VALENCE, engagement, engagement_deviation
from monitor.aggregate.class_mood import class_mood
from monitor.types import Mood, Observation
from tests.monitor.fixtures import HAPPY, NEUTRAL, SAD, at, observation

shares = st.lists(st.floats(0.01, 1), min_size=7, max_size=7).map(lambda raw: tuple(x / sum(raw) for x in raw))


def test_the_mood_is_the_mean_of_the_faces() -> None:
    mood = class_mood([observation(1, HAPPY), observation(2, SAD)])
    assert mood.means[EMOTIONS.index("happy")] == pytest.approx(0.5)
    assert mood.means[EMOTIONS.index("sad")] == pytest.approx(0.5)


def test_a_face_that_counts_less_moves_the_mood_less() -> None:
    mood = class_mood([observation(1, HAPPY, weight=0.75), observation(2, SAD, weight=0.25)])
    assert mood.means[EMOTIONS.index("happy")] == pytest.approx(0.75)


def test_a_face_seen_in_many_frames_counts_once() -> None:
    often = [observation(1, HAPPY, seconds) for seconds in range(9)]
    mood = class_mood([*often, observation(2, SAD)])
    assert mood.means[EMOTIONS.index("happy")] == pytest.approx(0.5)


def test_identical_faces_have_full_agreement_and_zero_covariance() -> None:
    mood = class_mood([observation(track, HAPPY) for track in range(5)])
    assert mood.agreement == 1
    assert max(map(abs, mood.covariance)) == pytest.approx(0)


def test_faces_that_each_show_another_single_emotion_do_not_agree_at_all() -> None:
    mood = class_mood([observation(1, HAPPY), observation(2, SAD), observation(3, NEUTRAL)])
    assert mood.agreement == pytest.approx(0)


def test_faces_that_all_hesitate_alike_agree() -> None:
    torn = (0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0)
    assert class_mood([observation(1, torn), observation(2, torn)]).agreement == pytest.approx(1)


def test_the_covariance_of_the_mean_is_the_one_that_numpy_computes() -> None:
    random = np.random.default_rng(1)
    faces = random.dirichlet(np.ones(7), 12)
    mood = class_mood([observation(i, tuple(row)) for i, row in enumerate(faces)])
    expected = np.cov(faces, rowvar=False) / len(faces)
    assert mood.covariance == pytest.approx(tuple(expected[np.triu_indices(7)]))


def test_the_band_of_the_index_covers_the_truth_as_often_as_it_claims() -> None:
    random = np.random.default_rng(2)
    population = random.dirichlet((1, 1, 1, 4, 2, 1, 4), 20_000)
    truth = engagement(tuple(population.mean(axis=0)), VALENCE)
    hits = 0
    for _ in range(300):
        faces = random.choice(population, 25, replace=False)
        mood = class_mood([observation(i, tuple(row)) for i, row in enumerate(faces)])
        hits += abs(engagement(mood.means, VALENCE) - truth) <= 1.2816 * engagement_deviation(mood.covariance, VALENCE)
    assert 0.74 < hits / 300 < 0.86


def test_one_face_is_no_class() -> None:
    with pytest.raises(ValueError, match="two faces"):
        class_mood([observation(1, HAPPY)])


@given(st.lists(shares, min_size=2, max_size=30), st.data())
def test_the_mood_of_any_faces_is_valid(shown: list[tuple[float, ...]], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0.01, 1), min_size=len(shown), max_size=len(shown)))
    mood = class_mood([Observation(i, at(0), row, weights[i]) for i, row in enumerate(shown)])
    assert isinstance(mood, Mood)
    assert sum(mood.means) == pytest.approx(1)
    matrix = np.zeros((7, 7))
    matrix[np.triu_indices(7)] = mood.covariance
    full = matrix + matrix.T - np.diag(matrix.diagonal())
    assert np.linalg.eigvalsh(full).min() > -1e-9
    assert json.loads(json.dumps(mood.covariance)) == list(mood.covariance)
