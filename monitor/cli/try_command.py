"""Read the faces of one's own camera for the dashboard, which starts this program and sends it pictures."""

import io
import json
import sys
from dataclasses import asdict
from typing import Any, Final

from classroom.config import Config
from classroom.model_facts import ModelFacts
from monitor.pace.priority import lower_priority
from monitor.try_it.face_reader import SMALLEST_FACE_PX, FaceReader, SeenFaces
from monitor.try_it.requests import requests
from monitor.watch.build import build_pipeline

STANDARD_INPUT: Final = 0


def try_on_own_face(config: Config) -> None:
    """Answer each picture of the standard input by a line of JSON, until the dashboard or its page is gone.

    The first line says that the networks are loaded, and how good they are. Raises ModelFileError.
    """
    lower_priority()  # a class that runs meanwhile, and the call, go first
    seen = SeenFaces()
    changed = {"smallest_face_px": SMALLEST_FACE_PX, "slides_area": None, "mode": "mood"}
    settings = config.monitor.model_copy(update=changed)
    reader = FaceReader(build_pipeline(settings, (seen,)), seen)
    facts = _facts()
    _tell({"ready": None if facts is None else asdict(facts)})
    with io.FileIO(STANDARD_INPUT, closefd=False) as stream:
        for request in requests(stream):
            _tell(reader.read(request.jpeg, is_first=request.is_first))


def _facts() -> ModelFacts | None:
    from model.facts import shipped_facts

    return shipped_facts()


def _tell(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()
