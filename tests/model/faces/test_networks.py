"""The shipped networks are compared with the `mtcnn` package's own, and damaged files are rejected."""

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.errors import ModelFileError
from model.faces.finder import FaceFinder
from model.faces.networks import FOLDER, NAMES, FaceNetworks
from model.faces.patches import crop_patches
from model.faces.pyramid import ScaledPicture
from model.weights_file import sha256_of
from monitor.capture.demo.gallery import DemoPicture, Gallery
from monitor.capture.demo.lesson import Lesson

ROOT = FOLDER.parent.parent.parent
CLOSE = 1e-5

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def package_networks() -> dict[str, Any]:
    from tools.convert_mtcnn import package_network

    return {name: package_network(name) for name in NAMES}


@pytest.fixture(scope="module")
def networks() -> FaceNetworks:
    return FaceNetworks(2)


@pytest.fixture(scope="module")
def demo() -> DemoPicture:
    return Gallery(Lesson.load(9), 640, 360).draw(50)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "mtcnn"))


def run_network(network: Any, batch: Picture) -> list[NDArray[np.float32]]:  # noqa: ANN401 - Keras has no types
    return [np.asarray(answer) for answer in network((batch.astype(np.float32) - 127.5) / 128)]


def faces_and_noise(demo: DemoPicture, count: int, side: int) -> Picture:
    """Return as many patches, uint8 (count, side, side, 3): the class's nine faces and noise by turns."""
    seen = ScaledPicture.of(demo.image_bgr, 36)
    boxes = np.array([[x, y, x + w, y + h] for x, y, w, h in demo.boxes_xywh], np.float32) * np.float32(seen.shrink)
    noise = np.random.default_rng(1).integers(0, 256, (9, side, side, 3), np.uint8)
    return np.resize(np.concatenate([crop_patches(seen.image_rgb, boxes, side), noise]), (count, side, side, 3))


def test_p_net_answers_as_the_packages_after_every_change_of_size(
    networks: FaceNetworks, package_networks: dict[str, Any], demo: DemoPicture
) -> None:
    whole = ScaledPicture.of(demo.image_bgr, 36).image_rgb
    noise = np.random.default_rng(2).integers(0, 256, (70, 51, 3), np.uint8)
    for level in (whole, whole[:12, :12], noise, whole[:50, :41], whole):
        offsets, face = networks.propose(level, ("whole", 0))
        expected_offsets, expected_classes = run_network(package_networks["pnet"], level[np.newaxis])
        assert offsets == pytest.approx(expected_offsets[0], abs=CLOSE)
        assert face == pytest.approx(expected_classes[0, ..., 1], abs=CLOSE)
    assert face.min() < 0.1
    assert face.max() > 0.9


@pytest.mark.parametrize("count", [18, 1, 60, 17, 18])
def test_r_net_answers_as_the_packages(
    networks: FaceNetworks, package_networks: dict[str, Any], demo: DemoPicture, count: int
) -> None:
    patches = faces_and_noise(demo, count, 24)
    offsets, face = networks.refine(patches)
    expected_offsets, expected_classes = run_network(package_networks["rnet"], patches)
    assert offsets == pytest.approx(expected_offsets, abs=CLOSE)
    assert face == pytest.approx(expected_classes[:, 1], abs=CLOSE)
    assert face.max() > 0.9
    assert count < 18 or face.min() < 0.1


@pytest.mark.parametrize("count", [18, 1, 60, 17, 18])
def test_o_net_answers_as_the_packages(
    networks: FaceNetworks, package_networks: dict[str, Any], demo: DemoPicture, count: int
) -> None:
    patches = faces_and_noise(demo, count, 48)
    offsets, landmarks, face = networks.judge(patches)
    expected_offsets, expected_landmarks, expected_classes = run_network(package_networks["onet"], patches)
    assert offsets == pytest.approx(expected_offsets, abs=CLOSE)
    assert landmarks == pytest.approx(expected_landmarks, abs=CLOSE)
    assert face == pytest.approx(expected_classes[:, 1], abs=CLOSE)
    assert face.max() > 0.9
    assert count < 18 or face.min() < 0.1


def test_the_record_names_the_files_and_the_package_that_they_come_from() -> None:
    record = json.loads((FOLDER / "record.json").read_text())
    assert record["source"] == f"mtcnn {version('mtcnn')}"
    assert record["sha256"] == {name: sha256_of(FOLDER / f"{name}.tflite") for name in NAMES}


def test_the_packages_licence_is_in_the_folder_of_its_weights() -> None:
    licence = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License")
    assert "Iván de Paz Centeno" in licence
    assert "THE SOFTWARE IS PROVIDED" in licence


def _write_record(content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "record.json").write_text(content)


def _flip_one_byte(folder: Path) -> None:
    content = bytearray((folder / "rnet.tflite").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "rnet.tflite").write_bytes(content)


def _truncate(folder: Path) -> None:
    (folder / "onet.tflite").write_bytes((folder / "onet.tflite").read_bytes()[:1000])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (shutil.rmtree, "cannot be read"),
        (lambda folder: (folder / "pnet.tflite").unlink(), "cannot be read"),
        (lambda folder: (folder / "record.json").unlink(), "cannot be read"),
        (_write_record(""), "cannot be read"),
        (_write_record("{"), "cannot be read"),
        (_write_record("{}"), "cannot be read"),
        (_write_record("[]"), "cannot be read"),
        (_write_record('{"sha256": null}'), "cannot be read"),
        (_write_record('{"sha256": {"pnet": null, "rnet": null, "onet": null}}'), "cut short or changed"),
        (lambda folder: (folder / "record.json").write_bytes(b"\xff\xfe\x00"), "cannot be read"),
        (lambda folder: (folder / "pnet.tflite").write_bytes(b""), "cut short or changed"),
        (_truncate, "cut short or changed"),
        (_flip_one_byte, "cut short or changed"),
    ],
)
def test_files_that_are_not_what_they_should_be_are_refused_with_a_remedy(
    copied: Path, change: Callable[[Path], object], message: str
) -> None:
    change(copied)
    with pytest.raises(ModelFileError, match=message) as raised:
        FaceNetworks(1, copied)
    assert str(copied) in raised.value.where
    assert raised.value.remedy == "Fetch the file again: git checkout -- model/weights"


def test_a_failure_inside_a_network_does_not_pass_for_an_empty_class(
    copied: Path, demo: DemoPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(copied / "rnet.tflite", copied / "onet.tflite")  # a valid network, but not one for this input
    record = json.loads((copied / "record.json").read_text())
    record["sha256"]["onet"] = record["sha256"]["rnet"]
    (copied / "record.json").write_text(json.dumps(record))
    finder = FaceFinder(36, 0.9)
    monkeypatch.setattr(finder, "_networks", FaceNetworks(1, copied))
    with pytest.raises(RuntimeError, match="failed to invoke"):
        finder.find(demo.image_bgr)


class Hostile:
    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("executed"),))


FIND_FACES = """
import sys
sys.path.insert(0, sys.argv[1])
import numpy
from model.faces.finder import FaceFinder
FaceFinder(36, 0.9).find(numpy.zeros((90, 160, 3), numpy.uint8))
print(*{name.split(".")[0] for name in sys.modules})
"""


def test_finding_faces_loads_neither_tensorflow_nor_the_package_and_unpickles_nothing(tmp_path: Path) -> None:
    for name in NAMES:
        for kind in ("lz4", "tflite"):
            (tmp_path / f"{name}.{kind}").write_bytes(pickle.dumps(Hostile()))
    done = subprocess.run(
        [sys.executable, "-c", FIND_FACES, str(ROOT)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"ai_edge_litert", "cv2"} <= loaded
    assert not loaded & {"tensorflow", "keras", "mtcnn", "joblib", "lz4"}
    assert not (tmp_path / "executed").exists()
    assert done.stderr == ""
