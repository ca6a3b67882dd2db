"""Assemble the pipeline from the configuration. The heavy libraries are imported here, not before."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from classroom.config import Config, MonitorSettings
from monitor.aggregate.sampling import ClassSampling
from monitor.checks.line import CheckLine
from monitor.checks.machine import LoadMeter, disk_line, load_line
from monitor.checks.pictures import SMALLEST_SEARCH_PX, PictureCheck
from monitor.pipeline import Pipeline
from monitor.stages import Classifier, FrameWatcher
from monitor.types import Face, Frame, ImageBgr

MOST_THREADS: Final = 4
"""Of one network, for a source with an end; more hardly help with pictures of this size."""


def build_pipeline(
    settings: MonitorSettings,
    watchers: Sequence[FrameWatcher] = (),
    *,
    is_live: bool = True,
    show_uncertain: Callable[[Frame], None] = lambda _frame: None,
) -> Pipeline:
    """Return a pipeline with its networks loaded. Raises ModelFileError if the weights are missing or damaged.

    In the mode "participation" it has no emotion network, and none is loaded.

    `show_uncertain` gets the frames of which nobody can tell where the places are that are left out.

    A live class is processed on one thread, which uses the least CPU time in all and leaves the other cores to the
    call; a source with an end gets several.
    """
    from model.faces.finder import FaceFinder
    from monitor.detect.detector import MtcnnDetector
    from monitor.gallery.selector import GallerySelector
    from monitor.slides import SlideWatcher
    from monitor.track import OverlapTracker

    threads = 1 if is_live else min(os.cpu_count() or 1, MOST_THREADS)
    finder = FaceFinder(settings.smallest_face_px, settings.min_confidence, threads=threads)
    return Pipeline(
        classifier=None if settings.mode == "participation" else _face_classifier(threads),
        detector=MtcnnDetector(finder),
        tracker=OverlapTracker(),
        selector=GallerySelector(show_uncertain),
        watchers=tuple(watchers),
        slides=None if settings.slides_area is None else SlideWatcher(settings.slides_area),
    )


def _face_classifier(threads: int) -> Classifier:
    from model.classifier import EmotionClassifier
    from monitor.classify import FaceClassifier

    return FaceClassifier(EmotionClassifier.load(threads=threads))


def build_picture_check(config: Config, expected: int | None) -> PictureCheck:
    """Return a check of pictures, with a search for faces that are too small to be counted."""
    from model.faces.finder import FaceFinder
    from monitor.detect.detector import to_face

    finder = FaceFinder(SMALLEST_SEARCH_PX, config.monitor.min_confidence, threads=1)

    def find_small(image_bgr: ImageBgr) -> list[Face]:
        return [to_face(found) for found in finder.find(image_bgr)]

    fewest = config.privacy.min_group_size if config.monitor.mode == "mood" else 1
    return PictureCheck(config.monitor.smallest_face_px, fewest, find_small, expected)


def machine_lines(database: URL, load: LoadMeter) -> list[CheckLine]:
    """Check the computer: the disk of a SQLite database, and the load."""
    is_file = database.drivername.startswith("sqlite") and database.database not in (None, "", ":memory:")
    disk = [disk_line(Path(database.database))] if is_file and database.database else []
    return [*disk, load_line(load.percent())]


def shipped_model_facts() -> str | None:
    """Return the shipped network's measured quality as stored with a class; None if its record has none."""
    from model.facts import shipped_facts

    facts = shipped_facts()
    return None if facts is None else facts.written()


def build_sampling(config: Config) -> ClassSampling:
    """Return the aggregator of readings into samples."""
    return ClassSampling(
        sample_seconds=config.monitor.sample_seconds,
        min_group_size=config.privacy.min_group_size,
        smoothing_seconds=config.monitor.smoothing_seconds,
        frame_interval_seconds=frame_interval_seconds(config.monitor),
        reads_moods=config.monitor.mode == "mood",
    )


def frame_interval_seconds(settings: MonitorSettings) -> float:
    """Return the interval between two analysed frames: every sample gets at least one."""
    return min(1 / settings.frames_per_second, settings.sample_seconds)
