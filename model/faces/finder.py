"""Detect faces by the cascade of MTCNN's networks, and follow known faces by its last network alone."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.faces.boxes import (
    Boxes,
    Scores,
    apply_offsets,
    landmarks_in_pixels,
    squared,
    suppress_non_maxima,
    windows_with_faces,
)
from model.faces.found import FoundFace
from model.faces.networks import FaceNetworks
from model.faces.patches import MOST_PATCHES, crop_patches
from model.faces.pyramid import ScaledPicture, pyramid_levels

# The thresholds of the `mtcnn` package, 0 to 1: face probability, and overlap above which one of two boxes is dropped.
PROPOSED_FACE: Final = 0.6
REFINED_FACE: Final = 0.7
JUDGED_FACE: Final = 0.8
OVERLAP_IN_LEVEL: Final = 0.5
OVERLAP: Final = 0.7

SAME_FACE: Final = 0.5
"""Two detections that overlap by this share of the smaller one are the same face."""

REFINED_SIDE: Final = 24
JUDGED_SIDE: Final = 48

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height in pixels of the scaled picture."""


class FaceFinder:
    """Detects all faces of at least `smallest_face_px` whose confidence reaches `min_confidence` (0 to 1).

    `threads` limits those of one network. Not thread-safe. Raises ModelFileError if the networks' files are missing or
    damaged.
    """

    def __init__(self, smallest_face_px: int, min_confidence: float, *, threads: int = 2) -> None:
        self._networks = FaceNetworks(threads)
        self._smallest_face_px = smallest_face_px
        self._min_confidence = min_confidence

    def find(self, image_bgr: NDArray[np.uint8]) -> list[FoundFace]:
        """Return the faces of a picture, uint8 (height, width, 3) in BGR order, in no particular order."""
        return self.search(self.scale(image_bgr))

    def scale(self, image_bgr: NDArray[np.uint8]) -> ScaledPicture:
        """Return the picture scaled down for the networks."""
        return ScaledPicture.of(image_bgr, self._smallest_face_px)

    def search(self, picture: ScaledPicture, within: Sequence[Rectangle] | None = None) -> list[FoundFace]:
        """Return the faces of the whole picture, or those whose proposals lie inside some parts of it."""
        if within is None:
            boxes, scores = self._proposals(picture.image_rgb, "whole")
        else:
            parts = [self._proposals_within(picture.image_rgb, rectangle) for rectangle in within]
            boxes = np.concatenate([np.empty((0, 4), np.float32), *(part[0] for part in parts)])
            scores = np.concatenate([np.empty(0, np.float32), *(part[1] for part in parts)])
        kept = suppress_non_maxima(boxes, scores, OVERLAP)[:MOST_PATCHES]
        refined = self._refined(picture.image_rgb, squared(boxes[kept]))
        return [face for _, face in self._judged(picture, squared(refined))]

    def follow(self, picture: ScaledPicture, faces: Sequence[FoundFace]) -> list[FoundFace | None]:
        """Return each face at its new position, or None where none is detected, by running O-Net on its last box.

        Of faces that now overlap, only the one with the highest confidence stays.
        """
        if not faces:
            return []
        boxes = squared(np.array([_edges(face) for face in faces], np.float32) * np.float32(picture.shrink))
        again: list[FoundFace | None] = [None] * len(faces)
        for position, face in self._judged(picture, boxes):
            again[position] = face
        return again

    def without_duplicates(self, faces: list[FoundFace], more: list[FoundFace]) -> list[FoundFace]:
        """Return all faces, but of those that overlap only the first."""
        edges = np.array([_edges(face) for face in (*faces, *more)], np.float32).reshape(-1, 4)
        kept = suppress_non_maxima(edges, -np.arange(len(edges), dtype=np.float32), SAME_FACE, of_smaller=True)
        return [(*faces, *more)[i] for i in kept]

    def _proposals(self, image_rgb: NDArray[np.uint8], name: str) -> tuple[Boxes, Scores]:
        """Return P-Net's boxes (n, 4) over all levels, and their scores (n,)."""
        found_boxes, found_scores = [np.empty((0, 4), np.float32)], [np.empty(0, np.float32)]
        for number, (level_rgb, scale) in enumerate(pyramid_levels(image_rgb)):
            offsets, face = self._networks.propose(level_rgb, (name, number))
            boxes, scores = windows_with_faces(offsets, face, PROPOSED_FACE)
            kept = suppress_non_maxima(boxes, scores, OVERLAP_IN_LEVEL)
            found_boxes.append(boxes[kept] / np.float32(scale))
            found_scores.append(scores[kept])
        return np.concatenate(found_boxes), np.concatenate(found_scores)

    def _proposals_within(self, image_rgb: NDArray[np.uint8], rectangle: Rectangle) -> tuple[Boxes, Scores]:
        left, top, width, height = rectangle
        boxes, scores = self._proposals(image_rgb[top : top + height, left : left + width], "part")
        return boxes + np.array([left, top, left, top], np.float32), scores

    def _refined(self, image_rgb: NDArray[np.uint8], boxes: Boxes) -> Boxes:
        if not len(boxes):
            return boxes
        offsets, face = self._networks.refine(crop_patches(image_rgb, boxes, REFINED_SIDE))
        chosen = face > REFINED_FACE
        boxes, scores = apply_offsets(boxes, offsets)[chosen], face[chosen]
        return boxes[suppress_non_maxima(boxes, scores, OVERLAP)]

    def _judged(self, picture: ScaledPicture, boxes: Boxes) -> list[tuple[int, FoundFace]]:
        """Return the faces that O-Net detects in the boxes, best first, with each box's position among them."""
        if not len(boxes):
            return []
        offsets, landmarks, face = self._networks.judge(crop_patches(picture.image_rgb, boxes, JUDGED_SIDE))
        points = landmarks_in_pixels(boxes, landmarks)
        chosen = np.flatnonzero((face > JUDGED_FACE) & (face >= self._min_confidence))
        found = apply_offsets(boxes, offsets)
        kept = chosen[suppress_non_maxima(found[chosen], face[chosen], OVERLAP, of_smaller=True)]
        faces = ((int(i), _face(picture, found[i], points[i], float(face[i]))) for i in kept)
        return [(position, one) for position, one in faces if one is not None]


def _edges(face: FoundFace) -> tuple[int, int, int, int]:
    left, top, width, height = face.box_xywh
    return (left, top, left + width, top + height)


def _face(picture: ScaledPicture, box: Boxes, points_xy: NDArray[np.float32], confidence: float) -> FoundFace | None:
    """Return the face with its box clipped to the original picture, or None if nothing of it lies inside."""
    left, top, right, bottom = (round(float(edge)) for edge in box / picture.shrink)
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, picture.width), min(bottom, picture.height)
    if right <= left or bottom <= top:
        return None
    eye, other_eye, nose, mouth, other_mouth = ((float(x), float(y)) for x, y in points_xy / picture.shrink)
    return FoundFace(
        (left, top, right - left, bottom - top), min(confidence, 1.0), (eye, other_eye, nose, mouth, other_mouth)
    )
