"""Measure the server's load by many viewers of the live page: `uv run python benchmarks/viewers.py`.

A dashboard in a process of its own serves a running class of an hour: a row and a heartbeat a second. Viewers in
another process poll once a second over real HTTP, each with its own last sample and ETag, as the page does. Runs with
responses cached for all viewers alternate with uncached ones; the load is the server's processor time.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Engine, insert

from benchmarks.dashboard_key import key_header
from classroom.tables import SampleRow
from tests.dashboard.class_fixtures import CALM, add_running, new_database, sample_values, set_status

CLASS_SECONDS = 3600
WARM_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Cost:
    """The load by polling: polls answered, how many of them with 304, and the server's processor time in seconds."""

    is_kept: bool
    polls: int
    unchanged: int
    seconds: float
    processor_seconds: float
    median_ms: float
    slowest_ms: float

    @property
    def poll_ms(self) -> float:
        """Return the processor time of a poll in milliseconds."""
        return 1000 * self.processor_seconds / max(self.polls, 1)

    @property
    def core_share(self) -> float:
        """Return the share of one core."""
        return self.processor_seconds / self.seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both costs and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long is measured, each way")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    costs = [measured(options.viewers, options.seconds, is_kept=is_kept) for is_kept in (True, False)]
    if options.json:
        print(json.dumps([asdict(cost) | {"poll_ms": cost.poll_ms, "core_share": cost.core_share} for cost in costs]))
        return 0
    for cost in costs:
        name = "kept for all" if cost.is_kept else "made for each"
        print(
            f"{name:14} {cost.polls} polls in {cost.seconds:.0f} s ({cost.unchanged} unchanged), {cost.poll_ms:.2f} ms "
            f"of the processor each, {cost.core_share:.1%} of a core; answered in {cost.median_ms:.1f} ms, "
            f"at most {cost.slowest_ms:.0f} ms"
        )
    print(f"made for each, a poll costs {costs[1].poll_ms / costs[0].poll_ms:.1f} times as much")
    return 0


def measured(viewers: int, seconds: float, *, is_kept: bool) -> Cost:
    """Serve a running class, let the viewers poll, and return the load."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "moodline.db"
        engine = new_database(database)
        class_id = add_running(engine, datetime.now(UTC) - timedelta(seconds=CLASS_SECONDS), seconds=CLASS_SECONDS - 1)
        with going_on(engine, class_id), served(database, is_kept=is_kept) as (port, process_id):
            found = watched(viewers, seconds, port, process_id)
        engine.dispose()
    polls, unchanged, processor, times = found
    return Cost(is_kept, polls, unchanged, seconds, processor, statistics.median(times), max(times))


@contextmanager
def going_on(engine: Engine, class_id: int) -> Iterator[None]:
    """Write a row and a heartbeat a second, as a monitor does."""
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            now = datetime.now(UTC)
            set_status(engine, class_id, now, "watching")
            with engine.begin() as connection:
                connection.execute(insert(SampleRow), [sample_values(class_id, now, 22, CALM)])
            over.wait(1.0)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


@contextmanager
def served(database: Path, *, is_kept: bool) -> Iterator[tuple[int, int]]:
    """Serve the database from a process of its own; yield its port and process id."""
    multi = multiprocessing.get_context("spawn")
    port_queue = multi.SimpleQueue()
    process = multi.Process(target=serve, args=(f"sqlite:///{database.as_posix()}", is_kept, port_queue), daemon=True)
    process.start()
    try:
        yield port_queue.get(), process.pid or 0
    finally:
        process.terminate()
        process.join()


def serve(url: str, is_kept: bool, port_queue: "multiprocessing.SimpleQueue[int]") -> None:
    """Serve as run_dashboard.py does, with its threads, and put the port into the queue."""
    from waitress.server import create_server

    from dashboard.app import create_app
    from dashboard.listening import bind
    from dashboard.options import DashboardOptions
    from dashboard.serve import server_settings

    app = create_app(DashboardOptions(url))
    if not is_kept:
        app.extensions["moodline"].live_cache.seconds = 0.0
    listening = bind("127.0.0.1", 0)
    server = create_server(app, sockets=[listening], **server_settings())
    port_queue.put(listening.getsockname()[1])
    server.run()


def watched(viewers: int, seconds: float, port: int, process_id: int) -> tuple[int, int, float, list[float]]:
    """Run the viewers; return the polls, those unchanged, the server's processor time, and each response's time."""
    over = threading.Event()
    counts: list[tuple[int, float]] = []
    threads = [threading.Thread(target=view, args=(port, number / viewers, over, counts)) for number in range(viewers)]
    for thread in threads:
        thread.start()
    time.sleep(WARM_SECONDS)
    known, begun, before = len(counts), time.monotonic(), processor_seconds(process_id)
    time.sleep(max(seconds - (time.monotonic() - begun), 0))
    spent, measured_counts = processor_seconds(process_id) - before, counts[known:]
    over.set()
    for thread in threads:
        thread.join()
    unchanged = sum(status == 304 for status, _ in measured_counts)
    return len(measured_counts), unchanged, spent, [milliseconds for _, milliseconds in measured_counts]


def view(port: int, phase: float, over: threading.Event, counts: list[tuple[int, float]]) -> None:
    """Poll once a second from `phase` on, as the page does, over a keep-alive connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    last_id, tag, key = CLASS_SECONDS - 1, "", key_header()
    over.wait(phase)
    due = time.monotonic()
    while not over.is_set():
        headers = key | {"Accept-Encoding": "gzip, deflate, br"} | ({"If-None-Match": tag} if tag else {})
        begun = time.perf_counter()
        connection.request("GET", f"/api/v1/live?after={last_id}&profile=sharma2019", headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        counts.append((answer.status, 1000 * (time.perf_counter() - begun)))
        if answer.status == 200:
            tag = answer.headers.get("ETag", "")
            last_id = last_sample_of(body, packed=answer.headers.get("Content-Encoding") == "gzip")
        due += 1.0
        over.wait(max(due - time.monotonic(), 0))
    connection.close()


def last_sample_of(body: bytes, *, packed: bool) -> int:
    """Return the id of the last sample, for the next poll."""
    import gzip

    return int(json.loads(gzip.decompress(body) if packed else body)["last_sample_id"])


def processor_seconds(process_id: int) -> float:
    """Return the processor time that a process has used, all its threads together. Linux only."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
