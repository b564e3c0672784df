"""What only some complaints go through: pauses, promises, notes, tiers, outcome with its reason."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the schema."""
    course = sa.Column("course", sa.String(), nullable=False, server_default="")
    op.add_column("complaint", course)


def downgrade() -> None:
    """Change it back."""
    op.drop_column("complaint", "course")
