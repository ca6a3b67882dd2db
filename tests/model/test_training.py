"""A small training run, from the command line to the files that it leaves."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from model.classifier import EmotionClassifier
from model.evaluate import main as evaluate
from model.network import ARCHITECTURES, build
from model.train import main as train
from model.training import HISTORY_NAME, read_history

CLASSES = ("angry", "happy", "sad")
ROOT = Path(__file__).resolve().parents[2]

# Keras hands its variables to h5py in a way that numpy 2 will drop; nothing here can change that.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three classes that differ by the direction of their stripes, so that a few steps can tell them apart."""
    folder = tmp_path_factory.mktemp("faces")
    random = np.random.default_rng(0)
    down, right = np.mgrid[:48, :48]
    for split, count in (("train", 16), ("test", 4)):
        for name, along in zip(CLASSES, (down, right, down + right), strict=True):
            (folder / split / name).mkdir(parents=True)
            for i in range(count):
                face = 128 + 60 * np.sin(along / 2 + random.uniform(0, 6)) + random.normal(0, 10, (48, 48))
                cv2.imwrite(str(folder / split / name / f"{i}.png"), face.clip(0, 255).astype(np.uint8))
    return folder


@pytest.fixture(scope="module")
def finished_run(folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("run")
    assert train(_command(folders, output, epochs=1)) == 0
    return output


def _command(data: Path, output: Path, epochs: int) -> list[str]:
    return ["--data", str(data), "--output", str(output), "--epochs", str(epochs), "--batch-size", "16"]


def test_three_folders_train_and_leave_weights_record_history_and_picture(finished_run: Path) -> None:
    record = json.loads((finished_run / "emotions.json").read_text())
    assert record["labels"] == list(CLASSES)
    assert record["validation"]["labels"]["faces"] == 12
    assert record["training"]["epochs"] == 1
    assert record["training"]["seed"] == 2013
    assert (finished_run / "history.png").stat().st_size > 1000
    assert len(read_history(finished_run)) == 1


def test_the_saved_file_answers_in_probabilities_of_its_own_classes(finished_run: Path) -> None:
    classifier = EmotionClassifier.load(finished_run / "emotions.keras", labels=None)
    probabilities = classifier.probabilities(np.zeros((5, 48, 48), np.uint8))
    assert classifier.labels == CLASSES
    assert probabilities.shape == (5, 3)
    assert probabilities.sum(axis=1) == pytest.approx(1)


def test_a_run_continues_after_its_last_finished_epoch(folders: Path, finished_run: Path) -> None:
    first = read_history(finished_run)[0]
    assert train(_command(folders, finished_run, epochs=2)) == 0
    history = read_history(finished_run)
    assert [row["epoch"] for row in history] == [0, 1]
    assert history[0] == first
    assert (finished_run / HISTORY_NAME).read_text().count("\n") == 3


def test_evaluation_prints_json_and_nothing_else(
    folders: Path, finished_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = str(finished_run / "emotions.keras")
    assert evaluate(["--data", str(folders), "--weights", weights, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["faces"] == 12
    assert set(figures["per_class"]) == set(CLASSES)
    assert np.sum(figures["confusion"]) == 12


def test_faces_of_other_classes_than_the_networks_are_told_apart(
    folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(["--data", str(folders)]) == 2
    assert "The faces have the classes" in capsys.readouterr().err


def test_evaluation_writes_a_picture_of_what_is_confused(
    folders: Path, finished_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights, picture = str(finished_run / "emotions.keras"), tmp_path / "confusion.png"
    assert evaluate(["--data", str(folders), "--weights", weights, "--confusion", str(picture)]) == 0
    assert "95 % interval" in capsys.readouterr().out
    assert picture.stat().st_size > 1000


def test_unreadable_faces_and_unknown_architectures_end_with_a_message(
    folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(["--data", str(tmp_path / "nothing")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert train([*_command(folders, tmp_path, 1), "--architecture", "transformer"]) == 2
    assert "plain-cnn" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_an_architecture_gives_one_logit_for_each_class(name: str) -> None:
    network = build(name, len(EMOTIONS))
    assert network.output_shape == (None, 7)
    assert network.count_params() < 5_000_000


def test_a_varied_face_is_still_that_face_and_never_the_same_twice() -> None:
    import tensorflow as tf

    from model.augment import Variation, vary

    faces = tf.random.stateless_uniform((8, 48, 48, 1), seed=(1, 2))
    first, second = vary(faces, Variation()).numpy(), vary(faces, Variation()).numpy()
    assert first.shape == (8, 48, 48, 1)
    assert np.abs(first - second).max() > 0.1
    assert first.min() >= -1e-4
    assert first.max() <= 1.0001
    still = replace(Variation(), rotation_radians=0.0, zoom=0.0, shift=0.0, coarse_share=0.0)
    unmoved = vary(faces, still).numpy()
    flipped = faces.numpy()[:, :, ::-1]
    is_either = [
        np.allclose(a, b, atol=1e-4) or np.allclose(a, c, atol=1e-4)
        for a, b, c in zip(unmoved, faces, flipped, strict=True)
    ]
    assert all(is_either)


def test_readers_and_records_need_no_tensorflow() -> None:
    program = (
        "import sys, model.data, model.preprocess, model.weights_file, model.measures, model.classifier, model.train;"
        "sys.exit(bool({'tensorflow', 'keras', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
