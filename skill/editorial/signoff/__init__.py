"""Sign-off: which role approved which text, what is open, and the sheet on which it is done."""

from skill.editorial.signoff.approvals import (
    Signoff,
    all_items,
    counts,
    is_date,
    is_trial,
    open_items,
    read_signoff,
    refuse,
    signoff_findings,
)
from skill.editorial.signoff.entering import approve, chosen
from skill.editorial.signoff.items import GROUPS, ROLES, code, parts, roles
from skill.editorial.signoff.sheet import sheet

__all__ = [
    "GROUPS",
    "ROLES",
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
    "read_signoff",
    "refuse",
    "roles",
    "sheet",
    "signoff_findings",
]
