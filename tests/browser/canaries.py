"""A partnership with something of every kind, and cases that carry canaries: words that only some may read."""

from dataclasses import dataclass, field

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Person
from escp.partnership.services import declare_conflict, hold_identity, restrict
from learning.choices import ThemeState
from reviews.choices import IncidentState, ReviewState
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ProgressNoteFactory,
    ReadingFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.learning import FindingFactory, FindingLinkFactory, LearningPointFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, CaseFactory, ChildFactory, PersonFactory, PriorityFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory, fill_in

RESTRICTED, CONFLICTED, IDENTITY, UNFINISHED = "Quenby", "Zephyrine", "Thistlethwaite", "Wolverley"
CASEWORK = {
    RoleKey.BUSINESS_MANAGER,
    RoleKey.BUSINESS_OFFICER,
    RoleKey.SIN_LEAD,
    RoleKey.STATUTORY_PARTNER,
    RoleKey.LEAD_PARTNER,
}
# Those whose role reads a review once the partners have signed it off.
READERS = CASEWORK | {RoleKey.PIG_MEMBER, RoleKey.SCRUTINEER}


@dataclass
class World:
    """The people, one a role, and the words that must not be found."""

    people: dict[RoleKey, Person]
    references: dict[str, list[str]] = field(default_factory=dict)

    def forbidden_to(self, role: RoleKey) -> list[str]:
        """Return every word and reference that this role's person may nowhere meet."""
        hidden = [RESTRICTED, CONFLICTED] + ([] if role in CASEWORK else [UNFINISHED])
        return [IDENTITY, *hidden, *(reference for word in hidden for reference in self.references.get(word, []))]


def a_case_of(word: str, state: str):
    """Make a case with incident, review, finding and child, each carrying the word."""
    case = CaseFactory(pseudonym=f"Child {word}")
    incident = fill_in(IncidentFactory(case=case, state=IncidentState.REVIEW_OPENED, summary=f"{word} is known."))
    review = RapidReviewFactory(incident=incident, state=state, what_happened=f"{word} was seen.")
    finding = FindingFactory(activity=review.activity, title=f"{word} was not asked", what=f"Nobody asked {word}.")
    hold_identity(by=PersonFactory(), child=ChildFactory(case=case, pseudonym=f"Child {word}"), full_name=IDENTITY)
    return case, [incident.reference, review.reference, finding.reference]


def a_partnership() -> World:
    """Make it: every kind of record in several states, and one person a role who is in conflict with one case."""
    council = AgencyFactory(name="London Borough of Larkfield", short_name="Council", kind=AgencyKind.COUNCIL)
    PriorityFactory(year=2026, title="Neglect")
    people = {role: PersonFactory(role=role, agency=council) for role in RoleKey}
    world = World(people)
    restricted, world.references[RESTRICTED] = a_case_of(RESTRICTED, ReviewState.CONCLUDED)
    restrict(by=PersonFactory(), case=restricted, reason="Named people only")
    conflicted, world.references[CONFLICTED] = a_case_of(CONFLICTED, ReviewState.CONCLUDED)
    for person in people.values():
        declare_conflict(by=person, case=conflicted, person=person, reason="Knows the family")
    _, world.references[UNFINISHED] = a_case_of(UNFINISHED, ReviewState.MEETING_HELD)
    _ordinary_records(people)
    return world


def _ordinary_records(people: dict[RoleKey, Person]) -> None:
    for state in (IncidentState.REFERRED, IncidentState.CONSULTING, IncidentState.NOTIFY_AGREED):
        fill_in(IncidentFactory(state=state))
    review = RapidReviewFactory(state=ReviewState.CONCLUDED)
    LocalReviewFactory(rapid_review=review)
    theme = ThemeFactory(place=1, title="Professional curiosity")
    ThemeFactory(state=ThemeState.CLOSED, impact_statement="Fathers are asked.")
    ThemeFactory(title="Confident escalation")
    point = LearningPointFactory(theme=theme)
    FindingLinkFactory(finding__activity=review.activity, learning_point=point)
    owner = people[RoleKey.AGENCY_CONTRIBUTOR]
    for make in (ready_to_agree, ready_to_close):
        action = make(owner=owner, lead_agency=owner.agency)
        ActionLinkFactory(action=action, learning_point=point)
    for state in (ActionState.IN_PROGRESS, ActionState.BLOCKED):
        action = ready_to_agree(state=state, owner=owner, lead_agency=owner.agency)
        ReadingFactory(measure=action.measure)
        EvidenceFactory(measure=action.measure)
        ProgressNoteFactory(action=action)
    for state in (ActionState.DRAFT, ActionState.CLOSED, ActionState.WITHDRAWN):
        ActionFactory(state=state)
