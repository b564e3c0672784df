"""Alembic's entry: runs on the connection that `database.upgrade` hands in."""

from alembic import context
from sqlmodel import SQLModel

from models.stores import tables  # noqa: F401 - registers the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
