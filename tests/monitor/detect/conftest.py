"""The real detector, loaded once; and galleries of real faces with their true boxes."""

import json
from pathlib import Path

import pytest

from model.faces.finder import FaceFinder
from monitor.detect.detector import MtcnnDetector


@pytest.fixture(scope="session")
def finder() -> FaceFinder:
    return FaceFinder(smallest_face_px=36, min_confidence=0.9)


@pytest.fixture
def detector(finder: FaceFinder) -> MtcnnDetector:
    return MtcnnDetector(finder)


@pytest.fixture(scope="session")
def drawn_boxes(shared: Path) -> dict[str, list[list[float]]]:
    """Return the boxes that people drew on the group photographs, by file name."""
    boxes: dict[str, list[list[float]]] = json.loads((shared / "gallery/photos/faces.json").read_text())
    return boxes
