"""Every setting, with the name of its environment variable and what it is for.

Read once by `factory` and handed on as plain values. docs/operations.md lists them; a test
compares. Lengths are bytes, times seconds, unless the name says otherwise.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kb.errors import InvalidError

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Env:
    """The environment variable of a setting, and what it is for."""

    name: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings; `Settings.from_environment()` in production, keyword arguments in tests."""

    data_dir: Annotated[
        Path, Env("KB_DATA_DIR", "Folder of the embedded database, the index and the keys.")
    ] = ROOT / "instance"
    database_url: Annotated[
        str, Env("DATABASE_URL", "Database; empty: SQLite in the data folder. postgresql://… too.")
    ] = ""
    search_engine: Annotated[
        str,
        Env(
            "KB_SEARCH_ENGINE", "Engine behind search: whoosh, tantivy (an extra), memory (tests)."
        ),
    ] = "whoosh"
    host: Annotated[str, Env("KB_HOST", "Address to serve on; demo mode takes loopback only.")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Env("PORT", "Port to serve on.")] = 8000
    secret_key: Annotated[
        str,
        Env("SECRET_KEY", "Signs forms; empty: made on first start and kept in the data folder."),
    ] = ""
    audit_key: Annotated[
        str, Env("KB_AUDIT_KEY", "Seals the audit record; empty: made on first start and kept.")
    ] = ""
    time_zone: Annotated[
        str, Env("KB_TIME_ZONE", "The library's time zone: in-force days begin at 00:00 there.")
    ] = "UTC"
    demo: Annotated[
        bool, Env("KB_DEMO", "Demo mode: known accounts, loopback only, a banner that says so.")
    ] = False
    behind_https: Annotated[
        bool, Env("KB_HTTPS", "Served over HTTPS: cookies are Secure and HSTS is sent.")
    ] = False
    trusted_proxies: Annotated[
        int,
        Env("KB_TRUSTED_PROXIES", "Reverse proxies in front whose X-Forwarded-* headers count."),
    ] = 0
    hosts: Annotated[
        str,
        Env("KB_HOSTS", "Names this site answers to besides localhost: kb.example.org, …"),
    ] = ""
    requests_per_second: Annotated[
        int, Env("KB_REQUESTS_PER_SECOND", "Requests of one account; twice as many in a burst.")
    ] = 40
    language: Annotated[
        str, Env("KB_LANGUAGE", "Language of Say when the agent has not chosen one.")
    ] = "en"
    second_eyes: Annotated[
        bool, Env("KB_SECOND_EYES", "A second compliance person approves each edition.")
    ] = False
    session_hours: Annotated[
        int, Env("KB_SESSION_HOURS", "Longest a session lives: one shift.")
    ] = 10
    session_idle_minutes: Annotated[
        int, Env("KB_SESSION_IDLE_MINUTES", "A session unused for this long ends.")
    ] = 120
    max_file_bytes: Annotated[int, Env("KB_MAX_FILE_BYTES", "Largest library file.")] = 5_000_000
    max_request_bytes: Annotated[int, Env("KB_MAX_REQUEST_BYTES", "Largest request body.")] = (
        8_000_000
    )
    max_query_chars: Annotated[
        int,
        Env("KB_MAX_QUERY_CHARS", "Characters of a search that count; the rest is cut at a word."),
    ] = 500
    search_log_days: Annotated[
        int, Env("KB_SEARCH_LOG_DAYS", "Days that masked searches are kept; 0: none are.")
    ] = 90
    clarification_days: Annotated[
        int, Env("KB_CLARIFICATION_DAYS", "Working days in which a clarification is answered.")
    ] = 5
    review_days: Annotated[
        int, Env("KB_REVIEW_DAYS", "Working days within which a submitted text is reviewed.")
    ] = 3
    draft_url: Annotated[
        str,
        Env("KB_DRAFT_URL", "OpenAI-compatible service that drafts, as https://…/v1; empty: none."),
    ] = ""
    draft_key: Annotated[str, Env("KB_DRAFT_KEY", "Key that the drafting service asks for.")] = ""
    draft_model: Annotated[str, Env("KB_DRAFT_MODEL", "Name of its model.")] = ""
    draft_seconds: Annotated[
        int, Env("KB_DRAFT_SECONDS", "Seconds that a person waits for a draft at most.")
    ] = 30
    drafts_per_hour: Annotated[
        int, Env("KB_DRAFTS_PER_HOUR", "Drafts that one person may ask for in an hour.")
    ] = 20
    threads: Annotated[int, Env("KB_THREADS", "Threads of each worker of the server.")] = 8
    workers: Annotated[
        int, Env("KB_WORKERS", "Processes that serve; 0: one for each core, four at most.")
    ] = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read every setting from `environment` (default: the process's own).

        Raises InvalidError naming the variable whose value cannot be used, and how to mend it.
        """
        source = os.environ if environment is None else environment
        given = {
            name: _parse(env.name, kind, source[env.name])
            for name, (kind, env) in cls.variables().items()
            if source.get(env.name, "") != ""
        }
        return cls(**given).checked()

    @classmethod
    def variables(cls) -> dict[str, tuple[type, Env]]:
        """Return each setting's name with its type and its environment variable."""
        hints = get_type_hints(cls, include_extras=True)
        return {name: get_args(hint)[:2] for name, hint in hints.items()}

    def checked(self) -> "Settings":
        """Return these settings. Raises InvalidError where two of them cannot hold together."""
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InvalidError(
                f"KB_TIME_ZONE is {self.time_zone!r}: no such zone. Use a name like Europe/London."
            ) from error
        if not 0 < self.port < 2**16:
            raise InvalidError(f"PORT is {self.port}: use a number from 1 to 65535.")
        if self.workers < 0 or self.threads < 1:
            raise InvalidError("KB_WORKERS is 0 or more, and KB_THREADS 1 or more.")
        if self.draft_url:
            self._check_drafting()
        return self

    def _check_drafting(self) -> None:
        """Raise InvalidError on an endpoint that is none, or that would show the key to others."""
        try:
            parts = urlsplit(self.draft_url)
            host, bad = parts.hostname or "", bool(parts.username or parts.query or parts.fragment)
        except ValueError:
            host, bad = "", True
        if bad or not host or parts.scheme not in {"http", "https"}:
            raise InvalidError("KB_DRAFT_URL is no address: use one like https://example.org/v1.")
        if parts.scheme == "http" and host not in LOOPBACK:
            raise InvalidError(
                "KB_DRAFT_URL is http: law and key would travel in the open. Use https, "
                "or an address of this machine."
            )
        if not self.draft_model:
            raise InvalidError("KB_DRAFT_URL is set and KB_DRAFT_MODEL is not: name the model.")
        if not self.draft_key.isascii() or not self.draft_key.isprintable():
            raise InvalidError("KB_DRAFT_KEY holds signs that no header can carry.")
        if self.draft_seconds < 1 or self.drafts_per_hour < 1:
            raise InvalidError("KB_DRAFT_SECONDS and KB_DRAFTS_PER_HOUR are 1 or more.")

    @property
    def zone(self) -> ZoneInfo:
        """The library's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def database(self) -> str:
        """The database's URL; SQLite in the data folder unless one was given."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'kb.sqlite3'}"

    @property
    def index_dir(self) -> Path:
        """Where the search index lives; it can be deleted at any moment."""
        return self.data_dir / "index"


def _parse(name: str, kind: type, text: str) -> Any:  # noqa: ANN401 - `kind` says it
    if kind is bool:
        return _parse_bool(name, text)
    if kind is int:
        return _parse_int(name, text)
    return Path(text) if kind is Path else text


def _parse_bool(name: str, text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in words:
        raise InvalidError(f"{name} is {text!r}: use 1 or 0.")
    return words[text.lower()]


def _parse_int(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InvalidError(f"{name} is {text!r}: use a whole number.") from None
