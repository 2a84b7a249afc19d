"""The law on its way: editions, what they change, packages, questions to those who own it."""

from kb.web.law import checks, clarifications, editions, editions_changes, packages

BLUEPRINTS = (
    checks.blueprint,
    clarifications.blueprint,
    editions.blueprint,
    editions_changes.blueprint,
    packages.blueprint,
)
