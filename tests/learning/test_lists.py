"""The lists: filtered, sorted, exported as filtered, the same cost at any length."""

import io
from datetime import date
from http import HTTPStatus

import openpyxl
import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from learning.choices import FindingKind, Kind, PointStanding, PointState, ShareState, Stage, ThemeState
from learning.models import LearningPoint
from learning.sharing.queries import with_standing
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import AgencyFactory, PersonFactory, PriorityFactory
from tests.factories.sharing import a_shared
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LISTS = {
    "activities": lambda: ActivityFactory(priority=PriorityFactory(year=2026)),
    "findings": lambda: FindingLinkFactory().finding,
    "learning-points": lambda: FindingLinkFactory(learning_point__theme=ThemeFactory()).learning_point,
    "themes": lambda: ThemeFactory(),
}


@pytest.fixture
def client(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))


def listed(client, name, **query):
    answer = client.get(reverse(f"learning:{name}"), query)
    assert answer.status_code == HTTPStatus.OK
    return [row.record.reference for row in answer.context["page"].object_list]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 10, 100])
def test_a_list_costs_the_same_at_any_length(name, rows, client, django_assert_num_queries):
    for number in range(rows):
        if name == "activities":
            ActivityFactory(priority=PriorityFactory(year=2016 + number // 20))
        else:
            LISTS[name]()
    client.get(reverse(f"learning:{name}"))

    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(f"learning:{name}"))


# Session, person with memberships, the heartbeat that notices ask about, count and rows; then the choices of agencies
# and priorities that filters offer, and the Three Themes.
QUERIES = {"activities": 7, "findings": 6, "learning-points": 5, "themes": 7}


def test_activities_are_filtered_by_each_of_their_facts(client):
    lead, priority = AgencyFactory(), PriorityFactory(year=2026)
    wanted = ActivityFactory(
        kind=Kind.LOCAL_REVIEW,
        title="Child Wren: local review",
        stage=Stage.CONCLUDED,
        lead=lead,
        priority=priority,
        happened_on=date(2026, 4, 1),
    )
    ActivityFactory(happened_on=date(2026, 3, 31))
    filters = {
        "kind": "local_review",
        "stage": "concluded",
        "lead": lead.pk,
        "priority": priority.pk,
        "year": 2026,
        "q": "wren",
    }

    for name, value in filters.items():
        assert listed(client, "activities", **{name: value}) == [wanted.reference], name
    assert listed(client, "activities", q=wanted.reference.lower()) == [wanted.reference]


def test_findings_are_filtered_by_what_they_are_and_what_came_of_them(client):
    plain = FindingFactory()
    learned = FindingLinkFactory(finding__kind=FindingKind.STRENGTH, finding__confidence="high").finding

    assert listed(client, "findings", learned="yes") == [learned.reference]
    assert listed(client, "findings", learned="no") == [plain.reference]
    assert listed(client, "findings", kind="strength") == [learned.reference]
    assert listed(client, "findings", confidence="high") == [learned.reference]
    assert len(listed(client, "findings", source="rapid_review")) == 2


def test_learning_points_are_filtered_by_agreement_and_theme(client):
    bare = LearningPointFactory()
    agreed = LearningPointFactory(state=PointState.AGREED, theme=ThemeFactory())

    assert listed(client, "learning-points", state="agreed") == [agreed.reference]
    assert listed(client, "learning-points", themed="no") == [bare.reference]
    assert listed(client, "learning-points", themed="yes") == [agreed.reference]


def test_themes_are_filtered_by_year_state_and_priority(client):
    priority = PriorityFactory()
    old = ThemeFactory(year=2024, state=ThemeState.CLOSED)
    new = ThemeFactory(year=2026, priority=priority)

    assert listed(client, "themes", year=2024) == [old.reference]
    assert listed(client, "themes", state="proposed") == [new.reference]
    assert listed(client, "themes", priority=priority.pk) == [new.reference]


def test_learning_points_that_keep_coming_back_can_be_put_first(client):
    once, often = LearningPointFactory(), LearningPointFactory()
    FindingLinkFactory(learning_point=once)
    for _ in range(3):
        FindingLinkFactory(learning_point=often)

    assert listed(client, "learning-points", sort="-finding_count") == [often.reference, once.reference]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        {"page": "x"},
        {"page": "99999999999"},
        {"sort": "password"},
        {"sort": "-"},
        {"kind": "blame"},
        {"stage": "\x00"},
        {"lead": "9" * 400},
        {"priority": "x"},
        {"year": "x"},
        {"q": "\x00"},
        {"q": "%" * 5000},
        {"state": "["},
    ],
)
def test_a_bad_address_never_fails(name, query, client):
    LISTS[name]()

    assert client.get(reverse(f"learning:{name}"), query).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", LISTS)
def test_every_column_sorts_both_ways(name, client):
    for _ in range(3):
        LISTS[name]()
    columns = client.get(reverse(f"learning:{name}")).context["table"].base_columns
    for column in columns:
        up, down = listed(client, name, sort=column), listed(client, name, sort=f"-{column}")
        assert sorted(up) == sorted(down)


def test_the_export_holds_exactly_what_is_filtered_and_no_formula(client):
    for number in range(30):
        ActivityFactory(title=f"=1+{number}", stage=Stage.CONCLUDED)
    ActivityFactory(stage=Stage.UNDER_WAY)

    answer = client.get(reverse("learning:activities"), {"stage": "concluded", "format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=5))

    headings, *lines = [[cell.value for cell in row] for row in rows]
    assert headings[:3] == ["Reference", "Title", "Kind"]
    assert len(lines) == 30
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_the_export_is_for_those_whose_role_exports(client_for):
    ActivityFactory()
    member = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))

    answer = member.get(reverse("learning:activities"), {"format": "xlsx"})

    assert answer["Content-Type"].startswith("text/html")
    assert "Export" not in answer.content.decode()


def test_an_empty_list_says_what_would_be_here(client):
    for name in LISTS:
        assert "here" in client.get(reverse(f"learning:{name}")).content.decode()


def test_how_far_a_learning_point_has_come_follows_from_what_was_sent_and_answered(client_for):
    captured, agreed = LearningPointFactory(), LearningPointFactory(state=PointState.AGREED)
    waits, drafted = a_shared(replied=False), a_shared(ShareState.DRAFT)
    told = a_shared(replied=True)
    points = {one: one.points.get().learning_point for one in (waits, drafted, told)}
    LearningPoint.objects.filter(pk__in=[one.pk for one in points.values()]).update(state=PointState.AGREED)
    standing = dict(with_standing(LearningPoint.objects.all()).values_list("pk", "standing"))
    assert standing == {
        captured.pk: PointStanding.CAPTURED,
        agreed.pk: PointStanding.AGREED,
        points[drafted].pk: PointStanding.AGREED,
        points[waits].pk: PointStanding.DISSEMINATING,
        points[told].pk: PointStanding.EMBEDDING,
    }
    client = client_for(PersonFactory())
    assert "Shared; being embedded" in text_of(client.get(reverse("learning:learning-points")))
    assert "Being shared" in text_of(client.get(points[waits].get_absolute_url()))
