"""Puts the stages together as the configuration says. The heavy libraries are loaded here, not before."""

import os
from collections.abc import Sequence
from typing import Final

from classroom.config import Config, MonitorSettings
from monitor.aggregate.sampling import ClassSampling
from monitor.pipeline import Pipeline
from monitor.stages import FrameWatcher

MOST_THREADS: Final = 4
"""Of one network, for a source that waits for us; more hardly help with pictures of this size."""


def build_pipeline(
    settings: MonitorSettings, watchers: Sequence[FrameWatcher] = (), *, is_live: bool = True
) -> Pipeline:
    """Return a pipeline with its networks loaded. Raises ModelFileError if the weights are missing or damaged.

    A live class is watched from one core, which takes the least work in all and leaves the others to the call; what
    waits for us gets several.
    """
    from model.classifier import EmotionClassifier
    from model.faces.finder import FaceFinder
    from monitor.classify import FaceClassifier
    from monitor.detect.detector import MtcnnDetector
    from monitor.slides import SlideWatcher
    from monitor.track import OverlapTracker

    threads = 1 if is_live else min(os.cpu_count() or 1, MOST_THREADS)
    finder = FaceFinder(settings.smallest_face_px, settings.min_confidence, threads=threads)
    return Pipeline(
        classifier=FaceClassifier(EmotionClassifier.load(threads=threads)),
        detector=MtcnnDetector(finder),
        tracker=OverlapTracker(),
        watchers=tuple(watchers),
        slides=None if settings.slides_area is None else SlideWatcher(settings.slides_area),
    )


def shipped_model_facts() -> str | None:
    """Return what is known of the shipped network as a class keeps it; None if its record says nothing of it."""
    from model.facts import shipped_facts

    facts = shipped_facts()
    return None if facts is None else facts.written()


def build_sampling(config: Config) -> ClassSampling:
    """Return what turns readings into samples."""
    return ClassSampling(
        sample_seconds=config.monitor.sample_seconds,
        min_group_size=config.privacy.min_group_size,
        smoothing_seconds=config.monitor.smoothing_seconds,
        frame_interval_seconds=frame_interval_seconds(config.monitor),
    )


def frame_interval_seconds(settings: MonitorSettings) -> float:
    """Return the time between two analysed frames: every sample gets at least one."""
    return min(1 / settings.frames_per_second, settings.sample_seconds)
