"""The file formats of the library, one module each, in the order in which they are written."""

from kb.importers.library.formats import (
    departments,
    directory,
    drivers,
    edition_facts,
    editions,
    glossary,
    kpis,
    lines,
    mission,
    plain_words,
    processes,
    topics,
    translations,
    values,
)
from kb.importers.library.formats.format import Format, Source

FORMATS: tuple[Format, ...] = (
    departments.FORMAT,
    lines.FORMAT,
    topics.FORMAT,
    drivers.FORMAT,
    directory.FORMAT,
    values.FORMAT,
    glossary.FORMAT,
    plain_words.FORMAT,
    mission.FORMAT,
    kpis.FORMAT,
    edition_facts.FORMAT,  # its files must not be taken for editions
    editions.FORMAT,
    translations.FORMAT,
    processes.FORMAT,
)

__all__ = ["FORMATS", "Format", "Source"]
