"""Evaluate a classifier on a set of faces."""

import numpy as np

from model.classifier import EmotionClassifier
from model.data import FaceSet
from model.errors import FaceDataError
from model.evaluation.metrics import Metrics, compute_metrics
from model.types import Probabilities


def faces_for_head(head: str, faces: FaceSet) -> FaceSet:
    """Return the faces on which a head is evaluated, with the labels of that head.

    For the head of the votes (`ferplus`) that is the majority of the votes, wherever the faces have votes.
    """
    return faces.with_majority_labels() if head == "ferplus" and faces.votes is not None else faces


def evaluate_classifier(
    classifier: EmotionClassifier, faces: FaceSet, classes: tuple[str, ...] | None = None, *, is_flipped: bool = False
) -> Metrics:
    """Return the metrics of the classifier on these faces, with the labels of its head (see `faces_for_head`).

    `classes` leaves out the faces with other labels, and the predictions too: the probabilities of `classes` are scaled
    to a sum of 1. `is_flipped` averages the probabilities with those of the mirrored faces. Raises FaceDataError if the
    network does not know a class of the faces, or if it knows others and `classes` is None.
    """
    faces = faces_for_head(classifier.head, faces)
    if classes is not None:
        faces = faces.restricted(classes)
    elif faces.names != classifier.labels:
        raise FaceDataError(
            f"The faces have the classes {', '.join(faces.names)}; the network answers {', '.join(classifier.labels)}",
            remedy="Give --classes " + ",".join(faces.names) + " to leave the other answers out.",
        )
    probabilities = classifier.probabilities(faces.images)
    if is_flipped:
        mirrored = np.ascontiguousarray(faces.images[:, :, ::-1])
        probabilities = (probabilities + classifier.probabilities(mirrored)) / np.float32(2)
    return compute_metrics(_of_classes(probabilities, classifier.labels, faces.names), faces.labels, faces.names)


def evaluate_restricted(probabilities: Probabilities, faces: FaceSet, names: tuple[str, ...]) -> Metrics:
    """Return the metrics of `probabilities` (n, faces.names) on the faces with one of these labels, and no others."""
    kept = np.isin(faces.labels, [faces.names.index(name) for name in names])
    few = faces.restricted(names)
    return compute_metrics(_of_classes(probabilities[kept], faces.names, few.names), few.labels, few.names)


def _of_classes(probabilities: Probabilities, labels: tuple[str, ...], names: tuple[str, ...]) -> Probabilities:
    unknown = [name for name in names if name not in labels]
    if unknown:
        raise FaceDataError(f"The network does not know {', '.join(unknown)}", remedy="It knows " + ", ".join(labels))
    chosen = probabilities[:, [labels.index(name) for name in names]]
    return np.asarray(chosen / np.maximum(chosen.sum(axis=1, keepdims=True), 1e-9), np.float32)
