"""Train a network.

    uv run --group train python -m model.train --data PATH [--votes PATH] --architecture NAME [--epochs N]

The output folder then holds the weights and their record (as shipped in model/weights), the history as a table and
as a picture, and a checkpoint: the same command continues a run that was cut off.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model.data import FaceSet
from model.training.command import add_data_options, with_faces


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, calibrate and write everything; returns the exit code."""
    return with_faces(_parser().parse_args(arguments), _train)


def _train(options: argparse.Namespace, training: FaceSet, validation: FaceSet) -> None:
    from model.keras_network import bound_threads

    bound_threads(options.threads)
    from model.training.recipes import recipe
    from model.training.runs import run

    settings = recipe(options.architecture)
    named = ("epochs", "seed", "patience_epochs", "start_weights")
    settings = replace(
        settings, **{name: getattr(options, name) for name in named if getattr(options, name) is not None}
    )
    if options.minutes is not None:
        settings = settings.timed(options.minutes)
    if options.batch_size is not None:
        settings = replace(settings, batches=replace(settings.batches, batch_size=options.batch_size))
    if options.learning_rate is not None:
        settings = replace(settings, schedule=replace(settings.schedule, learning_rate=options.learning_rate))
    weights = run(training, validation, settings, options.output or Path("build/training") / options.architecture)
    sys.stdout.write(f"The network is in {weights}; its figures are beside it.\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.train", description="Train an emotion network.")
    add_data_options(parser)
    parser.add_argument("--output", type=Path, help="where everything is written (build/training/ARCHITECTURE)")
    parser.add_argument(
        "--architecture",
        default="moodline",
        help="moodline, plain-cnn, mini-xception, mobilenet-v2, vgg16 or resnet50 (moodline)",
    )
    parser.add_argument("--epochs", type=int, help="how often all faces are seen (the architecture's own)")
    parser.add_argument("--minutes", type=float, help="end after so long instead, with the learning rate fitted to it")
    parser.add_argument(
        "--weights",
        dest="start_weights",
        help="what a large one starts from: imagenet, or a file of the trunk's weights",
    )
    parser.add_argument("--batch-size", type=int, help="faces a step (128)")
    parser.add_argument("--learning-rate", type=float, help="the highest of the run (the architecture's own)")
    parser.add_argument(
        "--patience", dest="patience_epochs", type=int, help="end after so many epochs without a better"
    )
    parser.add_argument("--seed", type=int, help="of the first weights, the order and the variations (2013)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
