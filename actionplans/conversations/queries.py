"""Which conversations a person may see, what stands in them, and what they say for the Update."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from actionplans.choices import UNDER_WAY, ActionState, ConversationState, Half
from actionplans.models import Action, Conversation, ConversationLine
from actionplans.models.conversation import WAS_HELD
from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name

ANSWERED = ~Q(lines__how_much="") & ~Q(lines__how_well="") & ~Q(lines__difference="")


def conversations_for(person: Person) -> QuerySet[Conversation]:
    """Return the conversations that a person may see: all, or those of their agency and those it sat in."""
    rows = Conversation.objects.select_related("agency", "other_agency", "recorded_by", "agreed_by", "prepared_by")
    if person.may(Permission.SEE_ALL_ACTIONS):
        return rows
    if person.may(Permission.SEE_OWN_AGENCY_ACTIONS):
        return rows.filter(Q(agency__in=person.agency_ids) | Q(other_agency__in=person.agency_ids))
    return rows.none()


def conversations_to_list(person: Person) -> QuerySet[Conversation]:
    """Return the conversations that a person may see, each with its actions counted and those that are answered."""
    counted = conversations_for(person).annotate(
        line_count=Count("lines"), answered_count=Count("lines", filter=ANSWERED)
    )
    return counted.order_by("-year", "half", "agency__name")


def lines_of(conversation: Conversation) -> QuerySet[ConversationLine]:
    """Return the actions of a conversation with what was said of each, by due date."""
    return conversation.lines.select_related(
        "conversation", "action__owner", "action__lead_agency", "action__measure"
    ).order_by(F("action__due_on").asc(nulls_last=True), "pk")


def lines_for(person: Person) -> QuerySet[ConversationLine]:
    """Return what was said of actions in the conversations that a person may see."""
    rows = ConversationLine.objects.filter(conversation__in=conversations_for(person).values("pk"))
    return rows.select_related("conversation__agency", "action__lead_agency")


def lines_about(person: Person, action: Action) -> QuerySet[ConversationLine]:
    """Return what conversations said of one action, the latest first."""
    rows = lines_for(person).filter(action=action, conversation__state__in=WAS_HELD)
    return rows.order_by("-conversation__held_on", "-pk")


def lines_for_update(person: Person) -> QuerySet[ConversationLine]:
    """Return the one line that each action gave for the Learning from Practice Update, held conversations only."""
    rows = lines_for(person).filter(conversation__state__in=WAS_HELD).exclude(for_update="")
    return rows.order_by("-conversation__year", "conversation__half", "conversation__agency__name", "pk")


def lines_held(since: date, until: date) -> QuerySet[ConversationLine]:
    """Return the one line that each action gave for the Update in conversations held from one day to another."""
    rows = ConversationLine.objects.filter(
        conversation__state__in=WAS_HELD, conversation__held_on__range=(since, until)
    ).exclude(for_update="")
    return rows.select_related("conversation__agency", "action").order_by("conversation__agency__name", "pk")


def to_talk_about(agency: Agency, since: date) -> QuerySet[Action]:
    """Return the actions of an agency that a conversation goes through.

    They are under way, delivered with their impact to be shown, or closed since the round before.
    """
    talked = Q(state__in=[*UNDER_WAY, ActionState.COMPLETE_PENDING_IMPACT])
    return Action.objects.filter(talked | Q(state=ActionState.CLOSED, closed_on__gte=since), lead_agency=agency)


def since_last_round(day: date) -> date:
    """Return the day from which closed actions are talked about: half a year before."""
    month = day.month - 6
    year, month = (day.year, month) if month > 0 else (day.year - 1, month + 12)
    return date(year, month, 1)


def agencies_to_talk_with() -> QuerySet[Agency]:
    """Return the agencies that lead an action under way or delivered: those with whom there is something to talk of."""
    talked = Action.objects.filter(
        lead_agency=OuterRef("pk"), state__in=[*UNDER_WAY, ActionState.COMPLETE_PENDING_IMPACT]
    )
    return agencies_to_name().filter(Exists(talked))


def agencies_in(year: int, half: str) -> set[int]:
    """Return which agencies have a conversation in a round already."""
    return set(Conversation.objects.filter(year=year, half=half).values_list("agency", flat=True))


def rounds_known(person: Person) -> list[tuple[int, str]]:
    """Return the rounds of which a person sees a conversation, the latest first."""
    pairs = conversations_for(person).order_by().values_list("year", "half").distinct()
    return sorted(pairs, key=lambda pair: (pair[0], pair[1] == Half.AUGUST), reverse=True)


def latest_words(actions: Iterable[int]) -> dict[int, ConversationLine]:
    """Return the latest line of a held conversation about each of some actions. One query."""
    rows = ConversationLine.objects.filter(action__in=list(actions), conversation__state__in=WAS_HELD)
    return {one.action_id: one for one in rows.order_by("conversation__held_on", "pk")}


def still_to_prepare(conversation: Conversation) -> list[str]:
    """Return the references of the actions to which a question has no answer yet."""
    return [line.reference for line in lines_of(conversation) if not line.is_answered]


def without_a_line(conversation: Conversation) -> list[str]:
    """Return the references of the actions that give no line for the Update yet."""
    return [line.reference for line in lines_of(conversation) if not line.for_update]


def is_open(conversation: Conversation) -> bool:
    """Say whether its words may still be changed."""
    return conversation.state not in (ConversationState.AGREED, ConversationState.NOT_HELD)
