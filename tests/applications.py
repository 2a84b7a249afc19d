"""Settings for tests, and the whole application on them, opened and closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from kb.services.workshop.workshop import Workshop
from kb.settings import Settings
from tests.clock import Clock


def make_settings(folder: Path) -> Settings:
    """Return settings for tests, with `folder` as data folder."""
    return Settings(
        data_dir=folder,
        search_engine="memory",
        secret_key="a key for tests",
        audit_key="another key for tests",
        requests_per_second=1_000_000,
    )


@cache
def shared_workshop() -> Workshop:
    """Return the one workshop of all tests: its language takes seconds to load."""
    return Workshop()


class CompiledTemplates(BytecodeCache):
    """Templates that a test compiled, for all that follow; by their source, so never stale."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled from the same source."""
        code = self._code.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


@cache
def compiled_templates() -> CompiledTemplates:
    """Return the one cache of all tests: compiling was half of what a page's test took."""
    return CompiledTemplates()


@contextmanager
def opened_app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Give the whole application; its threads and connections end with the block."""
    from kb.factory import create_app  # noqa: PLC0415 - most tests need no whole application

    app = create_app(settings, clock=clock, workshop=shared_workshop())
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates()
    try:
        yield app
    finally:
        app.extensions["kb_late_writer"].close()
        app.extensions["kb"].meaning.close()
        app.extensions["kb"].store.engine.dispose()
