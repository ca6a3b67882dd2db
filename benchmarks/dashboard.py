"""Measure the response times of the dashboard's pages.

    uv run python benchmarks/dashboard.py [--hours 1 3 8] [--classes 10000] [--json]

Writes a scratch database, serves it by run_dashboard.py, and sends requests as a browser does: from another process,
over a socket, with gzip. A time is from the request to the last byte of the response. "First" is the first request for
a class since the dashboard started, each time for another class of that length; "later" repeats it. For comparison, the
same run measures a naive implementation: reading the same samples row by row, as the pages once did for each request.
"""

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Engine

from benchmarks.served_dashboard import Answer, Served, drop_from_memory, served
from benchmarks.written_classes import Lesson, Progress, add_classes, beat, listed_lessons, new_database
from classroom.engagement import SHARMA2019
from dashboard.database.read.classes import pages_of_samples
from dashboard.database.read.columns import columns_of, variance_factors
from dashboard.snapshot.class_list import CLASSES_A_PAGE

PAGE, FIGURES = "/classes/{}", "/api/v1/classes/{}/series"
EXPORTS = {"report": "report.html", "CSV": "export.csv", "JSON": "export.json"}
SCRIPT = "plotly.min.js"


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: median and 95th percentile in ms of `count` requests, and the response bytes."""

    name: str
    when: str
    median_ms: float
    p95_ms: float
    count: int
    sent_bytes: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The benchmark's size: hours of classes, classes of each length, requests of each kind, classes in the list."""

    hours: tuple[float, ...]
    copies: int
    repeats: int
    classes: int


@dataclass(frozen=True, slots=True)
class ScratchDatabase:
    """The scratch database: its file, ids of the classes of each length, the running one, and an unmeasured one."""

    file: Path
    engine: Engine
    ids: dict[float, list[int]]
    running: int
    small: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description="Measure the dashboard's pages over long classes and a long list.")
    parser.add_argument("--hours", type=float, nargs="+", default=[1, 3, 8], help="lengths of classes (1 3 8)")
    parser.add_argument("--classes", type=int, default=10_000, help="classes in the list (10000)")
    parser.add_argument("--copies", type=int, default=5, help="classes of each length, each opened first once (5)")
    parser.add_argument("--repeats", type=int, default=20, help="later requests of each kind (20)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    sizes = Sizes(tuple(given.hours), given.copies, given.repeats, given.classes)
    with tempfile.TemporaryDirectory() as folder:
        written = write(Path(folder) / "moodline.db", sizes)
        found = measure(written, sizes)
        written.engine.dispose()
    sys.stdout.write(json.dumps(found, indent=1, default=asdict) + "\n" if given.json else as_text(found))
    return 0


def write(file: Path, sizes: Sizes) -> ScratchDatabase:
    """Write the scratch database: `sizes.classes` in all, the long ones where no measured page lists them."""
    now = datetime.now(UTC).replace(microsecond=0)
    lengths = [round(hours * 3600) for hours in sizes.hours for _ in range(sizes.copies)]
    most = max(lengths)
    count = max(sizes.classes - len(lengths) - 2, 1)
    listed = listed_lessons(count, whole_places(sizes.classes, len(lengths) + 2), now - timedelta(days=1))
    quarter = listed[-count // 4].started_at - timedelta(hours=1)
    lessons = [Lesson(quarter, seconds, seconds) for seconds in lengths]
    lessons += [Lesson(quarter, 600, 600), *listed, Lesson(now - timedelta(seconds=most), most, most, is_running=True)]
    progress = Progress(sum(lesson.sampled_seconds for lesson in lessons))
    engine = new_database(file)
    ids = add_classes(engine, lessons, progress)
    progress.end()
    by_hours = {hours: ids[place * sizes.copies :][: sizes.copies] for place, hours in enumerate(sizes.hours)}
    return ScratchDatabase(file, engine, by_hours, ids[-1], ids[len(lengths)])


def whole_places(classes: int, others: int) -> set[int]:
    """Return the list positions of whole lessons: those on the measured pages, shifted by `others`."""
    starts = [(page - 1) * CLASSES_A_PAGE for page in pages_of_list(classes)]
    return {place for start in starts for place in range(start - others, start + CLASSES_A_PAGE)}


def pages_of_list(classes: int) -> list[int]:
    """Return the first, the middle and the last page of the list."""
    last = -(-classes // CLASSES_A_PAGE)
    return sorted({1, (last + 1) // 2, last})


def measure(written: ScratchDatabase, sizes: Sizes) -> dict[str, Any]:
    """Return all rows, and the other results."""
    rows = fresh_starts(written, sizes)
    with served(written.file) as server:
        warm_up(server, written)
        for hours, ids in written.ids.items():
            rows += class_rows(server, hours, ids, sizes)
        rows += poll_rows(server, written, sizes)
        assets = server.assets(PAGE.format(written.small))
        peak = server.peak_megabytes
    plain = {f"{hours:g} h": plain_reading(written.engine, ids[0]) for hours, ids in written.ids.items()}
    first = {row.name: row.median_ms for row in rows if row.when == "first"}
    ratios = {length: ms / first[f"{length}: page with figures"] for length, ms in plain.items()}
    return {
        "rows": rows,
        "plain_reading_ms": plain,
        "plain_reading_to_page_with_figures": ratios,
        "script_bytes": {SCRIPT: assets.pop(SCRIPT), "other scripts and styles": sum(assets.values())},
        "database_megabytes": written.file.stat().st_size / 1e6,
        "peak_megabytes": peak,
    }


def warm_up(server: Served, written: ScratchDatabase) -> None:
    """Request each kind of page once for a small class: templates are compiled when first used."""
    for address in (PAGE, FIGURES, PAGE + "/report.html"):
        server.get(address.format(written.small))


def fresh_starts(written: ScratchDatabase, sizes: Sizes) -> list[Row]:
    """Return the first requests of newly started dashboards, with the database not in the page cache.

    The list's pages come after a class's page, and each needs other samples, still unread from the disk.
    """
    pages = pages_of_list(sizes.classes)
    longest = written.ids[max(written.ids)]
    opened: list[Answer] = []
    listed: dict[int, tuple[list[Answer], list[Answer]]] = {page: ([], []) for page in pages}
    for class_id in longest[:3]:
        drop_from_memory(written.file)
        with served(written.file) as server:
            opened.append(server.get(PAGE.format(class_id)))
            for page, (first, later) in listed.items():
                first.append(server.get(f"/classes?page={page}"))
                later += [server.get(f"/classes?page={page}") for _ in range(sizes.repeats)]
    rows = [row_of(f"{max(written.ids):g} h: page, of a dashboard just started", "first", opened)]
    for page, (first, later) in listed.items():
        name = f"list of {sizes.classes:,}, page {page}"
        rows += [row_of(name, "first", first), row_of(name, "later", later)]
    return rows


def class_rows(server: Served, hours: float, ids: Sequence[int], sizes: Sizes) -> list[Row]:
    """Return the pages of classes of one length, with the data that their script requests, and their exports."""
    rows = []
    for when, requested in (("first", ids), ("later", [ids[-1]] * sizes.repeats)):
        pages, figures = [], []
        for class_id in requested:
            pages.append(server.get(PAGE.format(class_id)))
            figures.append(server.get(FIGURES.format(class_id)))
        together = [joined(*pair) for pair in zip(pages, figures, strict=True)]
        for name, answers in (("page", pages), ("figures", figures), ("page with figures", together)):
            rows.append(row_of(f"{hours:g} h: {name}", when, answers))
    for name, file in EXPORTS.items():
        exports = [server.get(f"{PAGE}/{file}".format(class_id)) for class_id in ids[-3:]]
        rows.append(row_of(f"{hours:g} h: {name}", "later", exports))
    return rows


def poll_rows(server: Served, written: ScratchDatabase, sizes: Sizes) -> list[Row]:
    """Return the live page's polls, each after a new sample, and one more without a change."""
    name = f"live, after {max(written.ids):g} h"
    rows = [row_of(f"{name}: page", "first", [server.get("/")])]
    news, nothing = [], []
    after = 0
    for _ in range(sizes.repeats):
        beat(written.engine, written.running)
        answer = server.get(f"/api/v1/live?after={after}")
        after = int(json.loads(unpacked(answer.body))["last_sample_id"])
        news.append(answer)
        known = server.get(f"/api/v1/live?after={after}")
        nothing.append(server.get(f"/api/v1/live?after={after}", tag=known.tag))
    return [*rows, row_of(f"{name}: poll", "later", news), row_of(f"{name}: poll, nothing new", "later", nothing)]


def plain_reading(engine: Engine, class_id: int) -> float:
    """Return the milliseconds of reading a class row by row: an object for each sample."""
    factors = variance_factors([SHARMA2019])
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        with engine.connect() as connection:
            columns_of([sample for page in pages_of_samples(connection, class_id) for sample in page], factors)
        spent.append(1000 * (time.perf_counter() - begun))
    return statistics.median(spent)


def unpacked(body: bytes) -> bytes:
    """Return the body, decompressed if it is gzip."""
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def joined(page: Answer, figures: Answer) -> Answer:
    """Return both as one: the total cost of opening a class."""
    spent, sent = page.milliseconds + figures.milliseconds, page.sent_bytes + figures.sent_bytes
    return Answer(page.status, spent, sent, "", b"")


def row_of(name: str, when: str, answers: Sequence[Answer]) -> Row:
    """Return the row of some responses."""
    spent = sorted(answer.milliseconds for answer in answers)
    p95 = spent[min(round(0.95 * (len(spent) - 1) + 0.49), len(spent) - 1)]
    return Row(name, when, statistics.median(spent), p95, len(spent), answers[-1].sent_bytes)


def as_text(found: dict[str, Any]) -> str:
    """Format the rows as a table, followed by the other results."""
    lines = [f"{'':44}{'':6}  {'median':>9}  {'p95':>9}  {'n':>3}  {'sent':>11}"]
    for row in found["rows"]:
        times = f"{row.median_ms:7.1f} ms  {row.p95_ms:6.1f} ms"
        lines.append(f"{row.name:44}{row.when:6} {times}  {row.count:3}  {row.sent_bytes / 1000:8.1f} kB")
    lines.append("")
    for length, ms in found["plain_reading_ms"].items():
        ratio = found["plain_reading_to_page_with_figures"][length]
        lines.append(f"{length}: reading row by row takes {ms:.0f} ms, {ratio:.1f} x the page with figures, first")
    scripts = ", ".join(f"{name} {sent / 1000:.0f} kB" for name, sent in found["script_bytes"].items())
    peak = found["peak_megabytes"]
    lines.append(f"Kept by the browser for a year, and not counted above: {scripts}")
    lines.append(
        f"Database {found['database_megabytes']:.0f} MB; peak memory of the dashboard {peak or float('nan'):.0f} MB"
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
