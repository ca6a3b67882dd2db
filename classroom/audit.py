"""The audit log as a chain: each entry holds a hash over itself and the entry before; the last one stands in a file.

An entry that is changed, or missing in the middle, breaks the chain; the file, the head, misses those that are cut off
at the end. A program of the same account can write both, and so forge both.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.engine import URL

from classroom.data_folders import data_folder
from classroom.database import sqlite_file
from classroom.password_masks import mask_database_url
from classroom.private_files import AUDIT_HEAD, private_folder, write_private
from classroom.tables import AuditEvent

FIRST: Final = ""
"""The hash before the first entry."""
LOCK: Final = 0x4D6F6F64
"""The advisory lock under which PostgreSQL takes one entry at a time."""
COLUMNS: Final = (
    AuditEvent.id,
    AuditEvent.happened_at,
    AuditEvent.actor,
    AuditEvent.action,
    AuditEvent.detail,
    AuditEvent.entry_hash,
)


Entry = Row[int, datetime, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a log: its id and its hash."""

    id: int
    entry_hash: str


def hash_of(previous: str, happened_at: datetime, actor: str, action: str, detail: str) -> str:
    """Return the hash of an entry that stands behind one with the hash `previous`, as 64 hexadecimal digits."""
    moment = happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps([previous, moment, actor, action, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def add_entry(connection: Connection, actor: str, action: str, detail: str) -> Head:
    """Add an entry to the transaction, which is then the only one that writes; keep the head after its commit."""
    begin_writing(connection)
    values = {"happened_at": datetime.now(UTC), "actor": actor, "action": action, "detail": detail}
    last = last_entry(connection)
    entry_hash = hash_of(FIRST if last is None else last.entry_hash, **values)  # type: ignore[arg-type]
    written = connection.execute(insert(AuditEvent).values(**values, entry_hash=entry_hash))
    key = written.inserted_primary_key
    return Head(0 if key is None else int(key[0]), entry_hash)


def last_entry(connection: Connection) -> Head | None:
    """Return the head as the table has it, None for an empty log."""
    query = select(AuditEvent.id, AuditEvent.entry_hash).order_by(AuditEvent.id.desc()).limit(1)
    found = connection.execute(query).first()
    return None if found is None else Head(*found)


def keep_head(url: URL, head: Head) -> None:
    """Write the head outside of the database, unless a newer one stands there. Raises OSError."""
    file, kept = head_file(url), kept_head(url)
    if file is not None and (kept is None or kept.id < head.id):
        private_folder(file.parent)
        write_private(file, json.dumps({"id": head.id, "entry_hash": head.entry_hash}))


def kept_head(url: URL) -> Head | None:
    """Return the head that stands outside of the database, None if there is none that can be read."""
    file = head_file(url)
    if file is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            found = json.loads(file.read_text(encoding="utf-8"))
            return Head(int(found["id"]), str(found["entry_hash"]))
    return None


def head_file(url: URL) -> Path | None:
    """Return the head's file: beside a SQLite file, in the data folder for a server; None for a database in memory."""
    if url.get_backend_name() == "sqlite":
        file = sqlite_file(url)
        return None if file is None else file.with_name(file.name + AUDIT_HEAD)
    name = hashlib.sha256(mask_database_url(url.render_as_string(hide_password=True)).encode()).hexdigest()[:16]
    return data_folder() / f"server-{name}{AUDIT_HEAD}"


def faults_of(connection: Connection, kept: Head | None) -> list[str]:
    """Return what is wrong with the log, a sentence for each place; none if every entry is there as it was written."""
    rows = connection.execute(select(*COLUMNS).order_by(AuditEvent.id)).all()
    return [*_breaks(rows), *_cut(rows, kept)]


def _breaks(rows: Sequence[Entry]) -> list[str]:
    faults, previous, before = [], FIRST, 0
    for row in rows:
        if row.entry_hash != hash_of(previous, row.happened_at, row.actor, row.action, row.detail):
            if row.id > before + 1:
                faults.append(f"Entries are missing before entry {row.id}")
            else:
                faults.append(f"Entry {row.id}, or the one before it, was changed")
        previous, before = row.entry_hash, row.id
    return faults


def _cut(rows: Sequence[Entry], kept: Head | None) -> list[str]:
    if kept is None:
        return ["The file with the last entry is missing: was the database moved without it?"] if rows else []
    if any(row.id == kept.id and row.entry_hash == kept.entry_hash for row in rows):
        return []
    last = rows[-1].id if rows else 0
    if last < kept.id:
        return [f"The log was cut off: it went on to entry {kept.id}, and ends with entry {last}"]
    return [f"Entry {kept.id} is not the one that was written"]


def begin_writing(connection: Connection) -> None:
    """Take the lock for writing, so that no other program adds an entry between what is read and what is written."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        return
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:  # Python's driver sends no BEGIN before a SELECT
        connection.exec_driver_sql("BEGIN IMMEDIATE")
