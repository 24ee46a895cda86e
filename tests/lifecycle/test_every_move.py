"""Every state × move × role, from the declarations: a new move fails until it is said who may make it."""

import pytest
from django.utils import timezone

from actionplans.choices import ActionState, ConversationState
from audits.choices import AuditState, CycleState, YearState
from cdop.choices import State as DeathState
from escp.access.roles import RoleKey
from escp.lifecycle.engine import REGISTRY, Refused, Stale
from escp.lifecycle.models import TransitionRecord
from escp.returns.choices import REPLIED, SETTLED, ReturnState
from home.meetings.choices import MeetingState
from intelligence.choices import PictureState, ScrutinyState, SignalState, SurveyState, YoungState
from learning.choices import EventState, PointState, PolicyState, PublicationState, ShareState, ThemeState
from reviews.choices import EditionState, IncidentState, LocalReviewState, NationalState, ReviewState
from reviews.processes import ProcessState
from tests.factories.actionplans import ActionFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.cdop import ChildDeathFactory
from tests.factories.conversations import ConversationFactory
from tests.factories.embedding import a_policy_change, an_event
from tests.factories.external import ExternalItemFactory
from tests.factories.horizon import RiskSignalFactory
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.parallel import ProcessFactory
from tests.factories.partnership import PersonFactory
from tests.factories.picture import PictureFactory
from tests.factories.publications import a_publication
from tests.factories.redacted import an_edition_of
from tests.factories.returns import ReturnFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory
from tests.factories.scrutiny import ScrutinyFactory
from tests.factories.section_11 import a_cycle
from tests.factories.sharing import a_shared
from tests.factories.single_agency import a_year
from tests.factories.voice import SurveyFactory, YoungVoiceFactory

pytestmark = pytest.mark.django_db

# Who may make each move, written down by hand: the test of the declarations cannot be made from them.
SHORT = {
    "BM": RoleKey.BUSINESS_MANAGER,
    "BO": RoleKey.BUSINESS_OFFICER,
    "SL": RoleKey.SIN_LEAD,
    "SP": RoleKey.STATUTORY_PARTNER,
    "LP": RoleKey.LEAD_PARTNER,
    "PIG": RoleKey.PIG_MEMBER,
    "AC": RoleKey.AGENCY_CONTRIBUTOR,
    "RV": RoleKey.REVIEWER,
    "CD": RoleKey.CDOP_REPRESENTATIVE,
    "IS": RoleKey.SCRUTINEER,
    "ADM": RoleKey.ADMINISTRATOR,
    "IG": RoleKey.INFORMATION_GOVERNANCE,
}
MOVES = {
    "incident": {
        "consult": "BM BO SL",
        "agree_to_notify": "BM SL",
        "decide_not_to_notify": "BM SL",
        "accept_duty": "BM SL",
        "record_notification": "BM SL",
        "open_review": "BM BO",
        "close_without_review": "BM SL",
        "withdraw": "BM SL",
        "mark_duplicate": "BM BO SL",
    },
    "rapid-review": {
        "ask_agencies": "BM BO",
        "close_gathering": "BM BO",
        "record_meeting": "BM BO",
        "record_sign_off": "BM BO",
        "record_sending": "BM BO",
        "record_reply": "BM BO",
        "reconsider": "BM BO",
        "settle": "BM BO",
        "conclude": "BM BO",
        "end": "BM BO",
    },
    "parallel-process": {
        "find_one": "BM BO SL",
        "find_none": "BM BO SL",
        "watch": "BM BO SL",
        "conclude": "BM BO SL",
    },
    "local-review": {
        "commission": "BM BO",
        "appoint_reviewer": "BM BO",
        "agree_terms": "BM BO",
        "begin": "BM BO",
        "record_draft": "BM BO",
        "delay": "BM BO",
        "resume": "BM BO",
        "begin_factual_check": "BM BO",
        "record_sign_off": "BM BO",
        "prepare_publication": "BM BO",
        "publish": "BM BO",
        "do_not_publish": "BM BO",
        "discontinue": "BM BO",
    },
    "redacted": {"check": "BM BO", "approve": "BM BO SP", "draft_again": "BM BO SP", "withdraw": "BM BO"},
    "national-review": {
        "triage": "BM BO",
        "find_not_relevant": "BM BO",
        "take_up": "BM BO",
        "request_assurance": "BM BO",
        "collate": "BM BO",
        "decide": "BM PIG",
        "close": "BM BO",
    },
    "external-item": {
        "triage": "BM BO",
        "find_not_relevant": "BM BO",
        "take_up": "BM BO",
        "request_assurance": "BM BO",
        "collate": "BM BO",
        "decide": "BM PIG",
        "close": "BM BO",
    },
    "survey": {
        "open_it": "BM BO",
        "change_last_day": "BM BO",
        "close": "BM BO",
        "share": "BM BO",
        "drop": "BM BO",
    },
    "picture": {
        "approve": "BM BO",
        "ask_for_lists": "BM BO",
        "count": "BM BO",
        "delete_lists": "BM BO",
    },
    "risk": {
        "review": "BM BO",
        "propose_audit": "BM BO",
        "ask_for_data": "BM BO",
        "close": "BM BO",
        "take_up": "BM BO",
    },
    "scrutiny": {
        "take_up": "BM BO IS",
        "leave": "BM BO IS",
        "begin": "BM BO IS",
        "hand_in": "BM BO IS",
        "agree_response": "BM BO IS",
        "act": "BM BO IS",
        "close": "BM BO IS",
    },
    "young-voice": {"promise": "BM BO", "tell_back": "BM BO", "withhold": "BM BO", "withdraw": "BM BO"},
    "multi-agency-audit": {
        "enter_programme": "BM BO",
        "leave_programme": "BM BO",
        "draft_terms": "BM BO",
        "approve_terms": "BM PIG",
        "draw_sample": "BM BO",
        "go_without_sample": "BM BO",
        "take_back_draw": "BM BO",
        "issue_tools": "BM BO",
        "close_returns": "BM BO",
        "moderate": "BM BO",
        "hold_discussion": "BM BO",
        "draft_report": "BM BO",
        "agree_report": "BM PIG",
        "publish_learning": "BM BO",
        "cancel": "BM BO",
    },
    "self-assessment": {
        "issue": "BM BO",
        "take_in": "BM BO",
        "close_moderation": "BM BO",
        "agree_grades": "BM BO",
        "close": "BM BO",
    },
    "single-agency-year": {
        "ask_agencies": "BM BO",
        "send_papers": "BM BO",
        "hold_meeting": "BM BO",
        "close_year": "BM PIG",
    },
    # A correction that is sent takes the other's place: nobody does it by hand.
    "sharing": {"send": "BM BO", "supersede": ""},
    # A later edition takes the place of the one before: nobody does it by hand.
    "publication": {
        "check": "BM BO",
        "approve": "BM PIG SP",
        "draft_again": "BM BO PIG SP",
        "publish": "BM BO",
        "look_again": "BM BO",
        "supersede": "",
        "withdraw": "BM BO",
    },
    "event": {"follow_up": "BM BO PIG CD", "hold": "BM BO PIG CD", "cancel": "BM BO PIG CD"},
    # And its own agency and owner: here nobody belongs to it.
    "policy-change": {"make": "BM BO", "drop": "BM PIG"},
    "conversation": {
        # Its own agency prepares and agrees: here nobody but the business unit belongs to it.
        "prepare": "BM BO",
        "hold": "BM BO",
        "agree": "BM BO",
        "open_again": "BM BO",
        "leave_out": "BM BO",
        "plan_again": "BM BO",
    },
    "child-death": {
        "respond": "BM CD",
        "gather": "BM CD",
        "end_response": "BM CD",
        "hold_meeting": "BM CD",
        "review": "BM CD",
        "close": "BM CD",
        "leave_out": "BM CD",
    },
    "learning-learningpoint": {"agree": "BM PIG"},
    "learning-theme": {"activate": "BM PIG", "review": "BM PIG", "close": "BM PIG"},
    "action": {
        "agree": "BM PIG",
        # Its own agency moves an action: here nobody but the business unit belongs to it.
        "start": "BM BO",
        "deliver": "BM BO",
        "block": "BM BO",
        "unblock": "BM BO",
        "close": "BM PIG",
        "reopen": "BM PIG",
        "confirm_sustained": "BM PIG",
        "find_not_sustained": "BM PIG",
        "withdraw": "BM PIG",
    },
    "meeting": {
        # And who chairs its group: here nobody does.
        "send_papers": "BM BO",
        "begin": "BM BO",
        "close": "BM BO",
        "agree_minutes": "BM BO",
        "cancel": "BM BO",
    },
    "return": {
        # Only the agency that was asked sends: here nobody belongs to it.
        "send": "",
        "send_nil": "",
        "record_nil": "BM BO",
        "accept": "BM BO",
        "request_changes": "BM BO",
        "waive": "BM BO",
        "reopen": "BM BO",
    },
}
MAKERS = {
    "incident": (IncidentState, lambda state: IncidentFactory(state=state)),
    "rapid-review": (ReviewState, lambda state: RapidReviewFactory(state=state)),
    "parallel-process": (ProcessState, lambda state: ProcessFactory(state=state)),
    "local-review": (LocalReviewState, lambda state: LocalReviewFactory(state=state)),
    "redacted": (EditionState, lambda state: an_edition_of(state=state)),
    "national-review": (NationalState, lambda state: NationalReviewFactory(state=state)),
    "external-item": (NationalState, lambda state: ExternalItemFactory(state=state)),
    "survey": (SurveyState, lambda state: SurveyFactory(state=state)),
    "picture": (PictureState, lambda state: PictureFactory(state=state)),
    "risk": (SignalState, lambda state: RiskSignalFactory(state=state)),
    "scrutiny": (ScrutinyState, lambda state: ScrutinyFactory(state=state)),
    "young-voice": (YoungState, lambda state: YoungVoiceFactory(state=state)),
    "multi-agency-audit": (AuditState, lambda state: MultiAgencyAuditFactory(state=state)),
    "self-assessment": (CycleState, lambda state: a_cycle(CycleState(state), bodies=1)),
    "single-agency-year": (YearState, lambda state: a_year(YearState(state))),
    "publication": (PublicationState, lambda state: a_publication(state)),
    "event": (EventState, lambda state: an_event(state)),
    "policy-change": (PolicyState, lambda state: a_policy_change(state)),
    "sharing": (ShareState, lambda state: a_shared(state)),
    "conversation": (ConversationState, lambda state: ConversationFactory(state=state)),
    "child-death": (DeathState, lambda state: ChildDeathFactory(state=state)),
    "learning-learningpoint": (PointState, lambda state: LearningPointFactory(state=state)),
    "learning-theme": (ThemeState, lambda state: ThemeFactory(state=state, place=1 if state == "active" else None)),
    "meeting": (MeetingState, lambda state: MeetingFactory(state=state)),
    "action": (ActionState, lambda state: ActionFactory(state=state)),
    "return": (ReturnState, lambda state: _return(state)),
}


def _return(state):
    person, now = PersonFactory(role=None), timezone.now()
    facts = {"sent_at": now, "sent_by": person} if state in REPLIED else {}
    facts |= {"settled_at": now, "settled_by": person} if state in SETTLED else {}
    return ReturnFactory(state=state, **facts)


def states_of(key):
    return [value for value, _ in REGISTRY[key].model._meta.get_field("state").choices]


def every_state():
    return [(key, state) for key in MOVES for state in states_of(key)]


def test_every_machine_and_every_move_is_in_the_table():
    declared = {key: set(machine.transitions) for key, machine in REGISTRY.items()}

    assert declared == {key: set(moves) for key, moves in MOVES.items()}


@pytest.mark.parametrize(("key", "state"), every_state())
def test_a_move_is_offered_from_its_states_to_its_roles_and_to_nobody_else(key, state):
    machine, record = REGISTRY[key], MAKERS[key][1](state)

    for short, role in SHORT.items():
        person = PersonFactory(role=role)
        offered = {offer.transition.name for offer in machine.offers(record, person)}
        expected = {
            name
            for name, roles in MOVES[key].items()
            if short in roles.split() and state in machine.transitions[name].sources
        }
        assert offered == expected, (short, state)


@pytest.mark.parametrize(("key", "state"), every_state())
def test_a_move_from_any_other_state_or_by_any_other_role_is_refused_and_leaves_no_record(key, state):
    machine, record = REGISTRY[key], MAKERS[key][1](state)
    people = {short: PersonFactory(role=role) for short, role in SHORT.items()}
    tried, made = 0, TransitionRecord.objects.count()

    for name, roles in MOVES[key].items():
        for short, person in people.items():
            if state not in machine.transitions[name].sources:
                with pytest.raises(Stale):
                    machine.apply(name, record, by=person)
            elif short not in roles.split():
                with pytest.raises(Refused) as refusal:
                    machine.apply(name, record, by=person)
                assert refusal.value.reasons == [machine.transitions[name].allow.reason]
            else:
                continue
            tried += 1

    assert tried >= len(SHORT) - 3
    record.refresh_from_db()
    assert record.state == state
    assert TransitionRecord.objects.count() == made
