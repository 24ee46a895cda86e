"""Who sees which self-assessment, what is refused, what stands side by side, and the papers that are made."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audits.choices import AssessmentKind, CycleState, Placed
from audits.lifecycle import section_11 as rules
from audits.models import AssessmentCycle, CriterionGrade, Establishment
from audits.pasted import MOST_LINES, read_schools, read_staff
from audits.presenters.heat_map import common_gaps, heat_map, moved, movement, say_do
from audits.queries.section_11 import (
    agencies_to_assess,
    answers_about,
    bodies_for,
    cycles_for,
    cycles_seen_whole_by,
    establishments_for,
    last_cycle,
    return_of,
    returns_in,
)
from audits.reports.section_11 import LETTER, OVERVIEW, letter, overview
from audits.self_assessing import OF_KIND, SCHOOLS
from audits.services import schools
from audits.services import section_11 as services
from audits.standards import weakest
from escp.access.roles import RoleKey
from escp.partnership.models import Agency
from escp.reports.report import PDF_FORM, WORD_FORM
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from learning.models import Finding
from tests.actionplans.sending import send, text
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.section_11 import (
    CycleFactory,
    EstablishmentFactory,
    a_body,
    a_cycle,
    a_framework,
    a_scrutineer,
    staff_say,
)

pytestmark = pytest.mark.django_db
State = CycleState


def test_an_agency_sees_its_own_alone_and_the_unit_partners_and_scrutineer_see_all():
    cycle, hidden = a_cycle(State.MODERATED), a_cycle(State.DRAFT, bodies=0)
    mine = cycle.bodies.first()
    a_body(hidden, agency=mine.agency)
    of = {
        role: PersonFactory(role=role, agency=mine.agency)
        for role in (RoleKey.AGENCY_CONTRIBUTOR, RoleKey.PIG_MEMBER, RoleKey.ADMINISTRATOR)
    }

    assert [*bodies_for(of[RoleKey.AGENCY_CONTRIBUTOR])] == [mine]
    assert [*bodies_for(of[RoleKey.PIG_MEMBER])] == [mine]
    assert not bodies_for(of[RoleKey.ADMINISTRATOR]).exists()
    assert [*cycles_for(of[RoleKey.AGENCY_CONTRIBUTOR])] == [cycle]
    assert not cycles_seen_whole_by(of[RoleKey.PIG_MEMBER]).exists()
    assert not establishments_for(of[RoleKey.PIG_MEMBER]).exists()
    for person in (PersonFactory(), PersonFactory(role=RoleKey.STATUTORY_PARTNER), a_scrutineer()):
        assert bodies_for(person).count() == 3


def test_before_the_panels_an_agency_does_not_read_its_moderated_grades(client_for):
    cycle = a_cycle(State.RETURNED, bodies=1, grade="green")
    body = cycle.bodies.get()
    body.grades.update(moderated="amber", moderated_because="No plan is shown.")
    own = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=body.agency))

    assert "No plan is shown." not in text(own.get(body.get_absolute_url()))
    assert "No plan is shown." in text(client_for(PersonFactory()).get(body.get_absolute_url()))


def test_the_finding_of_a_gap_is_named_to_the_agency_and_opened_by_those_who_learn(client_for):
    body = a_cycle(CycleState.FINAL, bodies=1).bodies.get()
    finding = FindingFactory()
    body.grades.filter(criterion="g1").update(finding=finding)
    link = f'href="{finding.get_absolute_url()}"'

    own = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=body.agency)).get(body.get_absolute_url())
    assert finding.reference in own.content.decode()
    assert link not in own.content.decode()
    contributor = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=body.agency))
    assert (
        reverse("learning:thread", args=[body.cycle.reference])
        not in contributor.get(body.cycle.get_absolute_url()).content.decode()
    )
    assert link in client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(body.get_absolute_url()).content.decode()


def test_a_round_is_not_opened_without_a_framework_an_agency_or_anybody_to_ask():
    by = PersonFactory()
    cycle = AssessmentCycle(kind=AssessmentKind.SECTION_11, title="One", due_on=timezone.localdate())
    with pytest.raises(ValidationError, match="not published"):
        services.open_cycle(by=by, cycle=cycle, agencies=[AgencyFactory()])
    a_framework()
    with pytest.raises(ValidationError, match="belong to no agency"):
        services.open_cycle(by=PersonFactory(role=None), cycle=cycle, agencies=[AgencyFactory()])
    with pytest.raises(ValidationError, match="at least one agency"), transaction.atomic():
        services.open_cycle(by=by, cycle=cycle, agencies=[])


def test_a_round_that_is_prepared_takes_other_agencies(client_for):
    cycle, other = a_cycle(), AgencyFactory()
    kept = cycle.bodies.first()
    services.change_cycle(by=PersonFactory(), cycle=cycle, agencies=[kept.agency, other])

    assert {body.agency for body in cycle.bodies.all()} == {kept.agency, other}
    assert kept in cycle.bodies.all()
    school = EstablishmentFactory()
    refused = send(
        client_for(PersonFactory()),
        reverse("audits:cycle-change", args=[cycle.reference]),
        title="One",
        agencies=school.agency.pk,
        version=cycle.version,
    )
    assert "Not of this kind" in text(refused)


def test_what_a_move_needs_is_said_in_words():
    empty, late = a_cycle(bodies=0), CycleFactory(due_on=timezone.localdate() - timezone.timedelta(days=1))
    assert rules.somebody_is_chosen(empty) == services.NOBODY
    assert "has passed" in rules.day_lies_ahead(late)
    issued = a_cycle(State.ISSUED, bodies=11)
    assert "3 more" in rules.every_return_is_settled(issued)
    assert "nothing to moderate" in rules.something_came(issued)
    returned = a_cycle(State.RETURNED, bodies=1)
    assert rules.every_return_is_complete(returned) is None
    CriterionGrade.objects.filter(body__cycle=returned, criterion="g2").delete()
    assert "has no grade" in rules.every_return_is_complete(returned)
    assert rules.every_panel_was_held(CycleFactory(kind=AssessmentKind.SCHOOLS)) is None
    assert "Hold the challenge panel" in rules.every_panel_was_held(returned)


def test_nobody_moderates_their_own_agency_or_out_of_turn():
    cycle = a_cycle(State.RETURNED, bodies=1)
    body, given = cycle.bodies.get(), {"g1": services.Graded("amber"), "none": services.Graded("amber")}
    with pytest.raises(ValidationError, match="own agency"):
        services.moderate(by=PersonFactory(agency=body.agency), body=body, given=given)
    services.moderate(by=PersonFactory(), body=body, given=given)
    assert body.grades.get(criterion="g1").moderated == "amber"
    with pytest.raises(ValidationError, match="Grades are agreed while"):
        services.agree(by=PersonFactory(), body=body, given=given)
    with pytest.raises(ValidationError, match="Panels are held once"):
        services.hold_panel(by=PersonFactory(), body=body)
    panels = a_cycle(State.MODERATED, bodies=1).bodies.get()
    with pytest.raises(ValidationError, match="not being moderated"):
        services.moderate(by=PersonFactory(), body=panels, given=given)
    services.agree(by=PersonFactory(), body=panels, given=given)
    panels.panel_on = timezone.localdate() + timezone.timedelta(days=1)
    with pytest.raises(ValidationError, match="future"):
        services.hold_panel(by=PersonFactory(), body=panels)
    panels.panel_on = None
    with pytest.raises(ValidationError, match="independent scrutineer"):
        services.hold_panel(by=PersonFactory(), body=panels)
    with pytest.raises(ValidationError, match="red or amber"):
        services.find_gap(by=PersonFactory(), body=panels, criterion="g1", finding=Finding())


def test_a_grade_outside_the_scale_is_refused_by_the_page_and_by_the_database(client_for):
    body = a_cycle(State.RETURNED, bodies=1).bodies.get()
    address = reverse("audits:moderate", args=[body.cycle.reference, body.pk])
    answered = send(client_for(PersonFactory()), address, version=body.version, g1="splendid", g2="amber")
    assert "govuk-error-summary" in text(answered)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionGrade.objects.create(body=body, criterion="g9", own="splendid")


def test_an_agency_with_nothing_to_tell_stands_without_grades():
    cycle = a_cycle(State.ISSUED, bodies=1)
    Return.objects.update(state=ReturnState.ACCEPTED, is_nil=True, **settled(cycle.opened_by))

    assert services.take_in(by=cycle.opened_by, cycle=cycle) == 0
    assert heat_map(cycle) == []
    assert OF_KIND[cycle.kind].due_for(cycle) == cycle.due_on


def settled(by):
    now = timezone.now()
    return {"sent_at": now, "sent_by": by, "settled_at": now, "settled_by": by}


def test_the_heat_map_shows_each_standard_and_what_moved_since_the_last_round(client_for):
    before = a_cycle(State.CLOSED, bodies=1, grade="amber")
    agency = before.bodies.get().agency
    now = a_cycle(State.FINAL, bodies=0, previous=before)
    a_body(now, "green", agency=agency)
    a_body(now, "red")

    lines = heat_map(now)
    said = {line.name: [(cell.word, cell.note) for _, cell in line.cells] for line in lines}
    assert said[agency.name] == [("Green", "up from Amber")] * 2
    assert [("Red", "new")] * 2 in said.values()
    assert movement(now, lines) == f"Since {before}: 2 up, 0 down, 0 as before."
    assert movement(before, []) == "There is no earlier round to compare with."
    assert [(one.number, gaps, of) for one, gaps, of in common_gaps(now, lines)] == [(1, 1, 2), (2, 1, 2)]
    page = text(client_for(a_scrutineer()).get(reverse("audits:heat-map", args=[now.reference])))
    assert "up from Amber" in page
    assert '<th scope="row"' in page
    assert last_cycle(AssessmentKind.SECTION_11) in (before, now)


def test_grades_compare_in_words():
    assert moved("green", "") == "new"
    assert moved("green", "green") == "as before"
    assert moved("amber", "green") == "down from Green"
    assert moved("not_applicable", "green") == "was Green"
    assert weakest(["green", "amber", "blue", ""]) == "amber"
    assert weakest(["not_applicable"]) == "not_applicable"
    assert weakest([]) == ""
    assert set(Placed) >= {"red", "blue"}


def test_what_staff_say_stands_beside_what_leaders_say_and_few_answers_are_not_shown(client_for):
    cycle = a_cycle(State.FINAL, bodies=3, grade="green")
    first, second, third = cycle.bodies.all()
    client, address = client_for(PersonFactory()), reverse("audits:staff", args=[cycle.reference])
    wrong = f"{first.agency.name},9,1,2\nNobody,1,1,2\n{first.agency.name},1,3,2\none,two"
    answered = text(send(client, address, answers=wrong))
    assert all(f"Line {number}:" in answered for number in (1, 2, 3, 4))
    assert "at least one line" in text(send(client, address, answers=""))
    doubled = f"{first.agency.name},1,1,2\n{first.agency.name},1,1,2"
    assert "two lines for the same" in text(send(client, address, answers=doubled))
    good = f"{first.agency.name},1,20,80\n{second.agency.short_name}\t1\t3\t4"
    assert send(client, address, answers=good).status_code == 302
    assert send(client, address, answers=f"{first.agency.name},1,21,84").status_code == 302

    page = text(client.get(reverse("audits:say-do", args=[cycle.reference])))
    assert "staff 25% of 84; gap: leaders say more than staff" in page
    assert "fewer than 10 answers, not shown" in page
    assert third.agency.name not in page
    assert say_do("red", staff_say(third, 19, 20)).note.endswith("gap: staff say more than leaders")
    assert say_do("not_applicable", third.staff.get()).note == "staff 95% of 20"
    assert say_do("green", third.staff.get()).note == "staff 95% of 20"
    assert say_do("", None).note == "staff not asked"


def test_a_letter_and_an_overview_are_made_once_grades_are_agreed(client_for):
    cycle = a_cycle(State.CLOSED, bodies=1)
    body, manager = cycle.bodies.get(), PersonFactory()
    body.grades.filter(criterion="g1").update(agreed="red", agreed_because="The panel saw none.")
    own = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=body.agency)
    facts = {"reference": cycle.reference, "number": body.pk}

    assert letter(own, **facts, form=WORD_FORM).name.endswith(".docx")
    assert letter(own, **facts, form=PDF_FORM).content.startswith(b"%PDF")
    assert overview(manager, reference=cycle.reference, form=WORD_FORM).name.endswith(".docx")
    assert LETTER.is_open_to(own, facts | {"form": PDF_FORM})
    assert not OVERVIEW.is_open_to(own, {"reference": cycle.reference, "form": PDF_FORM})
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    with pytest.raises(LookupError):
        letter(stranger, **facts, form=PDF_FORM)
    with pytest.raises(LookupError):
        overview(stranger, reference=cycle.reference, form=PDF_FORM)
    client = client_for(manager)
    for name, args in (("letter", [cycle.reference, body.pk]), ("overview", [cycle.reference])):
        address = reverse(f"audits:{name}", args=args)
        assert "Make it as PDF" in text(client.get(address))
        assert client.post(address, {"form": "word"}).status_code == 302
        assert client.post(address, {"form": "stone"}).status_code == 404
    early = a_cycle(State.RETURNED, bodies=1).bodies.get()
    waits = reverse("audits:letter", args=[early.cycle.reference, early.pk])
    assert "once the grades are agreed" in text(client.get(waits))


def line(number, name="", *, urn="", sort="Academy or free school", email=""):
    urn, name = urn or f"{200000 + number}", name or f"School {number}"
    return f"{urn}\t{name}\t{sort}\tPrimary\tHazel Hill\t{email or f'lead{number}@school.example'}"


def test_120_schools_of_which_half_are_wrong_are_all_told_of_and_none_is_kept(client_for):
    client, address = client_for(PersonFactory()), reverse("audits:schools-add")
    rows = [line(number, urn="12" if number % 2 else "") for number in range(120)]
    answered = text(send(client, address, schools="\n".join(rows)))
    assert answered.count("the unique reference number has six digits") >= 60
    assert "Line 120 (School 119)" in answered
    assert not Establishment.objects.exists()
    assert not Agency.objects.filter(kind="schools").exists()

    whole = ["URN\tName\tKind\tPhase\tLead\tE-mail", *(line(number) for number in range(120))]
    assert send(client, address, schools="\n".join(whole)).status_code == 302
    assert Establishment.objects.count() == 120
    assert {one.duty for one in Establishment.objects.all()} == {"157"}
    again = text(send(client, address, schools=line(1)))
    assert "it is on the list already" in again


def test_every_way_in_which_a_line_of_schools_is_wrong_is_said():
    AgencyFactory(name="Known", short_name="Twin")
    bad = [
        line(1, sort="Castle", email="none"),
        line(2),
        line(2),
        line(3, "Known"),
        "301000\t\tmaintained\tspace\t\t",
        "301001,Too,few",
    ]
    with pytest.raises(ValidationError) as refused:
        schools.add_establishments(by=PersonFactory(), rows=read_schools("\n".join(bad)))
    said = " ".join(refused.value.message_dict["schools"])
    for words in ("kind is one", "address is none", "twice", "already", "phase is one", "lead is missing", "6 columns"):
        assert words in said
    with pytest.raises(ValidationError, match="at least one school"):
        read_schools("\n")
    with pytest.raises(ValidationError, match="at the most"):
        read_staff("x\n" * (MOST_LINES + 1), {}, [])
    schools.add_establishments(by=PersonFactory(), rows=read_schools(line(7, "Twin") + "\n" + line(8, "L" * 90)))
    assert Agency.objects.get(name="Twin").short_name == "Twin 200007"


def test_a_schools_designated_lead_is_asked_by_name(client_for):
    school = EstablishmentFactory()
    a_framework(AssessmentKind.SCHOOLS)
    cycle = AssessmentCycle(kind=AssessmentKind.SCHOOLS, title="Schools, 2026", due_on=timezone.localdate())
    by = PersonFactory()
    assert [*agencies_to_assess(AssessmentKind.SCHOOLS)] == [school.agency]
    services.open_cycle(by=by, cycle=cycle, agencies=[school.agency])
    assert returns_in(cycle) == {}
    body = cycle.bodies.get()
    assert return_of(body) is None
    assert answers_about(body) == {}
    services.issue(by=by, cycle=cycle, kind=SCHOOLS)
    cycle.state = State.ISSUED
    cycle.save()

    asked = Return.objects.get(request=cycle.request)
    assert asked.person.email == school.lead_email
    assert asked.request.senior_sign_off
    client = client_for(by)
    assert school.lead_name in text(client.get(reverse("audits:schools")))
    address = reverse("audits:school", args=[school.urn])
    facts = {"sort": "college", "phase": "sixteen_plus", "lead_name": "Wren", "lead_email": "wren@school.example"}
    assert send(client, address, version=school.version, **facts).status_code == 302
    school.refresh_from_db()
    assert (str(school), school.duty) == (school.agency.name, "175")
    staff = staff_say(body)
    grade = CriterionGrade(body=body, criterion="g1", own="amber")
    assert (str(staff), str(grade)) == (f"{body}, s1", f"{body}, g1")
    assert (body.reference, grade.best) == (cycle.reference, "amber")
