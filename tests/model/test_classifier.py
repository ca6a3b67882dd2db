"""The shipped network is loaded and called as in live use."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from model.classifier import EmotionClassifier
from model.data import read_faces
from model.errors import ModelFileError
from model.evaluation.evaluate_classifier import evaluate_classifier
from model.keras_network import load_network
from model.preprocess import to_network_input
from model.weights_file import SHIPPED_WEIGHTS, lite_path, read_record, record_path, sha256_of

Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def classifier() -> EmotionClassifier:
    return EmotionClassifier.load()


@pytest.fixture
def copied_weights(tmp_path: Path) -> Path:
    shutil.copy(record_path(SHIPPED_WEIGHTS), tmp_path)
    shutil.copy(lite_path(SHIPPED_WEIGHTS), tmp_path)
    return Path(shutil.copy(SHIPPED_WEIGHTS, tmp_path))


def some_faces(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, 48, 48), np.uint8)


@pytest.mark.parametrize("count", [0, 1, 15, 49, 64, 65, 200])
def test_any_number_of_faces_gives_as_many_rows_that_sum_to_one(classifier: EmotionClassifier, count: int) -> None:
    probabilities = classifier.probabilities(some_faces(count))
    assert probabilities.shape == (count, 7)
    assert probabilities.dtype == np.float32
    assert np.abs(probabilities.sum(axis=1) - 1).max(initial=0) < 1e-5
    assert (probabilities >= 0).all()


def test_a_face_is_read_alike_alone_and_among_others(classifier: EmotionClassifier) -> None:
    faces = some_faces(100)
    together = classifier.probabilities(faces)
    alone = np.concatenate([classifier.probabilities(faces[i : i + 1]) for i in (0, 63, 64, 99)])
    assert np.abs(together[[0, 63, 64, 99]] - alone).max() < 1e-4


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_plain_patch_gives_finite_probabilities(classifier: EmotionClassifier, value: int) -> None:
    assert np.isfinite(classifier.probabilities(np.full((3, 48, 48), value, np.uint8))).all()


@pytest.mark.parametrize(
    "faces",
    [np.zeros((2, 48, 48), np.float32), np.zeros((2, 64, 64), np.uint8), np.zeros((48, 48), np.uint8)],
)
def test_faces_of_another_shape_or_type_are_refused(classifier: EmotionClassifier, faces: np.ndarray) -> None:
    with pytest.raises(ValueError, match="faces must be uint8"):
        classifier.probabilities(faces)


def test_the_record_says_what_the_shipped_file_is(classifier: EmotionClassifier) -> None:
    record = read_record(SHIPPED_WEIGHTS)
    assert record.sha256 == sha256_of(SHIPPED_WEIGHTS)
    assert record.model_id == classifier.model_id
    assert record.model_id.endswith(record.sha256[:8])
    assert record.labels == EMOTIONS
    assert record.input_side == 48
    assert record.everything["bytes"] == SHIPPED_WEIGHTS.stat().st_size < 24_000_000
    assert record.everything["parameters"] < 5_000_000


def test_the_shipped_network_has_a_head_for_votes_and_one_for_labels_and_live_use_takes_the_votes(
    classifier: EmotionClassifier,
) -> None:
    assert read_record(SHIPPED_WEIGHTS).heads == ("ferplus", "fer2013")
    assert classifier.head == "ferplus"
    labels = EmotionClassifier.load(head="fer2013")
    assert np.abs(labels.probabilities(some_faces(9)) - classifier.probabilities(some_faces(9))).max() > 0.01


def test_the_log_of_the_shipped_run_ends_with_its_epochs_and_belongs_to_the_file() -> None:
    record = read_record(SHIPPED_WEIGHTS).everything
    log = json.loads((SHIPPED_WEIGHTS.parent / "emotions-run.json").read_text())
    assert log["model_id"] == record["model_id"]
    assert len(log["epochs"]) <= record["training"]["epochs"]
    assert 1 <= record["best_epoch"] <= len(log["epochs"])
    assert sum(row["seconds"] for row in log["epochs"]) == pytest.approx(record["training"]["seconds"], abs=1)


@pytest.mark.needs_shared
def test_the_figures_of_the_record_are_those_of_the_shipped_file(shared: Path) -> None:
    faces = read_faces(shared / "fer2013", "validation")
    recorded = read_record(SHIPPED_WEIGHTS).everything["validation"]
    for head in ("ferplus", "fer2013"):
        found, expected = evaluate_classifier(EmotionClassifier.load(head=head), faces), recorded[head]
        assert found.faces == expected["faces"]
        assert found.accuracy == pytest.approx(expected["accuracy"], abs=0.002)
        assert found.macro_f1 == pytest.approx(expected["macro_f1"], abs=0.005)
        assert found.expected_calibration_error == pytest.approx(expected["expected_calibration_error"], abs=0.005)


def _truncate(weights: Path) -> None:
    weights.write_bytes(weights.read_bytes()[:1000])


def _flip_one_byte(weights: Path) -> None:
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)


def _rewrite_record(weights: Path, **changes: object) -> None:
    path = record_path(weights)
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Path.unlink, "file is missing"),
        (lambda weights: record_path(weights).unlink(), "record is missing"),
        (lambda weights: record_path(weights).write_text("{"), "record cannot be read"),
        (lambda weights: record_path(weights).write_text("{}"), "record cannot be read"),
        (_truncate, "cut short or changed"),
        (_flip_one_byte, "cut short or changed"),
        (lambda weights: lite_path(weights).unlink(), "live use is missing"),
        (lambda weights: _truncate(lite_path(weights)), "cut short or changed"),
        (lambda weights: _flip_one_byte(lite_path(weights)), "cut short or changed"),
        (lambda weights: _rewrite_record(weights, labels=EMOTIONS[::-1]), "in this order"),
        (lambda weights: _rewrite_record(weights, input_side=64), "faces of 64 pixels"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_a_remedy(
    copied_weights: Path, change: Change, message: str
) -> None:
    change(copied_weights)
    with pytest.raises(ModelFileError, match=message) as raised:
        EmotionClassifier.load(copied_weights)
    assert raised.value.exit_code == 2
    assert "uv run --group train python -m model.train" in raised.value.remedy


def test_a_file_that_keras_cannot_load_is_refused_even_with_the_right_hash(copied_weights: Path) -> None:
    _truncate(copied_weights)
    _rewrite_record(copied_weights, sha256=sha256_of(copied_weights), lite_sha256=None)
    with pytest.raises(ModelFileError, match="cannot be loaded"):
        EmotionClassifier.load(copied_weights)


def test_a_file_for_live_use_that_is_no_network_is_refused_even_with_the_right_hash(copied_weights: Path) -> None:
    _truncate(lite_path(copied_weights))
    _rewrite_record(copied_weights, lite_sha256=sha256_of(lite_path(copied_weights)))
    with pytest.raises(ModelFileError, match="cannot be loaded"):
        EmotionClassifier.load(copied_weights)


def test_weights_without_a_file_for_live_use_are_converted_and_answer_the_same(
    classifier: EmotionClassifier, copied_weights: Path
) -> None:
    lite_path(copied_weights).unlink()
    _rewrite_record(copied_weights, lite_sha256=None)
    converted = EmotionClassifier.load(copied_weights)
    assert np.abs(converted.probabilities(some_faces(9)) - classifier.probabilities(some_faces(9))).max() < 1e-5


def test_the_file_for_live_use_answers_what_the_network_in_tensorflow_answers(classifier: EmotionClassifier) -> None:
    network = load_network(SHIPPED_WEIGHTS)
    faces = some_faces(25)
    answers = network(to_network_input(faces), training=False)["ferplus"].numpy()
    assert np.abs(answers - classifier.probabilities(faces)).max() < 1e-4
