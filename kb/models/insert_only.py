"""Tables that the database itself keeps from being changed: triggers refuse UPDATE and DELETE.

Used by the migrations; tests try it on both databases. (An operator who can drop a trigger can
also edit the file: that is what the audit chain finds.)
"""

from collections.abc import Iterator

INSERT_ONLY = (
    "audit_entry",
    "edition",
    "edition_state",
    "provision",
    "edition_review",
    "size_of_change",
    "revision",
    "cover",
    "state_change",
    "review",
    "finding_decision",
    "check_clearance",
)

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql
"""


def statements(dialect: str, tables: tuple[str, ...] = INSERT_ONLY) -> Iterator[str]:
    """Yield the DDL that makes `tables` insert-only on "sqlite" or "postgresql"."""
    if dialect == "postgresql":
        yield POSTGRES_FUNCTION
        for table in tables:
            yield (
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            )
