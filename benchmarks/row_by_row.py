"""Write a class's samples in the former way: an object and a `json.dumps`, or a row of `csv`, for each."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile
from classroom.privacy import MIN_COVERAGE
from classroom.spreadsheet import escape_formula
from dashboard.exports.csv_file import WHAT_IT_CANNOT_SAY, csv_header
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.number_texts import moment_texts
from dashboard.exports.sample_table import ENGAGEMENT, NET, SampleTable, sample_table


def _known(value: float, digits: int) -> float | None:
    return None if value != value else round(float(value), digits)  # noqa: PLR0124 - NaN alone differs


def _sample(table: SampleTable, place: int, moment: str) -> dict[str, Any]:
    samples, points = table.samples, table.points
    mood = points.mood[place]
    values: dict[str, Any] = {
        "captured_at": moment,
        "faces": int(samples.faces[place]),
        "usable_faces": int(samples.usable_faces[place]),
        "coverage": _known(points.coverage[place], 3),
        "mood_shown": table.mood_shown[place],
        "excluded": table.is_excluded[place],
        "mood": None if mood[0] != mood[0] else {name: _known(mood[i], 4) for i, name in enumerate(EMOTIONS)},
        "agreement": _known(table.agreement[place], 4),
    }
    names = ("engagement_proxy", *ENGAGEMENT[1:])
    values |= {name: _known(getattr(points, own)[place], 2) for name, own in zip(names, ENGAGEMENT, strict=True)}
    values |= {name: _known(getattr(points, name)[place], 4) for name in NET}
    return values | {"frames_dropped": int(samples.frames_dropped[place])}


def _samples(exported: ExportedClass) -> Iterator[tuple[SampleTable, int, dict[str, Any]]]:
    table = sample_table(exported)
    for place, moment in enumerate(moment_texts(table.samples.seconds)):
        yield table, place, _sample(table, place, moment)


def json_lines(exported: ExportedClass) -> Iterator[str]:
    """Yield each sample as a line of JSON."""
    for _, _, sample in _samples(exported):
        yield json.dumps(sample, ensure_ascii=False, allow_nan=False)


def csv_lines(exported: ExportedClass, profile: EngagementProfile) -> Iterator[str]:
    """Yield the header, and each sample, as a line of CSV."""
    yield _line(csv_header(profile))
    row, clock = exported.row, exported.row.own_clock
    began = row.started_at.timestamp()
    accuracy = None if row.facts is None else round(row.facts.accuracy, 4)
    weights = " ".join(f"{name}={profile.weights[name]:g}" for name in EMOTIONS)
    of_the_file: list[Any] = [
        clock.zone_name,
        "yes" if row.is_demo else "no",
        row.mode,
        row.min_group_size,
        MIN_COVERAGE,
    ]
    of_the_file += [row.model_id, accuracy, weights, WHAT_IT_CANNOT_SAY]
    for table, place, sample in _samples(exported):
        second = float(table.samples.seconds[place])
        times = [sample["captured_at"], clock.axis(second) + clock.offset.removeprefix("UTC"), (second - began) / 60]
        mood = sample["mood"] or dict.fromkeys(EMOTIONS)
        cells = [row.id, row.title, row.group_name, *times, table.segments[place], table.markers[place]]
        cells += ["yes" if sample["excluded"] else "no", sample["faces"], sample["usable_faces"], row.expected_faces]
        cells += [sample["coverage"], sample["mood_shown"], *(mood[name] for name in EMOTIONS), sample["agreement"]]
        cells += [sample[name] for name in ("engagement_proxy", *ENGAGEMENT[1:], *NET, "frames_dropped")]
        yield _line([escape_formula(cell) if isinstance(cell, str) else cell for cell in [*cells, *of_the_file]])


def _line(cells: list[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
