"""What is stored: tables, relations, small properties; no queries and no commits.

`people` (who), `originals` (lawyer language), `reviewed` (what is said and done, with revisions
and states), `exchange` (what flows back), `audit` (the record of every change).
"""

from kb.models.audit import AuditEntry, Chain, OutboxRow
from kb.models.base import Base
from kb.models.exchange import (
    Clarification,
    Confirmation,
    Contact,
    Correction,
    Driver,
    Gap,
    HandOff,
    SearchLogEntry,
    Subscription,
    Topic,
)
from kb.models.originals import Edition, EditionState, Original, Provision, SizeOfChange
from kb.models.people import (
    ApiToken,
    Department,
    Favourite,
    Line,
    SignInTries,
    Team,
    User,
    UserLine,
    UserRole,
    WebSession,
)
from kb.models.reviewed import (
    Cover,
    FindingDecision,
    Review,
    Revision,
    StateChange,
    Thing,
    WorkingCopy,
)

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Base",
    "Chain",
    "Clarification",
    "Confirmation",
    "Contact",
    "Correction",
    "Cover",
    "Department",
    "Driver",
    "Edition",
    "EditionState",
    "Favourite",
    "FindingDecision",
    "Gap",
    "HandOff",
    "Line",
    "Original",
    "OutboxRow",
    "Provision",
    "Review",
    "Revision",
    "SearchLogEntry",
    "SignInTries",
    "SizeOfChange",
    "StateChange",
    "Subscription",
    "Team",
    "Thing",
    "Topic",
    "User",
    "UserLine",
    "UserRole",
    "WebSession",
    "WorkingCopy",
]
