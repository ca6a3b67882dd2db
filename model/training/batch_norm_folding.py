"""Fold batch normalisation into the preceding convolutions, for inference only."""

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from model.types import Layer, Network, Tensor


def fold_batch_norms(network: Network) -> Network:
    """Return a network with the same outputs and fewer layers.

    Each batch normalisation that follows a convolution without bias becomes that convolution's scale and bias (Jacob et
    al. 2018, section 3.2); others are left as they are.
    """
    partner = _normalised_convolutions(network)
    normalisation_of = {convolution: normalisation for normalisation, convolution in partner.items()}

    def clone(layer: Layer) -> Layer:
        config = layer.get_config()
        if layer.name in normalisation_of:
            config["use_bias"] = True
        return layer.__class__.from_config(config)

    def call(layer: Layer, *inputs: Tensor, **options: object) -> Tensor:
        return inputs[0] if layer.name in partner else layer(*inputs, **options)

    result = keras.models.clone_model(network, clone_function=clone, call_function=call)
    for layer in network.layers:
        if layer.name in normalisation_of:
            normalisation = network.get_layer(normalisation_of[layer.name])
            result.get_layer(layer.name).set_weights(_scaled(layer.get_weights()[0], normalisation))
        elif layer.name not in partner:
            result.get_layer(layer.name).set_weights(layer.get_weights())
    return result


def _normalised_convolutions(network: Network) -> dict[str, str]:
    """Return the name of the preceding convolution by the name of its batch normalisation."""
    found = {}
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            before = layer.input._keras_history.operation
            if type(before) is layers.Conv2D and not before.use_bias:
                found[layer.name] = before.name
    return found


def _scaled(kernel: NDArray[np.float32], normalisation: Layer) -> list[NDArray[np.float32]]:
    gamma, beta, mean, variance = normalisation.get_weights()
    scale = gamma / np.sqrt(variance + normalisation.epsilon)
    return [kernel * scale, beta - mean * scale]
