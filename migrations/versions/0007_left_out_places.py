"""Store the places of the picture that a class left out."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("class_sessions", sa.Column("left_out_percent", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("class_sessions", "left_out_percent")
