"""Moderation: grades side by side, blind second reads, and grades that change only by agreement."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audits.lifecycle.multi_agency_needs import readers_are_named, readers_stand_apart
from audits.models import AgencyGrade, CaseModeration, GradeChange, ModeratedGrade
from audits.services.moderation import change_grade, moderate_case, read_case
from escp.access.roles import RoleKey
from tests.actionplans.sending import send, text
from tests.factories.audit_tools import give, in_moderation, issued, moderated
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_case_is_moderated_with_the_grades_side_by_side_and_read_blind(client_for):
    audit = in_moderation(cases=2, share=50)
    draw, reader = audit.read_draw, audit.terms.second_reader
    assert (draw.share, len(draw.order), AgencyGrade.objects.count()) == (50, 1, 8)
    read, other = sorted(audit.cases.all(), key=lambda case: case.pseudonym not in draw.order)
    page = reverse("audits:moderation", args=[audit.reference])
    manager = client_for(audit.terms.moderator)
    assert draw.seed in text(manager.get(page))
    assert f"{audit.agencies.first().agency.short_name}: Good" in text(manager.get(page))

    blind = client_for(reader)
    shown = text(blind.get(page))
    assert "Its grades are shown once you have sent yours" in shown
    assert f"Grades of {other.pseudonym}" in shown
    assert f"Grades of {read.pseudonym}" not in shown
    form = reverse("audits:case-read", args=[audit.reference, read.moderation.pk])
    first = text(blind.get(form))
    assert "Seen early, and acted on." in first
    assert ": Good" not in first
    moderating = reverse("audits:case-moderate", args=[audit.reference, read.moderation.pk])
    assert blind.get(moderating).status_code == 403
    assert blind.get(reverse("audits:case-read", args=[audit.reference, other.moderation.pk])).status_code == 404
    assert manager.get(form).status_code == 404

    beyond = {"recognition-grade": "splendid", "overall-grade": "good"}
    assert "There is a problem" in text(send(manager, moderating, version=1, **beyond))
    grades = {"recognition-grade": "requires_improvement", "overall-grade": "good"}
    assert "Say why for Recognition" in text(send(manager, moderating, version=1, **grades))
    saved = send(manager, moderating, version=1, **grades, **{"recognition-grade_because": "Late by a month."})
    assert saved.status_code == 302
    # Two moderators at once: the second is told.
    assert send(manager, moderating, version=1, **grades).status_code == 409
    assert send(blind, form, **{"recognition-grade": "good", "overall-grade": "good"}).status_code == 302
    assert blind.get(form).status_code == 404
    shown = text(blind.get(page))
    assert "Late by a month." in shown
    assert "the same grade in 50% of 2 grades" in shown


def test_moderating_is_refused_to_the_wrong_person_and_outside_the_scale():
    audit = in_moderation(cases=2, share=50)
    rows = {row.case.pseudonym in audit.read_draw.order: row for row in CaseModeration.objects.all()}
    reader, moderator = audit.terms.second_reader, audit.terms.moderator
    for by, row, given, words in (
        (reader, rows[True], give("good"), "never the second reader"),
        (moderator, rows[True], give("splendid"), "grade of the scale"),
        (moderator, rows[True], {}, "grade of the scale"),
    ):
        with pytest.raises(ValidationError, match=words):
            moderate_case(by=by, row=row, given=given)
    with pytest.raises(ValidationError, match="Only the second reader"):
        read_case(by=moderator, row=rows[True], given=give("good"))
    with pytest.raises(ValidationError, match="Only the second reader"):
        read_case(by=reader, row=rows[False], given=give("good"))
    read_case(by=reader, row=rows[True], given=give("good"))
    with pytest.raises(ValidationError, match="They stay as they are"):
        read_case(by=reader, row=rows[True], given=give("good"))


def test_a_grade_stays_but_for_a_change_that_a_second_person_agrees(client_for):
    audit = moderated()
    grade, row = ModeratedGrade.objects.first(), CaseModeration.objects.get()
    manager, moderator = PersonFactory(), audit.terms.moderator
    with pytest.raises(ValidationError, match="closed"):
        moderate_case(by=moderator, row=row, given=give("good"))
    with pytest.raises(ValidationError, match="closed"):
        read_case(by=audit.terms.second_reader, row=row, given=give("good"))
    page = reverse("audits:moderation", args=[audit.reference])
    client = client_for(manager)
    assert "Kappa is not given" in text(client.get(page))
    address = reverse("audits:grade-change", args=[audit.reference, grade.pk])
    facts = {"because": "A letter came to light.", "version": 1}
    same = send(client, address, after="good", agreed_by=moderator.pk, **facts)
    assert "This is the grade as it stands" in text(same)
    alone = send(client, address, after="outstanding", agreed_by=manager.pk, **facts)
    assert alone.status_code == 200
    assert send(client, address, after="outstanding", agreed_by=moderator.pk, **facts).status_code == 302
    change = GradeChange.objects.get()
    assert (change.before, change.after, change.changed_by) == ("good", "outstanding", manager)
    shown = text(client.get(page))
    assert "Good until it was changed: A letter came to light." in shown
    # What the two readers saw at the time is what their agreement tells of.
    assert "the same grade in 100% of 2 grades" in shown
    grade.refresh_from_db()
    with pytest.raises(ValidationError, match="Somebody else"):
        change_grade(by=manager, grade=grade, after="good", because="Why.", agreed_by=manager)
    with pytest.raises(ValidationError, match="of the scale"):
        change_grade(by=manager, grade=grade, after="splendid", because="Why.", agreed_by=moderator)
    grade.of.case.audit.state = "agreed"
    with pytest.raises(ValidationError, match="between the end"):
        change_grade(by=manager, grade=grade, after="good", because="Why.", agreed_by=moderator)


def test_the_second_reader_can_open_no_return():
    audit = issued(frame=1, size=1)
    terms = audit.terms
    assert readers_stand_apart(audit) is None
    agency = audit.agencies.first()
    for reader, words in (
        (PersonFactory(), "can open the returns"),
        (PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency.agency), "can open the returns"),
        (agency.auditor, "can open the returns"),
        (PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), "cannot see audits"),
    ):
        terms.second_reader = reader
        assert words in readers_stand_apart(audit)
    terms.second_reader = None
    assert readers_stand_apart(audit) is None
    assert "Name the moderator" in readers_are_named(audit)
