"""Keys are made once, kept to their owner, and the same for whoever starts at the same time."""

from concurrent.futures import ThreadPoolExecutor

from kb.services import keys
from kb.services.keys import keep_key


def test_a_given_key_is_used_and_none_is_kept(tmp_path):
    assert keep_key(tmp_path, "audit", "mine") == b"mine"
    assert list(tmp_path.iterdir()) == []


def test_a_made_key_is_kept_for_its_owner_alone(tmp_path):
    first = keep_key(tmp_path / "data", "audit", "")
    assert keep_key(tmp_path / "data", "audit", "") == first
    assert len(first) == 64
    assert (tmp_path / "data" / "audit.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_each_name_has_a_key_of_its_own(tmp_path):
    assert keep_key(tmp_path, "audit", "") != keep_key(tmp_path, "secret", "")


def test_whoever_comes_second_takes_the_key_that_is_there(tmp_path):
    first = keep_key(tmp_path, "audit", "")
    keys._make(tmp_path / "audit.key")
    assert keep_key(tmp_path, "audit", "") == first
    assert [path.name for path in tmp_path.iterdir()] == ["audit.key"]


def test_many_that_start_at_once_end_with_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: keep_key(tmp_path, "audit", ""), range(40)))
    assert len(found) == 1
