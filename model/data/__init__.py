"""Read labelled faces from the common dataset layouts; every reader returns a `FaceSet`."""

from model.data.face_set import SPLITS, FaceSet, Split
from model.data.reading import read_evaluation_faces, read_faces

__all__ = ["SPLITS", "FaceSet", "Split", "read_evaluation_faces", "read_faces"]
