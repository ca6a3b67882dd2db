"""Write the outputs requested besides the table: annotated pictures, CSV, JSON. Either all appear, or none."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from model.errors import OutputFileError
from model.prediction.annotated import AnnotatedWriter, annotated, open_annotated
from model.prediction.new_path import NewPath, cannot_write
from model.prediction.picture import Picture, PictureSource
from model.prediction.readings import PicturePredictions
from model.prediction.tables import csv_text, json_text


@dataclass(frozen=True, slots=True)
class OutputRequest:
    """Paths of annotated pictures, CSV and JSON; None for those not requested."""

    image: Path | None = None
    csv: Path | None = None
    json: Path | None = None

    def __post_init__(self) -> None:
        """Reject the same path for two outputs."""
        named = [path.resolve() for path in (self.image, self.csv, self.json) if path is not None]
        twice = next((path for path in named if named.count(path) > 1), None)
        if twice is not None:
            raise OutputFileError(
                "Two outputs have the same name", where=str(twice), remedy="Name a place of its own for each."
            )


class PredictionOutputs:
    """Collects pictures with their predictions, and creates all outputs with `keep`; a context manager."""

    def __init__(self, request: OutputRequest, source: PictureSource) -> None:
        """Check that all outputs can be written, before anything is read. Raises OutputFileError."""
        self._places: list[NewPath] = []
        self._writer: AnnotatedWriter | None = None
        with ExitStack() as stack:
            self._csv = self._reserve(stack, request.csv)
            self._json = self._reserve(stack, request.json)
            image = self._reserve(stack, request.image)
            if image is not None:
                self._writer = open_annotated(image, source)
                # Closed before its folder is removed: Windows removes none with an open file in it.
                stack.callback(self._writer.close)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, picture: Picture, reading: PicturePredictions) -> None:
        """Add one picture. Raises OutputFileError."""
        if self._writer is not None:
            self._writer.write(picture.source, annotated(picture, reading))

    def keep(self, readings: Sequence[PicturePredictions]) -> list[Path]:
        """Write the tables, move all outputs to their final paths, and return those. Raises OutputFileError."""
        if self._writer is not None:
            self._writer.finish()
        if self._csv is not None:
            _write(self._csv, csv_text(readings))
        if self._json is not None:
            _write(self._json, json_text(readings))
        return [place.keep() for place in self._places]

    def _reserve(self, stack: ExitStack, path: Path | None) -> NewPath | None:
        if path is None:
            return None
        place = stack.enter_context(NewPath(path))
        self._places.append(place)
        return place


def _write(place: NewPath, text: str) -> None:
    try:
        place.draft.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise cannot_write(place.path, error) from error
