"""Create output files and folders atomically: complete under their final name, or not at all."""

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from model.errors import OutputFileError


class NewPath:
    """A context manager with a temporary path to write to, `draft`, which `keep` moves to the final path.

    A draft that was not kept is deleted at the end. Existing files are never overwritten.
    """

    def __init__(self, path: Path) -> None:
        """Raise OutputFileError if the path exists already, or its folder is missing or read-only."""
        self.path = path
        _require_free(path)
        if not path.parent.is_dir():
            raise OutputFileError("The folder does not exist", where=str(path.parent), remedy="Make it first.")
        try:
            self._around = tempfile.TemporaryDirectory(prefix=".moodline-", dir=path.parent)
        except OSError as error:
            raise OutputFileError(
                f"Nothing can be written there: {error.strerror}",
                where=str(path),
                remedy="Name a place that you may write to.",
            ) from error
        self.draft = Path(self._around.name) / path.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._around.cleanup()

    def keep(self) -> Path:
        """Move the draft to the final path, and return that. Raises OutputFileError, also if the path exists by now."""
        _require_free(self.path)
        try:
            return self.draft.rename(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputFileError:
    """Return the OutputFileError for a file system error."""
    return OutputFileError(
        f"It cannot be written: {error.strerror}",
        where=str(path),
        remedy="Make room on the disk, or name another place.",
    )


def _require_free(path: Path) -> None:
    # A broken link counts as existing.
    if os.path.lexists(path):
        raise OutputFileError(
            "There is something at this place already, and nothing is written over",
            where=str(path),
            remedy="Name a place where there is nothing yet.",
        )
