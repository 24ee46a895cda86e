"""What a person may not see: no page, no hit, no node, no count that changes."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Person
from home.search import search
from learning.queries import (
    activities_to_list,
    findings_to_list,
    learning_points_to_list,
    waiting_at_each_stage,
)
from learning.walk import thread_of
from tests.factories.learning import ActivityFactory, FindingFactory, FindingLinkFactory, LearningPointFactory
from tests.factories.partnership import CaseAccessFactory, ConflictFactory, PersonFactory

pytestmark = pytest.mark.django_db


def conflicted(case):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    ConflictFactory(case=case, person=person)
    return person


def conflicted_but_named(case):
    person = conflicted(case)
    CaseAccessFactory(case=case, person=person)
    return person


def not_on_the_access_list(case):
    case.restricted = True
    case.save()
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def lapsed(case):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    person.memberships.update(ends_at=timezone.now() - timedelta(minutes=1))
    return Person.objects.get(pk=person.pk)


def pig_member_before_sign_off(case):
    return PersonFactory(role=RoleKey.PIG_MEMBER)


def reviewer_of_another_case(case):
    person = PersonFactory(role=RoleKey.REVIEWER)
    CaseAccessFactory(person=person)
    return person


def contributor(case):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)


def administrator(case):
    return PersonFactory(role=RoleKey.ADMINISTRATOR)


OUTSIDERS = [
    conflicted,
    conflicted_but_named,
    not_on_the_access_list,
    lapsed,
    pig_member_before_sign_off,
    reviewer_of_another_case,
    contributor,
    administrator,
]


@pytest.fixture
def hidden():
    """A finding on a case, with a learning point that everyone may read."""
    activity = ActivityFactory(casework=True, title="Child Kestrel: rapid review")
    finding = FindingFactory(activity=activity, title="Kestrel was not seen")
    FindingLinkFactory(finding=finding, learning_point=LearningPointFactory(statement="See the child"))
    return finding


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_the_queries_know_nothing_of_it(outsider, hidden):
    person = outsider(hidden.activity.case)
    hits = {hit.reference for hit in search(person, "Kestrel")} | {
        hit.reference for hit in search(person, hidden.reference)
    }

    assert hits == set()
    assert not activities_to_list(person).exists()
    assert not findings_to_list(person).exists()
    assert thread_of(person, hidden.reference) is None
    assert thread_of(person, hidden.activity.reference) is None
    assert all(point.finding_count == 0 for point in learning_points_to_list(person))
    numbers = dict(waiting_at_each_stage(person))
    assert not numbers.get("identify")
    assert not numbers.get("extract")


@pytest.mark.parametrize("outsider", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_it_is_not_found(outsider, method, hidden, client_for):
    client = client_for(outsider(hidden.activity.case))
    addresses = [
        hidden.get_absolute_url(),
        *(
            reverse(f"learning:{name}", args=[hidden.reference])
            for name in ("finding-change", "finding-join", "learning-point-new", "thread")
        ),
        *(reverse(f"learning:{name}", args=[hidden.activity.reference]) for name in ("finding-new", "thread")),
    ]
    for address in addresses:
        answer = getattr(client, method)(address)
        # Those whose role never records learning are refused before the record is looked for; the rest find nothing.
        refused = {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FOUND}
        assert answer.status_code in refused, address
        assert hidden.title not in answer.content.decode()


@pytest.mark.parametrize("outsider", [conflicted, not_on_the_access_list, pig_member_before_sign_off])
def test_lists_and_the_learning_point_do_not_name_it(outsider, hidden, client_for):
    client = client_for(outsider(hidden.activity.case))
    point = hidden.links.get().learning_point
    pages = [reverse(f"learning:{name}") for name in ("activities", "findings", "learning-points", "themes")]
    pages += [point.get_absolute_url(), reverse("learning:thread", args=[point.reference])]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == HTTPStatus.OK
        assert "Kestrel" not in answer.content.decode(), page
        assert hidden.reference not in answer.content.decode(), page


def test_joining_a_hidden_finding_is_refused_as_if_there_were_none(hidden, client_for):
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    point = LearningPointFactory()
    page = reverse("learning:learning-point-join", args=[point.reference])
    answers = []
    for reference in (hidden.reference, "FND-2026-999"):
        once = client.get(page).context["once"]
        answers.append(client.post(page, {"finding": reference, "why": "", "once": once}).context["form"].errors)

    assert answers[0] == answers[1]
    assert "No finding that you can see has this reference" in str(answers[0])


def test_the_group_sees_it_once_it_is_signed_off(hidden, client_for):
    hidden.activity.is_final = True
    hidden.activity.save()

    answer = client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(hidden.get_absolute_url())

    assert answer.status_code == HTTPStatus.OK


def test_a_reviewer_sees_the_case_that_names_them(hidden):
    reviewer = PersonFactory(role=RoleKey.REVIEWER)
    CaseAccessFactory(person=reviewer, case=hidden.activity.case)

    assert [finding.pk for finding in findings_to_list(reviewer)] == [hidden.pk]


@pytest.mark.parametrize("rows", [1, 10])
def test_the_counts_cost_the_same(rows, django_assert_num_queries):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    for _ in range(rows):
        FindingLinkFactory()
    person.permissions  # noqa: B018  (a request has read its person's memberships before)

    with django_assert_num_queries(1):
        list(waiting_at_each_stage(person))
