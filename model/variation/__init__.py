"""Variations of the training faces: how a face may sit in its box, and what a video call does to it."""

from model.variation.call import CallVariation, as_in_a_call
from model.variation.geometry import GeometryVariation, place
from model.variation.mixing import blend, erase

__all__ = ["CallVariation", "GeometryVariation", "as_in_a_call", "blend", "erase", "place"]
