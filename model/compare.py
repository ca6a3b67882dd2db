"""Compare networks.

    uv run --group train python -m model.compare NETWORK... --data PATH [--epochs N] [--output FOLDER]

A NETWORK is the name of an architecture, which is trained into a folder of its own (or resumed, or reused if it was
trained before), or the path of a `.keras` file with its record.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.data import FaceSet
from model.training.command import add_data_options, with_faces

if TYPE_CHECKING:
    from model.training.recipes import TrainingSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """Train or load every network, and write the table and the picture; returns the exit code."""
    return with_faces(_parser().parse_args(arguments), _compare)


def _compare(options: argparse.Namespace, training: FaceSet, validation: FaceSet) -> None:
    from model.keras_network import bound_threads

    bound_threads(options.threads)
    from model.evaluation.comparison import evaluate_network, table, write_json
    from model.evaluation.plots import plot_comparison
    from model.training.recipes import recipe
    from model.training.runs import run
    from model.weights_file import read_record

    plans = {name: None if _is_file(name) else _planned(recipe(name), options) for name in options.networks}
    for name in filter(_is_file, plans):
        read_record(Path(name))  # A wrong name should be reported before the training, not after.
    rows = []
    for name, settings in plans.items():
        if settings is not None:
            sys.stdout.write(f"{name}: training\n")
        weights = Path(name) if settings is None else run(training, validation, settings, options.output / name)
        rows.append(evaluate_network(weights, training, validation))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "comparison.md").write_text(table(rows), encoding="utf-8")
    write_json(rows, options.output / "comparison.json")
    plot_comparison(rows, options.output / "comparison.png")
    sys.stdout.write(table(rows))
    sys.stdout.write(f"The table and the picture are in {options.output}.\n")


def _planned(settings: "TrainingSettings", options: argparse.Namespace) -> "TrainingSettings":
    if options.minutes is not None:
        return settings.timed(options.minutes)
    return settings if options.epochs is None else replace(settings, epochs=options.epochs)


def _is_file(network: str) -> bool:
    return network.endswith(".keras")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.compare", description="Compare emotion networks.")
    parser.add_argument("networks", nargs="+", metavar="NETWORK", help="an architecture's name, or a .keras file")
    add_data_options(parser)
    parser.add_argument("--epochs", type=int, help="how often all faces are seen (each architecture's own)")
    parser.add_argument("--minutes", type=float, help="train each for so long instead")
    parser.add_argument("--output", type=Path, default=Path("build/comparison"), help="where everything is written")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
