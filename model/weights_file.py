"""The shipped network: a `.keras` file, the same for live use, and the JSON record that says what they must be."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from model.errors import ModelFileError

SHIPPED_WEIGHTS: Final = Path(__file__).parent / "weights" / "emotions.keras"
TRAIN: Final = "uv run --group train python -m model.train --help"
REMEDY: Final = f"Fetch the file again (git checkout -- model/weights), or train one: {TRAIN}"


@dataclass(frozen=True, slots=True)
class WeightsRecord:
    """What the record says of its weights; `everything` is the whole JSON, with figures and settings."""

    model_id: str
    sha256: str
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    input_side: int
    lite_sha256: str | None
    everything: dict[str, Any]


def record_path(weights: Path) -> Path:
    """Return where the record of these weights lies: beside them, with the suffix .json."""
    return weights.with_suffix(".json")


def lite_path(weights: Path) -> Path:
    """Return where the same network lies in the form that LiteRT runs: beside them, with the suffix .tflite."""
    return weights.with_suffix(".tflite")


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_record(weights: Path) -> WeightsRecord:
    """Return the record beside the weights; raises ModelFileError if it is missing or says too little."""
    path = record_path(weights)
    if not path.is_file():
        raise ModelFileError("The emotion network's record is missing", where=str(path), remedy=REMEDY)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return WeightsRecord(
            model_id=str(content["model_id"]),
            sha256=str(content["sha256"]),
            labels=tuple(content["labels"]),
            heads=tuple(content["heads"]),
            input_side=int(content["input_side"]),
            lite_sha256=content.get("lite_sha256"),
            everything=content,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelFileError(
            f"The emotion network's record cannot be read: {error!r}", where=str(path), remedy=REMEDY
        ) from error


def checked_record(
    weights: Path, *, labels: Sequence[str] | None, input_side: int, head: str | None = None
) -> WeightsRecord:
    """Return the record after holding the file to it; nothing of the file is loaded before this has passed.

    `labels` None accepts any labels, `head` None any heads. Raises ModelFileError for a missing, truncated or changed
    file, and for a network made for other labels or another input, or without that head.
    """
    if not weights.is_file():
        raise ModelFileError("The emotion network's file is missing", where=str(weights), remedy=REMEDY)
    record = read_record(weights)
    _require_sha256(weights, record.sha256)
    if labels is not None and record.labels != tuple(labels):
        raise ModelFileError(
            f"The network answers {', '.join(record.labels)}, but {', '.join(labels)} are needed, in this order",
            where=str(weights),
            remedy=REMEDY,
        )
    if record.input_side != input_side:
        raise ModelFileError(
            f"The network takes faces of {record.input_side} pixels, not {input_side}",
            where=str(weights),
            remedy=REMEDY,
        )
    if head is not None and head not in record.heads:
        raise ModelFileError(
            f"The network has no head {head}, only {', '.join(record.heads)}",
            where=str(weights),
            remedy=f"Choose --head {record.heads[0]}, or train with votes: {TRAIN}",
        )
    return record


def checked_lite(weights: Path, record: WeightsRecord) -> bytes | None:
    """Return the bytes of the `.tflite` file beside the weights; None for a record that knows of none.

    Raises ModelFileError if the file is missing, cut short or changed.
    """
    if record.lite_sha256 is None:
        return None
    path = lite_path(weights)
    if not path.is_file():
        raise ModelFileError("The emotion network's file for live use is missing", where=str(path), remedy=REMEDY)
    _require_sha256(path, record.lite_sha256)
    return path.read_bytes()


def _require_sha256(path: Path, expected: str) -> None:
    found = sha256_of(path)
    if found != expected:
        raise ModelFileError(
            f"The emotion network's file is cut short or changed: its SHA-256 is {found}, not {expected}",
            where=str(path),
            remedy=REMEDY,
        )


def write_record(weights: Path, content: dict[str, Any]) -> None:
    """Write the record beside the weights."""
    record_path(weights).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
