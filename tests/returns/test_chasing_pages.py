"""The unit reminds those who have not replied, and reads the answers side by side."""

import io

import docx
import openpyxl
import pytest
from django.urls import reverse

from escp.access.models import AccessLog
from escp.returns.choices import ReturnState
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, LetterKind, Part, UnitNote
from tests.factories.partnership import CaseFactory, ChildFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory, sent
from tests.returns.test_asking_pages import contributor, form_of, post, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client_for):
    return client_for(PersonFactory())


# Reminding ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def late_ones():
    request = RequestFactory()
    return [ReturnFactory(request=request, person=contributor()) for _ in range(2)]


def chase_url(asked, name="chase"):
    return reverse(f"returns:{name}", args=[asked.request.reference])


def test_reminders_are_written_seen_one_by_one_and_sent_once(unit, late_ones):
    one, other = late_ones
    ReturnFactory(request=one.request)
    answers = {"returns": [one.pk, other.pk], "subject": "a nudge", "text": "Dear {name}, by {date}?"}

    assert post(unit, chase_url(one), **answers).url == chase_url(one, "chase-check")
    page = words(unit.get(chase_url(one, "chase-check")))
    assert f"Dear {one.person}, by" in page
    assert not Letter.objects.exists()
    shown = form_of(unit, chase_url(one, "chase-check")).as_shown()
    for _ in range(2):
        assert unit.post(chase_url(one, "chase-check"), shown).url == one.request.get_absolute_url()

    letters = list(Letter.objects.order_by("person"))
    assert {letter.person for letter in letters} == {one.person, other.person}
    assert len(letters) == 2
    assert letters[0].subject.endswith(": a nudge")
    assert "1 time" in words(unit.get(one.request.get_absolute_url()))


def test_once_a_day_unless_confirmed(unit, late_ones):
    one, _ = late_ones
    answers = {"returns": [one.pk], "subject": "a nudge", "text": "Please."}
    post(unit, chase_url(one), **answers)
    post(unit, chase_url(one, "chase-check"))
    post(unit, chase_url(one), **answers)

    assert "written today already" in words(post(unit, chase_url(one, "chase-check")))
    assert Letter.objects.count() == 1
    post(unit, chase_url(one, "chase-check"), again="on")
    assert Letter.objects.count() == 2


def test_whoever_has_sent_meanwhile_is_not_reminded(unit, late_ones):
    one, _ = late_ones
    post(unit, chase_url(one), returns=[one.pk], subject="a nudge", text="Please.")
    shown = form_of(unit, chase_url(one, "chase-check")).as_shown()
    sent(one)

    assert "replied meanwhile" in words(unit.post(chase_url(one, "chase-check"), shown))
    assert not Letter.objects.filter(kind=LetterKind.CHASE).exists()


def test_reminders_that_cannot_be_sent_are_refused(unit, late_ones):
    one, _ = late_ones
    assert "Choose at least one" in words(post(unit, chase_url(one), returns=[], subject="x", text="y"))
    assert unit.get(chase_url(one, "chase-check")).url == chase_url(one)
    post(unit, chase_url(one), returns=[one.pk], subject="x", text="y")
    shown = form_of(unit, chase_url(one, "chase-check")).as_shown()
    post(unit, chase_url(one), returns=[one.pk], subject="x", text="z")
    assert "another window" in words(unit.post(chase_url(one, "chase-check"), shown))


# Side by side -------------------------------------------------------------------------------------------------------


def test_only_what_was_sent_stands_side_by_side(unit):
    request = RequestFactory()
    told = sent(ReturnFactory(request=request))
    saved = ReturnFactory(request=request)
    Part.objects.create(of=saved, section="s2", answers={"q5": "saved, not sent"})
    nil = ReturnFactory(request=request, person=contributor())
    facts = {"nil_reason": "Not known to us", "signed_off_name": "A", "signed_off_title": "B"}
    RETURN.apply("send_nil", nil, by=nil.person, **facts)

    page = words(unit.get(reverse("returns:answers", args=[request.reference])))

    assert told.agency.short_name in page
    assert saved.agency.short_name not in page
    assert "saved, not sent" not in page
    assert "Not known to us" in page
    assert AccessLog.objects.filter(reference=request.reference).exists()


def test_the_spreadsheet_holds_every_field_and_runs_nothing(unit):
    request = RequestFactory()
    asked = ReturnFactory(request=request)
    UnitNote.objects.create(of=asked, answers={"q6": "=1+1"})
    sent(asked)

    answer = unit.get(reverse("returns:answers", args=[request.reference]), {"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)

    table = dict(zip(rows[4], rows[5], strict=True))
    assert table["Agency"] == str(asked.agency)
    assert table["How well was harm recognised?"] == "Good"
    assert table["For the unit (unit)"] == "'=1+1"
    assert AccessLog.objects.filter(action__startswith="took away", reference=request.reference).count() == 1


def test_the_word_document_holds_each_agencys_answers_under_each_question(unit):
    request = RequestFactory(title="Supervision \x0bacross the partnership")
    told, silent = ReturnFactory(request=request), ReturnFactory(request=request)
    UnitNote.objects.create(of=told, answers={"q6": "Read by the unit"})
    sent(told)
    events = [{"on": "2026-03-06", "what": "Seen at school"}, {"on": "", "what": "Called back"}]
    Part.objects.filter(of=told, section="s2").update(answers={"q4": events})
    nil = ReturnFactory(request=request, person=contributor())
    facts = {"nil_reason": "Not known to us", "signed_off_name": "Ash Alder", "signed_off_title": "Head"}
    RETURN.apply("send_nil", nil, by=nil.person, **facts)
    Part.objects.create(of=silent, section="s2", answers={"q5": "saved, not sent"})

    answer = unit.get(reverse("returns:answers", args=[request.reference]), {"format": "docx"})
    document = docx.Document(io.BytesIO(answer.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert answer["Content-Disposition"].startswith("attachment")
    assert f"{request.reference.lower()}-" in answer["Content-Disposition"]
    asked = {row[0]: row[1:] for row in tables[0]}
    assert asked[str(nil.agency)][2:] == ["Nothing to tell", asked[str(nil.agency)][3], "Ash Alder, Head"]
    assert asked[str(silent.agency)][2] == "Asked"
    assert f"{nil.agency} has nothing to tell: Not known to us" in text
    assert "For the unit (the unit’s own)" in text
    assert "What stood in the way?\nNobody was asked this." in text
    assert [["Agency", "Answer"], [str(told.agency), "Good"]] in tables
    assert [["Agency", "Answer"], [str(told.agency), "No answer"]] in tables
    assert [["Agency", "Answer"], [str(told.agency), "Read by the unit"]] in tables
    assert tables[3] == [
        ["Agency", "Date", "What happened"],
        [str(told.agency), "6 March 2026", "Seen at school"],
        [str(told.agency), "", "Called back"],
    ]
    assert "saved, not sent" not in str(tables)
    assert AccessLog.objects.filter(action__startswith="took away", reference=request.reference).count() == 1


def test_a_document_of_a_request_that_nobody_answered_says_who_was_asked(unit):
    asked = ReturnFactory()

    answer = unit.get(reverse("returns:answers", args=[asked.request.reference]), {"format": "docx"})

    document = docx.Document(io.BytesIO(answer.content))
    assert [len(table.rows) for table in document.tables] == [2]


# Of a case ----------------------------------------------------------------------------------------------------------


def test_what_a_child_is_called_here_is_never_mailed(unit):
    case = CaseFactory()
    child = ChildFactory(case=case)
    asked = ReturnFactory(request__case=case, person=contributor())

    page = words(post(unit, chase_url(asked), returns=[asked.pk], subject="x", text=f"About {child.pseudonym.upper()}"))

    assert "leave out what the child is called" in page
    assert asked.state == ReturnState.ASKED
