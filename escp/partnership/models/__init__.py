"""Who: agencies, people and their memberships, groups, the Business Plan's priorities, and children as subjects."""

from escp.partnership.models.agency import Agency
from escp.partnership.models.children import Case, CaseAccess, Child, ChildIdentity, ConflictOfInterest
from escp.partnership.models.groups import Group, GroupMembership
from escp.partnership.models.people import Deputy, Membership, Person
from escp.partnership.models.plan import Priority
from escp.partnership.models.references import ReferenceSequence

__all__ = [
    "Agency",
    "Case",
    "CaseAccess",
    "Child",
    "ChildIdentity",
    "ConflictOfInterest",
    "Deputy",
    "Group",
    "GroupMembership",
    "Membership",
    "Person",
    "Priority",
    "ReferenceSequence",
]
