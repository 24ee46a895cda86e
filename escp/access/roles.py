"""The roles of a partnership as described data. A membership (person, agency, role, from, to) grants one.

Administrators manage people, not cases; the business unit manages cases, not logs; information governance reads logs,
not cases. No role holds all three.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from escp.access.permissions import Permission


class RoleKey(TextChoices):
    BUSINESS_MANAGER = "business_manager", "Business manager"
    BUSINESS_OFFICER = "business_officer", "Business officer"
    SIN_LEAD = "sin_lead", "Local authority serious incident lead"
    STATUTORY_PARTNER = "statutory_partner", "Delegated safeguarding partner"
    LEAD_PARTNER = "lead_partner", "Lead safeguarding partner"
    PIG_MEMBER = "pig_member", "Practice Improvement Group member"
    AGENCY_CONTRIBUTOR = "agency_contributor", "Agency contributor"
    REVIEWER = "reviewer", "Reviewer"
    CDOP_REPRESENTATIVE = "cdop_representative", "Child Death Overview Panel representative"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    ADMINISTRATOR = "administrator", "System administrator"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance lead"


@dataclass(frozen=True)
class Role:
    """What a role is for, in words that the person who holds it would use, and what it permits."""

    key: RoleKey
    description: str
    permissions: frozenset[Permission]

    @property
    def label(self) -> str:
        return str(self.key.label)

    @property
    def in_words(self) -> list[str]:
        """What the role permits, as sentences for the help page."""
        return sorted(permission.value for permission in self.permissions)


def _role(key: RoleKey, description: str, *permissions: Permission) -> tuple[RoleKey, Role]:
    return key, Role(key, description, frozenset(permissions))


_CASEWORK = (
    Permission.SEE_CASES_IN_PROGRESS,
    Permission.SEE_FINISHED_REVIEWS,
    Permission.SEE_LEARNING,
    Permission.SEE_INTELLIGENCE,
    Permission.SEE_TRUE_COUNTS,
    Permission.SEE_ALL_ACTIONS,
)
_UNIT = (
    *_CASEWORK,
    Permission.CONSIDER_INCIDENTS,
    Permission.RUN_REVIEWS,
    Permission.SEE_AUDITS,
    Permission.SEE_SELF_ASSESSMENTS,
    Permission.RUN_AUDITS,
    Permission.RECORD_LEARNING,
    Permission.PUBLISH_LEARNING,
    Permission.READ_REPORT_DRAFTS,
    Permission.KEEP_INTELLIGENCE,
    Permission.RECORD_SCRUTINY,
    Permission.MANAGE_ACTIONS,
    Permission.UPDATE_OWN_ACTIONS,
    Permission.ASK_AGENCIES,
    Permission.BUILD_QUESTIONNAIRES,
    Permission.MANAGE_DEADLINES,
    Permission.PLAN_THE_YEAR,
    Permission.RUN_MEETINGS,
    Permission.KEEP_GROUPS,
    Permission.SEE_COMPLIANCE,
    Permission.EXPORT_LISTS,
    Permission.SEE_SERVICE_HEALTH,
)

ROLES: dict[RoleKey, Role] = dict(
    [
        _role(
            RoleKey.BUSINESS_MANAGER,
            "Runs the learning cycle for the partnership: incidents, reviews, findings, themes, actions, deadlines.",
            *_UNIT,
            Permission.NOTIFY_PANEL,
            Permission.OPEN_IDENTITY,
            Permission.MANAGE_CASE_ACCESS,
            Permission.AGREE_AUDITS,
            Permission.AGREE_LEARNING,
            Permission.AGREE_ACTIONS,
            Permission.CHANGE_RULES,
            Permission.SEE_CHILD_DEATHS,
            Permission.REVIEW_CHILD_DEATHS,
        ),
        _role(
            RoleKey.BUSINESS_OFFICER,
            "Keeps the records of the business unit up to date. Works with pseudonyms; does not open identities.",
            *_UNIT,
        ),
        _role(
            RoleKey.SIN_LEAD,
            "Considers serious incidents for the local authority and owes the notification to the National Panel.",
            *_CASEWORK,
            Permission.CONSIDER_INCIDENTS,
            Permission.NOTIFY_PANEL,
            Permission.OPEN_IDENTITY,
            Permission.ANSWER_FOR_AGENCY,
            Permission.UPDATE_OWN_ACTIONS,
            Permission.MANAGE_DEADLINES,
            Permission.SEE_COMPLIANCE,
        ),
        _role(
            RoleKey.STATUTORY_PARTNER,
            "Gives the view of the council, police or health on incidents, and signs off reviews.",
            *_CASEWORK,
            Permission.SEE_AUDITS,
            Permission.SEE_SELF_ASSESSMENTS,
            Permission.SIGN_OFF_REVIEWS,
            Permission.READ_REPORT_DRAFTS,
            Permission.ANSWER_FOR_AGENCY,
            Permission.UPDATE_OWN_ACTIONS,
            Permission.SEE_COMPLIANCE,
            Permission.EXPORT_LISTS,
        ),
        _role(
            RoleKey.LEAD_PARTNER,
            "Answers for the council, police or health at its head. Hears when a duty set by law is late.",
            *_CASEWORK,
            Permission.READ_REPORT_DRAFTS,
            Permission.SEE_COMPLIANCE,
            Permission.EXPORT_LISTS,
        ),
        _role(
            RoleKey.PIG_MEMBER,
            "Agrees what was learned, chooses the Three Themes, and moves the actions of their agency.",
            Permission.SEE_FINISHED_REVIEWS,
            Permission.SEE_AUDITS,
            Permission.AGREE_AUDITS,
            Permission.SEE_LEARNING,
            Permission.SEE_INTELLIGENCE,
            Permission.RECORD_LEARNING,
            Permission.AGREE_LEARNING,
            Permission.SEE_ALL_ACTIONS,
            Permission.ANSWER_FOR_AGENCY,
            Permission.UPDATE_OWN_ACTIONS,
            Permission.AGREE_ACTIONS,
        ),
        _role(
            RoleKey.AGENCY_CONTRIBUTOR,
            "Answers what is asked of one agency and moves that agency's actions.",
            Permission.SEE_OWN_AGENCY_ACTIONS,
            Permission.ANSWER_FOR_AGENCY,
            Permission.UPDATE_OWN_ACTIONS,
        ),
        _role(
            RoleKey.REVIEWER,
            "Works on the cases whose access list names them, for a limited time.",
            Permission.SEE_GRANTED_CASES,
            Permission.SEE_LEARNING,
        ),
        _role(
            RoleKey.CDOP_REPRESENTATIVE,
            "Runs the reviews of children’s deaths, and brings what the panel learns to the partnership.",
            Permission.SEE_CHILD_DEATHS,
            Permission.REVIEW_CHILD_DEATHS,
            Permission.OPEN_IDENTITY,
            Permission.RECORD_LEARNING,
            Permission.EXPORT_LISTS,
            Permission.SEE_LEARNING,
            Permission.SEE_OWN_AGENCY_ACTIONS,
            Permission.ANSWER_FOR_AGENCY,
            Permission.UPDATE_OWN_ACTIONS,
        ),
        _role(
            RoleKey.SCRUTINEER,
            "Reads finished work and asks whether it made a difference.",
            Permission.SEE_FINISHED_REVIEWS,
            Permission.SEE_AUDITS,
            Permission.SEE_SELF_ASSESSMENTS,
            Permission.SEE_LEARNING,
            Permission.SEE_INTELLIGENCE,
            Permission.RECORD_SCRUTINY,
            Permission.SEE_ALL_ACTIONS,
            Permission.SEE_COMPLIANCE,
        ),
        _role(
            RoleKey.ADMINISTRATOR,
            "Manages agencies, accounts and reference data. Sees no case.",
            Permission.MANAGE_ACCOUNTS,
            Permission.KEEP_WORD_TEMPLATE,
            Permission.KEEP_GROUPS,
            Permission.CHANGE_RULES,
            Permission.SEE_SERVICE_HEALTH,
        ),
        _role(
            RoleKey.INFORMATION_GOVERNANCE,
            "Reads who opened what and why. Sees no case.",
            Permission.READ_ACCESS_LOG,
        ),
    ]
)


def permissions_of(roles: frozenset[str] | set[str]) -> frozenset[Permission]:
    """Return everything that the given role keys permit together. An unknown key permits nothing."""
    return frozenset(permission for key in roles if key in ROLES for permission in ROLES[RoleKey(key)].permissions)
