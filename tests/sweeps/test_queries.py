"""Pages cost the same at one row and beyond a page: literal counts. Lists of learning are held in tests/learning."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.deadlines.models import DeadlineMove, LocalHoliday, Reminder
from escp.deadlines.queries import deadlines_of
from escp.deadlines.services import make_feed
from escp.returns.choices import VersionState
from reviews.choices import IncidentState
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ProgressNoteFactory,
    ReadingFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition, in_days
from tests.factories.documents import a_document, a_use, a_version
from tests.factories.learning import FindingFactory, FindingLinkFactory, LearningPointFactory, ThemeFactory
from tests.factories.partnership import CaseAccessFactory, ChildFactory, ConflictFactory, DeputyFactory, PersonFactory
from tests.factories.returns import VersionFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, fill_in
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
from tests.sweeps.cases import considered, local_review, parallel, radar, rapid_review, timeline
from tests.sweeps.deaths import DEATHS
from tests.sweeps.groups import group, group_history, group_quorum, groups
from tests.sweeps.imports import IMPORTS
from tests.sweeps.panels import PANELS
from tests.sweeps.recommending import national_review, recommendation, recommendations
from tests.sweeps.reporting import FORMS
from tests.sweeps.reports import REPORTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]

# One row, and more than a page of them.
SIZES = (1, 10, 40)


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


def reminders(rows, person):
    for _ in range(rows):
        DeputyFactory(person=person)
        DeputyFactory(deputy=person)
    return reverse("deadlines:reminders")


def deputies(rows, person):
    for _ in range(rows):
        DeputyFactory(person=person)
        DeputyFactory(deputy=person)
        DeputyFactory()
    return reverse("partnership:deputies")


def incident(rows, person):
    record = fill_in(IncidentFactory(state=IncidentState.CONSULTING))
    for _ in range(rows):
        ChildFactory(case=record.case)
        record.save()
    return record.get_absolute_url()


def deadline(rows, person):
    record = IncidentFactory()
    found = deadlines_of(record).get(clock="reviews.notify-panel")
    for number in range(rows):
        DeadlineMove.objects.create(
            deadline=found, due_was=found.due_at, due_now=found.due_at, why="Looked at.", by=PersonFactory()
        )
        Reminder.objects.create(
            deadline=found,
            person=PersonFactory(),
            offset=f"late+{number}d",
            due_on=found.due_on,
            message_id=f"<{number}@x.example>",
            try_at=found.due_at,
        )
    return reverse("deadlines:deadline", args=[found.pk])


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
    return record.get_absolute_url()


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


def work_out(rows, person):
    for number in range(rows):
        holiday = date(2027, 1, 4) + timedelta(days=number)
        LocalHoliday.objects.create(day=holiday, title="Day of thanks", source="Proclamation")
    return f"{reverse('deadlines:work-out')}?clock=reviews.rapid-review&start_day=4&start_month=1&start_year=2027"


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


def clocks(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
    return reverse("deadlines:clocks")


def clock(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
        IncidentFactory()
    return reverse("deadlines:clock", args=[STATUTORY])


def rule(rows, _):
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 1))
    return a_proposal(effective_from=in_days(200)).get_absolute_url()


def editions(rows, _):
    for number in range(rows):
        an_edition(code=f"WT{number}", effective_from=in_days(number + 1))
    return reverse("deadlines:editions")


def edition(rows, _):
    record = an_edition()
    for number in range(rows):
        a_proposal(effective_from=in_days(number + 60), edition=record)
        IncidentFactory()
    return record.get_absolute_url()


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


# Session, person, memberships and the heartbeat that notices ask about are four of each.
QUERIES = {
    reviews_list: 8,
    actions_list: 8,
    my_week: 12,
    my_week_of_a_deputy: 12,
    deadlines_list: 6,
    reminders: 8,
    deputies: 7,
    groups: 6,
    group: 8,
    group_quorum: 8,
    group_history: 8,
    incident: 19,
    incident_access: 8,
    incident_text: 9,
    recommendations: 8,
    national_review: 19,
    recommendation: 21,
    considered: 7,
    deadline: 17,
    parallel: 11,
    radar: 8,
    timeline: 32,
    rapid_review: 30,
    # Ten kinds of rows stand beside it.
    local_review: 33,
    **DEATHS,
    **FORMS,
    action: 19,
    finding: 12,
    learning_point: 14,
    theme: 14,
    **IMPORTS,
    **PANELS,
    **REPORTS,
    themes: 9,
    thread_health: 16,
    thread: 18,
    # Four by clock, year, number and page of the list.
    compliance: 8,
    search: 8,
    work_out: 7,
    calendar_month: 7,
    # Nobody is signed in there: the owner, their memberships, which clocks run, the deadlines.
    calendar_feed: 4,
    clocks: 8,
    clock: 9,
    rule: 8,
    editions: 5,
    edition: 10,
    requests_list: 6,
    asked_request: 9,
    who_has_replied: 5,
    answers_beside: 8,
    asked_return: 14,
    hand_section: 8,
    hand_over: 7,
    files_beside: 9,
    files_of_a_return: 12,
    document: 9,
    documents_of_an_action: 17,
    questionnaires: 6,
    questionnaire: 6,
    draft: 6,
}


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("page", QUERIES, ids=lambda page: page.__name__)
def test_a_page_costs_the_same_at_any_length(client_for, django_assert_num_queries, page, rows):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    url = page(rows, person)
    client = client_for(person)
    assert client.get(url).status_code == 200

    with django_assert_num_queries(QUERIES[page]):
        client.get(url)
