"""Load initial weights of a large network: ImageNet's, from Keras, or a local file's."""

import os
import urllib.error
import urllib.request
import warnings
from pathlib import Path
from typing import Final

import keras

from model.errors import ModelFileError
from model.types import Network

KERAS_STORE: Final = "https://storage.googleapis.com/tensorflow/keras-applications/"
REACH_SECONDS: Final = 10
REMEDY: Final = (
    "Give --weights imagenet where the internet can be reached, or --weights FILE with the weights of the same "
    "architecture without its top."
)


def start_weights(trunk: Network, name: str, weights: str) -> None:
    """Load `weights` into the trunk: "imagenet", or the path of an `.h5`, `.weights.h5` or `.keras` file.

    A file must hold the trunk alone, without the classification layers; VGGFace's are published so ("notop"). Raises
    ModelFileError where the weights cannot be fetched or read, or do not fit.
    """
    path = Path(weights)
    if weights != "imagenet" and not path.is_file():
        raise ModelFileError("There is no such file of weights", where=str(path), remedy=REMEDY)
    try:
        if weights == "imagenet":
            _fetch(trunk, name)
        elif path.suffix == ".keras":
            trunk.set_weights(keras.saving.load_model(path, compile=False, safe_mode=True).get_weights())
        else:
            with warnings.catch_warnings():
                # Keras only warns where layers find nothing in the file, and leaves them as they were.
                warnings.simplefilter("error", UserWarning)
                trunk.load_weights(path)
    except (ValueError, TypeError, KeyError, OSError, UserWarning) as error:
        raise ModelFileError(
            f"The weights cannot be loaded into {name}: {error}", where=weights, remedy=REMEDY
        ) from error


def _fetch(trunk: Network, name: str) -> None:
    if not _is_fetched(name):
        # Keras would retry for minutes, and then raise a plain Exception.
        _require_reachable()
    source = getattr(keras.applications, name)(include_top=False, weights="imagenet", pooling="avg")
    trunk.set_weights(source.get_weights())


def _is_fetched(name: str) -> bool:
    home = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
    stem = {"MobileNetV2": "mobilenet_v2", "VGG16": "vgg16", "ResNet50": "resnet50"}[name]
    return any((home / "models").glob(f"{stem}*no*top*.h5"))


def _require_reachable() -> None:
    try:
        urllib.request.urlopen(KERAS_STORE, timeout=REACH_SECONDS).close()
    except urllib.error.HTTPError:
        return  # The host has no front page, but it responded.
