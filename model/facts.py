"""Extract the shipped network's measured quality from its record, for storage with each class."""

from typing import Any, Final

from classroom.emotions import EMOTIONS
from classroom.model_facts import ModelFacts, row_shares
from model.weights_file import SHIPPED_WEIGHTS, WeightsRecord, read_record

LABELS_OF: Final = {"ferplus": "FER+ majority votes", "fer2013": "FER-2013 labels"}


def shipped_facts() -> ModelFacts | None:
    """Return the facts of the shipped network. Raises ModelFileError if its record is missing or invalid."""
    return facts_of(read_record(SHIPPED_WEIGHTS))


def facts_of(record: WeightsRecord) -> ModelFacts | None:
    """Return the held-out metrics of the head that live use takes (the first).

    None if the record has no such metrics, if its classes are others, or if an emotion had no face.
    """
    head = record.heads[0]
    validation = record.everything.get("validation")
    if record.labels != tuple(EMOTIONS) or not isinstance(validation, dict):
        return None
    try:
        return _facts(validation[head], f"{LABELS_OF.get(head, head)}, {validation['split']}")
    except (KeyError, TypeError, ValueError):
        return None


def _facts(measured: dict[str, Any], measured_on: str) -> ModelFacts:
    low, high = measured["accuracy_interval_95"]
    return ModelFacts(
        accuracy=float(measured["accuracy"]),
        accuracy_low=float(low),
        accuracy_high=float(high),
        faces=int(measured["faces"]),
        measured_on=measured_on,
        confusion=row_shares(measured["confusion"]),
    )
