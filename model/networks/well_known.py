"""Build large networks that are often fine-tuned on FER-2013, from Keras' applications."""

from typing import Any

import keras
from keras import layers

from model.networks.start_weights import start_weights
from model.types import Tensor


def mobilenet_v2(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 1280) of MobileNetV2 (Sandler et al. 2018)."""
    # Inputs from -1 to 1, as its own preprocessing makes them.
    return _features("MobileNetV2", layers.Rescaling(2.0, offset=-1.0)(_colour(faces)), weights)


def vgg16(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 512) of VGG16 (Simonyan and Zisserman 2015)."""
    return _features("VGG16", _centred(faces), weights)


def resnet50(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 2048) of ResNet50 (He et al. 2016)."""
    return _features("ResNet50", _centred(faces), weights)


def _features(name: str, pictures: Tensor, weights: str | None) -> Tensor:
    make: Any = getattr(keras.applications, name)
    trunk = make(include_top=False, weights=None, pooling="avg", input_shape=tuple(pictures.shape[1:]))
    if weights is not None:
        start_weights(trunk, name, weights)
    return trunk(pictures)


def _colour(faces: Tensor) -> Tensor:
    return layers.Concatenate(name="grey_as_colour")([faces, faces, faces])


def _centred(faces: Tensor) -> Tensor:
    # These weights were trained on 0 to 255 less ImageNet's mean colour, about 114 in grey.
    return layers.Rescaling(255.0, offset=-114.0)(_colour(faces))
