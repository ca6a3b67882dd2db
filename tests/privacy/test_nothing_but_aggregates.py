"""Search all that a class and its preview leave on the disk for pictures: data folder, temporary folder and logs."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.control_file import ControlAddress, listed_addresses
from classroom.database_url import sqlite_url
from classroom.password_masks import mask_database_url
from dashboard.monitors.client import MonitorGone, picture_of, report_of, send
from tests.waiting import until

SCRIPT = Path(__file__).resolve().parents[2] / "run_monitor.py"
SIGNATURES = {
    "JPEG": b"\xff\xd8\xff\xe0",
    "JPEG without a header": b"\xff\xd8\xff\xdb",
    "PNG": b"\x89PNG\r\n",
    "NumPy": b"\x93NUMPY",
    "WebP": b"WEBPVP8",
    "base 64 of a JPEG": b"/9j/4A",
}
PIECE_BYTES = 48
"""Long enough that no two files share such a piece by chance."""


@dataclass(frozen=True, slots=True)
class Left:
    """The traces of a class: the folder of all that its program could write, its database, and a picture it showed."""

    folder: Path
    database: Path
    picture: bytes


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """Look at the demo class, begin it, end it, and keep a picture that was shown meanwhile."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(folder))
        url = sqlite_url(folder / "moodline" / "moodline.db")
        command = [sys.executable, str(SCRIPT), "--source", "demo", "--prepare", "--database", url]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
        ) as monitor:
            try:
                yield Left(folder, folder / "moodline" / "moodline.db", watched(url, monitor))
            finally:
                monitor.kill()


def watched(url: str, monitor: "subprocess.Popen[bytes]") -> bytes:
    addresses: list[ControlAddress] = []
    pictures: list[bytes] = []

    def looks() -> bool:
        addresses[:] = listed_addresses(mask_database_url(url))
        with suppress(MonitorGone):
            for address in addresses:
                pictures.extend(filter(None, [picture_of(address)]))
        return bool(pictures)

    until(looks, "a picture is shown", seconds=60)
    (address,) = addresses
    send(address, "begin", {"title": "Maths", "group": "", "expected": None})
    until(lambda: report_of(address).phase == "watching", "the class has begun", seconds=30)
    until(lambda: samples(url) >= 2, "samples are stored", seconds=30)
    send(address, "end", {})
    monitor.wait(60)
    return pictures[-1]


def samples(url: str) -> int:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return int(connection.execute("SELECT count(*) FROM samples").fetchone()[0])


def holding(folder: Path, pieces: list[bytes]) -> list[str]:
    """Return the files whose bytes hold one of the pieces."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(piece in path.read_bytes() for piece in pieces))


def pieces_of(content: bytes) -> list[bytes]:
    """Return pieces of a picture's bytes that are no plain surface."""
    cut = [content[place : place + PIECE_BYTES] for place in range(0, len(content) - PIECE_BYTES, 997)]
    return [piece for piece in cut if len(set(piece)) > 8]


def test_no_file_begins_or_holds_a_picture(left: Left) -> None:
    names = {path.name for path in left.folder.rglob("*") if path.is_file()}
    assert {"moodline.db", "monitor.log"} <= names
    assert {kind: holding(left.folder, [mark]) for kind, mark in SIGNATURES.items()} == {
        kind: [] for kind in SIGNATURES
    }


def test_no_file_holds_a_piece_of_the_picture_as_it_was_sent_or_of_its_pixels(left: Left) -> None:
    decoded = cv2.imdecode(np.frombuffer(left.picture, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    sent, pixels = pieces_of(left.picture), pieces_of(decoded.tobytes())
    assert len(sent) > 10
    assert len(pixels) > 100
    assert holding(left.folder, [*sent, *pixels]) == []


def test_the_search_finds_a_picture_that_somebody_stores(left: Left, tmp_path: Path) -> None:
    (tmp_path / "hidden").write_bytes(b"before" + left.picture + b"after")
    assert holding(tmp_path, [SIGNATURES["JPEG"]]) == ["hidden"]
    assert holding(tmp_path, pieces_of(left.picture)[:1]) == ["hidden"]


def test_the_database_has_no_place_for_a_face(left: Left) -> None:
    with closing(sqlite3.connect(left.database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {row[1] for table in tables for row in connection.execute(f"PRAGMA table_info({table})")}
        (places,) = connection.execute("SELECT left_out_percent FROM class_sessions").fetchone()
    assert not {
        name for name in columns if any(word in name for word in ("box", "face_id", "track", "picture", "embed"))
    }
    assert places is None or json.loads(places) in (None, [])


def test_the_log_holds_no_figure(left: Left) -> None:
    (log,) = left.folder.rglob("monitor.log")
    text = log.read_text(encoding="utf-8")
    assert not [word for word in ("angry", "disgust", "happy", "surprise", "neutral", "maths") if word in text.lower()]
