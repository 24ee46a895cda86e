"""A record is put to the independent scrutineer with a question; its page says what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AppendOnlyError
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from intelligence.models import Referral, Scrutiny
from intelligence.scrutiny import services
from intelligence.scrutiny.lifecycle import SCRUTINY
from intelligence.scrutiny.queries import REFERRAL_CLOCK, REPORT_CLOCK, referred_record
from learning.walk import thread_of
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
)
from tests.factories.indicators import IndicatorFactory
from tests.factories.learning import FindingFactory, FindingLinkFactory, LearningPointFactory, ThemeFactory
from tests.factories.partnership import ConflictFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory
from tests.factories.scrutiny import ScrutinyFactory, referred

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ASKED = {"title": "The lantern", "asks": "Who carries it?"}


def address(record):
    return reverse("intelligence:scrutiny-refer", args=[getattr(record, "code", None) or record.reference])


def move(client, record, name, **facts):
    record.refresh_from_db()
    return send(client, f"/steps/scrutiny/{record.reference}/{name}/", version=record.version, **facts)


@pytest.mark.parametrize(
    "make", [ThemeFactory, FindingFactory, LearningPointFactory, ActionFactory, IndicatorFactory, RecommendationFactory]
)
def test_a_record_is_referred_in_one_step_and_its_page_says_so(client_for, make):
    record, client = make(), client_for(PersonFactory())
    assert address(record) in text(client.get(record.get_absolute_url()))
    assert "Error:" in text(send(client, address(record), title="", asks=""))
    sent = send(client, address(record), **ASKED)
    assert sent.url == record.get_absolute_url()
    made = Scrutiny.objects.get()
    page = text(client.get(record.get_absolute_url()))
    assert f"{made.reference} The lantern" in page
    assert "referred, waiting for the scrutineer" in page


@pytest.mark.parametrize(
    ("of", "record"),
    [
        ("learning_point", lambda link: link.learning_point),
        ("finding", lambda link: link.finding),
        ("theme", lambda link: link.learning_point.theme),
        ("action", lambda link: ActionLinkFactory(learning_point=link.learning_point).action),
        (
            "recommendation",
            lambda link: RecommendationLinkFactory(learning_point=link.learning_point, action=None).recommendation,
        ),
    ],
)
def test_what_was_referred_hangs_on_the_learning_points_behind_the_record(of, record):
    link, beside = FindingLinkFactory(learning_point__theme=ThemeFactory()), LearningPointFactory()
    made = referred(of, record(link))

    for person in (PersonFactory(), PersonFactory(role=RoleKey.SCRUTINEER)):
        hung = {node.reference: node for node in thread_of(person, link.learning_point.reference).nodes}
        assert hung[made.reference].note == "Referred, waiting for the scrutineer"
        assert hung[made.reference].url == made.get_absolute_url()
        assert made.reference not in {node.reference for node in thread_of(person, beside.reference).nodes}
    assert thread_of(PersonFactory(), made.reference).focus.key == f"activity-{made.activity_id}"


def test_the_scrutineer_takes_it_into_the_plan_and_the_record_says_what_came_of_it(client_for):
    theme = ThemeFactory()
    made = referred("theme", theme)
    assert deadlines_of(made).get().clock == REFERRAL_CLOCK
    client = client_for(PersonFactory(role=RoleKey.SCRUTINEER))
    assert "waiting for the scrutineer: 1" in text(client.get(reverse("intelligence:scrutinies")))
    page = text(client.get(made.get_absolute_url()))
    assert "Who carries it?" in page
    assert str(theme) in page
    plan = {"asks": "Who carries the light?", "year": 2026, "method": "", "scrutineer": "An invented scrutineer"}
    assert "Error:" in text(move(client, made, "take_up", **plan | {"year": "soon"}, **on("report_due_on", TODAY())))
    due = on("report_due_on", TODAY() + timedelta(days=60))
    assert move(client, made, "take_up", **plan, **due).status_code == 302
    made.refresh_from_db()
    assert (made.asks, made.state, made.referral.question) == ("Who carries the light?", "planned", "Who carries it?")
    assert not deadlines_of(made).get(clock=REFERRAL_CLOCK).is_open
    assert deadlines_of(made).get(clock=REPORT_CLOCK).is_open
    assert ": planned" in text(client.get(theme.get_absolute_url()))


def test_the_scrutineer_says_why_it_is_not_taken_up_where_it_was_asked(client_for):
    made = referred("indicator", indicator := IndicatorFactory())
    client = client_for(PersonFactory(role=RoleKey.SCRUTINEER))
    assert "Error:" in text(move(client, made, "leave", not_taken_up_because=""))
    assert move(client, made, "leave", not_taken_up_because="It was looked at in May.").status_code == 302
    assert "not taken up. It was looked at in May." in text(client.get(indicator.get_absolute_url()))
    assert "It was looked at in May." in text(client.get(made.get_absolute_url()))


def test_who_may_not_know_of_the_record_sees_its_reference_alone_and_cannot_refer_it(client_for):
    finding = FindingFactory(activity=RapidReviewFactory(incident=IncidentFactory()).activity)
    made, shut_out = referred("finding", finding), PersonFactory()
    ConflictFactory(person=shut_out, case=finding.activity.case)
    assert referred_record(shut_out, finding.reference) is None
    client = client_for(shut_out)
    assert client.get(address(finding)).status_code == 404
    page = text(client.get(made.get_absolute_url()))
    assert finding.reference in page
    assert finding.get_absolute_url() not in page


def test_a_page_of_scrutiny_does_not_offer_to_refer_itself(client_for):
    record = ScrutinyFactory()
    assert "Refer to independent scrutiny" not in text(client_for(PersonFactory()).get(record.get_absolute_url()))


def test_what_was_asked_stands_and_a_referral_stands_in_no_plan():
    made = referred("action", ActionFactory())
    with pytest.raises(ValidationError, match="take it up first"):
        services.change_plan(by=PersonFactory(), scrutiny=made)
    referral = Referral.objects.get()
    assert made.reference in str(referral)
    referral.question = "Another"
    with pytest.raises(AppendOnlyError):
        referral.save()
    assert not SCRUTINY.apply("leave", made, by=PersonFactory(), not_taken_up_because="Done.").report_due_on
