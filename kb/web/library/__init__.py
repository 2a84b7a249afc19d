"""The library to browse: originals, topics, terms, words, the directory, departments, amounts."""

from kb.web.library import (
    decide,
    departments,
    directory,
    mission,
    originals,
    plain_words,
    terms,
    topics,
    values,
)

BLUEPRINTS = (
    decide.blueprint,
    departments.blueprint,
    directory.blueprint,
    mission.blueprint,
    originals.blueprint,
    plain_words.blueprint,
    terms.blueprint,
    topics.blueprint,
    values.blueprint,
)
