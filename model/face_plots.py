"""Plot a dataset: the class distribution, and sample faces of each class."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from classroom.emotion_colours import EMOTION_COLOURS
from classroom.emotions import EMOTIONS
from model.data import FaceSet
from model.preprocess import INPUT_SIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FACES_A_ROW: Final = 10
GAP: Final = 4
WHITE: Final = 255
COLOURS: Final = {"training": EMOTION_COLOURS["sad"], "validation": EMOTION_COLOURS["happy"]}
"""The blue and the orange of the dashboard's charts."""


def plot_class_distribution(training: FaceSet, validation: FaceSet, path: Path) -> None:
    """Write a PNG of each class's share of its split, with counts; for FER+'s majorities too, where there are votes.

    Shares, since a validation split is so much smaller that its counts would hardly be visible next to the training's.
    """
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    splits = {"training": training, "validation": validation}
    panels = [("Labels", splits)]
    if all(faces.votes is not None for faces in splits.values()):
        panels.append(("FER+ majority", {name: faces.with_majority_labels() for name, faces in splits.items()}))
    names = tuple(name for name in EMOTIONS if name in training.names or name in validation.names)
    figure = Figure(
        figsize=(11, 0.5 + 3.2 * len(panels)), dpi=120, layout=ConstrainedLayoutEngine(h_pad=0.12), facecolor="white"
    )
    for axes, (title, labelled) in zip(figure.subplots(len(panels), squeeze=False)[:, 0], panels, strict=True):
        _draw_bars(axes, labelled, names)
        counts = " and ".join(f"{len(faces):,} faces for {name}" for name, faces in labelled.items())
        axes.set_title(f"{title}: {counts}", loc="left")
    # Above the panels, where it can hide no bar.
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside upper left", ncols=2, frameon=False)
    figure.savefig(path)


def plot_sample_faces(faces: FaceSet, path: Path, seed: int) -> None:
    """Write a PNG with a row of ten random faces for each class; a smaller class shows all of its faces."""
    from matplotlib.figure import Figure

    random = np.random.default_rng(seed)
    cell = INPUT_SIDE + GAP
    mosaic = np.full((len(faces.names) * cell - GAP, FACES_A_ROW * cell - GAP), WHITE, np.uint8)
    for down, shown in enumerate(_drawn(faces, random)):
        for right, face in enumerate(shown):
            mosaic[down * cell : down * cell + INPUT_SIDE, right * cell : right * cell + INPUT_SIDE] = face
    figure = Figure(figsize=(10, 0.96 * len(faces.names) + 0.3), dpi=120, layout="constrained", facecolor="white")
    axes = figure.subplots()
    axes.imshow(mosaic, cmap="gray", vmin=0, vmax=WHITE, interpolation="nearest")
    axes.spines[:].set_visible(False)
    axes.set_xticks([])
    middles = [down * cell + INPUT_SIDE / 2 for down in range(len(faces.names))]
    axes.set_yticks(middles, [f"{name}\n{count:,} faces" for name, count in faces.counts().items()])
    axes.tick_params(length=0)
    figure.savefig(path, bbox_inches="tight", pad_inches=0.1)


def _drawn(faces: FaceSet, random: np.random.Generator) -> list[NDArray[np.uint8]]:
    """Return for each class up to ten of its faces, uint8 (k, 48, 48)."""
    of_class = (np.flatnonzero(faces.labels == label) for label in range(len(faces.names)))
    return [faces.images[random.permutation(index)[:FACES_A_ROW]] for index in of_class]


def _draw_bars(axes: "Axes", splits: dict[str, FaceSet], names: tuple[str, ...]) -> None:
    width = 0.8 / len(splits)
    for place, (split, faces) in enumerate(splits.items()):
        counts = [faces.counts().get(name, 0) for name in names]
        shares = np.array(counts) / max(len(faces), 1)
        middles = np.arange(len(names)) + (place - (len(splits) - 1) / 2) * width
        bars = axes.bar(middles, shares, width * 0.94, label=split, color=COLOURS[split])
        axes.bar_label(bars, [f"{count:,}" for count in counts], padding=2, fontsize=9)
    axes.set_xticks(range(len(names)), names)
    axes.tick_params(axis="x", length=0)
    axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    axes.set_ylabel("share of the split")
    axes.margins(y=0.15)
    axes.grid(visible=True, axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
