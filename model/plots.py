"""Pictures of a training run and of what a network confuses."""

from pathlib import Path

from model.measures import Measures


def plot_history(history: list[dict[str, float]], path: Path) -> None:
    """Write a PNG of loss and accuracy over the epochs, for training and validation."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4), layout="constrained")
    epochs = [row["epoch"] + 1 for row in history]
    for axes, name in zip(figure.subplots(1, 2), ("loss", "accuracy"), strict=True):
        axes.plot(epochs, [row[name] for row in history], label="training, on varied faces")
        axes.plot(epochs, [row[f"val_{name}"] for row in history], label="validation")
        axes.set_xlabel("epoch")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_ylabel(name)
        axes.grid(visible=True, alpha=0.3)
        axes.legend()
    # The first epoch's validation loss is far above the rest and would flatten the curves.
    figure.axes[0].set_ylim(0, 2.2)
    figure.savefig(path, dpi=120)


def plot_confusion(measures: Measures, path: Path) -> None:
    """Write a PNG of the confusion matrix, each row as shares of its label's faces."""
    from matplotlib.figure import Figure

    names = list(measures.per_class)
    figure = Figure(figsize=(6.5, 6), layout="constrained")
    axes = figure.subplots()
    shares = [[count / max(sum(row), 1) for count in row] for row in measures.confusion]
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
