"""What waits for whom and what was told: desks, home, notices, the record, what was shown."""

from kb.web.desks import audit, desks, home, notice_desk, notices, seen

BLUEPRINTS = (
    audit.blueprint,
    desks.blueprint,
    home.blueprint,
    notice_desk.blueprint,
    notices.blueprint,
    seen.blueprint,
)
