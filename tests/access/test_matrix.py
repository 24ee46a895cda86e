"""Every address × role × method against the table, with twins of people whose access has ended or is in conflict."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from escp.deadlines.queries import deadlines_of
from escp.deadlines.services import make_feed
from escp.partnership.models import Case, Membership
from escp.partnership.services import declare_conflict
from escp.returns.services.links import link_for
from tests.access.addresses import ABOUT_A_CASE, OF_A_SAMPLE, SHORT
from tests.access.matrix import MATRIX
from tests.factories.actionplans import (
    ActionFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ReadingFactory,
    RecommendationFactory,
)
from tests.factories.cdop import a_death
from tests.factories.chronology import a_chronology
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition
from tests.factories.documents import a_document
from tests.factories.home import FixedPointFactory
from tests.factories.learning import FindingFactory, LearningPointFactory, ThemeEvidenceFactory, ThemeFactory
from tests.factories.local_reviews import of_a_local_review
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.panel import a_panel
from tests.factories.parallel import a_parallel_case, an_immediate_action
from tests.factories.partnership import ChildFactory, DeputyFactory, PersonFactory, SeatFactory
from tests.factories.redacted import an_edition_of
from tests.factories.reports import PaperFactory
from tests.factories.returns import PassingOnFactory, ReturnFactory, a_draft, a_file_of
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory, an_agency_asked
from tests.sweeps.world import of_the_rooms

pytestmark = pytest.mark.no_cover

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
# One role that is answered and one that is refused try all of them. The others try what could differ for them.
ONLY_SHOWN, TRIED_TO_FORCE = ("GET",), ("POST",)
# A refused address answers so; a method that it does not know answers 405.
REFUSED = {403, 404}
ENDS_THE_SESSION = {"account_logout", "home:demo-sign-in", "account_end_other_sessions"}
# The admin has a test of its own below; Django's own addresses inside it are not ours to list.
ELSEWHERE = {"admin"}


def every_name(patterns=None, namespace=""):
    """Return the name of every address that the project answers, the admin's left out."""
    names = set()
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace in ELSEWHERE:
                continue
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            names |= every_name(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            names.add(f"{namespace}{entry.name}")
    return names


@pytest.fixture
def world(kept_world, undone):
    """One record of each kind, as the module's first test found it."""
    return kept_world


@pytest.fixture(scope="module")
def kept_world(for_the_module):
    """One record of each kind, none of them in the agency of the people who knock."""
    incident, review = IncidentFactory(), RapidReviewFactory()
    child = ChildFactory(case=incident.case)
    action = ActionFactory()
    measure = ImpactMeasureFactory(action=action)
    local = LocalReviewFactory(rapid_review__state="meeting_held")
    asked = PassingOnFactory(of=ReturnFactory(person=PersonFactory(role=None))).of
    return {
        "": [],
        "incident": [incident.reference],
        "review": [review.reference],
        "review page": [review.reference, "child"],
        "review agency": [review.reference, an_agency_asked(review).reference],
        "national_review": [NationalReviewFactory().reference],
        "local_review": [local.reference],
        **of_a_local_review(local),
        "redacted": [an_edition_of(review).reference],
        **a_chronology(review),
        **a_parallel_case(),
        **an_immediate_action(review),
        "child": [incident.reference, child.pk],
        "incident part": [incident.reference, "harm"],
        "incident child": [incident.reference, child.pk, "about"],
        "finding": [FindingFactory(activity=review.activity).reference],
        "point": [LearningPointFactory().reference],
        "theme": [(theme := ThemeFactory()).reference],
        "theme window": [theme.reference, ThemeEvidenceFactory(theme=theme).pk],
        "action": [action.reference],
        "reading": [action.reference, ReadingFactory(measure=measure).pk],
        "evidence": [action.reference, EvidenceFactory(measure=measure).pk],
        "recommendation": [RecommendationFactory(activity=review.activity).reference],
        "help": ["sign-in"],
        "fixed_point": [FixedPointFactory().reference],
        **(death := a_death()),
        **a_panel(death["death"][0]),
        "clock": [STATUTORY],
        "rule": [STATUTORY, a_proposal().pk],
        "edition": [an_edition().code],
        **of_the_rooms(review.activity),
        "move": ["incident", incident.reference, "consult"],
        "paper": [PaperFactory().key],
        "feed": [make_feed(by=PersonFactory())],
        "deadline": [deadlines_of(incident).get(clock="reviews.notify-panel").pk],
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


def test_every_address_is_in_the_table_and_no_row_is_left_over():
    assert every_name() == set(MATRIX)


# In parts, so that both workers have something to do.
PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_an_address_answers_its_roles_and_refuses_the_rest_by_every_method(client_for, world, part):
    """What an address did to the world is undone before the next."""
    people = {short: PersonFactory(role=role) for short, role in SHORT.items()}
    clients = {short: client_for(person) for short, person in people.items()}
    names, tried = list(MATRIX)[part::PARTS], 0
    for name in names:
        row = MATRIX[name]
        url, seen = reverse(name, args=world[row.about]), set()
        for short, client in clients.items():
            allowed = short in row.roles.split()
            # A role that is let in as another was is shown the page; what its form does is tried in the sweeps.
            methods = METHODS if allowed not in seen else ONLY_SHOWN if allowed else TRIED_TO_FORCE
            seen.add(allowed)
            with transaction.atomic():
                for method in methods:
                    if name in ENDS_THE_SESSION:
                        client = client_for(people[short])
                    answers_as_it_should(row, allowed, method, client.generic(method, url), (name, short, method))
                    tried += 1
                transaction.set_rollback(True)
    assert tried > len(names) * len(SHORT)


def answers_as_it_should(row, allowed, method, response, where):
    """Fail unless an address answered a person by a method as its row says."""
    limited = {429} if row.account else set()
    if method in ("PUT", "DELETE", "OPTIONS"):
        unknown = {405, *REFUSED, *(row.answers if row.account else ())}
        assert response.status_code in unknown or row.public, (where, response.status_code)
    elif method == "POST":
        expected = {*row.answers, *limited, 302, 405, 409} if allowed else {*REFUSED, 405}
        assert response.status_code in expected, (where, response.status_code)
    elif allowed:
        assert response.status_code in {*row.answers, *limited}, (where, response.status_code)
    else:
        assert response.status_code in ({404} if row.hidden else REFUSED), (where, response.status_code)


def test_a_stranger_is_led_to_the_sign_in_page_from_every_address(world):
    for name, row in MATRIX.items():
        url = reverse(name, args=world[row.about])
        for method in METHODS:
            response = Client().generic(method, url)
            if row.public:
                assert response.status_code in {*row.answers, 302, 400, 403, 404, 405}, (name, method)
            elif name not in ENDS_THE_SESSION or response.status_code != 405:
                assert response.status_code == 302, (name, method, response.status_code)
                assert response.url.startswith(reverse("account_login")), (name, method)


def test_somebody_whose_membership_ended_a_minute_ago_is_refused_at_every_address(client_for, world):
    for name, row in MATRIX.items():
        if row.public or name == "account_logout":
            continue
        person = PersonFactory()
        client = client_for(person)
        Membership.objects.filter(person=person).update(ends_at=timezone.now() - timedelta(minutes=1))

        response = client.get(reverse(name, args=world[row.about]))

        assert response.status_code in REFUSED, name


def test_a_conflict_of_interest_beats_every_role(client_for, world):
    about_a_case = {name: row for name, row in MATRIX.items() if row.about in ABOUT_A_CASE - OF_A_SAMPLE}
    assert len(about_a_case) >= 95
    for short, role in SHORT.items():
        person = PersonFactory(role=role)
        for case in Case.objects.all():
            declare_conflict(by=person, case=case, person=person, reason="Knows the family.")
        client = client_for(person)
        for name, row in about_a_case.items():
            url = reverse(name, args=world[row.about])
            # Whoever is refused without a conflict as well is asked once.
            for method in ("GET", "POST") if short in row.roles.split() else ("GET",):
                expected = {404, 405} if (short, method) == ("BM", "GET") else {*REFUSED, 405}
                assert client.generic(method, url).status_code in expected, (name, short, method)


ADMIN_PAGES = ("admin:index", "admin:partnership_person_changelist", "admin:partnership_person_add")


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_the_admin_opens_for_the_administrator_alone(client_for, undone, name, short):
    response = client_for(PersonFactory(role=SHORT[short])).get(reverse(name))

    assert (response.status_code == 200) == (short == "ADM")


def test_no_case_record_can_be_edited_in_the_admin():
    from django.contrib import admin

    registered = {model._meta.label for model in admin.site._registry}
    assert not [label for label in registered if label.split(".")[0] in {"reviews", "learning", "actionplans", "cdop"}]
