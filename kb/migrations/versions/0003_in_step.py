"""In step with the law: packages, second eyes on editions, checks cleared, deputies, last shift."""

import sqlalchemy as sa
from alembic import op

from kb.models.insert_only import statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSERT_ONLY = ("edition_review", "check_clearance")


def upgrade() -> None:
    """Create the tables and columns, and the triggers."""
    op.create_table('deputy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['deputy_id'], ['user.id'], name=op.f('fk_deputy_deputy_id_user')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_deputy_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deputy'))
    )
    with op.batch_alter_table('deputy') as batch_op:
        batch_op.create_index(batch_op.f('ix_deputy_deputy_id'), ['deputy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deputy_user_id'), ['user_id'], unique=False)

    op.create_table('package',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=400), nullable=False),
    sa.Column('in_force_from', sa.Date(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_package_author_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_package'))
    )
    op.create_table('check_clearance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=100), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('eid', sa.String(length=300), nullable=False),
    sa.Column('cause', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['user.id'], name=op.f('fk_check_clearance_actor_id_user')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_check_clearance_edition_id_edition')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_check_clearance_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_clearance'))
    )
    with op.batch_alter_table('check_clearance') as batch_op:
        batch_op.create_index(batch_op.f('ix_check_clearance_revision_id'), ['revision_id'], unique=False)

    op.create_table('edition_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('source_hash', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_edition_review_edition_id_edition')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['user.id'], name=op.f('fk_edition_review_reviewer_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edition_review'))
    )
    with op.batch_alter_table('edition_review') as batch_op:
        batch_op.create_index(batch_op.f('ix_edition_review_edition_id'), ['edition_id'], unique=False)

    op.create_table('package_member',
    sa.Column('package_id', sa.Integer(), nullable=False),
    sa.Column('original_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_package_member_original_id_original')),
    sa.ForeignKeyConstraint(['package_id'], ['package.id'], name=op.f('fk_package_member_package_id_package')),
    sa.PrimaryKeyConstraint('package_id', 'original_id', name=op.f('pk_package_member'))
    )
    op.create_table('times_shown',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_times_shown_revision_id_revision')),
    sa.PrimaryKeyConstraint('revision_id', 'day', name=op.f('pk_times_shown'))
    )
    with op.batch_alter_table('clarification') as batch_op:
        batch_op.add_column(sa.Column('replied_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('department_id',
               existing_type=sa.Integer(),
               nullable=True)
        batch_op.create_foreign_key(batch_op.f('fk_clarification_replied_by_id_user'), 'user', ['replied_by_id'], ['id'])

    with op.batch_alter_table('chain') as batch_op:
        batch_op.add_column(sa.Column('quiet_count', sa.Integer(), nullable=False, server_default='0'))

    with op.batch_alter_table('correction') as batch_op:
        batch_op.add_column(sa.Column('done', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('instead', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('user') as batch_op:
        batch_op.add_column(sa.Column('worked_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('working_copy') as batch_op:
        batch_op.add_column(sa.Column('started_at', sa.DateTime(timezone=True), nullable=True))

    op.add_column('edition', sa.Column('history', sa.JSON(), nullable=False, server_default='[]'))

    for statement in statements(op.get_bind().dialect.name, INSERT_ONLY):
        op.execute(sa.text(statement))
