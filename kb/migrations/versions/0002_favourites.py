"""Favourites: what a person wants to find again at once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "favourite",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thing_id"], ["thing.id"], name=op.f("fk_favourite_thing_id_thing")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_favourite_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "thing_id", name=op.f("pk_favourite")),
    )
