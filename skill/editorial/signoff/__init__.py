"""Sign-off: which role approved which text, what is open, and the sheet on which it is done."""

from skill.editorial.fields import is_date
from skill.editorial.signoff.approvals import (
    Approval,
    Signoff,
    all_items,
    counts,
    is_trial,
    open_items,
    read_signoff,
    refuse,
    signoff_findings,
)
from skill.editorial.signoff.entering import approve, chosen, withdraw
from skill.editorial.signoff.items import GROUPS, ROLES, code, parts, roles, text_hash
from skill.editorial.signoff.owner_questions import OwnerQuestion, read_owner_questions
from skill.editorial.signoff.sheet import KINDS, PART_NAMES, sheet

__all__ = [
    "GROUPS",
    "KINDS",
    "PART_NAMES",
    "ROLES",
    "Approval",
    "OwnerQuestion",
    "Signoff",
    "all_items",
    "approve",
    "chosen",
    "code",
    "counts",
    "is_date",
    "is_trial",
    "open_items",
    "parts",
    "read_owner_questions",
    "read_signoff",
    "refuse",
    "roles",
    "sheet",
    "signoff_findings",
    "text_hash",
    "withdraw",
]
