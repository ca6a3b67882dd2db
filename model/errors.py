"""What can go wrong with the network's files, with the data that it learns from, and with what is read or written."""

from classroom.errors import MoodlineError


class ModelFileError(MoodlineError):
    """The weights or their record are missing, cut short, changed, or made for something else."""


class FaceDataError(MoodlineError):
    """Faces to learn from or to measure on cannot be read as they are."""


class SplitMissingError(FaceDataError):
    """The faces are in order, but the split that was asked for is not among them."""


class TrainGroupMissing(MoodlineError):  # noqa: N818 - says what it is
    """The packages that only training, comparing and drawing plots need are not installed."""


class OutputFileError(MoodlineError):
    """A file or folder that was asked for cannot be written where it should lie."""
