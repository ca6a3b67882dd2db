"""Variations of the training faces: how a face may sit in its box, and what a video call does to it."""

from model.augmentation.geometry import GeometryVariation, place
from model.augmentation.mixing import blend, erase
from model.augmentation.video_call import CallVariation, as_in_a_call

__all__ = ["CallVariation", "GeometryVariation", "as_in_a_call", "blend", "erase", "place"]
