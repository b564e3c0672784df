"""Who complained, what they wish, and how they want to be told: columns of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
COLUMNS = ("role", "wish", "reply_by")


def upgrade() -> None:
    """Change the schema."""
    for name in COLUMNS:
        op.add_column("text", sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Change it back."""
    for name in reversed(COLUMNS):
        op.drop_column("text", name)
