"""The throwaway servers that other tests rely on."""

import psycopg
import pytest

from tests import servers


@pytest.mark.postgres
def test_each_database_of_the_throwaway_server_starts_empty(postgres):
    first, second = postgres.new_database(), postgres.new_database()
    assert first != second
    with psycopg.connect(first.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE marks (n int)")
    with psycopg.connect(second.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT 1 FROM pg_tables WHERE tablename = 'marks'").fetchall()
    assert tables == []


def test_a_missing_server_skips_with_what_to_install(monkeypatch):
    monkeypatch.delenv("KB_NO_SKIP", raising=False)
    monkeypatch.setitem(servers.NEEDS, "browser", (lambda: None, "no Chromium here"))
    with pytest.raises(pytest.skip.Exception, match="no Chromium here"):
        servers.skip_without("browser")


def test_a_missing_server_fails_where_skipping_is_forbidden(monkeypatch):
    monkeypatch.setenv("KB_NO_SKIP", "1")
    monkeypatch.setitem(servers.NEEDS, "browser", (lambda: None, "no Chromium here"))
    with pytest.raises(pytest.fail.Exception, match="no Chromium here"):
        servers.skip_without("browser")
