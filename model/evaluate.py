"""Evaluate a network.

uv run --group train python -m model.evaluate --data PATH [--weights PATH] [--head ferplus]
uv run python -m model.evaluate --data PATH --json
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from model.classifier import EmotionClassifier
from model.data import SPLITS, read_evaluation_faces, read_faces
from model.errors import OutputFileError
from model.evaluation.evaluate_classifier import evaluate_classifier
from model.evaluation.metrics import Metrics
from model.exit_codes import exit_code_of
from model.train_group import require_train_group
from model.weights_file import SHIPPED_WEIGHTS, read_record

DEFAULT_PICTURE: Final = Path("confusion.png")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the metrics; returns the exit code."""
    options = _parser().parse_args(arguments)
    return exit_code_of(lambda: _evaluate(options))


def _evaluate(options: argparse.Namespace) -> None:
    if not options.json:
        require_train_group()  # for the plot, which comes after minutes of evaluation
    if options.split is None:
        faces = read_evaluation_faces(options.data, options.votes)
    else:
        faces = read_faces(options.data, options.split, options.votes)
    classifier = EmotionClassifier.load(options.weights, labels=None, head=options.head)
    metrics = evaluate_classifier(classifier, faces, options.classes, is_flipped=options.flip)
    record = read_record(options.weights or SHIPPED_WEIGHTS).everything
    content = metrics.as_record() | {
        "parameters": record["parameters"],
        "head": classifier.head,
        "model_id": classifier.model_id,
    }
    if options.json:
        sys.stdout.write(json.dumps(content, indent=2) + "\n")
        return
    labels_used = (
        "the majority of people's votes" if classifier.head == "ferplus" and faces.votes is not None else "labels"
    )
    _report(content, metrics, labels_used, options.confusion)


def _report(content: dict[str, Any], metrics: Metrics, labels_used: str, picture: Path) -> None:
    from model.evaluation.plots import plot_confusion

    low, high = metrics.accuracy_interval
    lines = [
        f"{content['model_id']}, {content['parameters']:,} parameters, head {content['head']}",
        f"{metrics.faces:,} faces, held to {labels_used}",
        f"accuracy {metrics.accuracy:.1%} (95 % interval {low:.1%} to {high:.1%}), macro F1 {metrics.macro_f1:.3f}, "
        f"calibration error {metrics.expected_calibration_error:.1%}",
        "",
        f"{'':10}{'precision':>10}{'recall':>10}{'f1':>10}{'faces':>10}",
    ]
    for name, class_metrics in metrics.per_class.items():
        shares = f"{class_metrics.precision:>10.3f}{class_metrics.recall:>10.3f}{class_metrics.f1:>10.3f}"
        lines.append(f"{name:10}{shares}{class_metrics.support:>10,}")
    try:
        plot_confusion(metrics, picture)
    except OSError as error:
        raise OutputFileError(
            f"The confusion matrix cannot be written: {error.strerror}",
            where=str(picture),
            remedy="Name another place.",
        ) from error
    lines += ["", f"The confusion matrix is in {picture}"]
    sys.stdout.write("\n".join(lines) + "\n")


def _classes(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.evaluate", description="Measure an emotion network.")
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--votes", type=Path, help="FER+'s fer2013new.csv, for the head ferplus")
    parser.add_argument("--weights", type=Path, help="a .keras file with its record beside it (the shipped one)")
    parser.add_argument(
        "--head",
        choices=("ferplus", "fer2013"),
        default="fer2013",
        help="ferplus answers as people vote and is held to their majority where there are votes; fer2013 to labels",
    )
    parser.add_argument("--classes", type=_classes, help="only these classes, such as angry,happy,sad")
    parser.add_argument("--split", choices=SPLITS, help="which faces (validation, or else what the data has)")
    parser.add_argument("--flip", action="store_true", help="average the answers to each face and to its mirror image")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument("--confusion", type=Path, default=DEFAULT_PICTURE, help="the picture (confusion.png)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
