"""Augment training faces: geometry, as of a detector's loose boxes, and image quality, as in a video call."""

from model.augmentation.geometry import GeometryVariation, place
from model.augmentation.mixing import blend, erase
from model.augmentation.video_call import CallVariation, as_in_a_call

__all__ = ["CallVariation", "GeometryVariation", "as_in_a_call", "blend", "erase", "place"]
