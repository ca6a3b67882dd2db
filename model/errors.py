"""What can go wrong with the network's files and with the data that it learns from."""

from classroom.errors import MoodlineError


class ModelFileError(MoodlineError):
    """The weights or their record are missing, cut short, changed, or made for something else."""


class FaceDataError(MoodlineError):
    """Faces to learn from or to measure on cannot be read as they are."""
