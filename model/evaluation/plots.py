"""Plot training histories, confusion matrices and comparisons of networks."""

from pathlib import Path
from typing import TYPE_CHECKING

from model.evaluation.metrics import Metrics

if TYPE_CHECKING:
    from model.evaluation.comparison import ComparedNetwork


def plot_history(history: list[dict[str, float]], path: Path) -> None:
    """Write a PNG of loss and accuracy over the epochs, for training and validation, a row for each head."""
    from matplotlib.figure import Figure

    heads = [name.removesuffix("_val_loss") for name in history[0] if name.endswith("_val_loss")]
    epochs = [row["epoch"] + 1 for row in history]
    figure = Figure(figsize=(10, 4 * len(heads)), layout="constrained")
    for panels, head in zip(figure.subplots(len(heads), 2, squeeze=False), heads, strict=True):
        for axes, name in zip(panels, ("loss", "accuracy"), strict=True):
            # Keras omits the head's name from the metrics of a network with one head.
            seen = f"{head}_{name}" if f"{head}_{name}" in history[0] else name
            axes.plot(epochs, [row[seen] for row in history], label="training, on varied faces")
            axes.plot(epochs, [row[f"{head}_val_{name}"] for row in history], label="validation")
            axes.set_title(f"{head}: {name}")
            axes.set_xlabel("epoch")
            axes.xaxis.get_major_locator().set_params(integer=True)
            axes.grid(visible=True, alpha=0.3)
            axes.legend()
        # The first epoch's validation loss is far above the rest and would flatten the curves.
        panels[0].set_ylim(0, 2.2)
    figure.savefig(path, dpi=120)


def plot_confusion(metrics: Metrics, path: Path) -> None:
    """Write a PNG of the confusion matrix, each row as shares of its label's faces."""
    from matplotlib.figure import Figure

    names = list(metrics.per_class)
    figure = Figure(figsize=(6.5, 6), layout="constrained")
    axes = figure.subplots()
    shares = [[count / max(sum(row), 1) for count in row] for row in metrics.confusion]
    axes.imshow(shares, vmin=0, vmax=1, cmap="Blues")
    for down, row in enumerate(shares):
        for right, share in enumerate(row):
            colour = "white" if share > 0.5 else "black"
            axes.text(right, down, f"{share:.0%}", ha="center", va="center", color=colour)
    axes.set_xticks(range(len(names)), names, rotation=45)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("answer")
    axes.set_ylabel("label")
    figure.savefig(path, dpi=120)


def plot_comparison(rows: list["ComparedNetwork"], path: Path) -> None:
    """Write a PNG of accuracy over inference time, with the 95 % interval and the number of parameters as the area."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    for row in rows:
        low, high = row.interval_95
        reach = [[100 * (row.accuracy - low)], [100 * (high - row.accuracy)]]
        x, y = row.milliseconds_a_face, 100 * row.accuracy
        axes.errorbar([x], [y], yerr=reach, fmt="none", ecolor="grey", capsize=3, zorder=1)
        axes.scatter([x], [y], s=40 + row.parameters / 2e4, alpha=0.7, zorder=2)
        label = f"{row.name}\n{row.parameters / 1e6:.1f} M, {row.training_minutes:.0f} min"
        axes.annotate(label, (x, y), textcoords="offset points", xytext=(12, 6), fontsize=9)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter("{x:.1g}")
    axes.set_xlabel("milliseconds a face, in a batch of 49 on two cores")
    axes.set_ylabel("accuracy on the validation faces, per cent")
    axes.margins(x=0.25, y=0.15)
    axes.grid(visible=True, alpha=0.3, which="both")
    figure.savefig(path, dpi=120)
