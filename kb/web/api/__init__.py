"""JSON for programs: the same services as the pages, signed in by session or bearer token."""

from kb.web.api import changes, search

BLUEPRINTS = (search.blueprint, changes.blueprint)
