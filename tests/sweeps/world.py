"""One record of each kind, and the addresses that show a form: those of the matrix, and every possible move."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.deadlines.services import make_feed
from escp.lifecycle.engine import REGISTRY
from escp.partnership.services import hold_identity
from escp.returns.lifecycle import RETURN
from escp.returns.services.links import link_for
from learning.choices import THEME_SLOTS
from learning.models import Activity
from reviews.choices import Decision, IncidentState, NationalState, PanelReply, ReviewState
from tests.access.addresses import SHORT
from tests.access.matrix import MATRIX
from tests.factories.actionplans import (
    ActionFactory,
    ReadingFactory,
    RecommendationFactory,
    of_a_milestone,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.asked import of_asked_figures
from tests.factories.audit_tools import of_audit_tools
from tests.factories.audits import every_step as every_step_of_an_audit
from tests.factories.audits import of_an_audit
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory, ResponseFactory, a_death
from tests.factories.census import of_a_census
from tests.factories.chronology import a_chronology
from tests.factories.conversations import every_conversation, of_a_conversation
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition
from tests.factories.documents import a_document
from tests.factories.embedding import EventFactory, PolicyChangeFactory, held_three_months_ago, of_embedding
from tests.factories.external import every_step_of_external, of_external
from tests.factories.home import FixedPointFactory
from tests.factories.horizon import every_step_of_a_risk, of_horizon
from tests.factories.imports import of_an_import
from tests.factories.indicators import of_indicators
from tests.factories.learning import (
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeEvidenceFactory,
    ThemeFactory,
)
from tests.factories.local_reviews import every_step, of_a_local_review
from tests.factories.meetings import every_step_of_a_meeting, of_a_meeting
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.own import of_own_figures
from tests.factories.panel import a_panel
from tests.factories.parallel import ProcessFactory, a_parallel_case, an_immediate_action
from tests.factories.partnership import (
    AgencyFactory,
    ChildFactory,
    DeputyFactory,
    PersonFactory,
    PriorityFactory,
    SeatFactory,
)
from tests.factories.picture import every_step_of_a_picture, of_picture
from tests.factories.publications import every_step_of_publications, of_publications
from tests.factories.readiness import of_readiness
from tests.factories.redacted import an_edition_of
from tests.factories.returns import PassingOnFactory, ReturnFactory, a_draft, a_file_of, sent
from tests.factories.reviews import (
    IncidentFactory,
    LocalReviewFactory,
    RapidReviewFactory,
    an_agency_asked,
    fill_in,
    publish_questionnaire,
    sign_all,
    write_in_full,
)
from tests.factories.said_before import of_said_before
from tests.factories.scrutiny import every_step_of_scrutiny, of_scrutiny
from tests.factories.section_11 import every_step_of_a_round, of_a_round
from tests.factories.sharing import every_step_of_sharing, of_sharing
from tests.factories.single_agency import every_step_of_a_year, of_a_year
from tests.factories.tracker import of_a_tracker
from tests.factories.voice import every_step_of_a_survey, every_step_of_a_young_voice, of_voice

# Without a form to fill in: one leaves, signs in as a demo person, or needs a step before.
NO_FORM = {"account_logout", "home:demo-sign-in", "account_reset_password_from_key", "account_end_other_sessions"}
# For whoever asked for it alone: tests/reports/test_papers.py looks at these.
NO_FORM |= {"reports:paper", "reports:paper-file"}
# A file, not a page.
NO_FORM |= {"documents:file", "returns:file"}
# A part of a page.
NO_FORM |= {"learning:findings-like"}


def of_the_rooms(activity: Activity) -> dict[str, list]:
    """Make the records of rooms that keep them in a factory of their own, and return the parts of their addresses."""
    return {
        **of_an_import(),
        **of_a_tracker(),
        **of_an_audit(),
        **of_audit_tools(),
        **of_a_round(),
        **of_a_year(),
        **of_readiness(),
        **of_a_conversation(),
        **of_a_meeting(),
        **of_said_before(activity),
        **of_sharing(),
        **of_a_milestone(),
        **of_indicators(),
        **of_external(),
        **of_own_figures(),
        **of_asked_figures(),
        **of_scrutiny(),
        **of_a_census(),
        **of_picture(),
        **of_horizon(),
        **of_embedding(),
        **of_publications(),
        **of_voice(),
    }


def a_world() -> dict[str, list]:
    """Make the records, and return the parts of the addresses that lead to them."""
    AgencyFactory()
    PriorityFactory()
    incident, review = fill_in(IncidentFactory(state=IncidentState.CONSULTING)), RapidReviewFactory()
    late = IncidentFactory(aware_at=timezone.now() - timedelta(days=30))
    child = ChildFactory(case=incident.case)
    hold_identity(by=PersonFactory(), child=child, full_name="Testername")
    action = ready_to_close()
    measure = action.measure
    LearningPointFactory()
    finding = FindingFactory(activity=review.activity)
    asked = PassingOnFactory(of=ReturnFactory(person=PersonFactory(role=None))).of
    return {
        "": [],
        "incident": [incident.reference],
        "review": [review.reference],
        "review page": [review.reference, "child"],
        "review agency": [review.reference, an_agency_asked(review).reference],
        "national_review": [NationalReviewFactory(panel_asked_on=timezone.localdate()).reference],
        "local_review": [(local := LocalReviewFactory(rapid_review__state=ReviewState.MEETING_HELD)).reference],
        **of_a_local_review(local),
        "redacted": [an_edition_of(review).reference],
        **a_chronology(review),
        **a_parallel_case(),
        **an_immediate_action(review),
        "child": [incident.reference, child.pk],
        "incident part": [incident.reference, "harm"],
        "incident child": [incident.reference, child.pk, "about"],
        "finding": [finding.reference],
        "point": [FindingLinkFactory().learning_point.reference],
        "theme": [(theme := ThemeFactory()).reference],
        "theme window": [theme.reference, ThemeEvidenceFactory(theme=theme).pk],
        "action": [action.reference],
        "reading": [action.reference, ReadingFactory(measure=measure, period="2023", period_start="2023-01-01").pk],
        "evidence": [action.reference, measure.evidence.first().pk],
        "recommendation": [RecommendationFactory(activity=review.activity).reference],
        "help": ["sign-in"],
        "fixed_point": [FixedPointFactory().reference],
        **(death := a_death()),
        **a_panel(death["death"][0]),
        "clock": [STATUTORY],
        "rule": [STATUTORY, a_proposal().pk],
        "edition": [an_edition().code],
        **of_the_rooms(review.activity),
        "move": ["incident", incident.reference, "agree_to_notify"],
        "feed": [make_feed(by=PersonFactory())],
        "deadline": [deadlines_of(late).get(clock="reviews.notify-panel").pk],
        "deadline of": [late.reference],
        "deputy": [DeputyFactory().pk],
        "group": [(seat := SeatFactory()).group_id],
        "seat": [seat.group_id, seat.pk],
        "return": [asked.reference],
        "request": [asked.request.reference],
        **a_draft(),
        "section": [asked.reference, "s1"],
        "return file": [asked.reference, a_file_of(asked).reference],
        "link": [link_for(asked=asked, person=asked.person)[1]],
        "document": [(document := a_document(action)).reference],
        "document_file": [document.reference, 1],
        "demo": ["manager"],
        "reset": ["1", "abc"],
    }


def movable() -> dict[str, list]:
    """Return records of every lifecycle in states from which its moves can be made."""
    publish_questionnaire()
    reviewed = RapidReviewFactory(state=ReviewState.OPEN)
    accepted = RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())
    linked = FindingLinkFactory(learning_point__theme=ThemeEvidenceFactory().theme)
    return {
        "incident": [
            fill_in(IncidentFactory(state=IncidentState.REFERRED)),
            fill_in(IncidentFactory(state=IncidentState.CONSULTING)),
            IncidentFactory(state=IncidentState.NOTIFY_AGREED),
            IncidentFactory(state=IncidentState.NOTIFIED),
            IncidentFactory(duty="leaver_adult", nature="death"),
            IncidentFactory(duty="leaver_adult", nature="death", state=IncidentState.NOTIFIED),
        ],
        "return": [sent(ReturnFactory()), ReturnFactory(), accepted],
        "rapid-review": [
            reviewed,
            RapidReviewFactory(state=ReviewState.SCOPING, decision=Decision.CRITERIA_NOT_MET),
            sign_all(write_in_full(RapidReviewFactory(state=ReviewState.MEETING_HELD))),
            RapidReviewFactory(state=ReviewState.SIGNED_OFF),
            RapidReviewFactory(state=ReviewState.SENT),
            RapidReviewFactory(state=ReviewState.REPLIED, panel_reply=PanelReply.DIFFERS),
            RapidReviewFactory(state=ReviewState.REPLIED),
            sign_all(write_in_full(RapidReviewFactory(state=ReviewState.RECONSIDERED))),
        ],
        "parallel-process": [ProcessFactory(), ProcessFactory(state="not_checked")],
        "child-death": [
            ChildDeathFactory(),
            ResponseFactory(death__answered=True, met_on=timezone.localdate()).death,
            *(ChildDeathFactory(answered=True, state=state) for state in ("gathering", "reviewed")),
            AnalysisFactory(complete=True, death__answered=True).death,
        ],
        "local-review": every_step(),
        "redacted": [an_edition_of(state=state) for state in ("drafted", "checked", "approved")],
        "national-review": [
            NationalReviewFactory(),
            *(NationalReviewFactory(state=state) for state in NationalState if state != NationalState.LOGGED),
        ],
        "multi-agency-audit": every_step_of_an_audit(),
        "self-assessment": every_step_of_a_round(),
        "meeting": every_step_of_a_meeting(),
        "conversation": every_conversation(),
        "single-agency-year": every_step_of_a_year(),
        "external-item": every_step_of_external(),
        "scrutiny": every_step_of_scrutiny(),
        "picture": every_step_of_a_picture(),
        "risk": every_step_of_a_risk(),
        "sharing": every_step_of_sharing(),
        "survey": every_step_of_a_survey(),
        "publication": every_step_of_publications(),
        "young-voice": every_step_of_a_young_voice(),
        "event": [EventFactory(), held_three_months_ago()],
        "policy-change": [PolicyChangeFactory()],
        "learning-learningpoint": [linked.learning_point],
        "learning-theme": [linked.learning_point.theme, *(ThemeFactory(place=place) for place in THEME_SLOTS)],
        "action": [
            ready_to_agree(),
            ready_to_close(),
            *(ready_to_agree(state=state) for state in (ActionState.AGREED, ActionState.IN_PROGRESS)),
            ready_to_agree(state=ActionState.BLOCKED),
            ActionFactory(state=ActionState.CLOSED),
        ],
    }


def moves() -> list[tuple[str, str]]:
    """Return every move that somebody can make from a record in `movable`, by name and address."""
    found = {}
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    for key, records in movable().items():
        lifecycle = REGISTRY[key]
        for record in records:
            for offer in lifecycle.offers(record, manager):
                if offer.possible:
                    found.setdefault((key, offer.transition.name), offer.url)
    return [(f"{key} {name}", url) for (key, name), url in found.items()]


def addresses(parts: dict[str, list]) -> list[tuple[str, str, RoleKey | None]]:
    """Return every address of the matrix that may show a form: its name, the address, and a role that it answers."""
    return [
        (name, reverse(name, args=parts[row.about]), SHORT[row.roles.split()[0]])
        for name, row in MATRIX.items()
        if row.roles and name not in NO_FORM
    ]
