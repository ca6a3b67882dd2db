"""Measure a network: `uv run python -m model.evaluate --data PATH [--weights PATH] [--against ferplus] [--json]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classroom.errors import MoodlineError
from model.classifier import EmotionClassifier
from model.data import SPLITS, FaceSet, read_faces
from model.errors import FaceDataError
from model.measures import Measures, measure
from model.plots import plot_confusion
from model.weights_file import SHIPPED_WEIGHTS, read_record


def measure_classifier(classifier: EmotionClassifier, faces: FaceSet) -> Measures:
    """Return the figures of the classifier on these faces, whose classes must be the network's."""
    if faces.names != classifier.labels:
        raise FaceDataError(f"The faces have the classes {faces.names}, the network {classifier.labels}")
    return measure(classifier.probabilities(faces.images), faces.labels, faces.names)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        faces = read_faces(options.data, options.split)
        if options.against == "ferplus":
            faces = faces.against_majority()
        classifier = EmotionClassifier.load(options.weights, labels=None)
        measures = measure_classifier(classifier, faces)
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    record = read_record(options.weights or SHIPPED_WEIGHTS).everything
    content = measures.as_record() | {"parameters": record.get("parameters"), "model_id": classifier.model_id}
    sys.stdout.write((json.dumps(content, indent=2) if options.json else _report(content)) + "\n")
    if options.confusion:
        plot_confusion(measures, options.confusion)
    return 0


def _report(content: dict[str, Any]) -> str:
    low, high = content["accuracy_interval_95"]
    lines = [
        f"{content['model_id']}, {content['parameters']} parameters, on {content['faces']} faces",
        f"accuracy {content['accuracy']:.1%} (95 % interval {low:.1%} to {high:.1%}), "
        f"macro F1 {content['macro_f1']:.3f}, "
        f"calibration error {content['expected_calibration_error']:.3f}",
        "",
        f"{'':10}{'precision':>10}{'recall':>10}{'f1':>10}{'faces':>10}",
    ]
    for name, figures in content["per_class"].items():
        shares = "".join(f"{figures[key]:>10.3f}" for key in ("precision", "recall", "f1"))
        lines.append(f"{name:10}{shares}{figures['support']:>10}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.evaluate", description="Measure an emotion network.")
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--weights", type=Path, help="a .keras file with its record beside it (the shipped one)")
    parser.add_argument("--split", choices=SPLITS, default="validation", help="which faces (validation)")
    parser.add_argument(
        "--against", choices=("labels", "ferplus"), default="labels", help="labels, or the majority of FER+ votes"
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument("--confusion", type=Path, help="also write a picture of the confusion matrix here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
