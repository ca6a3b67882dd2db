"""Run a whole training: from faces to the files in the output folder."""

from pathlib import Path

from model.data import FaceSet
from model.evaluation.plots import plot_history
from model.training.export_weights import FinishedRun, data_sha256, export_weights
from model.training.recipes import TrainingSettings
from model.training.run_folder import RunFolder, best_epoch
from model.training.trainer import Trainer


def run(training: FaceSet, validation: FaceSet, settings: TrainingSettings, output: Path) -> Path:
    """Train into the folder `output`, or resume the run in it; returns the path of the weights.

    The folder also gets their record, the log of the run, the history's table and plot, and the checkpoint. Raises
    FaceDataError if the folder holds a run with other settings or faces, ModelFileError if start weights do not fit.
    """
    folder = RunFolder(output)
    folder.begin(settings, data_sha256(training))
    network = Trainer(training, validation, settings).fit(folder)
    history = folder.history()
    plot_history(history, output / "history.png")
    finished = FinishedRun(settings.architecture, settings.as_record(), history, best_epoch(history) + 1)
    return export_weights(network, training, validation, finished, output)
