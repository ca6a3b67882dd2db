"""Facts about a network survive storage, and invalid ones are rejected."""

from dataclasses import replace

import pytest

from classroom.model_facts import ModelFacts, read_facts, row_shares

CERTAIN = tuple(tuple(1.0 if column == row else 0.0 for column in range(7)) for row in range(7))
FACTS = ModelFacts(0.84, 0.827, 0.852, 3372, "FER+ majorities", CERTAIN)


def test_facts_are_read_as_they_were_written() -> None:
    assert read_facts(FACTS.written()) == FACTS


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"accuracy": 1}', FACTS.written().replace("0.84", "84")])
def test_what_cannot_be_read_is_not_known(text: str | None) -> None:
    assert read_facts(text) is None


def test_a_confusion_that_does_not_sum_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        replace(FACTS, confusion=((0.5,) * 7, *CERTAIN[1:]))
    with pytest.raises(ValueError, match="seven rows"):
        replace(FACTS, confusion=CERTAIN[:6])


def test_an_accuracy_is_a_share_of_some_faces() -> None:
    with pytest.raises(ValueError, match="accuracy"):
        replace(FACTS, accuracy=84.0)
    with pytest.raises(ValueError, match="accuracy"):
        replace(FACTS, faces=0)


def test_counts_become_shares_of_their_row() -> None:
    assert row_shares([[3, 1], [0, 2]]) == ((0.75, 0.25), (0.0, 1.0))
    with pytest.raises(ValueError, match="at least one face"):
        row_shares([[0, 0]])
