"""Every architecture has an output for every head, and errors are clear where it cannot be built."""

from pathlib import Path

import numpy as np
import pytest

from model.errors import FaceDataError, ModelFileError
from model.networks import ARCHITECTURES, build, with_probabilities
from model.training.batch_norm_folding import fold_batch_norms
from model.training.recipes import RECIPES, recipe
from model.training.schedule import GROWING_SIDES, Schedule

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.mark.parametrize("name", list(ARCHITECTURES))
def test_an_architecture_gives_one_logit_for_each_class_and_head(name: str) -> None:
    network = build(name, 7, ("ferplus", "fer2013"))
    answers = network(np.zeros((2, 48, 48, 1), np.float32), training=False)
    assert {head: tuple(answer.shape) for head, answer in answers.items()} == {"ferplus": (2, 7), "fer2013": (2, 7)}


def test_every_architecture_has_a_recipe_and_no_recipe_is_for_another() -> None:
    assert list(RECIPES) == list(ARCHITECTURES)
    assert all(recipe(name).architecture == name for name in ARCHITECTURES)


def test_our_own_network_is_small_and_takes_faces_of_any_side() -> None:
    network = build("moodline", 7, ("ferplus", "fer2013"), side=None)
    assert network.count_params() < 3_000_000
    for side in (32, 40, 48):
        assert network(np.zeros((1, side, side, 1), np.float32))["ferplus"].shape == (1, 7)


def test_a_face_in_other_light_is_read_alike_by_our_own_network() -> None:
    network = build("moodline", 7)
    face = np.random.default_rng(0).random((1, 48, 48, 1)).astype(np.float32)
    bright, dark = network(face)["fer2013"].numpy(), network(0.7 * face + 0.05)["fer2013"].numpy()
    assert np.abs(bright - dark).max() < 0.05 * np.abs(bright).max()


def test_a_folded_network_answers_alike_with_fewer_layers() -> None:
    network = build("moodline", 7, ("ferplus", "fer2013"))
    random = np.random.default_rng(0)
    for layer in network.layers:
        if "batch_normalization" in layer.name:
            layer.set_weights([random.uniform(0.5, 2, weights.shape) for weights in layer.get_weights()])
    faces = random.random((3, 48, 48, 1)).astype(np.float32)
    compact = fold_batch_norms(network)
    for head in ("ferplus", "fer2013"):
        before, after = network(faces, training=False)[head].numpy(), compact(faces, training=False)[head].numpy()
        assert np.allclose(before, after, atol=1e-3 * np.abs(before).max())
    assert not [layer.name for layer in compact.layers if "batch_normalization" in layer.name]


def test_probabilities_are_the_softmax_of_logits_over_the_heads_own_temperature() -> None:
    network = build("mini-xception", 3, ("ferplus", "fer2013"))
    faces = np.random.default_rng(0).random((4, 48, 48, 1)).astype(np.float32)
    logits = {head: answer.numpy() for head, answer in network(faces, training=False).items()}
    answers = with_probabilities(network, {"ferplus": 0.5, "fer2013": 2.0})(faces, training=False)
    for head, temperature in (("ferplus", 0.5), ("fer2013", 2.0)):
        exponents = np.exp(logits[head] / temperature)
        expected = exponents / exponents.sum(axis=1, keepdims=True)
        assert np.allclose(answers[head].numpy(), expected, atol=1e-5)


def test_weights_of_a_file_are_taken_over_by_an_architecture_that_can_start_from_them(tmp_path: Path) -> None:
    import keras

    trunk = keras.applications.MobileNetV2(include_top=False, weights=None, pooling="avg", input_shape=(48, 48, 3))
    path = tmp_path / "trunk.weights.h5"
    trunk.save_weights(path)
    network = build("mobilenet-v2", 7, weights=str(path))
    started = next(layer for layer in network.layers if layer.name.startswith("mobilenetv2"))
    assert all(np.array_equal(a, b) for a, b in zip(started.get_weights(), trunk.get_weights(), strict=True))


@pytest.mark.parametrize(
    ("name", "weights", "message"),
    [
        ("moodline", "imagenet", "starts from nothing"),
        ("vgg16", "nowhere.h5", "no such file"),
    ],
)
def test_unavailable_weights_are_reported(name: str, weights: str, message: str) -> None:
    with pytest.raises(ModelFileError, match=message):
        build(name, 7, weights=weights)


def test_weights_of_another_architecture_do_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "other.weights.h5"
    build("mini-xception", 7).save_weights(path)
    with pytest.raises(ModelFileError, match="cannot be loaded into MobileNetV2"):
        build("mobilenet-v2", 7, weights=str(path))


def test_imagenet_weights_without_a_network_end_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    # Nothing listens at port 9, so this is a machine without a network, wherever the test runs.
    monkeypatch.setattr("model.networks.start_weights.KERAS_STORE", "http://127.0.0.1:9/")
    with pytest.raises(ModelFileError, match="cannot be loaded into MobileNetV2") as raised:
        build("mobilenet-v2", 7, weights="imagenet")
    assert "--weights FILE" in raised.value.remedy


def test_an_unknown_architecture_names_those_that_are_there() -> None:
    with pytest.raises(FaceDataError) as raised:
        build("transformer", 7)
    assert "moodline" in raised.value.remedy


def test_faces_grow_over_the_run_and_are_blended_until_its_last_part() -> None:
    schedule = Schedule(sides=GROWING_SIDES)
    assert [schedule.side(epoch, 10) for epoch in range(10)] == [32] * 4 + [40] * 3 + [48] * 3
    assert [schedule.is_blended(epoch, 10) for epoch in range(10)] == [True] * 7 + [False] * 3
    with pytest.raises(ValueError, match="48 pixels"):
        Schedule(sides=((1.0, 32),))


def test_the_learning_rate_rises_and_then_falls_to_nothing() -> None:
    rate = Schedule(learning_rate=0.1, warm_up_epochs=1).rate(epochs=10, steps_per_epoch=100)
    values = [float(rate(step)) for step in (0, 50, 100, 500, 1000)]
    assert values[0] < values[1] < values[2] == pytest.approx(0.1)
    assert values[2] > values[3] > values[4]
    assert values[4] == pytest.approx(0, abs=1e-6)


def test_a_run_for_some_minutes_shows_the_faces_at_one_side() -> None:
    settings = recipe("moodline").timed(3)
    assert settings.minutes == 3
    assert settings.schedule.side(0, settings.epochs) == 48
