"""The only wiring: settings in, a running application out. Nobody else constructs anything.

Tests call `create_app` with settings, a clock, an engine or a workshop of their own.
"""

from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from flask import Flask

import kb.search
from kb import cli, web
from kb.errors import InvalidError
from kb.search.engine import Engine
from kb.services.database import open_database
from kb.services.drafting.drafter import Drafter
from kb.services.house import House
from kb.services.keys import keep_key
from kb.services.migrate import migrate
from kb.services.people.demo import refuse_demo_beyond_loopback
from kb.services.unit import Clock, Store, utc_now
from kb.services.workshop.meaning import Meaning
from kb.services.workshop.workshop import Workshop
from kb.settings import ROOT, Settings

ENGINE_SUFFIX = "_engine"


def create_app(
    settings: Settings | None = None,
    *,
    clock: Clock = utc_now,
    engine: Engine | None = None,
    workshop: Workshop | None = None,
) -> Flask:
    """Return the application, its database brought up to date.

    Raises InvalidError on settings that cannot hold, DatabaseVersionError on a database that is
    newer than this release.
    """
    chosen = settings or Settings.from_environment()
    refuse_demo_beyond_loopback(chosen)
    house = _build(chosen, clock, engine, workshop)
    app = Flask("kb", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.secret_key = keep_key(chosen.data_dir, "secret", chosen.secret_key)
    app.extensions["kb"] = house
    web.init_app(app, house)
    cli.init_app(app, again=partial(create_app, chosen, clock=clock))
    return app


def engine_names() -> list[str]:
    """Return the engines there are: each module or package `kb.search.<name>_engine` is one."""
    found = (module.name for module in iter_modules(kb.search.__path__))
    return sorted(
        name.removesuffix(ENGINE_SUFFIX) for name in found if name.endswith(ENGINE_SUFFIX)
    )


def _build(
    settings: Settings, clock: Clock, engine: Engine | None, workshop: Workshop | None
) -> House:
    database = open_database(settings.database)
    _make_folder(settings)
    migrate(database)
    audit_key = keep_key(settings.data_dir, "audit", settings.audit_key)
    store = Store(database, audit_key=audit_key, zone=settings.zone, clock=clock)
    reader = workshop or Workshop()
    return House(
        settings,
        store,
        engine or _open_engine(settings),
        reader,
        Meaning(store, reader),
        _open_drafter(settings),
    )


def _make_folder(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InvalidError(
            f"KB_DATA_DIR is {str(settings.data_dir)!r}, and no folder can be made there "
            f"({error.strerror}). Name a folder that you may write to."
        ) from error


def _open_drafter(settings: Settings) -> Drafter | None:
    """Return the drafting service. Where none is set its module is not even imported."""
    if not settings.draft_url:
        return None
    module = import_module("kb.services.drafting.endpoint")
    opened: Drafter = module.open_drafter(settings)
    return opened


def _open_engine(settings: Settings) -> Engine:
    name = settings.search_engine
    if name not in engine_names():
        known = ", ".join(engine_names())
        raise InvalidError(f"KB_SEARCH_ENGINE is {name!r}: use one of {known}.")
    module = import_module(f"kb.search.{name}{ENGINE_SUFFIX}")
    opened: Engine = module.open_engine(settings.index_dir)
    return opened
