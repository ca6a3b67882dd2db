"""Augment training faces: geometry, as of a detector's loose boxes, and image quality, as in a video call."""

from model.augmentation.geometry import GeometryAugmentation, augment_geometry
from model.augmentation.mixing import mixup, random_erase
from model.augmentation.video_call import CallAugmentation, augment_quality

__all__ = ["CallAugmentation", "GeometryAugmentation", "augment_geometry", "augment_quality", "mixup", "random_erase"]
