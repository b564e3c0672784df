"""How often a trouble has come, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the schema."""
    times = sa.Column("times", sa.Integer(), nullable=False, server_default="0")
    op.add_column("membership", times)
    since = sa.Column("since", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("membership", since)


def downgrade() -> None:
    """Change it back."""
    op.drop_column("membership", "since")
    op.drop_column("membership", "times")
