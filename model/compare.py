"""Compare networks: `uv run python -m model.compare NETWORK... --data PATH [--epochs N] [--output FOLDER]`.

A NETWORK is the name of an architecture, which is trained into a folder of its own (or continued, or taken as it is
where it was trained before), or the path of a `.keras` file with its record, which is loaded.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from classroom.errors import MoodlineError
from model.data import FaceSet, read_faces
from model.train import check_same_classes


def main(arguments: Sequence[str] | None = None) -> int:
    """Train or load every network, and write the table and the picture; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        training = read_faces(options.data, "training", options.votes)
        validation = read_faces(options.data, "validation", options.votes)
        check_same_classes(training, validation, options.data)
        _compare(options, training, validation)
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command continues after the last finished epoch.\n")
        return 130
    return 0


def _compare(options: argparse.Namespace, training: FaceSet, validation: FaceSet) -> None:
    # TensorFlow takes seconds to come up, so unreadable faces and unknown names are told before.
    from model.classifier import bound_threads

    bound_threads(options.threads)
    from model.measuring.comparison import measured, table, write_json
    from model.measuring.plots import plot_comparison
    from model.training.recipes import recipe
    from model.training.runs import run

    limits = {name: value for name in ("epochs", "minutes") if (value := getattr(options, name)) is not None}
    plans = {name: None if _is_file(name) else replace(recipe(name), **limits) for name in options.networks}
    rows = []
    for name, settings in plans.items():
        if settings is not None:
            sys.stdout.write(f"{name}: training\n")
        weights = Path(name) if settings is None else run(training, validation, settings, options.output / name)
        rows.append(measured(weights, training, validation))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "comparison.md").write_text(table(rows), encoding="utf-8")
    write_json(rows, options.output / "comparison.json")
    plot_comparison(rows, options.output / "comparison.png")
    sys.stdout.write(table(rows))
    sys.stdout.write(f"The table and the picture are in {options.output}.\n")


def _is_file(network: str) -> bool:
    return network.endswith(".keras")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m model.compare", description="Compare emotion networks.")
    parser.add_argument("networks", nargs="+", metavar="NETWORK", help="an architecture's name, or a .keras file")
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--votes", type=Path, help="FER+'s fer2013new.csv, which belongs to the faces")
    parser.add_argument("--epochs", type=int, help="how often all faces are seen (each architecture's own)")
    parser.add_argument("--minutes", type=float, help="train each for so long instead")
    parser.add_argument("--output", type=Path, default=Path("build/comparison"), help="where everything is written")
    parser.add_argument("--threads", type=int, default=2, help="processor cores to use (2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
