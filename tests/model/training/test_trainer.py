"""A small training runs from the command line to its output files."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from model.classifier import EmotionClassifier
from model.compare import main as compare
from model.evaluate import main as evaluate
from model.train import main as train
from model.training.run_folder import RunFolder, best_epoch
from model.types import Network

CLASSES = ("angry", "happy", "sad")
ROOT = Path(__file__).resolve().parents[3]

# Keras passes its variables to h5py in a way that numpy 2 deprecates; nothing here can change that.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three classes that differ by the direction of their stripes, so that a few steps can separate them."""
    folder = tmp_path_factory.mktemp("faces")
    random = np.random.default_rng(0)
    down, right = np.mgrid[:48, :48]
    for split, count in (("train", 32), ("test", 8)):
        for name, along in zip(CLASSES, (down, right, down + right), strict=True):
            (folder / split / name).mkdir(parents=True)
            for i in range(count):
                face = 128 + 60 * np.sin(along / 2 + random.uniform(0, 6)) + random.normal(0, 10, (48, 48))
                cv2.imwrite(str(folder / split / name / f"{i}.png"), face.clip(0, 255).astype(np.uint8))
    return folder


def _command(data: Path, output: Path, *more: str) -> list[str]:
    return [
        *("--data", str(data), "--output", str(output), "--batch-size", "16", "--architecture", "mini-xception"),
        *("--learning-rate", "0.05", *more),
    ]


def take_steps_singly(patch: pytest.MonkeyPatch) -> None:
    """Train eagerly, since building the graph takes longer than the few steps."""
    import keras

    patch.setattr(keras.Model, "run_eagerly", property(lambda _network: True, lambda _network, _wanted: None))


@pytest.fixture
def eagerly(monkeypatch: pytest.MonkeyPatch) -> None:
    take_steps_singly(monkeypatch)


@pytest.fixture(scope="module")
def finished_run(folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two epochs that was interrupted after the first, and resumed by the same command."""
    output = tmp_path_factory.mktemp("run")
    keep = RunFolder.keep
    with pytest.MonkeyPatch.context() as patch:

        def keep_and_stop(folder: RunFolder, network: Network, history: list[dict[str, float]]) -> None:
            keep(folder, network, history)
            raise KeyboardInterrupt

        patch.setattr(RunFolder, "keep", keep_and_stop)
        assert train(_command(folders, output, "--epochs", "2")) == 130
    (output / "first.csv").write_bytes((output / "history.csv").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        take_steps_singly(patch)
        assert train(_command(folders, output, "--epochs", "2")) == 0
    return output


def test_three_folders_train_and_leave_weights_record_history_and_picture(finished_run: Path) -> None:
    record = json.loads((finished_run / "emotions.json").read_text())
    assert record["labels"] == list(CLASSES)
    assert record["heads"] == ["fer2013"]
    assert record["validation"]["fer2013"]["faces"] == 24
    assert record["training"]["epochs"] == 2
    assert record["training"]["seed"] == 2013
    assert record["training"]["faces"] == {"angry": 32, "happy": 32, "sad": 32}
    picture = cv2.imread(str(finished_run / "history.png"))
    assert picture is not None
    assert picture.std() > 5


def test_the_log_of_the_run_has_every_epochs_metrics(finished_run: Path) -> None:
    log = json.loads((finished_run / "emotions-run.json").read_text())
    assert log["model_id"] == json.loads((finished_run / "emotions.json").read_text())["model_id"]
    assert [row["epoch"] for row in log["epochs"]] == [0, 1]
    assert all(row["fer2013_val_loss"] > 0 and row["seconds"] > 0 for row in log["epochs"])


def test_an_interrupted_run_continues_after_its_last_finished_epoch(finished_run: Path) -> None:
    first = (finished_run / "first.csv").read_text().splitlines()
    whole = (finished_run / "history.csv").read_text().splitlines()
    assert len(first) == 2
    assert len(whole) == 3
    assert whole[:2] == first


def test_a_folder_with_a_run_of_other_settings_is_not_continued(
    folders: Path, finished_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (finished_run / "history.csv").read_bytes()
    assert train(_command(folders, finished_run, "--epochs", "3")) == 2
    assert "other settings" in capsys.readouterr().err
    assert (finished_run / "history.csv").read_bytes() == before


def test_the_saved_file_answers_in_probabilities_of_its_own_classes(finished_run: Path) -> None:
    classifier = EmotionClassifier.load(finished_run / "emotions.keras", labels=None)
    probabilities = classifier.probabilities(np.zeros((5, 48, 48), np.uint8))
    assert classifier.labels == CLASSES
    assert classifier.head == "fer2013"
    assert probabilities.shape == (5, 3)
    assert probabilities.sum(axis=1) == pytest.approx(1)


def test_evaluation_prints_json_and_nothing_else(
    folders: Path, finished_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = str(finished_run / "emotions.keras")
    assert evaluate(["--data", str(folders), "--weights", weights, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    record = json.loads((finished_run / "emotions.json").read_text())
    assert figures["faces"] == 24
    assert figures["accuracy"] == record["validation"]["fer2013"]["accuracy"]
    assert figures["parameters"] == record["parameters"]
    assert set(figures["per_class"]) == set(CLASSES)
    assert set(figures["per_class"]["sad"]) == {"precision", "recall", "f1", "support"}
    assert np.sum(figures["confusion"]) == 24
    assert {"macro_f1", "expected_calibration_error", "accuracy_interval_95"} <= set(figures)


def test_evaluation_of_some_classes_leaves_the_other_faces_and_answers_out(
    folders: Path, finished_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = str(finished_run / "emotions.keras")
    assert evaluate(["--data", str(folders), "--weights", weights, "--classes", "angry,sad", "--flip", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["faces"] == 16
    assert list(figures["per_class"]) == ["angry", "sad"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "Give --classes angry,happy,sad"),
        (["--classes", "angry,proud"], "no class proud"),
    ],
)
def test_faces_of_other_classes_than_the_networks_are_refused(
    folders: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert evaluate(["--data", str(folders), *options]) == 2
    assert message in capsys.readouterr().err


def test_a_head_that_a_network_does_not_have_is_refused(
    folders: Path, finished_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = str(finished_run / "emotions.keras")
    assert evaluate(["--data", str(folders), "--weights", weights, "--head", "ferplus"]) != 0
    assert "no head ferplus" in capsys.readouterr().err


def test_evaluation_writes_a_report_and_a_picture_of_what_is_confused(
    folders: Path, finished_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights, picture = str(finished_run / "emotions.keras"), tmp_path / "confusion.png"
    assert evaluate(["--data", str(folders), "--weights", weights, "--confusion", str(picture)]) == 0
    assert "95 % interval" in capsys.readouterr().out
    assert picture.stat().st_size > 1000


def test_unreadable_faces_unknown_architectures_and_missing_weights_end_with_a_message(
    folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(["--data", str(tmp_path / "nothing")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert train(["--data", str(folders), "--output", str(tmp_path), "--architecture", "transformer"]) == 2
    assert "mini-xception" in capsys.readouterr().err
    assert train([*_command(folders, tmp_path), "--weights", "imagenet"]) == 2
    assert "starts from nothing" in capsys.readouterr().err


@pytest.mark.usefixtures("eagerly")
def test_a_run_with_a_time_instead_of_epochs_ends_in_the_middle_of_one(folders: Path, tmp_path: Path) -> None:
    assert train(_command(folders, tmp_path, "--minutes", "0.02")) == 0
    assert len(RunFolder(tmp_path).history()) == 1
    assert json.loads((tmp_path / "emotions.json").read_text())["training"]["minutes"] == 0.02


def test_the_best_epoch_has_the_highest_accuracy_over_both_heads() -> None:
    history = [
        {"fer2013_val_accuracy": 0.6, "ferplus_val_accuracy": 0.7, "accuracy": 0.9},
        {"fer2013_val_accuracy": 0.7, "ferplus_val_accuracy": 0.8, "accuracy": 0.1},
        {"fer2013_val_accuracy": 0.8, "ferplus_val_accuracy": 0.6, "accuracy": 0.9},
    ]
    assert best_epoch(history) == 1


def test_readers_and_records_need_no_tensorflow() -> None:
    program = (
        "import sys, model.data, model.preprocess, model.weights_file, model.evaluation.metrics, model.classifier,"
        "model.train, model.evaluate, model.compare;"
        "sys.exit(bool({'tensorflow', 'keras', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.usefixtures("eagerly")
def test_comparing_writes_a_table_and_a_picture_of_trained_and_loaded_networks(
    folders: Path, finished_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded = str(finished_run / "emotions.keras")
    assert compare(["mini-xception", loaded, "--data", str(folders), "--epochs", "1", "--output", str(tmp_path)]) == 0
    rows = json.loads((tmp_path / "comparison.json").read_text())
    assert [row["epochs"] for row in rows] == [1, 2]
    assert all(row["milliseconds_a_face"] > 0 and -1 <= row["gap"] <= 1 for row in rows)
    assert rows[1]["accuracy"] == pytest.approx(
        json.loads((finished_run / "emotions.json").read_text())["validation"]["fer2013"]["accuracy"], abs=1e-4
    )
    written = (tmp_path / "comparison.md").read_text()
    assert written.count("mini-xception") == 2
    assert written in capsys.readouterr().out
    picture = cv2.imread(str(tmp_path / "comparison.png"))
    assert picture is not None
    assert picture.std() > 5
    assert compare(["transformer", "--data", str(folders), "--output", str(tmp_path)]) == 2


def test_a_picture_that_cannot_be_written_is_reported(
    folders: Path, finished_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights, picture = str(finished_run / "emotions.keras"), tmp_path / "nowhere" / "confusion.png"
    assert evaluate(["--data", str(folders), "--weights", weights, "--confusion", str(picture)]) == 2
    assert "cannot be written" in capsys.readouterr().err
