"""Pages cost the same at one row and beyond a page: literal counts. Lists of learning are held in tests/learning."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.deadlines.services import make_feed
from escp.returns.choices import VersionState
from home import health
from learning.choices import PointState, Window
from reviews.choices import IncidentState
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    MilestoneFactory,
    ProgressNoteFactory,
    ReadingFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.documents import a_document, a_use, a_version
from tests.factories.learning import (
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeEvidenceFactory,
    ThemeFactory,
)
from tests.factories.partnership import (
    AgencyFactory,
    CaseAccessFactory,
    ChildFactory,
    ConflictFactory,
    DeputyFactory,
    PersonFactory,
)
from tests.factories.returns import VersionFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, fill_in
from tests.factories.sharing import a_shared
from tests.sweeps.asked import ASKED
from tests.sweeps.asking import (
    answers_beside,
    asked_request,
    asked_return,
    files_beside,
    files_of_a_return,
    hand_over,
    hand_section,
    requests_list,
    who_has_replied,
)
from tests.sweeps.audit_tools import AUDIT_TOOLS
from tests.sweeps.audits import AUDITS
from tests.sweeps.cases import considered, local_review, parallel, radar, rapid_review, timeline
from tests.sweeps.census import CENSUS
from tests.sweeps.clocks import CLOCKS
from tests.sweeps.conversations import CONVERSATIONS
from tests.sweeps.deaths import DEATHS
from tests.sweeps.embedding import EMBEDDING
from tests.sweeps.external import EXTERNAL
from tests.sweeps.groups import group, group_history, group_quorum, groups
from tests.sweeps.horizon import HORIZON
from tests.sweeps.imports import IMPORTS
from tests.sweeps.indicators import INDICATORS
from tests.sweeps.meetings import MEETINGS
from tests.sweeps.own import OWN
from tests.sweeps.panels import PANELS
from tests.sweeps.picture import PICTURE
from tests.sweeps.publications import PUBLICATIONS
from tests.sweeps.readiness import READINESS
from tests.sweeps.recommending import national_review, recommendation, recommendations
from tests.sweeps.reporting import FORMS
from tests.sweeps.reports import REPORTS
from tests.sweeps.said_before import SAID_BEFORE
from tests.sweeps.scrutiny import SCRUTINY
from tests.sweeps.section_11 import SECTION_11
from tests.sweeps.sharing import SHARING
from tests.sweeps.single_agency import SINGLE_AGENCY
from tests.sweeps.tracker import TRACKER
from tests.sweeps.voice import VOICE

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]

# One row, and many of them.
SIZES = (1, 11)


def reviews_list(rows, _):
    for number in range(rows):
        (IncidentFactory, RapidReviewFactory)[number % 2]()
    return reverse("reviews:reviews")


def actions_list(rows, _):
    for number in range(rows):
        (ready_to_agree, ready_to_close)[number % 2]()
    return reverse("actionplans:actions")


def my_week(rows, person):
    people = {"recorded_by": person, "lead_agency": person.agency}
    today = timezone.localdate()
    for _ in range(rows):
        late = IncidentFactory(
            aware_at=timezone.now() - timedelta(days=20),
            lead=person.agency,
            recorded_by=person,
            state=IncidentState.REVIEW_OPENED,
        )
        RapidReviewFactory(incident=late)
        for owner in (person, PersonFactory(role=None)):
            ActionFactory(state=ActionState.IN_PROGRESS, owner=owner, due_on=today, **people)
        ready_to_agree(owner=person, **people)
        FindingLinkFactory(linked_by=person, finding__recorded_by=person, learning_point__recorded_by=person)
    return reverse("home:my-week")


def my_week_of_a_deputy(rows, person):
    DeputyFactory(deputy=person, person=PersonFactory(role=RoleKey.SIN_LEAD))
    return my_week(rows, person)


def deadlines_list(rows, person):
    return my_week(rows, person) and reverse("deadlines:deadlines")


def incident(rows, person):
    record = fill_in(IncidentFactory(state=IncidentState.CONSULTING))
    for _ in range(rows):
        ChildFactory(case=record.case)
        record.save()
    return record.get_absolute_url()


def incident_access(rows, _):
    record = IncidentFactory()
    for _ in range(rows):
        CaseAccessFactory(case=record.case)
        ConflictFactory(case=record.case)
    return reverse("reviews:access", args=[record.reference])


def action(rows, _):
    record = ready_to_close()
    for number in range(rows):
        ReadingFactory(measure=record.measure, period=str(1900 + number), period_start=f"{1900 + number}-01-01")
        EvidenceFactory(measure=record.measure)
        ProgressNoteFactory(action=record)
        MilestoneFactory(action=record)
        record.contributing.add(AgencyFactory())
        ActionLinkFactory(action=record)
        RecommendationLinkFactory(action=record)
    return record.get_absolute_url()


def finding(rows, _):
    record = FindingFactory()
    for _ in range(rows):
        ActionLinkFactory(learning_point=FindingLinkFactory(finding=record).learning_point)
    return record.get_absolute_url()


def learning_point(rows, _):
    record = LearningPointFactory()
    for _ in range(rows):
        FindingLinkFactory(learning_point=record)
        ActionLinkFactory(learning_point=record)
    return record.get_absolute_url()


def theme(rows, _):
    record = ThemeFactory(place=1)
    for _ in range(rows):
        FindingLinkFactory(learning_point__theme=record)
        ThemeEvidenceFactory(theme=record)
    return record.get_absolute_url()


def ranked_themes(rows, _):
    for number in range(rows):
        theme = ThemeFactory()
        FindingLinkFactory(learning_point__theme=theme)
        ThemeEvidenceFactory(theme=theme, window=list(Window)[number % len(Window)])
        LearningPointFactory()
    return reverse("learning:themes-choose")


def cycle(rows, _):
    for _number in range(rows):
        FindingFactory()
        LearningPointFactory()
        LearningPointFactory(state=PointState.AGREED)
        ActionFactory(state=ActionState.IN_PROGRESS)
        ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT)
    a_shared()
    return reverse("home:cycle")


def themes(rows, _):
    record = ThemeFactory(place=1)
    for _ in range(rows):
        LearningPointFactory(theme=record)
    return reverse("learning:themes")


def thread_health(rows, _):
    for _ in range(rows):
        FindingFactory()
        ActionFactory()
        RecommendationFactory()
    return reverse("learning:health")


def thread(rows, _):
    record = RapidReviewFactory()
    for _ in range(rows):
        link = FindingLinkFactory(finding__activity=record.activity)
        ready = ready_to_agree()
        ActionLinkFactory(action=ready, learning_point=link.learning_point)
        recommended = RecommendationFactory(activity=record.activity)
        RecommendationLinkFactory(recommendation=recommended, learning_point=link.learning_point)
        RecommendationLinkFactory(recommendation=recommended, action=ready)
    return reverse("learning:thread", args=[record.reference])


def incident_text(rows, _):
    record = fill_in(IncidentFactory())
    for _ in range(rows):
        ChildFactory(case=record.case)
    return reverse("reviews:incident-national", args=[record.reference])


def compliance(rows, person):
    for _ in range(rows):
        IncidentFactory(aware_at=timezone.now() - timedelta(days=40))
        RapidReviewFactory()
        ActionFactory(state=ActionState.IN_PROGRESS, due_on=timezone.localdate(), owner=person)
    return f"{reverse('home:compliance')}?duties=all"


def search(rows, _):
    for _ in range(rows):
        FindingFactory(title="Fathers")
        LearningPointFactory(statement="Fathers")
        ready_to_agree(title="Fathers")
    return f"{reverse('home:search')}?q=fathers"


def calendar_month(rows, person):
    today = timezone.localdate()
    for _ in range(rows):
        IncidentFactory(aware_at=timezone.now() - timedelta(days=5))
        ActionFactory(state=ActionState.IN_PROGRESS, owner=person, lead_agency=person.agency, due_on=today)
    return reverse("deadlines:calendar")


def calendar_feed(rows, person):
    calendar_month(rows, person)
    return reverse("deadlines:feed", args=[make_feed(by=person)])


def document(rows, _):
    record = a_document(ready_to_agree())
    for _number in range(rows):
        a_version(record)
        a_use(record, ready_to_agree())
    return record.get_absolute_url()


def documents_of_an_action(rows, _):
    record = ready_to_agree()
    for _number in range(rows):
        a_document(record)
    return record.get_absolute_url()


def questionnaires(rows, _):
    for number in range(rows):
        VersionFactory(state=(VersionState.PUBLISHED, VersionState.DRAFT)[number % 2])
    return reverse("returns:questionnaires")


def questionnaire(rows, _):
    first = VersionFactory(state=VersionState.RETIRED)
    for number in range(rows):
        VersionFactory(questionnaire=first.questionnaire, number=number + 2, state=VersionState.RETIRED)
    return first.questionnaire.get_absolute_url()


def draft(rows, _):
    questions = [{"key": f"q{number}", "kind": "text", "label": "What?"} for number in range(rows)]
    asks = {"sections": [{"key": "s1", "title": "All", "questions": questions}]}
    return VersionFactory(state=VersionState.DRAFT, definition=asks).get_absolute_url()


# Two of each are the session and the person with their memberships. While beat lives, the notice of it asks nothing.
QUERIES = {
    reviews_list: 6,
    actions_list: 7,
    my_week: 11,
    my_week_of_a_deputy: 12,
    deadlines_list: 4,
    groups: 4,
    group: 6,
    group_quorum: 6,
    group_history: 6,
    incident: 20,
    incident_access: 6,
    incident_text: 7,
    recommendations: 6,
    national_review: 20,
    recommendation: 16,
    considered: 5,
    parallel: 9,
    radar: 6,
    timeline: 30,
    rapid_review: 30,
    # Ten kinds of rows stand beside it.
    local_review: 34,
    **AUDITS,
    **AUDIT_TOOLS,
    **SECTION_11,
    **CONVERSATIONS,
    **TRACKER,
    **SINGLE_AGENCY,
    **READINESS,
    **CLOCKS,
    **DEATHS,
    **FORMS,
    action: 22,
    finding: 14,
    learning_point: 14,
    theme: 15,
    **IMPORTS,
    **MEETINGS,
    **PANELS,
    **REPORTS,
    **SAID_BEFORE,
    **INDICATORS,
    **SHARING,
    **EXTERNAL,
    **OWN,
    **ASKED,
    **VOICE,
    **SCRUTINY,
    **CENSUS,
    **PICTURE,
    **HORIZON,
    **EMBEDDING,
    **PUBLICATIONS,
    themes: 7,
    ranked_themes: 6,
    cycle: 25,
    thread_health: 17,
    thread: 11,
    # Four by clock, year, number and page of the list.
    compliance: 6,
    search: 14,
    calendar_month: 5,
    # Nobody is signed in there: the owner, their memberships, which clocks run, the deadlines.
    calendar_feed: 4,
    requests_list: 4,
    asked_request: 7,
    who_has_replied: 3,
    answers_beside: 6,
    asked_return: 12,
    hand_section: 6,
    hand_over: 5,
    files_beside: 7,
    files_of_a_return: 10,
    document: 7,
    documents_of_an_action: 22,
    questionnaires: 4,
    questionnaire: 4,
    draft: 4,
}


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("page", QUERIES, ids=lambda page: page.__name__)
def test_a_page_costs_the_same_at_any_length(client_for, django_assert_num_queries, monkeypatch, page, rows):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    monkeypatch.setattr(health, "_beat_heard", timezone.now())
    url = page(rows, person)
    client = client_for(person)
    assert client.get(url).status_code == 200

    with django_assert_num_queries(QUERIES[page]):
        client.get(url)
