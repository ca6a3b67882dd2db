"""Load Keras networks, for training and conversion only; live use never imports TensorFlow."""

import os
from pathlib import Path

from classroom.native_stderr import native_stderr_silenced
from model.errors import ModelFileError
from model.train_group import require_train_group
from model.types import Network
from model.weights_file import REMEDY


def load_network(path: Path) -> Network:
    """Return the Keras network of a `.keras` file; raises ModelFileError if it is invalid, and TrainGroupMissing."""
    require_train_group()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    import keras

    try:
        return keras.saving.load_model(path, compile=False, safe_mode=True)
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise ModelFileError(
            f"The emotion network's file cannot be loaded: {error}", where=str(path), remedy=REMEDY
        ) from error


def bound_threads(threads: int) -> None:
    """Limit TensorFlow to so many threads for one operation, and enable its oneDNN kernels.

    No effect once TensorFlow has started: the first caller has then decided. Raises TrainGroupMissing.
    """
    require_train_group()
    import contextlib

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    # Off by default on AMD's processors, where training takes twice as long without it.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    with native_stderr_silenced(), contextlib.suppress(RuntimeError):
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        # Queried here, where the warning about a missing graphics card is discarded.
        tf.config.list_physical_devices()
