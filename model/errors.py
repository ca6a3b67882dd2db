"""Define the errors of weights files, of training data, and of input and output files."""

from classroom.errors import MoodlineError


class ModelFileError(MoodlineError):
    """The weights or their record are missing, truncated, changed, or made for another purpose."""


class FaceDataError(MoodlineError):
    """The training or evaluation faces cannot be read as they are."""


class SplitMissingError(FaceDataError):
    """The faces are valid, but the requested split is not among them."""


class TrainGroupMissing(MoodlineError):  # noqa: N818 - names what is missing
    """The packages that only training, comparing and drawing plots need are not installed."""


class OutputFileError(MoodlineError):
    """A requested file or folder cannot be written."""
