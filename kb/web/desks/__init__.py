"""What waits for whom and what was told: desks, home, notices, the record, what was shown."""

from kb.web.desks import audit, desks, home, meaning, notice_desk, notices, seen

BLUEPRINTS = (
    audit.blueprint,
    desks.blueprint,
    home.blueprint,
    meaning.blueprint,
    notice_desk.blueprint,
    notices.blueprint,
    seen.blueprint,
)
