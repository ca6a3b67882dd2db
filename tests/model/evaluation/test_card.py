"""The model card's metrics are those of the record of the weights."""

import json
from pathlib import Path

from model.evaluation.card import card_metrics
from model.weights_file import SHIPPED_WEIGHTS, read_record

CARD = (Path(__file__).resolve().parents[3] / "docs/model-card.md").read_text(encoding="utf-8")
RECORD = read_record(SHIPPED_WEIGHTS).everything


def test_the_cards_figures_are_the_records() -> None:
    # uv run python tools/write_model_card.py inserts them.
    assert card_metrics(RECORD) in CARD


def test_the_card_names_the_network_that_is_shipped() -> None:
    assert RECORD["model_id"] in CARD
    assert f"{RECORD['parameters']:,} parameters" in CARD
    assert f"{RECORD['bytes'] / 1e6:.1f} MB" in CARD


def test_the_card_says_how_the_weights_were_made() -> None:
    epochs = json.loads((SHIPPED_WEIGHTS.parent / "emotions-run.json").read_text(encoding="utf-8"))["epochs"]
    assert "tools/distillation/convert_student.py" in CARD
    assert all(f"{row['seconds']:.0f} seconds and {row['epoch']:.0f}" in CARD.replace("\n", " ") for row in epochs)
