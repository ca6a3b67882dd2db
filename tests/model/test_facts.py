"""The shipped network's quality is extracted from its record, for storage with classes."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from classroom.model_facts import read_facts
from model.facts import facts_of, shipped_facts
from model.weights_file import SHIPPED_WEIGHTS, read_record


def test_the_shipped_network_s_facts_are_those_of_the_head_that_live_use_takes() -> None:
    record, facts = read_record(SHIPPED_WEIGHTS), shipped_facts()
    assert facts is not None
    measured = record.everything["validation"][record.heads[0]]
    assert (facts.accuracy, facts.faces) == (measured["accuracy"], measured["faces"])
    correct = sum(measured["confusion"][place][place] for place in range(7))
    assert correct / facts.faces == pytest.approx(facts.accuracy, abs=1e-3)
    assert all(sum(row) == pytest.approx(1) for row in facts.confusion)
    assert read_facts(facts.written()) == facts


@pytest.mark.parametrize("missing", ["validation", "ferplus", "confusion", "accuracy_interval_95", "split"])
def test_a_record_without_figures_gives_no_facts(missing: str) -> None:
    record = read_record(SHIPPED_WEIGHTS)
    everything: dict[str, Any] = copy.deepcopy(record.everything)
    for part in (everything, everything["validation"], everything["validation"]["ferplus"]):
        part.pop(missing, None)
    assert facts_of(replace(record, everything=everything)) is None


def test_an_emotion_without_a_face_and_a_network_of_other_classes_give_no_facts() -> None:
    record = read_record(SHIPPED_WEIGHTS)
    everything: dict[str, Any] = copy.deepcopy(record.everything)
    everything["validation"]["ferplus"]["confusion"][1] = [0] * 7
    assert facts_of(replace(record, everything=everything)) is None
    assert facts_of(replace(record, labels=("happy", "sad"))) is None
