"""Format predictions as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Final

from classroom.emotions import EMOTIONS
from classroom.spreadsheet import escape_formula
from model.prediction.readings import PicturePredictions, total_counts

COLUMNS: Final = ("source", "seconds", "faces", *EMOTIONS)
BYTE_ORDER_MARK: Final = "\ufeff"


def csv_text(readings: Sequence[PicturePredictions]) -> str:
    """Return a row for each picture, with the number of faces for each strongest emotion, and a last row `total`.

    `seconds` is empty outside a video. Begins with a byte order mark where a name has letters beyond ASCII, which a
    spreadsheet would otherwise decode in the system's code page.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for reading in readings:
        seconds = "" if reading.seconds is None else reading.seconds
        writer.writerow([escape_formula(reading.source), seconds, len(reading.faces), *reading.counts])
    totals = total_counts(readings)
    writer.writerow(["total", "", sum(totals), *totals])
    written = text.getvalue()
    return written if written.isascii() else BYTE_ORDER_MARK + written


def json_text(readings: Sequence[PicturePredictions]) -> str:
    """Return a list of pictures, each with its faces: box_xywh, confidence, probabilities by name, emotion."""
    return json.dumps([reading.as_record() for reading in readings], indent=1, ensure_ascii=False) + "\n"
