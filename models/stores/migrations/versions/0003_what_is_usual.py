"""What is usual at an abnormal place, and which alert speaks for another."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the schema."""
    op.add_column("alert", sa.Column("usual", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("alert", sa.Column("under", sa.String(), nullable=False, server_default=""))
