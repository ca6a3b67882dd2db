"""Files and folders that appear where they were asked for when they are complete, or not at all."""

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from model.errors import OutputFileError


class NewPath:
    """A place beside the asked one to write at, `draft`, and `keep`, which puts it there; a context manager.

    What was not kept is gone at the end. Nothing that exists is ever written over.
    """

    def __init__(self, path: Path) -> None:
        """Raises OutputFileError if there is something at the path already, or its folder is missing or read-only."""
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
        """Put the draft where it was asked for; return that path. Raises OutputFileError, also if it is taken now."""
        _require_free(self.path)
        try:
            return self.draft.rename(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputFileError:
    """Return the error to raise where the disk refuses."""
    return OutputFileError(
        f"It cannot be written: {error.strerror}",
        where=str(path),
        remedy="Make room on the disk, or name another place.",
    )


def _require_free(path: Path) -> None:
    # Also a link that leads nowhere is somebody's.
    if os.path.lexists(path):
        raise OutputFileError(
            "There is something at this place already, and nothing is written over",
            where=str(path),
            remedy="Name a place where there is nothing yet.",
        )
