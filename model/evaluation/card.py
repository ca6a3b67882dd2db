"""Render the metrics of the model card from the record of the weights."""

from typing import Any

NAMES = {"fer2013": "FER-2013 labels", "ferplus": "FER+ majority"}
ORDER = ("fer2013", "ferplus")


def card_metrics(record: dict[str, Any]) -> str:
    """Return the record's metrics as Markdown: accuracy and calibration of each head, and recall by class.

    `record` is the JSON next to the weights.
    """
    heads = [head for head in ORDER if head in record["heads"]]
    measured = {head: record["validation"][head] for head in heads}
    return "\n".join(
        [
            *_summary(measured, heads),
            "",
            "Recall, by label:",
            "",
            *_recall(measured, heads),
            "",
            "Confusion on the head for FER-2013's labels, rows by label, columns by answer:",
            "",
            *_confusion(measured["fer2013"]),
            "",
        ]
    )


def _summary(measured: dict[str, Any], heads: list[str]) -> list[str]:
    def row(name: str, cells: list[str]) -> str:
        return f"| {name} | " + " | ".join(cells) + " |"

    def of(key: str, form: str) -> list[str]:
        return [format(measured[head][key], form) for head in heads]

    lines = [row("", [NAMES[head] for head in heads]), "|---" * (len(heads) + 1) + "|"]
    accuracy = []
    for head in heads:
        low, high = measured[head]["accuracy_interval_95"]
        accuracy.append(f"{measured[head]['accuracy']:.1%} ({low:.1%} to {high:.1%})")
    lines.append(row("accuracy", accuracy))
    lines.append(row("with a mirrored look at each face", of("accuracy_with_flip", ".1%")))
    lines.append(row("faces", of("faces", ",")))
    lines.append(row("macro F1", of("macro_f1", ".3f")))
    for subset in measured[heads[0]]["among"]:
        cells = [f"{measured[head]['among'][subset]['accuracy']:.1%}" for head in heads]
        lines.append(row("among " + subset.replace(" ", ", "), cells))
    lines.append(row("calibration error, 15 bins", of("expected_calibration_error", ".1%")))
    lines.append(row("the same before temperature scaling", of("expected_calibration_error_before", ".1%")))
    return lines


def _recall(measured: dict[str, Any], heads: list[str]) -> list[str]:
    lines = ["| | " + " | ".join(NAMES[head] for head in heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for name in measured[heads[0]]["per_class"]:
        classes = [measured[head]["per_class"][name] for head in heads]
        cells = " | ".join(f"{metrics['recall']:.1%} of {metrics['support']:,}" for metrics in classes)
        lines.append(f"| {name} | {cells} |")
    return lines


def _confusion(metrics: dict[str, Any]) -> list[str]:
    names = list(metrics["per_class"])
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for name, counts in zip(names, metrics["confusion"], strict=True):
        lines.append(f"| {name} | " + " | ".join(str(count) for count in counts) + " |")
    return lines
