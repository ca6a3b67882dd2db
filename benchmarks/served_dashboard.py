"""Serve a dashboard in a process of its own, and request its pages over a socket as a browser does."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.dashboard_key import key_header

SCRIPT = Path(__file__).resolve().parent.parent / "run_dashboard.py"
TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: the status, the milliseconds until the last byte, the bytes of the body as sent, and its ETag."""

    status: int
    milliseconds: float
    sent_bytes: int
    tag: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Served:
    """A dashboard served at `port`, and its process."""

    port: int
    process_id: int

    def get(self, address: str, *, packed: bool = True, tag: str = "") -> Answer:
        """Request an address. Raises RuntimeError unless the response is a 200, or a 304 to a `tag`."""
        headers = key_header() | ({"Accept-Encoding": "gzip"} if packed else {})
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        connection.connect()
        begun = time.perf_counter()
        connection.request("GET", address, headers=headers | ({"If-None-Match": tag} if tag else {}))
        answer = connection.getresponse()
        body = answer.read()
        milliseconds = 1000 * (time.perf_counter() - begun)
        connection.close()
        if answer.status != 200 and not (tag and answer.status == 304):
            raise RuntimeError(f"{address} was answered with {answer.status}")
        return Answer(answer.status, milliseconds, len(body), answer.headers.get("ETag", ""), body)

    def assets(self, address: str) -> dict[str, int]:
        """Return the scripts and styles that a page loads, by name, with their response bytes."""
        page = self.get(address, packed=False).body.decode()
        found = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
        return {asset.rsplit("/", 1)[1]: self.get(asset).sent_bytes for asset in dict.fromkeys(found)}

    @property
    def peak_megabytes(self) -> float | None:
        """Return the peak memory of the process, or None where the system does not report it."""
        try:
            status = Path(f"/proc/{self.process_id}/status").read_text(encoding="ascii")
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found.group(1)) / 1024 if found else None


@contextmanager
def served(database: Path) -> Iterator[Served]:
    """Serve a database from a process of its own."""
    command = [sys.executable, str(SCRIPT), "--port", "0", "--database", f"sqlite:///{database.as_posix()}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().removeprefix("Dashboard: ").strip()
            yield Served(urlsplit(address).port or 0, process.pid)
        finally:
            process.terminate()


def drop_from_memory(file: Path) -> bool:
    """Drop a file from the page cache, so that it is read from the disk; return False if that fails."""
    if not hasattr(os, "posix_fadvise"):
        return False
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True
