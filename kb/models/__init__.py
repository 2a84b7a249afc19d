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
from kb.models.originals import (
    Edition,
    EditionReview,
    EditionState,
    Original,
    Package,
    PackageMember,
    Provision,
    SizeOfChange,
)
from kb.models.people import (
    ApiToken,
    Department,
    Deputy,
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
    CheckClearance,
    Cover,
    FindingDecision,
    Review,
    Revision,
    StateChange,
    Thing,
    TimesShown,
    WorkingCopy,
)

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Base",
    "Chain",
    "CheckClearance",
    "Clarification",
    "Confirmation",
    "Contact",
    "Correction",
    "Cover",
    "Department",
    "Deputy",
    "Driver",
    "Edition",
    "EditionReview",
    "EditionState",
    "Favourite",
    "FindingDecision",
    "Gap",
    "HandOff",
    "Line",
    "Original",
    "OutboxRow",
    "Package",
    "PackageMember",
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
    "TimesShown",
    "Topic",
    "User",
    "UserLine",
    "UserRole",
    "WebSession",
    "WorkingCopy",
]
