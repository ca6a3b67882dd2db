"""Load and run MTCNN's three networks, with the weights of the `mtcnn` package, in LiteRT."""

import hashlib
import json
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.errors import ModelFileError
from model.lite_network import Arrays, LiteNetwork

FOLDER: Final = Path(__file__).resolve().parent.parent / "weights" / "mtcnn"
NAMES: Final = ("pnet", "rnet", "onet")
REMEDY: Final = "Fetch the file again: git checkout -- model/weights"


class FaceNetworks:
    """P-Net, R-Net and O-Net, verified against their record's SHA-256 before they are loaded.

    Raises ModelFileError for a file that is missing, truncated or changed.
    """

    def __init__(self, threads: int, folder: Path = FOLDER) -> None:
        self._threads = threads
        self._folder = folder
        self._contents = {name: _checked(folder, name) for name in NAMES}
        self._levels: dict[tuple[str, int], LiteNetwork] = {}
        self._refine = self._new("rnet")
        self._output = self._new("onet")

    def propose(self, level_rgb: NDArray[np.uint8], of: tuple[str, int]) -> Arrays:
        """Return P-Net's offsets (h, w, 4) and face probabilities (h, w) for a picture uint8 (height, width, 3).

        `of` is the key of a network kept for pictures of one size, so that tensors are allocated once for each level.
        """
        if of not in self._levels:
            self._levels[of] = self._new("pnet")
        offsets, classes = self._levels[of](level_rgb[np.newaxis])
        return offsets[0], classes[0, ..., 1]

    def refine(self, patches: NDArray[np.uint8]) -> Arrays:
        """Return R-Net's offsets (n, 4) and face probabilities (n,) for patches uint8 (n, 24, 24, 3)."""
        offsets, classes = self._refine(patches)
        return offsets, classes[:, 1]

    def judge(self, patches: NDArray[np.uint8]) -> Arrays:
        """Return O-Net offsets (n, 4), landmarks (n, 10) and probabilities (n,) of patches uint8 (n, 48, 48, 3)."""
        offsets, landmarks, classes = self._output(patches)
        return offsets, landmarks, classes[:, 1]

    def _new(self, name: str) -> LiteNetwork:
        return LiteNetwork(self._contents[name], self._threads, where=str(_path(self._folder, name)))


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.tflite"


def _checked(folder: Path, name: str) -> bytes:
    path = _path(folder, name)
    try:
        content = path.read_bytes()
        expected = json.loads((folder / "record.json").read_text(encoding="utf-8"))["sha256"][name]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(
            f"The face detector's files cannot be read: {error}", where=str(folder), remedy=REMEDY
        ) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ModelFileError("The face detector's file is cut short or changed", where=str(path), remedy=REMEDY)
    return content
