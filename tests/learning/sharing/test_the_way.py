"""Learning is passed on: written, sent, answered by agencies, seen from above, corrected."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from learning.choices import PointState, ShareState
from learning.health import groups_for
from learning.models import Dissemination
from learning.sharing import services
from learning.sharing.lifecycle import SHARING
from learning.sharing.presenters import receipt
from learning.sharing.queries import disseminations_for
from learning.walk import thread_of
from tests.actionplans.sending import send, text
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.sharing import CHANGED, NO, PASSED_ON, DisseminationFactory, a_cascade, a_shared

pytestmark = pytest.mark.django_db


def step(client, record, name="send"):
    record.refresh_from_db()
    return send(client, f"/steps/sharing/{record.reference}/{name}/", version=record.version)


def answers(person, asked, *, passed_on=PASSED_ON, effect=CHANGED):
    for section, given in (("cascade-1", passed_on), ("effect-1", effect)):
        part = answering.part_for(by=person, asked=asked, section=section)
        answering.save_part(by=person, part=part, answers=given)
    asked.refresh_from_db()
    return RETURN.apply("send", asked, by=person)


def broken(person, key):
    return next(group.total for group in groups_for(person) if group.kind.key == key)


def test_learning_is_written_sent_answered_and_corrected(client_for):
    manager = PersonFactory()
    police, trust = AgencyFactory(name="Police"), AgencyFactory(name="Trust")
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    theme = ThemeFactory(place=1)
    point = LearningPointFactory(state=PointState.AGREED, theme=theme, statement="Ask after fathers")
    other = LearningPointFactory(state=PointState.AGREED)
    client = client_for(manager)
    assert broken(manager, "told-to-nobody") == 2
    assert point.statement in text(client.get(f"{reverse('learning:learning-points')}?shared=no"))
    page = client.get(f"{reverse('learning:sharing-new')}?point={point.reference}")
    assert page.context["form"].initial["points"] == [point.pk]
    assert "Select at least one agency" in text(send(client, reverse("learning:sharing-new"), title="A briefing"))

    facts = {"title": "Asking after fathers", "method": "seven_minutes", "words": "Ask who else is at home."}
    facts |= {"audience": "All who assess", "publication": "partners", "why": "It came back three times."}
    send(client, reverse("learning:sharing-new"), **facts, points=other.pk, agencies=trust.pk)
    record = Dissemination.objects.get()
    change = reverse("learning:shared-change", args=[record.reference])
    assert client.get(change).status_code == 200
    send(client, change, version=record.version, **facts, points=point.pk, agencies=police.pk)
    assert [one.learning_point for one in record.points.all()] == [point]
    assert not disseminations_for(officer).exists()
    assert "Publish the questionnaire" in text(client.get(record.get_absolute_url()))
    with pytest.raises(ValidationError, match="Publish the questionnaire"):
        services.issue(by=manager, dissemination=record, kind=SHARING)

    a_cascade()
    services.write(by=manager, dissemination=record, points=[point], agencies=[police, trust])
    assert step(client, record).status_code == 302
    record.refresh_from_db()
    assert (record.state, record.sent_on) == (ShareState.SENT, timezone.localdate())
    assert broken(manager, "told-to-nobody") == 1
    assert broken(manager, "no-receipt") == 0
    asked = Return.objects.get(request=record.request, agency=police)
    assert asked.due_on == timezone.localdate() + timedelta(days=30)
    again = send(client, change, version=record.version, **facts, points=point.pk, agencies=police.pk)
    assert "It is sent and stays as it is" in text(again)

    theirs = client_for(officer)
    seen = text(theirs.get(record.get_absolute_url()))
    assert point.statement in seen
    assert point.get_absolute_url() not in seen
    assert "Trust" not in seen.split('id="receipts"')[1]
    assert client_for(stranger).get(record.get_absolute_url()).status_code == 404
    answers(officer, asked)

    reach = text(client.get(f"{reverse('learning:sharing-reach')}?theme={theme.pk}"))
    assert "42 people" in reach
    assert "No receipt of Trust." in reach
    assert "1 of 2 agencies answered; they passed it on to 42 people." in reach
    assert "Nothing was sent that matches" in text(client.get(f"{reverse('learning:sharing-reach')}?year=2019"))
    missing = text(client.get(f"{reverse('learning:sharing')}?receipts=missing"))
    assert record.title in missing
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert broken(manager, "no-receipt") == 1
        assert receipt(Return.objects.get(agency=trust)).word == "Receipt overdue"

    assert record.reference in {node.reference for node in thread_of(manager, point.reference).nodes}
    assert point.reference in {node.reference for node in thread_of(manager, record.reference).nodes}

    write = reverse("learning:shared-correct", args=[record.reference])
    assert client.get(write).context["form"].initial["title"] == "Asking after fathers"
    send(client, write, **facts | {"title": "Asking after both parents"}, points=point.pk, agencies=trust.pk)
    later = Dissemination.objects.get(corrects=record)
    assert f"has a correction already: {later.reference}" in text(
        send(client, write, **facts, points=point.pk, agencies=trust.pk)
    )
    assert "Asking after both parents" not in text(theirs.get(record.get_absolute_url()))
    assert step(client, later).status_code == 302
    record.refresh_from_db()
    assert record.state == ShareState.SUPERSEDED
    assert Return.objects.get(request=record.request, agency=trust).state == "waived"
    assert Return.objects.get(request=record.request, agency=police).state == "sent"
    assert "A correction has taken its place" in text(client.get(record.get_absolute_url()))
    assert "42 people" not in text(client.get(reverse("learning:sharing-reach")))


def test_only_what_stands_is_corrected_and_a_draft_lacks_what_it_lacks():
    manager, empty = PersonFactory(), DisseminationFactory()
    reasons = next(offer for offer in SHARING.offers(empty, manager) if offer.transition.name == "send").reasons

    assert "Choose at least one learning point that it carries." in reasons
    assert "Choose at least one agency that it goes to." in reasons
    with pytest.raises(ValidationError, match="Only what was sent"):
        services.correct(by=manager, sent=empty, correction=Dissemination(), points=[], agencies=[])


def test_what_is_kept_to_some_agencies_is_seen_by_them_and_by_who_records_learning():
    record = a_shared(publication="restricted", replied=True)
    theirs = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=record.recipients.get().agency)
    sees = {
        role: disseminations_for(PersonFactory(role=role)).exists()
        for role in (RoleKey.BUSINESS_OFFICER, RoleKey.SCRUTINEER, RoleKey.ADMINISTRATOR)
    }

    assert sees == {RoleKey.BUSINESS_OFFICER: True, RoleKey.SCRUTINEER: False, RoleKey.ADMINISTRATOR: False}
    assert disseminations_for(theirs).get() == record


def test_a_receipt_says_in_words_what_an_agency_did():
    record = a_shared(replied=True)
    asked = record.request.returns.get()
    part = asked.parts.get(section="cascade-1")

    assert receipt(None).word == "Not sent to it"
    assert (receipt(asked).people, receipt(asked).note) == (42, "Own training changed")
    part.answers = {"cascade-done": NO, "cascade-why-not": "A reorganisation."}
    part.save()
    assert receipt(asked).word == "Not passed on yet"
