"""Insert the shipped network's metrics into docs/model-card.md, between its two marks.

uv run python tools/write_model_card.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.evaluation.card import card_metrics
from model.weights_file import SHIPPED_WEIGHTS, read_record

CARD = Path(__file__).resolve().parent.parent / "docs" / "model-card.md"
BEGIN, END = "<!-- figures: tools/write_model_card.py -->\n", "<!-- end of figures -->"


def main() -> None:
    """Write the metrics."""
    text = CARD.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{CARD} lacks the marks {BEGIN.strip()} and {END}")
    figures = card_metrics(read_record(SHIPPED_WEIGHTS).everything)
    CARD.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")
    print(figures)


if __name__ == "__main__":
    main()
