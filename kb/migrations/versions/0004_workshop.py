"""The plain-language workshop: what a reviewer says of the reason for a finding."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the reviewer's words."""
    said = sa.Column("said", sa.Text(), nullable=False, server_default="")
    op.add_column("finding_decision", said)
