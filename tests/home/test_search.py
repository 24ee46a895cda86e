"""Search: by reference, words, agency, colleague and theme; the best first; of what is hidden nothing."""

from types import SimpleNamespace

import pytest
from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db import connection
from django.urls import reverse

import learning.words
from escp.access.roles import RoleKey
from home.search import KINDS, SHOWN, search
from learning.words import words_of
from tests.factories.actionplans import ActionFactory, ActionLinkFactory, RecommendationFactory
from tests.factories.documents import a_document
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import ReturnFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture(params=["postgresql", "sqlite"])
def either(request, monkeypatch):
    """Search as on PostgreSQL, and as on a database without full-text search."""
    monkeypatch.setattr(learning.words, "connection", SimpleNamespace(vendor=request.param))
    return request.param


def references(hits):
    return [hit.reference for hit in hits]


def test_the_exact_reference_stands_first_however_it_was_typed(manager, either):
    wanted = FindingFactory()
    ActivityFactory(title=f"About {wanted.reference}")

    assert search(manager, f" {wanted.reference.lower()} ")[0].reference == wanted.reference


def test_words_are_found_in_titles_and_texts_the_title_first_and_all_of_them_must_be_there(manager, either):
    in_text = FindingFactory(title="A line", what="Supervision was missing.")
    in_title = FindingFactory(title="Supervision is short", what="Of time.")
    FindingFactory(title="Something else", what="Of time.")

    assert references(search(manager, "supervision")) == [in_title.reference, in_text.reference]
    assert references(search(manager, "superv missing")) == [in_text.reference]


def test_other_forms_of_a_word_are_found(manager):
    finding = FindingFactory(title="Fathers were not assessed")

    assert references(search(manager, "assessing father")) == [finding.reference]


def test_every_kind_of_record_is_found(manager):
    point = LearningPointFactory(statement="Zebras share")
    theme = ThemeFactory(title="Zebra crossings")
    made = [
        ActivityFactory(title="Zebra"),
        FindingFactory(title="Zebra"),
        point,
        theme,
        ActionFactory(title="Zebra"),
        RecommendationFactory(words="Keep the zebra."),
        a_document(ActionFactory(), title="Zebra paper"),
    ]
    asked = ReturnFactory(request__title="Zebra count")

    found = set(references(search(manager, "zebra")))

    assert {record.reference for record in made} <= found
    assert asked.request.reference in found
    for kind in ("activity", "theme"):
        assert {hit.kind for hit in search(manager, "zebra", kind=kind)} <= {"Rapid review", "Theme"}
        assert len(search(manager, "zebra", kind=kind)) == 1


def test_what_belongs_to_an_agency_a_colleague_or_a_theme_is_found_by_its_name(manager, either):
    agency, owner = AgencyFactory(name="Ferry Trust", short_name="FT"), PersonFactory(full_name="Juniper Quay")
    of_agency = ActionFactory(lead_agency=agency)
    of_owner = ActionFactory(owner=owner)
    theme = ThemeFactory(title="Steady ferries")
    point = LearningPointFactory(theme=theme)
    of_theme = FindingLinkFactory(learning_point=point).finding
    answering = ActionLinkFactory(learning_point=point).action
    asked = ReturnFactory(agency=agency)

    assert {of_agency.reference, asked.reference} == set(references(search(manager, "ferry trust")))
    assert {of_agency.reference, asked.reference} <= set(references(search(manager, "ft")))
    assert references(search(manager, "juniper quay")) == [of_owner.reference]
    expected = {theme.reference, point.reference, of_theme.reference, answering.reference}
    assert set(references(search(manager, "steady ferries"))) == expected


def test_nothing_hidden_is_found_by_word_reference_or_name():
    member = PersonFactory(role=RoleKey.PIG_MEMBER)
    agency = AgencyFactory(name="Kestrel Trust")
    activity = ActivityFactory(casework=True, title="Child Kestrel: rapid review", lead=agency)
    finding = FindingFactory(activity=activity, title="Kestrel was not seen")
    a_document(ActionFactory(), title="Open paper")

    for typed in ("kestrel", "Kestrel Trust", finding.reference, activity.reference):
        assert search(member, typed) == []


def test_many_of_one_kind_are_seen_by_choosing_it(client_for, manager):
    for number in range(SHOWN + 1):
        ActionFactory(title=f"Zebra {number}")
    client = client_for(manager)

    assert len(search(manager, "zebra")) == SHOWN
    page = text_of(client.get(reverse("home:search"), {"q": "zebra"}))
    assert f"At most {SHOWN} of each kind are shown." in page
    page = text_of(client.get(reverse("home:search"), {"q": "zebra", "kind": "action"}))
    assert f"{SHOWN + 1} results" in page
    assert client.get(reverse("home:search"), {"q": "zebra", "kind": "x\0"}).status_code == 200


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "\ud800", "%", "_" * 5000, "'; DROP TABLE", "& | !", "a:*b", "the", "x" * 5000]
)
def test_anything_may_be_typed(text, manager, either):
    FindingFactory(title="Plain", what="Words", who_for="All")

    assert search(manager, text) == []


def test_each_text_that_is_read_stands_in_its_index():
    indexed = {"activity", "finding", "learning-point", "action", "recommendation", "document"}
    for key in indexed:
        searched = KINDS[key]
        model = searched.rows(PersonFactory(role=RoleKey.BUSINESS_MANAGER)).model
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        words = SearchVectorExact(words_of(searched.texts), SearchQuery("zebra", config="english"))
        assert f"{model._meta.model_name}_words" in model.objects.filter(words).order_by().explain(), key
