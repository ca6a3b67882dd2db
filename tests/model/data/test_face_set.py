"""A face set validates itself, and majorities are derived from its votes."""

from dataclasses import replace

import numpy as np
import pytest

from model.data import FaceSet
from model.errors import FaceDataError

NAMES = ("angry", "happy", "sad")


def faces_with(votes: list[list[float]], rivals: list[float] | None = None, labels: list[int] | None = None) -> FaceSet:
    count = len(votes)
    images = np.repeat(np.arange(count, dtype=np.uint8), 48 * 48).reshape(count, 48, 48)
    return FaceSet(
        images,
        np.array(labels or [0] * count, np.int64),
        NAMES,
        np.array(votes, np.float32),
        None if rivals is None else np.array(rivals, np.float32),
    )


def test_votes_are_spread_over_the_names_with_the_share_that_they_are_of_all_votes() -> None:
    distribution, shares = faces_with([[0.2, 0.6, 0], [0, 0, 0], [0, 0, 1]]).vote_distribution()
    assert distribution == pytest.approx(np.array([[0.25, 0.75, 0], [0, 0, 0], [0, 0, 1]]))
    assert shares == pytest.approx([0.8, 0, 1])


def test_the_majoritys_name_becomes_the_label() -> None:
    agreed = faces_with([[0.2, 0.7, 0.1], [0.5, 0.1, 0.4]], labels=[2, 2]).with_majority_labels()
    assert agreed.labels.tolist() == [1, 0]
    assert agreed.counts() == {"angry": 1, "happy": 1, "sad": 0}


@pytest.mark.parametrize(
    ("votes", "rival"),
    [
        ([0.4, 0.4, 0.2], 0.0),  # two names lead together
        ([0.3, 0.1, 0.1], 0.5),  # contempt has the majority
        ([0.4, 0.1, 0.1], 0.4),  # a name and contempt lead together
        ([0.0, 0.0, 0.0], 0.0),  # nobody voted
        ([0.0, 0.0, 0.0], 1.0),  # not a face
    ],
)
def test_a_face_without_a_majority_is_left_out(votes: list[float], rival: float) -> None:
    agreed = faces_with([[0, 0, 1], votes], [0, rival]).with_majority_labels()
    assert agreed.labels.tolist() == [2]
    assert agreed.images[:, 0, 0].tolist() == [0]
    assert agreed.rival_votes is not None


def test_a_name_with_fewer_than_half_of_the_votes_can_lead() -> None:
    assert faces_with([[0.4, 0.2, 0.1]], [0.3]).with_majority_labels().labels.tolist() == [0]


def test_without_votes_there_is_no_majority() -> None:
    faces = replace(faces_with([[0, 0, 1]]), votes=None)
    for ask in (faces.vote_distribution, faces.with_majority_labels):
        with pytest.raises(FaceDataError, match="have no votes") as raised:
            ask()
        assert "--votes" in raised.value.remedy


def test_restricted_faces_have_only_those_classes_in_the_projects_order() -> None:
    faces = replace(faces_with([[1, 0, 0]] * 4, labels=[2, 0, 1, 2]), votes=None)
    restricted = faces.restricted(("sad", "angry"))
    assert restricted.names == ("angry", "sad")
    assert restricted.labels.tolist() == [1, 0, 1]
    assert restricted.images[:, 0, 0].tolist() == [0, 1, 3]
    assert restricted.votes is None


def test_votes_for_a_class_that_is_gone_are_votes_for_another_answer() -> None:
    restricted = faces_with([[0.2, 0.5, 0.3], [0.6, 0.3, 0]], [0, 0.1], labels=[0, 0]).restricted(("angry", "sad"))
    assert restricted.rival_votes == pytest.approx([0.5, 0.3])
    assert restricted.vote_distribution()[1] == pytest.approx([0.5, 0.6])
    assert restricted.with_majority_labels().images[:, 0, 0].tolist() == [1]


def test_a_class_that_the_faces_do_not_have_cannot_be_chosen() -> None:
    with pytest.raises(FaceDataError, match="have no class fear, bored") as raised:
        faces_with([[0, 0, 1]]).restricted(("sad", "fear", "bored"))
    assert "angry, happy, sad" in raised.value.remedy


def test_chosen_faces_keep_order_labels_and_votes() -> None:
    faces = faces_with([[1, 0, 0], [0, 1, 0], [0, 0, 0.5]], [0, 0, 0.4], labels=[0, 1, 2])
    chosen = faces.subset(np.array([2, 0]))
    assert chosen.images[:, 0, 0].tolist() == [2, 0]
    assert chosen.labels.tolist() == [2, 0]
    assert chosen.votes is not None
    assert chosen.votes.tolist() == [[0, 0, 0.5], [1, 0, 0]]
    assert chosen.rival_votes == pytest.approx([0.4, 0])
    assert faces.subset(np.array([2, 0]), labels=np.array([1, 0, 0])).labels.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"images": np.zeros((1, 48, 47), np.uint8)}, "Faces must be uint8"),
        ({"images": np.zeros((1, 48, 48), np.float32)}, "Faces must be uint8"),
        ({"labels": np.array([0, 1])}, "labels of shape"),
        ({"labels": np.array([3])}, "Labels must be from 0 to 2"),
        ({"names": ("happy", "angry", "sad")}, "project's order"),
        ({"names": ("angry", "bored", "sad")}, "project's order"),
        ({"votes": np.zeros((1, 2), np.float32)}, "votes of shape"),
        ({"votes": np.full((1, 3), 5, np.float32)}, "must be shares"),
        ({"votes": np.full((1, 3), np.nan, np.float32)}, "must be shares"),
        ({"rival_votes": np.zeros(2, np.float32)}, "rival votes of shape"),
        ({"votes": None, "rival_votes": np.zeros(1, np.float32)}, "rival votes of shape"),
    ],
)
def test_a_face_set_that_does_not_fit_together_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(FaceDataError, match=message):
        replace(faces_with([[0, 0, 1]]), **change)  # type: ignore[arg-type]
