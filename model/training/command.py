"""What the commands that train have in common: the faces that they need, and what they say when something is wrong."""

import argparse
from collections.abc import Callable
from pathlib import Path

from model.data import FaceSet, read_faces
from model.errors import FaceDataError
from model.exit_codes import exit_code_of
from model.train_group import require_train_group

Action = Callable[[argparse.Namespace, FaceSet, FaceSet], None]


def with_faces(options: argparse.Namespace, action: Action) -> int:
    """Do it with the training and the validation faces of `options.data`; returns the exit code.

    The faces are read first, since TensorFlow takes seconds to come up and what cannot be read should be told before.
    """

    def read_and_act() -> None:
        require_train_group()
        training = read_faces(options.data, "training", options.votes)
        validation = read_faces(options.data, "validation", options.votes)
        _require_same_classes(training, validation, options.data)
        action(options, training, validation)

    return exit_code_of(read_and_act, "\nStopped. The same command continues after the last finished epoch.")


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the faces, and the number of processor cores."""
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--votes", type=Path, help="FER+'s fer2013new.csv, which belongs to the faces")
    parser.add_argument("--threads", type=int, default=2, help="processor cores to use (2)")


def _require_same_classes(training: FaceSet, validation: FaceSet, path: Path) -> None:
    if training.names != validation.names:
        raise FaceDataError(
            f"Training has the classes {', '.join(training.names)}, validation {', '.join(validation.names)}",
            where=str(path),
        )
