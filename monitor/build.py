"""Puts the stages together as the configuration says. The heavy libraries are loaded here, not before."""

from collections.abc import Sequence

from classroom.config import Config, MonitorSettings
from classroom.native_stderr import native_stderr_silenced
from monitor.aggregate.sampling import ClassSampling
from monitor.pipeline import Pipeline
from monitor.stages import FrameWatcher


def build_pipeline(settings: MonitorSettings, watchers: Sequence[FrameWatcher] = ()) -> Pipeline:
    """Return a pipeline with its networks loaded. Raises ModelFileError if the weights are missing or damaged."""
    from model.classifier import EmotionClassifier
    from monitor.classify import FaceClassifier
    from monitor.detect import MtcnnDetector
    from monitor.track import OverlapTracker

    with native_stderr_silenced():
        return Pipeline(
            classifier=FaceClassifier(EmotionClassifier.load()),
            detector=MtcnnDetector(settings.smallest_face_px, settings.min_confidence),
            tracker=OverlapTracker(),
            watchers=tuple(watchers),
        )


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
