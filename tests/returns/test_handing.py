"""A section, or the whole, goes to a colleague of the same agency and back: who is listed, told, and sees what."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import sending
from escp.deadlines.choices import MailState
from escp.partnership.models import Membership
from escp.partnership.services import declare_conflict, grant_access, restrict
from escp.returns import post, queries
from escp.returns.models import Letter, Part
from escp.returns.services import answering, handing
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import FULL, PartFactory, ReturnFactory, sent
from tests.returns.test_answering_pages import section_url, send
from tests.sweeps.forms import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_office_hours():
    with time_machine.travel(datetime(2026, 3, 10, 10, tzinfo=UTC), tick=False):
        yield


def contributor(asked=None, **kwargs):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, **({"agency": asked.agency} if asked else {}), **kwargs)


def a_helper(asked):
    """Somebody of the agency who does not answer for it."""
    return PersonFactory(role=RoleKey.REVIEWER, agency=asked.agency)


def hand_url(asked, key="s1"):
    return reverse("returns:hand-section", args=[asked.reference, key])


def over_url(asked):
    return reverse("returns:hand-over", args=[asked.reference])


def posted():
    sending.send_due([post.LETTERS])
    return [message.to[0] for message in mail.outbox]


# A section ----------------------------------------------------------------------------------------------------------


def test_a_colleague_is_asked_for_one_section_by_mail_and_fills_in_that_one_alone(client_for):
    asked = ReturnFactory()
    lead, helper = contributor(asked), a_helper(asked)
    client, theirs = client_for(lead), client_for(helper)
    assert theirs.get(asked.get_absolute_url()).status_code == 404

    response = send(client, hand_url(asked), person=str(helper.pk))
    page = client.get(response.url).content.decode()

    assert response.url == asked.get_absolute_url()
    assert f"{helper} is asked to fill in “Recognition”." in page
    assert f"With {helper}" in page
    assert "Take it back, or ask another" in page
    assert posted() == [helper.email]
    assert asked.reference in mail.outbox[0].subject
    assert send(theirs, section_url(asked), q1="good", stay="yes").url == section_url(asked)
    assert Part.objects.get(of=asked, section="s1").answers == {"q1": "good"}
    assert theirs.get(section_url(asked, "s2")).status_code == 404
    assert "Who fills in what" not in theirs.get(asked.get_absolute_url()).content.decode()
    assert theirs.get(hand_url(asked)).status_code == theirs.get(over_url(asked)).status_code == 404


def test_a_section_is_taken_back_with_what_was_filled_in(client_for):
    asked = ReturnFactory()
    lead, helper = contributor(asked), a_helper(asked)
    handing.hand_section(by=lead, asked=asked, section="s1", person=helper)
    answering.save_part(by=helper, part=answering.part_for(by=helper, asked=asked, section="s1"), answers=FULL["s1"])
    url, client = reverse("returns:take-section-back", args=[asked.reference, "s1"]), client_for(lead)

    assert client.get(url).status_code == 405
    assert f"This section is with {helper} now." in client.get(hand_url(asked)).content.decode()
    page = client.post(url, follow=True).content.decode()

    assert "“Recognition” is with you again." in page
    assert Part.objects.get(of=asked, section="s1").answers == FULL["s1"]
    assert client_for(helper).get(asked.get_absolute_url()).status_code == 404
    assert posted() == []
    assert Letter.objects.get().reason == "Somebody else is asked now."


def test_what_was_saved_while_the_page_of_handing_stood_open_stays(client_for):
    asked = ReturnFactory()
    lead, helper = contributor(asked), a_helper(asked)
    client = client_for(lead)
    form = forms_in(client.get(hand_url(asked)).content.decode())[0]
    answering.save_part(by=lead, part=answering.part_for(by=lead, asked=asked, section="s1"), answers=FULL["s1"])

    assert client.post(hand_url(asked), form.as_shown() | {"person": str(helper.pk)}).status_code == 302
    assert Part.objects.get(of=asked, section="s1", helper=helper).answers == FULL["s1"]


def test_sent_twice_a_colleague_is_asked_once(client_for):
    asked = ReturnFactory()
    helper, client = a_helper(asked), client_for(contributor(asked))
    form = forms_in(client.get(hand_url(asked)).content.decode())[0].as_shown() | {"person": str(helper.pk)}

    assert client.post(hand_url(asked), form).url == client.post(hand_url(asked), form).url
    send(client, hand_url(asked), person=str(helper.pk))
    assert Letter.objects.count() == 1


def test_only_colleagues_to_whom_the_case_is_open_are_listed_and_never_oneself(client_for):
    case = CaseFactory()
    asked = ReturnFactory(request__case=case)
    lead, fine, knows, left = contributor(asked), a_helper(asked), contributor(asked), contributor(asked)
    declare_conflict(by=knows, case=case, person=knows, reason="Knows the family.")
    Membership.objects.filter(person=left).update(ends_at=timezone.now() - timedelta(minutes=1))
    elsewhere, client = contributor(), client_for(lead)

    page = client.get(hand_url(asked)).content.decode()

    assert f'value="{fine.pk}"' in page
    for person in (lead, knows, left, elsewhere):
        assert f'value="{person.pk}"' not in page
        refused = send(client, hand_url(asked), person=str(person.pk)).content.decode()
        assert "There is a problem" in refused
    assert not Part.objects.filter(helper__isnull=False).exists()

    restrict(by=PersonFactory(), case=case, reason="A colleague knows the family.")
    grant_access(by=PersonFactory(), case=case, person=lead, reason="Answers.")
    assert f'value="{fine.pk}"' not in client.get(hand_url(asked)).content.decode()


def test_where_nobody_else_has_an_account_both_pages_say_so_and_what_to_do(client_for, settings):
    asked = ReturnFactory()
    helper, lead = a_helper(asked), contributor(asked)
    handing.hand_section(by=lead, asked=asked, section="s1", person=helper)
    Membership.objects.filter(person=helper).update(ends_at=timezone.now() - timedelta(minutes=1))
    client = client_for(lead)

    for url in (hand_url(asked), over_url(asked)):
        for answer in (client.get(url), client.post(url, {"person": str(helper.pk)})):
            page = answer.content.decode()
            assert f"Nobody else of {asked.agency} has an account" in page
            assert settings.UNIT_EMAIL in page
            assert "Which colleague?" not in page
    assert "Take it back" in client.get(hand_url(asked)).content.decode()


def test_a_colleague_who_leaves_the_agency_loses_the_section_and_gets_no_letter(client_for):
    asked = ReturnFactory()
    helper = a_helper(asked)
    part = handing.hand_section(by=contributor(asked), asked=asked, section="s1", person=helper)
    Membership.objects.filter(person=helper).update(agency=contributor().agency)

    assert client_for(helper).get(section_url(asked)).status_code == 404
    assert client_for(helper).get(asked.get_absolute_url()).status_code == 404
    assert posted() == []
    with pytest.raises(PermissionDenied):
        answering.part_for(by=type(helper).objects.get(pk=helper.pk), asked=asked, section=part.section)


@pytest.mark.parametrize("person", ["", "x", "0", "9" * 30, "\x00", "1 OR 1=1"])
def test_a_colleague_who_is_none_is_said_in_words(client_for, person):
    asked = ReturnFactory()
    a_helper(asked)
    page = send(client_for(contributor(asked)), hand_url(asked), person=person)

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_nobody_else_hands_anything_on(client_for):
    asked = ReturnFactory()
    helper = a_helper(asked)
    with pytest.raises(PermissionDenied):
        handing.hand_section(by=contributor(), asked=asked, section="s1", person=helper)
    with pytest.raises(PermissionDenied):
        handing.hand_over(by=contributor(), asked=asked, person=helper)
    with pytest.raises(ValidationError, match="colleague"):
        handing.hand_section(by=contributor(asked), asked=asked, section="s1", person=contributor())

    lead = client_for(contributor(asked))
    assert lead.get(hand_url(asked, "nowhere")).status_code == 404
    assert lead.get(reverse("returns:take-back", args=[asked.reference])).status_code == 405
    gone = sent(asked)
    assert lead.get(hand_url(gone)).status_code == lead.get(over_url(gone)).status_code == 404


# The whole ----------------------------------------------------------------------------------------------------------


def test_the_whole_goes_to_a_colleague_who_is_told_and_is_taken_back(client_for):
    asked = ReturnFactory()
    lead, colleague = contributor(asked), a_helper(asked)
    client, theirs = client_for(lead), client_for(colleague)
    assert "This is asked of whoever answers for" in client.get(asked.get_absolute_url()).content.decode()
    assert "can take it back" in client.get(over_url(asked)).content.decode()

    page = client.get(send(client, over_url(asked), person=str(colleague.pk)).url).content.decode()

    assert f"This is asked of {colleague}." in page
    assert posted() == [colleague.email]
    assert "to answer what" in mail.outbox[0].body
    assert theirs.get(section_url(asked)).status_code == 200
    assert theirs.get(reverse("returns:check", args=[asked.reference])).status_code == 200

    page = client.post(reverse("returns:take-back", args=[asked.reference]), follow=True).content.decode()
    assert "It is asked of you again." in page
    assert f"This is asked of {lead}." in page
    assert 'action="' + reverse("returns:take-back", args=[asked.reference]) not in page
    assert theirs.get(asked.get_absolute_url()).status_code == 404


def test_whoever_was_asked_by_name_alone_no_longer_sees_what_they_handed_over(client_for):
    asked = ReturnFactory()
    asked.person = a_helper(asked)
    asked.save()
    colleague, client = contributor(asked), client_for(asked.person)
    form = forms_in(client.get(over_url(asked)).content.decode())[0].as_shown() | {"person": str(colleague.pk)}

    assert client.post(over_url(asked), form).url == client.post(over_url(asked), form).url
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert Letter.objects.get().person == colleague


def test_somebody_who_is_asked_the_same_already_is_refused_in_words(client_for):
    asked = ReturnFactory()
    lead, colleague = contributor(asked), a_helper(asked)
    other = ReturnFactory(request=asked.request, agency=asked.agency, person=colleague)
    client = client_for(lead)

    page = send(client, over_url(asked), person=str(colleague.pk)).content.decode()
    assert f"{colleague} is asked the same already, under {other.reference}." in page

    other.person = lead
    other.save()
    handing.hand_over(by=lead, asked=asked, person=colleague)
    page = client.post(reverse("returns:take-back", args=[asked.reference]), follow=True).content.decode()
    assert f"{lead} is asked the same already, under {other.reference}." in page
    assert queries.returns_for(colleague).get(pk=asked.pk).person == colleague


def test_what_was_not_handed_on_is_not_taken_back(client_for):
    asked = ReturnFactory()
    asked.person = contributor(asked)
    asked.save()

    assert "Take it back" not in client_for(contributor(asked)).get(asked.get_absolute_url()).content.decode()


def test_a_look_at_the_page_of_handing_is_logged_where_it_is_about_a_case(client_for):
    from escp.access.models import AccessLog

    asked = ReturnFactory(request__case=CaseFactory())
    PartFactory(of=asked)
    client_for(contributor(asked)).get(hand_url(asked))

    assert AccessLog.objects.get().reference == asked.reference


def test_a_letter_to_a_helper_says_nothing_once_all_is_sent():
    asked = ReturnFactory()
    handing.hand_section(by=contributor(asked), asked=asked, section="s1", person=a_helper(asked))
    Part.objects.filter(of=asked).update(answers=FULL["s1"])
    PartFactory(of=asked, section="s2", answers=FULL["s2"])
    type(asked).objects.filter(pk=asked.pk).update(state="sent", sent_at=timezone.now(), sent_by=asked.request.asked_by)
    posted()

    assert Letter.objects.get().state == MailState.SUPPRESSED
