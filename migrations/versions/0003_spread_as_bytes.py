"""Convert the covariance of a sample's seven means from JSON to 28 little-endian 32-bit floats.

As JSON it was more than half of the file, and took longer to read than all else of a class together. A value that is
not 28 numbers becomes null, and its sample keeps all else: it could not be drawn before either. Their number is logged.
On SQLite the table is rewritten, or old classes would be scattered over half-empty pages: the file grows by half, and
later rows fill that space.
"""

import json
import logging
import struct
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

log = logging.getLogger("alembic.runtime.migration")

LAYOUT = struct.Struct("<28f")
ROWS_AT_ONCE = 2_000
BESIDE = "spread_converted"

SAMPLES = sa.table("samples", sa.column("id"), sa.column("spread"), sa.column(BESIDE))
SEQUENCE = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


def upgrade() -> None:
    _convert(_as_bytes, sa.Text(), sa.LargeBinary())


def downgrade() -> None:
    _convert(_as_json, sa.LargeBinary(), sa.Text())


def _as_bytes(stored: str) -> bytes | None:
    try:
        return LAYOUT.pack(*json.loads(stored))
    except (ValueError, TypeError, OverflowError, struct.error):
        return None


def _as_json(stored: bytes) -> str | None:
    if len(stored) != LAYOUT.size:
        return None
    # Five significant digits, as they were written before the conversion to bytes.
    return json.dumps([float(f"{number:.5g}") for number in LAYOUT.unpack(stored)])


def _convert(
    converted: Callable[[str], bytes | None] | Callable[[bytes], str | None],
    old: sa.types.TypeEngine[str] | sa.types.TypeEngine[bytes],
    new: sa.types.TypeEngine[str] | sa.types.TypeEngine[bytes],
) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        # SQLite columns hold values of any type, so each value is replaced in place, and then the table is copied.
        _fill(connection, "spread", converted)
        _copy_table(connection, old, new)
        return
    op.add_column("samples", sa.Column(BESIDE, new, nullable=True))
    _fill(connection, BESIDE, converted)
    op.drop_column("samples", "spread")
    op.alter_column("samples", BESIDE, new_column_name="spread")


def _fill(connection: sa.Connection, into: str, converted: Callable[..., bytes | str | None]) -> None:
    """Convert all covariances, some thousand rows in memory at a time."""
    read = sa.select(SAMPLES.c.id, SAMPLES.c.spread).where(SAMPLES.c.spread.is_not(None)).order_by(SAMPLES.c.id)
    write = sa.update(SAMPLES).where(SAMPLES.c.id == sa.bindparam("row")).values({into: sa.bindparam("content")})
    after = lost = 0
    while page := connection.execute(read.where(SAMPLES.c.id > after).limit(ROWS_AT_ONCE)).all():
        values = [{"row": row, "content": converted(spread)} for row, spread in page]
        connection.execute(write, values)
        lost += sum(value["content"] is None for value in values)
        after = page[-1][0]
    if lost:
        log.warning("%d samples have no spread any more: theirs was not 28 numbers", lost)


def _copy_table(
    connection: sa.Connection,
    old: sa.types.TypeEngine[str] | sa.types.TypeEngine[bytes],
    new: sa.types.TypeEngine[str] | sa.types.TypeEngine[bytes],
) -> None:
    of_samples = SEQUENCE.c.name == "samples"
    last = connection.execute(sa.select(SEQUENCE.c.seq).where(of_samples)).scalar_one_or_none()
    # Reflection does not find autoincrement; without it, ids of deleted samples would be reused.
    with op.batch_alter_table("samples", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("spread", type_=new, existing_type=old, existing_nullable=True)
    connection.execute(sa.delete(SEQUENCE).where(of_samples))
    if last is not None:
        connection.execute(sa.insert(SEQUENCE).values(name="samples", seq=last))
