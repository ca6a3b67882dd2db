"""Let a monitor say that its class is paused, or about to end."""

from alembic import op

revision = "0006"
down_revision = "0005"

BEFORE = "state IN ('starting', 'watching', 'blind', 'waiting')"
AFTER = "state IN ('starting', 'watching', 'blind', 'waiting', 'paused', 'ending')"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    op.execute("UPDATE monitor_status SET state = 'waiting' WHERE state IN ('paused', 'ending')")
    _allow(BEFORE)


def _allow(states: str) -> None:
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_monitor_status_state"), "monitor_status", type_="check")
        op.create_check_constraint(op.f("ck_monitor_status_state"), "monitor_status", states)
        return
    # SQLite makes the table anew, and its old check, which Alembic does not read, stays behind: the only one there is.
    with op.batch_alter_table("monitor_status", recreate="always") as table:
        table.create_check_constraint(op.f("ck_monitor_status_state"), states)
