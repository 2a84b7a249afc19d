"""The parts that `factory` plugged together, handed to web and commands as one value."""

from dataclasses import dataclass

from kb.search.engine import Engine
from kb.services.drafting.drafter import Drafter
from kb.services.unit import Store
from kb.services.workshop.meaning import Meaning
from kb.services.workshop.workshop import Workshop
from kb.settings import Settings


@dataclass(frozen=True)
class House:
    """The parts of one running instance: settings, units of work, search engine, workshop.

    `drafter` is None unless somebody set an endpoint up: then nothing of a text leaves here.
    """

    settings: Settings
    store: Store
    engine: Engine
    workshop: Workshop
    meaning: Meaning
    drafter: Drafter | None = None
