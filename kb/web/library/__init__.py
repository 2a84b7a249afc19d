"""The library to browse: originals, topics, terms, the directory, departments, amounts."""

from kb.web.library import decide, departments, directory, mission, originals, terms, topics, values

BLUEPRINTS = (
    decide.blueprint,
    departments.blueprint,
    directory.blueprint,
    mission.blueprint,
    originals.blueprint,
    terms.blueprint,
    topics.blueprint,
    values.blueprint,
)
