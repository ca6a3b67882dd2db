"""Measure the exports of a class: seconds, bytes, and memory while they are streamed.

    uv run python benchmarks/exports.py [--hours 8] [--repeats 3] [--json]

Writes a scratch database with a class of that length, and requests each file from the dashboard in this process,
without gzip. For comparison, the same run writes CSV and JSON in the former way, an object and a `json.dumps` or a row
of `csv` for each sample, from the same samples. Memory is the peak that Python allocates while chunks are read and
discarded (tracemalloc), beyond what it held before; the class's statistics, which are computed before the first chunk,
are reported separately.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask

from benchmarks.dashboard_key import key_header
from benchmarks.row_by_row import csv_lines, json_lines
from benchmarks.written_classes import Lesson, Progress, add_classes, new_database
from dashboard.app import create_app
from dashboard.exports.csv_file import csv_pieces
from dashboard.exports.json_file import class_pieces
from dashboard.options import DashboardOptions
from dashboard.pages.downloads import ordered

FILES: Final = {"CSV": "export.csv", "JSON": "export.json", "XLSX": "export.xlsx", "HTML": "report.html"}
FILES_AT_ONCE: Final = {"PDF": "report.pdf"}
STREAMED: Final = ("CSV", "JSON")
BEGAN: Final = datetime(2026, 1, 12, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One kind of file: median seconds of `count` requests, and its bytes."""

    name: str
    seconds: float
    count: int
    sent_bytes: int


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """Megabytes allocated by Python while one file is sent: before its first chunk, at the peak, and in all."""

    name: str
    first_piece_mb: float
    most_mb: float
    file_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description="Measure the files of one long class.")
    parser.add_argument("--hours", type=float, default=8.0, help="length of the class (8)")
    parser.add_argument("--repeats", type=int, default=3, help="requests of each kind (3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder) / "moodline.db", round(3600 * given.hours), given.repeats)
    sys.stdout.write(json.dumps(found, indent=1, default=asdict) + "\n" if given.json else as_text(found))
    return 0


def measure(file: Path, seconds: int, repeats: int) -> dict[str, Any]:
    """Return all measurements of a class of so many samples."""
    engine = new_database(file)
    progress = Progress(seconds)
    (class_id,) = add_classes(engine, [Lesson(BEGAN, seconds, seconds)], progress)
    progress.end()
    engine.dispose()
    app = create_app(DashboardOptions(f"sqlite:///{file.as_posix()}"))
    rows = [file_row(app, class_id, name, repeats) for name in (*FILES, *FILES_AT_ONCE)]
    ways = both_ways(app, class_id, repeats)
    memory = [memory_row(app, class_id, name) for name in STREAMED]
    return {
        "samples": seconds,
        "rows": rows,
        "writing_seconds": {name: ours for name, (ours, _) in ways.items()},
        "row_by_row_seconds": {name: plain for name, (_, plain) in ways.items()},
        "row_by_row_to_ours": {name: plain / ours for name, (ours, plain) in ways.items()},
        "memory": memory,
    }


def pieces_of(app: Flask, class_id: int, name: str) -> Iterator[bytes]:
    """Yield the chunks of a class's file."""
    address = f"/classes/{class_id}/{(FILES | FILES_AT_ONCE)[name]}"
    with app.test_client() as client:
        answer = client.get(address, buffered=False, headers=key_header())
        if answer.status_code != 200:
            raise RuntimeError(f"{address} was answered by {answer.status}")
        yield from answer.iter_encoded()


def file_row(app: Flask, class_id: int, name: str, repeats: int) -> FileRow:
    """Return the median time of a file, after one request to warm up."""
    sum(len(piece) for piece in pieces_of(app, class_id, name))
    spent, sent = [], 0
    for _ in range(repeats):
        begun = time.perf_counter()
        sent = sum(len(piece) for piece in pieces_of(app, class_id, name))
        spent.append(time.perf_counter() - begun)
    return FileRow(name, statistics.median(spent), repeats, sent)


def both_ways(app: Flask, class_id: int, repeats: int) -> dict[str, tuple[float, float]]:
    """Return the median seconds of writing CSV and JSON as we do, and row by row, in turn, from samples in memory."""
    with app.test_request_context(f"/classes/{class_id}/export.csv"):
        order = ordered(class_id)
        exported, profile = order.class_at(0), order.parts.options.profile
        ways: dict[str, tuple[Callable[[], Iterator[str]], Callable[[], Iterator[str]]]] = {
            "CSV": (lambda: csv_pieces(profile, [exported]), lambda: csv_lines(exported, profile)),
            "JSON": (lambda: class_pieces(exported), lambda: json_lines(exported)),
        }
        found = {}
        for name, pair in ways.items():
            spent = [[_seconds(way) for way in pair] for _ in range(repeats)]
            ours, plain = (statistics.median(each) for each in zip(*spent, strict=True))
            found[name] = (ours, plain)
    return found


def _seconds(way: Callable[[], Iterator[str]]) -> float:
    begun = time.perf_counter()
    sum(len(piece) for piece in way())
    return time.perf_counter() - begun


def memory_row(app: Flask, class_id: int, name: str) -> MemoryRow:
    """Return the memory while a file is sent. Its samples are cached by now, as with every later request."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    first, sent = 0, 0
    for piece in pieces_of(app, class_id, name):
        first = first or tracemalloc.get_traced_memory()[1]
        sent += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return MemoryRow(name, (first - before) / 1e6, (most - before) / 1e6, sent / 1e6)


def as_text(found: dict[str, Any]) -> str:
    """Format the rows as a table, followed by the other results."""
    lines = [f"A class of {found['samples']:,} samples"]
    lines += [f"{row.name:5} {row.seconds:7.2f} s  {row.sent_bytes / 1e6:6.2f} MB" for row in found["rows"]]
    for name, seconds in found["row_by_row_seconds"].items():
        ours, ratio = found["writing_seconds"][name], found["row_by_row_to_ours"][name]
        lines.append(f"{name} written in {ours:.2f} s, row by row in {seconds:.2f} s: {ratio:.1f} x as long")
    lines += [
        f"{row.name} sent: at most {row.most_mb:.1f} MB held, {row.first_piece_mb:.1f} of them before its first piece;"
        f" the file has {row.file_mb:.1f} MB"
        for row in found["memory"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
