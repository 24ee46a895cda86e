"""A round of self-assessments goes its way: agencies grade themselves, moderators and panels after, gaps lead on."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audits.choices import CycleState
from audits.models import AssessmentCycle, CriterionGrade
from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.queries import earlier_for
from escp.returns.services import answering
from learning.models import Finding
from tests.actionplans.sending import on, send, text
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.section_11 import a_body, a_cycle, a_framework, a_scrutineer

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def step(client, cycle, name, **facts):
    cycle.refresh_from_db()
    address = f"/steps/self-assessment/{cycle.reference}/{name}/"
    return send(client, address, version=cycle.version, **facts)


def answer(person, asked, grade, signed="Wren Willow"):
    for number in (1, 2):
        part = answering.part_for(by=person, asked=asked, section=f"s{number}")
        answering.save_part(by=person, part=part, answers={f"g{number}": grade, f"e{number}": "Minutes show it."})
    return RETURN.apply("send", asked, by=person, signed_off_name=signed, signed_off_title="Director")


def test_a_round_goes_from_its_opening_to_what_became_of_it(client_for):
    a_framework()
    manager, scrutineer = PersonFactory(), a_scrutineer()
    police, trust = AgencyFactory(kind="police"), AgencyFactory(kind="health_trust")
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    nurse = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust)
    last = a_cycle(CycleState.CLOSED, bodies=0, grade="red")
    client = client_for(manager)
    facts = {"kind": "section_11", "title": "Section 11, 2026", "message": "Please look.", "kinds": "police"}
    opened = send(
        client, reverse("audits:cycle-new"), **facts, agencies=trust.pk, **on("due_on", TODAY() + timedelta(days=30))
    )

    cycle = AssessmentCycle.objects.exclude(pk=last.pk).get()
    assert opened.url == cycle.get_absolute_url()
    assert cycle.previous == last
    assert {body.agency for body in cycle.bodies.all()} == {police, trust}
    assert "drawn once the returns are in" in text(client.get(reverse("audits:heat-map", args=[cycle.reference])))
    assert step(client, cycle, "issue").status_code == 302
    changed = reverse("audits:cycle-change", args=[cycle.reference])
    cycle.refresh_from_db()
    facts["version"] = cycle.version
    late = send(client, changed, **facts, agencies=trust.pk, **on("due_on", TODAY() + timedelta(days=30)))
    assert "asked already" in text(late)

    theirs = Return.objects.get(agency=police)
    with pytest.raises(ValidationError, match="job title"):
        answer(officer, theirs, "green", signed="")
    answer(officer, Return.objects.get(agency=police), "green")
    answer(nurse, Return.objects.get(agency=trust), "red")
    mine = cycle.bodies.get(agency=police)
    own = client_for(officer)
    assert "Minutes show it." in text(own.get(mine.get_absolute_url()))
    assert own.get(cycle.bodies.get(agency=trust).get_absolute_url()).status_code == 404
    page = text(own.get(cycle.get_absolute_url()))
    assert police.name in page
    assert trust.name not in page
    assert cycle.reference in text(own.get(reverse("audits:cycles")))

    assert "Accept, or stop asking for, the return of" in text(
        client.get(f"/steps/self-assessment/{cycle.reference}/take_in/")
    )
    for asked in Return.objects.filter(request=AssessmentCycle.objects.get(pk=cycle.pk).request):
        RETURN.apply("accept", asked, by=manager)
    assert step(client, cycle, "take_in").status_code == 302
    cycle.refresh_from_db()
    with pytest.raises(ValidationError, match="takes no returns"):
        answering.locked(RETURN.apply("reopen", Return.objects.get(agency=trust), by=manager))

    assert "Moderate" in text(client.get(f"/steps/self-assessment/{cycle.reference}/close_moderation/"))
    for body in cycle.bodies.all():
        address = reverse("audits:moderate", args=[cycle.reference, body.pk])
        kept = body.grades.first().own
        no_reason = send(client, address, version=body.version, g1="amber", g2=kept)
        assert "Say why the moderated grade differs" in text(no_reason)
        given = {"g1": "amber", "g1_because": "The plan is not finished.", "g2": kept}
        assert send(client, address, version=body.version, **given).status_code == 302
        stale = send(client, address, version=body.version, **given)
        assert stale.status_code == 409
    assert step(client, cycle, "close_moderation").status_code == 302

    assert "Hold the challenge panel" in text(client.get(f"/steps/self-assessment/{cycle.reference}/agree_grades/"))
    for body in cycle.bodies.all():
        address = reverse("audits:panel", args=[cycle.reference, body.pk])
        panel = {"scrutineer": scrutineer.pk, "panel_others": "A young ambassador", "panel_notes": "What changed?"}
        assert send(client, address, version=body.version, **panel, **on("panel_on", TODAY())).status_code == 302
    mine.refresh_from_db()
    assert "The plan is not finished." in text(own.get(mine.get_absolute_url()))
    agreed = {"g1": "blue", "g1_because": "It was shown to the panel.", "g2": "green", "letter_words": "Thank you."}
    address = reverse("audits:agree", args=[cycle.reference, mine.pk])
    assert send(client, address, version=mine.version, **agreed).status_code == 302
    assert step(client, cycle, "agree_grades").status_code == 302
    mine.refresh_from_db()
    assert "locked after" in text(send(client, address, version=mine.version, **agreed))

    heat = text(client_for(scrutineer).get(reverse("audits:heat-map", args=[cycle.reference])))
    assert "Grades are agreed." in heat
    assert "Blue" in heat
    assert "Record a finding for each gap" in text(client.get(f"/steps/self-assessment/{cycle.reference}/close/"))
    for gap in CriterionGrade.objects.filter(body__cycle=cycle, agreed__in=["red", "amber"]):
        address = reverse("audits:gap", args=[cycle.reference, gap.body.pk, gap.criterion])
        words = {"kind": "improvement", "title": "A gap", "what": "It lacks.", "who_for": "All", "confidence": "high"}
        assert send(client, address, **words).status_code == 302
        assert "already" in text(send(client, address, **words))
    assert Finding.objects.filter(activity=cycle.activity).count() == 2
    assert step(client, cycle, "close", closing_note="Every gap has an action.").status_code == 302
    cycle.refresh_from_db()
    assert (cycle.state, cycle.activity.is_final) == (CycleState.CLOSED, True)
    assert "Every gap has an action." in text(client.get(cycle.get_absolute_url()))


def test_what_an_agency_said_last_time_stands_beside(client_for):
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    before, now = a_cycle(CycleState.CLOSED, bodies=0), a_cycle(CycleState.ISSUED, bodies=0)
    a_body(before, "green", agency=officer.agency)
    a_body(now, agency=officer.agency)

    earlier = earlier_for(officer, Return.objects.get(request=now.request))

    assert earlier is not None
    assert earlier.answers["g1"] == "green"
