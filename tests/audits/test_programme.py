"""The programme of a year: proposed from anywhere, changed with a reason, agreed as it stands, never blocked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audits.choices import AuditState
from audits.models import AuditOrigin, MultiAgencyAudit
from audits.queries.programme import SOURCES, origin_for
from audits.services.programme import change_audit, propose_audit
from escp.access.roles import RoleKey
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import RecommendationFactory, RecommendationLinkFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.learning import FindingFactory, FindingLinkFactory, ThemeFactory
from tests.factories.partnership import PersonFactory, PriorityFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = pytest.mark.django_db

NEW = "/audits/new/"
PROGRAMME = "/audits/programme/"
START = date(2027, 5, 4)
THEME = {"title": "Neglect seen early", "why_now": "It comes back.", "prompted_by": "review"}


def page(client, year=2027):
    return text(client.get(f"{PROGRAMME}?year={year}"))


def test_a_proposal_from_any_record_joins_the_programme_in_one_step_and_stands_on_its_page(client_for):
    client, priority = client_for(PersonFactory()), PriorityFactory()
    link = FindingLinkFactory(learning_point__theme=ThemeFactory(place=1, state="active"))
    records = {
        "finding": FindingFactory(),
        "learning_point": link.learning_point,
        "theme": link.learning_point.theme,
        "activity": RapidReviewFactory().activity,
        "recommendation": RecommendationFactory(),
    }
    assert set(records) == set(SOURCES)
    for name, record in records.items():
        address = f"{NEW}?from={record.reference}"
        assert address.replace("&", "&amp;") in text(client.get(record.get_absolute_url())), name
        assert send(client, address, **THEME, priorities=priority.pk, **on("planned_on", START)).status_code == 302
        audit = MultiAgencyAudit.objects.order_by("pk").last()
        assert (audit.state, audit.year, audit.origin.record) == (AuditState.PROGRAMME, 2027, record)
        assert audit.reference in text(client.get(record.get_absolute_url())), name
        assert record.reference in text(client.get(audit.get_absolute_url())), name

    thread = text(client.get(reverse("learning:thread", args=[link.learning_point.reference])))
    audits = {origin.audit.reference for origin in AuditOrigin.objects.filter(theme=None, learning_point__isnull=False)}
    assert all(reference in thread for reference in audits)
    of_activity = text(client.get(reverse("learning:thread", args=[records["activity"].reference])))
    assert AuditOrigin.objects.get(activity__isnull=False).audit.reference in of_activity


def test_what_is_hidden_from_a_reader_is_no_origin_for_them(client_for):
    review, group = RapidReviewFactory(), PersonFactory(role=RoleKey.PIG_MEMBER)
    audit = propose_audit(by=PersonFactory(), audit=MultiAgencyAudit(**THEME), origin=("activity", review.activity))

    assert origin_for(group, review.reference) is None
    assert origin_for(group, "") is None
    assert review.reference not in text(client_for(group).get(audit.get_absolute_url()))
    assert send(client_for(group), f"{NEW}?from={review.reference}", **THEME).status_code == 302
    idea = MultiAgencyAudit.objects.order_by("pk").last()
    assert (idea.state, hasattr(idea, "origin")) == (AuditState.IDEA, False)


def test_three_to_four_audits_are_asked_for_and_others_warned_of(client_for):
    client = client_for(PersonFactory())
    warning = 'class="gt-banner'
    seen = {}
    for number in range(6):
        seen[number] = warning in page(client)
        assert f"{number} audit{'' if number == 1 else 's'} in this programme" in page(client)
        MultiAgencyAuditFactory(planned_on=START)
    MultiAgencyAuditFactory(planned_on=START, state=AuditState.CANCELLED)

    assert seen == {0: True, 1: True, 2: True, 3: False, 4: False, 5: True}
    assert "6 audits in this programme" in page(client)


def test_the_pig_agrees_the_programme_and_every_change_is_kept_with_its_reason(client_for):
    manager, priority = PersonFactory(), PriorityFactory()
    client, group = client_for(manager), client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    url = f"{PROGRAMME}agree/?year=2027"
    empty = send(group, url, minute="PIG, item 1", **on("agreed_on", timezone.localdate()))
    assert empty.status_code in (200, 409)
    audit = propose_audit(by=manager, audit=MultiAgencyAudit(**THEME, planned_on=START), priorities=[priority])
    assert "has not agreed this programme yet" in page(client)

    stale = send(group, url, version="older", minute="PIG, item 1", **on("agreed_on", timezone.localdate()))
    assert stale.status_code == 409
    version = text(group.get(url)).split('name="version" value="')[1].split('"')[0]
    ahead = send(group, url, version=version, minute="PIG", **on("agreed_on", timezone.localdate() + timedelta(days=1)))
    assert ahead.status_code == 200
    facts = {"version": version, "minute": "PIG, item 1", **on("agreed_on", timezone.localdate())}
    assert send(group, url, **facts).status_code == 302
    assert "minute: PIG, item 1" in page(client)
    assert "Nothing was changed since" in text(send(group, url, **facts))

    change = reverse("audits:audit-change", args=[audit.reference])
    facts = {**THEME, "lead": audit.lead_id, "priorities": priority.pk}
    silent = send(client, change, version=1, **facts, **on("planned_on", START + timedelta(days=7)))
    assert "Say why the programme changes" in text(silent)
    undated = send(client, change, version=1, **facts, why="It slips.")
    assert "it stands in a programme" in text(undated)
    aimless = send(client, change, version=1, **THEME, lead=audit.lead_id, why="x", **on("planned_on", START))
    assert "serves one" in text(aimless)
    moved = send(
        client, change, version=1, **facts, why="Schools are on holiday.", **on("planned_on", START + timedelta(days=7))
    )
    assert moved.status_code == 302
    shown = page(client)
    for words in ("changed since the Practice Improvement Group agreed it", "Schools are on holiday.", "11 May 2027"):
        assert words in shown
    next_year = START + timedelta(days=360)
    assert (
        send(client, change, version=2, **facts, why="The lead leaves.", **on("planned_on", next_year)).status_code
        == 302
    )
    assert "The lead leaves." in page(client)
    assert "The lead leaves." in page(client, 2028)


def test_ideas_change_without_a_reason_and_a_programme_wants_priority_and_agency(client_for):
    idea = MultiAgencyAuditFactory(state=AuditState.IDEA)
    change_audit(by=PersonFactory(), audit=idea, priorities=[])
    assert idea.programme_changes.count() == 0
    assert idea.title in page(client_for(PersonFactory()))
    assert "Programme of multi-agency audits" in page(client_for(PersonFactory()), "no year")

    with pytest.raises(ValidationError, match="serves one"):
        propose_audit(by=PersonFactory(), audit=MultiAgencyAudit(**THEME, planned_on=START))
    with pytest.raises(ValidationError, match="no agency"):
        propose_audit(by=PersonFactory(role=None), audit=MultiAgencyAudit(**THEME))
    with pytest.raises(ValidationError, match="was cancelled"):
        change_audit(by=PersonFactory(), audit=MultiAgencyAuditFactory(state=AuditState.CANCELLED), priorities=[])


def test_the_audits_of_a_recommendation_hang_on_the_learning_that_it_answers(client_for):
    link = RecommendationLinkFactory()
    audit = propose_audit(
        by=PersonFactory(), audit=MultiAgencyAudit(**THEME), origin=("recommendation", link.recommendation)
    )

    shown = text(client_for(PersonFactory()).get(reverse("learning:thread", args=[link.learning_point.reference])))

    assert audit.reference in shown
