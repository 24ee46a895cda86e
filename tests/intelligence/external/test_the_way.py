"""Learning from elsewhere: logged, triaged in time, agencies asked, decided by minute, reported back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from intelligence.external import services
from intelligence.external.lifecycle import EXTERNAL
from intelligence.external.queries import TRIAGE_CLOCK, external_items_to_list, overdue
from intelligence.models import ExternalItem
from learning.choices import Kind, Stage
from learning.models import Activity
from tests.actionplans.sending import on, send, text
from tests.factories.external import ExternalItemFactory, asked_after_external
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import sent
from tests.factories.reviews import publish_questionnaire

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
FACTS = {
    "title": "The Lighthouse",
    "publisher": "An inspectorate",
    "kind": "jtai",
    "address": "https://elsewhere.example/lighthouse",
    "summary": "Children whom nobody asked.",
    "licence": "Open",
}


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move(item, name):
    return f"/steps/external-item/{item.reference}/{name}/"


def test_it_goes_from_logging_to_being_reported_back(client_for, manager):
    publish_questionnaire()
    agency, theme, client = AgencyFactory(), ThemeFactory(), client_for(manager)

    logged = send(client, reverse("intelligence:external-new"), themes=theme.pk, **FACTS, **on("published_on", TODAY()))
    item = ExternalItem.objects.get()
    assert logged.url == item.get_absolute_url()
    assert list(item.themes.all()) == [theme]
    assert deadlines_of(item).get(clock=TRIAGE_CLOCK).is_open
    assert "By " in text(client.get(reverse("intelligence:external")))

    triaged = {"relevance": "high", "relevance_reason": "It happens here too."}
    assert send(client, move(item, "triage"), version=item.version, **triaged).status_code == 302
    assert not deadlines_of(item).get(clock=TRIAGE_CLOCK).is_open
    assert "agencies are asked first" in text(client.get(item.get_absolute_url()))

    letter = {"title": "Assurance", "message": "Where do you stand?", "agencies": agency.pk}
    assert "elsewhere.example/lighthouse" in text(client.get(move(item, "request_assurance")))
    due = on("due_on", TODAY() + timedelta(days=30))
    assert send(client, move(item, "request_assurance"), version=2, **letter, **due).status_code == 302
    asked = Return.objects.get()
    assert "Wait for these agencies" in text(client.get(item.get_absolute_url()))
    RETURN.apply("waive", asked, by=manager, note="They told us by telephone.")

    assert send(client, move(item, "collate"), version=3, collated="All stand well.").status_code == 302
    decided = {
        "decision": "theme",
        "decision_reason": "It fits.",
        "minute": "PIG May, item 3",
        **on("decided_on", TODAY()),
    }
    assert send(client, move(item, "decide"), version=4, **decided).status_code == 302
    assert send(client, move(item, "close"), version=5, reported_back="Update of May").status_code == 302
    page = text(client.get(item.get_absolute_url()))
    assert "PIG May, item 3" in page
    assert "Update of May" in page
    activity = Activity.objects.get(reference=item.reference)
    assert (activity.kind, activity.stage) == (Kind.EXTERNAL_LEARNING, Stage.CONCLUDED)


def test_what_an_agency_sent_is_the_draft_of_putting_it_together(client_for, manager):
    item = ExternalItemFactory(state="assurance_requested")
    asked = asked_after_external(item)
    sent(asked)

    assert asked.agency.name in text(client_for(manager).get(move(item, "collate")))
    assert "1 of 1 have replied" in text(client_for(manager).get(item.get_absolute_url()))


def test_what_the_panel_asks_for_is_owed(manager):
    item = ExternalItemFactory(requested_by_panel=True)
    refused = EXTERNAL.transitions["find_not_relevant"].reasons_against(item, manager)
    assert refused == ["The National Panel has asked for assurance, so it is owed."]

    item = EXTERNAL.apply("triage", item, by=manager, relevance="low", relevance_reason="Few children here.")
    assert "it is owed" in EXTERNAL.transitions["close"].reasons_against(item, manager)[0]

    aside = EXTERNAL.apply("find_not_relevant", ExternalItemFactory(), by=manager, relevance_reason="No island here.")
    aside.requested_by_panel = True
    with pytest.raises(ValidationError, match="Take it up again first"):
        services.change_item(by=manager, item=aside)
    with pytest.raises(IntegrityError), transaction.atomic():
        aside.save()


def test_what_matters_little_is_closed_without_asking_and_may_be_taken_up_again(manager):
    item = EXTERNAL.apply("triage", ExternalItemFactory(), by=manager, relevance="low", relevance_reason="Few.")
    item = EXTERNAL.apply("close", item, by=manager, reported_back="Update of May")
    item = EXTERNAL.apply("take_up", item, by=manager, relevance="high", relevance_reason="It happened here.")
    assert (item.state, item.closed_on) == ("triaged", None)


def test_triage_that_is_overdue_is_shown(client_for, manager):
    late = ExternalItemFactory(logged_on=TODAY() - timedelta(days=40))
    ExternalItemFactory()

    page = text(client_for(manager).get(reverse("intelligence:external") + "?triage=overdue"))
    assert list(overdue(external_items_to_list(manager))) == [late]
    assert page.count("Overdue since") == 1


def test_days_ahead_and_people_without_an_agency_are_refused_in_words(client_for, manager):
    ahead = on("published_on", TODAY() + timedelta(days=1))
    refused = send(client_for(manager), reverse("intelligence:external-new"), **FACTS, **ahead)
    assert "cannot be in the future" in text(refused)

    item = ExternalItemFactory(state="collated")
    with pytest.raises(ValidationError, match="cannot be in the future"):
        EXTERNAL.apply(
            "decide",
            item,
            by=manager,
            decision="theme",
            decision_reason="It fits.",
            decided_on=TODAY() + timedelta(days=1),
            minute="PIG",
        )
    nobody = PersonFactory(role=None)
    with pytest.raises(ValidationError, match="no agency"):
        services.log_item(by=nobody, item=ExternalItemFactory.build(lead=None))


def test_assurance_cannot_be_asked_by_a_questionnaire_that_went_meanwhile(manager):
    with pytest.raises(ValidationError, match="no longer published"):
        EXTERNAL.transitions["request_assurance"].effect(
            ExternalItemFactory.build(), by=manager, agencies=[], due_on=TODAY(), title="", message=""
        )


def test_readers_see_the_facts_without_a_way_to_change_them_and_a_way_up_that_is_open_to_them(client_for, manager):
    client = client_for(PersonFactory(role=RoleKey.REVIEWER))
    page = client.get(ExternalItemFactory(state="not_relevant").get_absolute_url())
    assert "Not at all" in text(page)
    assert "/change/" not in page.content.decode()

    library = client.get(reverse("intelligence:external"))
    assert "Log learning" not in text(library)
    assert f'href="{reverse("intelligence:intelligence")}"' not in library.content.decode()
    above = client_for(manager).get(reverse("intelligence:intelligence"))
    assert reverse("intelligence:external") in above.content.decode()


def test_facts_are_changed_on_the_row_as_it_is(client_for, manager):
    item = ExternalItemFactory()
    url = reverse("intelligence:external-change", args=[item.reference])
    changed = send(client_for(manager), url, version=item.version, **FACTS, **on("published_on", TODAY()))
    assert changed.status_code == 302
    item.refresh_from_db()
    assert item.licence == "Open"


def test_the_word_of_an_item_names_it():
    item = ExternalItemFactory()
    assert str(item) == f"{item.reference} {item.title}"
