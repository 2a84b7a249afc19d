"""What cannot be a database is refused in a sentence that repeats no password."""

import pytest

from kb.errors import InvalidError
from kb.services.database import open_database
from kb.services.migrate import migrate


@pytest.mark.parametrize("url", ["nonsense", "mysql://me:secret@host/x", "postgresql://h:port/x"])
def test_an_address_that_we_do_not_know_is_refused(url):
    with pytest.raises(InvalidError, match="DATABASE_URL") as refused:
        open_database(url)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    file = tmp_path / "kb.sqlite3"
    file.write_text("These are my holiday photographs.\n" * 100)
    before = file.read_bytes()
    engine = open_database(f"sqlite:///{file}")
    with pytest.raises(InvalidError, match="cannot be opened"):
        migrate(engine)
    engine.dispose()
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_named_as_what_to_check(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'missing' / 'kb.sqlite3'}")
    with pytest.raises(InvalidError, match="KB_DATA_DIR"):
        migrate(engine)


def test_a_server_that_does_not_answer_is_refused():
    engine = open_database("postgresql://nobody@127.0.0.1:1/x")
    with pytest.raises(InvalidError, match="cannot be opened"):
        migrate(engine)
