"""Describe a dataset: `uv run --group train python -m model.describe --data PATH [--votes PATH] [--output FOLDER]`.

Prints the number of faces of each class, by label and by FER+'s majority, and writes `classes.png` and `faces.png`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from classroom.emotions import EMOTIONS
from model.data import FaceSet, Split, read_faces
from model.errors import FaceDataError
from model.exit_codes import exit_code_of
from model.train_group import require_train_group

SPLITS_SHOWN: Final[tuple[Split, ...]] = ("training", "validation")
CLASSES_NAME: Final = "classes.png"
FACES_NAME: Final = "faces.png"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and write both pictures; returns the exit code."""
    options = _parser().parse_args(arguments)
    return exit_code_of(lambda: _describe(options))


def _describe(options: argparse.Namespace) -> None:
    require_train_group()
    splits = {split: read_faces(options.data, split, options.votes) for split in SPLITS_SHOWN}
    _draw(splits, options.output, options.seed)
    pictures = f"Pictures: {options.output / CLASSES_NAME} and {options.output / FACES_NAME}"
    sys.stdout.write("\n".join([*table(splits), "", pictures]) + "\n")


def _draw(splits: dict[Split, FaceSet], output: Path, seed: int) -> None:
    # Matplotlib takes a second to import, so unreadable faces are reported before.
    from model.face_plots import plot_class_distribution, plot_sample_faces

    try:
        output.mkdir(parents=True, exist_ok=True)
        plot_class_distribution(splits["training"], splits["validation"], output / CLASSES_NAME)
        plot_sample_faces(splits["training"], output / FACES_NAME, seed)
    except OSError as error:
        raise FaceDataError(f"The pictures cannot be written: {error.strerror}", where=str(output)) from error


def table(splits: dict[Split, FaceSet]) -> list[str]:
    """Return the lines of a table with a row for each class and columns for each split.

    A split has its labels' counts and, where it has votes, those of FER+'s majorities; a class that a split lacks
    has a dash.
    """
    columns: dict[str, dict[str, int]] = {}
    for split, faces in splits.items():
        columns[f"{split}, labels"] = faces.counts()
        if faces.votes is not None:
            columns[f"{split}, FER+"] = faces.with_majority_labels().counts()
    names = [name for name in EMOTIONS if any(name in counts for counts in columns.values())]
    widths = [max(len(title) + 2, 10) for title in columns]
    lines = [f"{'':10}" + "".join(f"{title:>{width}}" for title, width in zip(columns, widths, strict=True))]
    for name in names:
        values = (f"{counts[name]:,}" if name in counts else "–" for counts in columns.values())
        lines.append(f"{name:10}" + "".join(f"{value:>{width}}" for value, width in zip(values, widths, strict=True)))
    sums = (f"{sum(counts.values()):,}" for counts in columns.values())
    lines.append(f"{'all':10}" + "".join(f"{value:>{width}}" for value, width in zip(sums, widths, strict=True)))
    if any(faces.votes is not None for faces in splits.values()):
        lines += ["", "FER+ counts the faces on which one of these emotions has more votes than any other answer."]
    return lines


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m model.describe", description="Count the faces of each class and show what they look like."
    )
    parser.add_argument("--data", type=Path, required=True, help="a CSV file or a folder of faces")
    parser.add_argument("--votes", type=Path, help="FER+'s fer2013new.csv (found by itself beside the faces)")
    parser.add_argument("--output", type=Path, default=Path("build/faces"), help="where pictures go (build/faces)")
    parser.add_argument("--seed", type=int, default=2013, help="of the choice of faces to show (2013)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
