"""The panel’s meetings, the deaths that come to them and those that are ready to, as one person may know of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from actionplans.models import Action
from actionplans.queries import actions_for
from cdop.choices import HeldIn, Kept, State
from cdop.models import AcceptedWording, AnalysisVersion, ChildDeath, PanelCase, PanelMeeting
from cdop.queries.deaths import deaths_for
from escp.access.permissions import Permission
from escp.access.roles import ROLES
from escp.deadlines.models import Deadline
from escp.partnership.choices import GroupKind
from escp.partnership.models import ConflictOfInterest, GroupMembership, Membership, Person
from escp.partnership.queries import people_to_name
from learning.queries import activity_open_to
from learning.redaction import Known
from learning.redaction.who import who_is_in

CLOCK = "cdop.panel"
WRITTEN_DOWN_WITHIN = timedelta(days=60)
# What the page and the pack say of a death, read for all deaths at once.
BESIDE = (
    "accepted__asked_by",
    "accepted__agreed_by",
    "death__activity__findings",
    "death__at_panels",
    "death__family_questions",
    "death__analysis__factors",
)


def panels_for(person: Person) -> QuerySet[PanelMeeting]:
    """Return the meetings of the panel, for those who review deaths, each with how many deaths they may know of."""
    if not person.may(Permission.SEE_CHILD_DEATHS):
        return PanelMeeting.objects.none()
    visible = Q(cases__in=panel_cases_for(person))
    return PanelMeeting.objects.select_related("recorded_by").annotate(case_count=Count("cases", filter=visible))


def meetings_to_fill(person: Person) -> QuerySet[PanelMeeting]:
    """Return the meetings on whose list deaths may be put: those to come, and late ones, written down afterwards."""
    since = timezone.localdate() - WRITTEN_DOWN_WITHIN
    return panels_for(person).filter(held_on__gte=since, called_off_because="").order_by("held_on", "pk")


def panel_cases_for(person: Person) -> QuerySet[PanelCase]:
    """Return the deaths at panels that a person may know of: a conflict of interest beats every role."""
    return PanelCase.objects.filter(activity_open_to(person, "death__activity__")).select_related(
        "meeting", "death", "death__child", "death__case", "death__activity", "death__response", "decided_by"
    )


def cases_at(person: Person, meeting: PanelMeeting) -> list[PanelCase]:
    """Return the deaths at a meeting that a person may know of, with all that the page and the pack say of each."""
    rows = panel_cases_for(person).filter(meeting=meeting)
    return list(rows.prefetch_related(*BESIDE))


def left_out_of(person: Person, meeting: PanelMeeting) -> int:
    """Return how many deaths at a meeting are kept from a person because they declared a conflict of interest.

    One that is restricted is not counted: only those on its access list know that it exists.
    """
    conflicts = ConflictOfInterest.objects.filter(case=OuterRef("death__case"), person=person)
    return meeting.cases.filter(Exists(conflicts), death__case__restricted=False).count()


def panel_members() -> QuerySet[Person]:
    """Return who may sit at the panel: those whose role reviews deaths, and those with a seat in the panel’s group."""
    roles = [key for key, role in ROLES.items() if Permission.SEE_CHILD_DEATHS in role.permissions]
    by_role = Membership.objects.current().filter(role__in=roles)
    by_seat = GroupMembership.objects.current().filter(group__kind=GroupKind.CHILD_DEATH_PANEL)
    return people_to_name().filter(Q(pk__in=by_role.values("person")) | Q(pk__in=by_seat.values("person")))


def who_withdrew(cases: Iterable[PanelCase]) -> dict[int, list[str]]:
    """Return, by case, the panel’s members who have declared a conflict of interest."""
    declared = ConflictOfInterest.objects.filter(case__in=[one.death.case_id for one in cases])
    found: dict[int, list[str]] = defaultdict(list)
    for conflict in declared.filter(person__in=panel_members()).select_related("person"):
        found[conflict.case_id].append(str(conflict.person))
    return found


# Ready for the panel


def _on_a_list() -> Exists:
    """Whether a death waits for a meeting that takes place."""
    return Exists(PanelCase.objects.filter(death=OuterRef("pk"), outcome="", meeting__called_off_because=""))


def _drafted() -> Q:
    return Q(Exists(AnalysisVersion.objects.filter(analysis__death=OuterRef("pk"), kept=Kept.MEETING)))


def _waiting(person: Person) -> QuerySet[ChildDeath]:
    return deaths_for(person).filter(state=State.MEETING_HELD)


def not_drafted_for(person: Person) -> QuerySet[ChildDeath]:
    """Return the deaths whose review meeting was held, and of whose analysis no draft is kept yet."""
    return _waiting(person).filter(~_drafted(), held_in=HeldIn.HERE).order_by("meeting_on", "pk")


def ready_for(person: Person) -> QuerySet[ChildDeath]:
    """Return the deaths that a panel can review and that are on no list yet, the longest ready first.

    The draft of the analysis is kept, or the death is worked on in eCDOP. Those that were deferred, or of which more
    was asked, are among them again.
    """
    waiting = _waiting(person).filter(Q(held_in=HeldIn.ECDOP) | _drafted()).exclude(_on_a_list())
    return waiting.select_related("analysis").order_by(F("ready_on").asc(nulls_last=True), "pk")


def panel_clocks(deaths: Iterable[ChildDeath]) -> dict[str, Deadline]:
    """Return the panel’s six weeks of several deaths, by reference."""
    references = [death.reference for death in deaths]
    return {row.reference: row for row in Deadline.objects.filter(clock=CLOCK, reference__in=references)}


def put_off(deaths: Collection[ChildDeath]) -> dict[int, PanelCase]:
    """Return how the panel last put off each of several deaths, by death."""
    earlier = PanelCase.objects.filter(death__in=deaths).exclude(outcome="").select_related("meeting")
    return {one.death_id: one for one in earlier.order_by("meeting__held_on", "pk")}


def at_panels(death: ChildDeath) -> list[PanelCase]:
    """Return the meetings of the panel at which a death that the caller may see stands, the first one first."""
    return list(death.at_panels.select_related("meeting").order_by("meeting__held_on", "pk"))


# What came of it


@dataclass
class CameOf:
    """The actions that came of a death which a person may see, and how many there are that they may not."""

    seen: list[Action] = field(default_factory=list)
    more: int = 0


def what_came_of(person: Person, cases: Collection[PanelCase]) -> dict[int, CameOf]:
    """Return, by activity, the actions that answer what was found in several deaths."""
    activities = [one.death.activity_id for one in cases]
    path = "links__learning_point__finding_links__finding__activity"
    of_findings = Action.objects.filter(**{f"{path}__in": activities}).values_list(path, "pk").distinct()
    pairs = [(activity, action) for activity, action in of_findings if activity in activities]
    actions = {one.pk: one for one in actions_for(person).filter(pk__in=[action for _, action in pairs])}
    came: dict[int, CameOf] = defaultdict(CameOf)
    for activity, action in sorted(pairs):
        if action in actions:
            came[activity].seen.append(actions[action])
        else:
            came[activity].more += 1
    return came


# What must not stand in a pack


def known_at(meeting: PanelMeeting) -> Known:
    """Return who must not be told apart in what is said of any death at a meeting.

    Of all its cases, whoever reads: a brother may be named in another child’s text.
    """
    return who_is_in(list(meeting.cases.values_list("death__case", flat=True)))


def to_agree_for(person: Person, case: PanelCase) -> list[AcceptedWording]:
    """Return what somebody else asks to let stay in what the pack says of a death."""
    return [one for one in case.accepted.all() if one.agreed_at is None and one.asked_by_id != person.pk]
