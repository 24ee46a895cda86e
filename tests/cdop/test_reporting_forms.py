"""Reporting forms: asked of each agency in one step, answered there, read side by side; what nobody else may see."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cdop import services
from cdop.asking import REPORTING_FORM, SUPPLEMENTS
from cdop.choices import HeldIn, Scope, State, Trigger
from cdop.policies import suggested_supplements
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of, open_to, visible_to
from escp.partnership.choices import AgeBand
from escp.returns import queries
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, Return
from escp.returns.services import answering, shipping
from tests.factories.cdop import ChildDeathFactory, ProfessionalFactory, ResponseFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import ReturnFactory, VersionFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db
YES = {"answer": "yes", "reason": ""}
NO = {"answer": "no", "reason": ""}


@pytest.fixture
def cdop(client_for):
    return client_for(PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE))


@pytest.fixture
def published():
    """The shipped set alone: the rest of them is not asked here."""
    asks = shipping.SHIPPED[REPORTING_FORM.questionnaire].asks.as_data()
    return VersionFactory(questionnaire__key=REPORTING_FORM.questionnaire, definition=asks)


def contributor():
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)


def a_death(*agencies, **facts):
    """Return a death that was sudden, and which these agencies knew of."""
    death = ResponseFactory(death__state=State.GATHERING, **facts).death
    for agency in agencies:
        ProfessionalFactory(death=death, agency=agency)
    return death


def asking(death):
    return reverse("cdop:forms-ask", args=[death.reference])


def by(days=10):
    return timezone.localdate() + timedelta(days=days)


def asked_of(person, death):
    return Return.objects.get(agency=person.agency, request__about_reference=death.reference)


def fill_in(asked, person, **answers):
    """Answer every question that is asked by what is answered so far, section by section."""
    definition = asked.request.asks.asks
    given = queries.answers_of(asked) | answers | {"death-known": YES}
    for section in definition.arising(given):
        said = {}
        for question in section.questions:
            if definition.shows(question, given):
                word = NO if question.kind == "yes_no" else question.choices[0][0] if question.choices else "Not known."
                said[question.key] = given.get(question.key, [word] if question.kind == "choices" else word)
        part = answering.part_for(by=person, asked=asked, section=section.key)
        answering.save_part(by=person, part=part, answers=said)


def test_agencies_are_asked_in_one_step_and_what_they_send_is_read_side_by_side(cdop, client_for, published):
    midwife, teacher, police, officer = contributor(), contributor(), contributor(), contributor()
    death = a_death(midwife.agency, teacher.agency, police.agency)
    page = cdop.get(asking(death))
    ticked = page.context["form"].initial
    assert {agency.pk for agency in ticked["agencies"]} == {one.agency.pk for one in (midwife, teacher, police)}
    assert ticked["supplements"] == ["sudden"]
    assert f"Health visitor. Goes to {midwife}." in text_of(page)

    facts = {"agencies": [one.agency.pk for one in (midwife, teacher, police)], "others": [officer.agency.pk]}
    sent = posted(cdop, asking(death), {**facts, "supplements": ["sudden"], **day_boxes("due_on", by())})
    assert sent.status_code == 302

    forms = {one: asked_of(one, death) for one in (midwife, teacher, police, officer)}
    letters = list(Letter.objects.all())
    assert {letter.person for letter in letters} == set(forms)
    for letter in letters:
        assert death.reference in letter.text
        assert death.child.pseudonym not in letter.subject + letter.text
    # Each sees their own form, with the supplement that was asked for and no other, and nothing of the case.
    door = text_of(client_for(midwife).get(forms[midwife].get_absolute_url()))
    assert "Supplementary form: sudden unexpected death" in door
    assert "Supplementary form: road" not in door
    assert death.child.pseudonym not in door
    for url in (death.get_absolute_url(), reverse("cdop:forms", args=[death.reference])):
        assert client_for(midwife).get(url).status_code in (403, 404)
    assert client_for(teacher).get(forms[midwife].get_absolute_url()).status_code == 404

    fill_in(forms[midwife], midwife, **{"circumstances-mode": "found"})
    RETURN.apply("send", forms[midwife], by=midwife)
    supplements = {SUPPLEMENTS: ["sudden", "road"]}
    fill_in(forms[teacher], teacher, **{"circumstances-mode": "withdrawn", **supplements})
    RETURN.apply("send", forms[teacher], by=teacher)
    signed = {"signed_off_name": "A Head", "signed_off_title": "Head"}
    RETURN.apply("send_nil", forms[officer], by=officer, nil_reason="Never met the child.", **signed)
    saved = {"death-known": YES, "death-service": "Saved and seen by nobody."}
    part = answering.part_for(by=police, asked=forms[police], section="death-1")
    answering.save_part(by=police, part=part, answers=saved)

    Return.objects.filter(pk=forms[police].pk).update(due_on=by(-1))
    death_page = text_of(cdop.get(death.get_absolute_url()))
    assert "3 of 4 have sent their form. What is saved is not sent." in death_page
    assert f"{police.agency} {police} Saved, not sent Late" in death_page
    assert "Sent: nothing to tell" in death_page

    seen = AccessLog.objects.count()
    beside = cdop.get(reverse("cdop:forms", args=[death.reference]))
    words = text_of(beside)
    assert AccessLog.objects.count() == seen + 1
    assert f"Not sent yet: {police.agency.short_name}." in words
    assert "Saved and seen by nobody." not in words
    assert f"{officer.agency.short_name} has nothing to tell: Never met the child." in words
    assert "How did the child die? Agencies differ" in words
    assert "Found dead" in words
    assert "Treatment was ended or limited by agreement" in words
    assert f"Does not arise for: {midwife.agency.short_name}." in words
    assert f"No answer: {midwife.agency.short_name} and {teacher.agency.short_name}." not in words
    assert "Supplementary form: drowning" not in words


def test_the_panel_s_people_tend_what_they_asked_and_nobody_else_of_the_unit_sees_it(cdop, client_for, published):
    midwife, officer = contributor(), PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    death = a_death(midwife.agency)
    facts = {"agencies": [midwife.agency.pk], **day_boxes("due_on", by())}
    posted(cdop, asking(death), facts)
    form = asked_of(midwife, death)
    other = ReturnFactory(person=PersonFactory(role=None))

    # The unit asks for everything else, and knows nothing of this: not even by its deadline.
    unit = client_for(officer)
    hidden = [form.get_absolute_url(), form.request.get_absolute_url()]
    tended = [reverse(f"returns:{name}", args=[form.reference]) for name in ("recipient", "another-date", "end-link")]
    requests = [reverse(f"returns:{name}", args=[form.request.reference]) for name in ("answers", "ask-also", "chase")]
    for url in (*hidden, *tended, *requests):
        assert unit.get(url).status_code == 404, url
    assert form.request.reference not in text_of(unit.get(reverse("returns:requests")))
    deadline = deadlines_of(form).get()
    assert not Deadline.objects.filter(open_to(officer), pk=deadline.pk).exists()
    assert visible_to(midwife, deadline)

    for url in (*hidden, *tended, *requests):
        assert cdop.get(url).status_code == 200, url
    posted(cdop, tended[1], day_boxes("due_on", by(20)))
    form.refresh_from_db()
    assert form.due_on == by(20)
    # They ask for nothing else.
    for url in (other.get_absolute_url(), reverse("returns:recipient", args=[other.reference])):
        assert cdop.get(url).status_code == 404, url
    assert cdop.get(reverse("returns:ask")).status_code == 403
    manager = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    assert manager.get(reverse("returns:ask"), {"about": death.reference}).status_code == 404

    fill_in(form, midwife)
    RETURN.apply("send", form, by=midwife)
    move = reverse("lifecycle:move", args=["return", form.reference, "accept"])
    assert unit.get(move).status_code == 404
    assert posted(cdop, move, {}).status_code == 302
    assert "Accepted" in text_of(cdop.get(death.get_absolute_url()))
    # A second asking offers only who is left.
    assert f"Asked already: {midwife.agency.short_name}." in text_of(cdop.get(asking(death)))
    refused = posted(cdop, asking(death), facts)
    assert refused.status_code == 200
    assert Letter.objects.filter(of__request__about_reference=death.reference, kind="ask").count() == 1


def test_a_professional_without_an_account_is_written_to_where_nobody_contributes_for_the_agency(published):
    practice, silent = AgencyFactory(), AgencyFactory()
    death = a_death()
    ProfessionalFactory(death=death, agency=practice, role="General practitioner", email="gp@practice.example")
    ProfessionalFactory(death=death, agency=practice, role="Nurse", email="nurse@practice.example")
    person = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)

    services.ask_for_forms(by=person, death=death, agencies=[practice, silent], due_on=by())

    assert [letter.person.email for letter in Letter.objects.all()] == ["gp@practice.example"]
    form = Return.objects.get(agency=practice)
    # Nothing was ticked: no supplement arises, and the reminder reaches whoever was asked by name.
    assert not [one.key for one in form.request.asks.asks.arising(queries.answers_of(form)) if "form-" in one.key]
    assert visible_to(form.person, deadlines_of(form).get())


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"state": State.REVIEWED}, "before its panel"),
        ({"held_in": HeldIn.ECDOP}, "reviewed here in full"),
        ({"scope": Scope.TERMINATION}, "reviewed here in full"),
    ],
)
def test_a_death_that_is_not_reviewed_here_in_full_is_not_asked_about(facts, says, published):
    person, agency = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE), contributor().agency

    with pytest.raises(ValidationError, match=says):
        services.ask_for_forms(by=person, death=ChildDeathFactory(**facts), agencies=[agency], due_on=by())


def test_what_cannot_be_asked_says_why_and_nothing_goes_out(cdop):
    midwife, death = contributor(), a_death()
    facts = {"others": [midwife.agency.pk], **day_boxes("due_on", by())}

    assert "is not published" in text_of(posted(cdop, asking(death), facts))
    VersionFactory(questionnaire__key=REPORTING_FORM.questionnaire)
    assert "Choose at least one agency" in text_of(posted(cdop, asking(death), day_boxes("due_on", by())))
    ProfessionalFactory(death=death, agency=AgencyFactory(), email=midwife.email)
    facts = {"agencies": [death.professionals.get().agency.pk], **day_boxes("due_on", by())}
    refused = text_of(posted(cdop, asking(death), facts))
    assert f"The e-mail address of the Health visitor belongs to somebody of {midwife.agency}." in refused
    assert not Letter.objects.exists()
    services.ask_for_forms(by=PersonFactory(), death=death, agencies=[midwife.agency], due_on=by())
    with pytest.raises(ValidationError, match="Asked already"):
        services.ask_for_forms(by=PersonFactory(), death=death, agencies=[midwife.agency], due_on=by())
    # What the panel has reviewed takes no more.
    assert cdop.get(asking(ChildDeathFactory(state=State.REVIEWED))).status_code == 404
    assert REPORTING_FORM.closed_for(death) == ""
    assert "takes no more forms" in REPORTING_FORM.closed_for(ChildDeathFactory(state=State.REVIEWED))


def test_of_a_death_that_ecdop_holds_the_days_alone_are_recorded(cdop):
    death = ChildDeathFactory(held_in=HeldIn.ECDOP, died_at=timezone.now() - timedelta(days=9))
    days = {"forms_asked_on": by(-5), "forms_complete_on": by(-6)}

    def sent(**changes):
        boxes = [day_boxes(name, day) for name, day in (days | changes).items()]
        return posted(cdop, asking(death), boxes[0] | boxes[1])

    assert "They cannot have been complete before they were asked for" in text_of(sent())
    early = sent(forms_asked_on=by(-20))
    assert "They cannot have been asked for before the child died" in text_of(early)
    assert sent(forms_complete_on=by(-1)).status_code == 302
    death.refresh_from_db()
    assert (death.forms_asked_on, death.forms_complete_on) == (by(-5), by(-1))
    assert "Reporting forms are asked in eCDOP." in text_of(cdop.get(death.get_absolute_url()))


@pytest.mark.parametrize(
    ("scope", "triggers", "age", "suggested"),
    [
        (Scope.CHILD, [Trigger.SUDDEN], AgeBand.UNDER_ONE, ["sudden"]),
        (Scope.CHILD, [Trigger.EXTERNAL, Trigger.CUSTODY], AgeBand.TEN_TO_FOURTEEN, ["accident"]),
        (Scope.CHILD, [Trigger.SUDDEN, Trigger.NOT_NATURAL], AgeBand.ONE_TO_FOUR, ["sudden", "homicide"]),
        (Scope.CHILD, [], AgeBand.UNDER_ONE, ["perinatal"]),
        (Scope.CHILD, [], AgeBand.ONE_TO_FOUR, []),
        (Scope.STILLBIRTH_UNATTENDED, [Trigger.STILLBIRTH], AgeBand.UNDER_ONE, ["perinatal"]),
    ],
)  # fmt: skip
def test_supplementary_forms_are_suggested_by_what_is_recorded(scope, triggers, age, suggested):
    assert suggested_supplements(scope=scope, triggers=triggers, age_band=age) == suggested
