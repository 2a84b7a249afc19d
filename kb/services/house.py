"""The parts that `factory` plugged together, handed to web and commands as one value."""

from dataclasses import dataclass

from kb.search.engine import Engine
from kb.services.unit import Store
from kb.services.workshop.workshop import Workshop
from kb.settings import Settings


@dataclass(frozen=True)
class House:
    """Settings, the store of units of work, search engine and workshop of one running instance."""

    settings: Settings
    store: Store
    engine: Engine
    workshop: Workshop
