"""Train a network: `uv run python -m model.train --data PATH --architecture NAME --epochs N --output FOLDER`.

The folder then holds the weights and their record (as shipped in model/weights), the history as a table and as a
picture, and a checkpoint: the same command continues a run that was cut off.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from classroom.errors import MoodlineError
from model.data import FaceSet, read_faces


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, calibrate and write everything; returns the exit code."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        training, validation = read_faces(options.data, "training"), read_faces(options.data, "validation")
        _check_same_classes(training, validation, options.data)
        _train(options, training, validation)
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command continues after the last finished epoch.\n")
        return 130
    return 0


def _train(options: argparse.Namespace, training: FaceSet, validation: FaceSet) -> None:
    # TensorFlow takes seconds to come up, so wrong arguments and unreadable faces are told before.
    from model.plots import plot_history
    from model.shipping import ship
    from model.training import TrainingSettings, fit, read_history

    chosen = {name: value for name, value in vars(options).items() if value is not None}
    settings = replace(TrainingSettings(), **{name: chosen[name] for name in SETTINGS if name in chosen})
    network = fit(training, validation, settings, options.output)
    plot_history(read_history(options.output), options.output / "history.png")
    weights = ship(network, training, validation, settings, options.output)
    sys.stdout.write(f"The network is in {weights}; its figures are beside it.\n")


SETTINGS = ("architecture", "epochs", "batch_size", "learning_rate", "vote_weight", "seed")


def _check_same_classes(training: FaceSet, validation: FaceSet, path: Path) -> None:
    from model.errors import FaceDataError

    if training.names != validation.names:
        raise FaceDataError(
            f"Training has the classes {', '.join(training.names)}, validation {', '.join(validation.names)}",
            where=str(path),
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.train", description="Train an emotion network.")
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--output", type=Path, default=Path("build/training"), help="where everything is written")
    parser.add_argument("--architecture", help="a name in model/network.py (plain-cnn)")
    parser.add_argument("--epochs", type=int, help="how often all faces are seen (20)")
    parser.add_argument("--batch-size", type=int, help="faces a step (128)")
    parser.add_argument("--learning-rate", type=float, help="the highest of the run (0.003)")
    parser.add_argument("--vote-weight", type=float, help="share of FER+ votes in the targets, 0 to 1 (0.5)")
    parser.add_argument("--seed", type=int, help="of the first weights, the order and the variations (2013)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
