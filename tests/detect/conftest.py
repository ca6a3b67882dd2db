"""The real detector, loaded once; and galleries of real faces with their true boxes."""

import json
from pathlib import Path

import pytest

from classroom.native_stderr import native_stderr_silenced
from monitor.detect import MtcnnDetector


@pytest.fixture(scope="session")
def detector() -> MtcnnDetector:
    with native_stderr_silenced():
        return MtcnnDetector(smallest_face_px=36, min_confidence=0.9)


@pytest.fixture(scope="session")
def drawn_boxes(shared: Path) -> dict[str, list[list[float]]]:
    """Return the boxes that people drew on the group photographs, by file name."""
    boxes: dict[str, list[list[float]]] = json.loads((shared / "gallery/photos/faces.json").read_text())
    return boxes
