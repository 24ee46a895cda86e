"""Files as answers: given, checked, taken out, sent; and nothing that was typed beside them is ever lost."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.documents import tasks
from escp.documents.choices import ScanState
from escp.documents.models import Document, DocumentVersion
from escp.documents.queries import documents_for
from escp.reports.word import word_response
from escp.returns.choices import ReturnState
from escp.returns.given import WAITS
from escp.returns.lifecycle import RETURN, every_question_answered, seal_of
from escp.returns.models import Part, Return
from escp.returns.presenters.documents import as_document
from escp.returns.presenters.offline import sheets_of
from escp.returns.presenters.paper import build
from escp.returns.services import answering, files, links
from tests.documents import making
from tests.documents.scanner import EICAR, running
from tests.documents.test_hostile_files import REFUSED
from tests.factories.actionplans import ready_to_agree
from tests.factories.documents import a_use
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import VersionFactory, with_files
from tests.returns.test_answering_pages import asked_of, contributor, let_in, section_url, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_dir(settings, tmp_path):
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.CLAMD_ADDRESS = ""
    return settings.DOCUMENTS_DIR


@pytest.fixture
def scanner(settings, monkeypatch):
    with running(settings, monkeypatch) as server:
        yield server


def asked_for_files(person, **changes):
    return asked_of(person, version=VersionFactory(definition=with_files()), **changes)


def text(name="audit.txt", content=b"Forty records were read."):
    return SimpleUploadedFile(name, content)


def given(asked, key="q7"):
    return Part.objects.get(of=asked, section="s1").answers.get(key, [])


def page_of(client, url):
    return client.get(url).content.decode()


def scanned(state=ScanState.CLEAN, found=""):
    DocumentVersion.objects.update(scan_state=state, scanned_at=timezone.now(), found=found)


def with_one(client_for, **changes):
    """Return a return with one file and a word beside it, and its person's client."""
    person = contributor()
    asked, client = asked_for_files(person, **changes), client_for(person)
    assert send(client, section_url(asked), q8="Words", q7=text(), stay="yes").status_code == 302
    return asked, client


def test_a_file_is_added_beside_what_was_typed_and_shown_with_its_state(client_for):
    asked, client = with_one(client_for)

    page = page_of(client, section_url(asked))

    assert "audit.txt (24" in page
    assert "Not checked for viruses" in page
    assert "Add the file" in page
    assert Part.objects.get(of=asked).answers["q8"] == "Words"
    document = Document.objects.get()
    assert (document.record, document.title) == (asked, "The audit itself")
    answer = client.get(reverse("returns:file", args=[asked.reference, document.reference]))
    assert answer.content == b"Forty records were read."
    assert answer["Content-Disposition"] == 'attachment; filename="audit.txt"'


def test_saving_by_itself_and_by_hand_leaves_files_where_they_are(client_for):
    asked, client = with_one(client_for)
    part = Part.objects.get(of=asked)
    url = reverse("returns:autosave", args=[asked.reference, "s1"])

    assert client.post(url, {"q8": "Later", "q7": "[object File]", "version": str(part.version)}).json()["saved"]
    assert send(client, section_url(asked), q8="Last").status_code == 302

    assert len(given(asked)) == 1
    assert Part.objects.get(of=asked).answers["q8"] == "Last"


def test_a_file_that_is_refused_is_explained_at_its_box_and_what_was_typed_stays(client_for, documents_dir):
    person = contributor()
    asked, client = asked_for_files(person), client_for(person)

    page = send(client, section_url(asked), q8="Kept words", q7=text("page.html")).content.decode()

    assert 'href="#id_q7"' in page
    assert "The file must be PDF, Word" in page
    assert "Kept words" in page
    assert "Choose “page.html” again" in page
    assert not Document.objects.exists()


def test_a_stale_page_shows_both_and_adds_no_file(client_for):
    asked, client = with_one(client_for)
    old = {"once": "1b4e28ba-2fa1-11d2-883f-0016d3cca427", "version": "1", "q8": "Mine", "q7": text("second.txt")}

    answer = client.post(section_url(asked), old)

    assert answer.status_code == 409
    assert "second.txt" in answer.content.decode()
    assert len(given(asked)) == Document.objects.count() == 1


def test_what_is_taken_out_is_withdrawn_unless_something_else_rests_on_it(client_for):
    asked, client = with_one(client_for)
    send(client, section_url(asked), q7=text("second.txt"))
    first, second = Document.objects.order_by("pk")
    a_use(first, ready_to_agree())

    send(client, section_url(asked), q8="Words", q7__out=[first.reference, second.reference, "DOC-1999-001"])

    first.refresh_from_db()
    second.refresh_from_db()
    assert given(asked) == []
    assert not first.is_withdrawn
    assert second.withdrawal_reason == files.TAKEN_OUT
    assert client.get(reverse("returns:file", args=[asked.reference, second.reference])).status_code == 404


def test_no_question_takes_more_files_than_it_can_show(client_for):
    asked, client = with_one(client_for)
    Part.objects.filter(of=asked).update(answers={"q7": given(asked) * files.MOST_FILES})

    page = send(client, section_url(asked), q7=text("one more.txt")).content.decode()

    assert files.ENOUGH in page
    assert Document.objects.count() == 1


def test_a_required_file_that_is_missing_or_refused_stops_sending_and_one_that_waits_does_not(client_for, settings):
    person = contributor()
    asked, client = asked_for_files(person), client_for(person)
    assert every_question_answered(asked) == "Answer 1 question first, in: Evidence."

    send(client, section_url(asked), q7=text())
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"
    check = reverse("returns:check", args=[asked.reference])
    assert every_question_answered(asked) is None
    assert WAITS in page_of(client, check)
    assert "still being checked for viruses. You can send now" in page_of(client, check)

    scanned(ScanState.INFECTED, "Eicar-Test-Signature")
    assert "A file that was refused or withdrawn does not count" in send(client, check).content.decode()
    assert "1 question left" in page_of(client, asked.get_absolute_url())
    assert "Refused and removed: the virus scanner found Eicar-Test-Signature" in page_of(client, section_url(asked))


def test_whoever_came_by_a_link_gives_a_file_and_opens_it():
    person = PersonFactory(role=None)
    asked = asked_for_files(person, agency=contributor().agency)
    client = let_in((asked, *links.link_for(asked=asked, person=person)))

    send(client, section_url(asked), q7=text())

    document = Document.objects.get()
    assert document.added_by == person
    assert client.get(reverse("returns:file", args=[asked.reference, document.reference])).status_code == 200
    assert Part.history.filter(of=asked).latest().history_user == person


def test_the_unit_opens_a_file_once_it_is_sent_and_nobody_else_ever(client_for):
    asked, client = with_one(client_for)
    unit, stranger = PersonFactory(), contributor()
    document = Document.objects.get()
    url = reverse("returns:file", args=[asked.reference, document.reference])

    assert client_for(unit).get(url).status_code == 404
    assert not documents_for(unit).exists()
    RETURN.apply("send", asked, by=asked.person)
    assert client_for(unit).get(url).status_code == 200
    assert documents_for(unit).get() == documents_for(asked.person).get() == document
    page = page_of(client_for(unit), asked.get_absolute_url())
    assert url in page
    assert f"{document.reference}: use it on another record, or withdraw it" in page
    assert client_for(stranger).get(url).status_code == 404
    assert not documents_for(stranger).exists()
    other = reverse("returns:file", args=[asked.reference, "DOC-1999-001"])
    assert client.get(other).status_code == 404


def test_a_file_of_a_case_is_logged_when_it_is_opened(client_for):
    asked, client = with_one(client_for)
    asked.request.case = CaseFactory()
    asked.request.save()

    client.get(reverse("returns:file", args=[asked.reference, given(asked)[0]["document"]]))

    entry = AccessLog.objects.get()
    assert (entry.action, entry.reference) == ("downloaded a document", given(asked)[0]["document"])


def test_after_sending_nothing_is_added_taken_out_or_changed(client_for):
    asked, client = with_one(client_for)
    RETURN.apply("send", asked, by=asked.person)
    part, section = Part.objects.get(of=asked), asked.request.asks.asks.section("s1")

    assert client.get(section_url(asked)).status_code == 404
    with pytest.raises(Exception, match="This has been sent"):
        files.change_files(by=asked.person, part=part, section=section, add={"q7": text()})
    document = Document.objects.get()
    for name in ("version-new", "use", "withdraw"):
        assert client.get(reverse(f"documents:{name}", args=[document.reference])).status_code == 403
    manager = client_for(PersonFactory())
    assert manager.get(reverse("documents:version-new", args=[document.reference])).status_code == 403
    assert manager.get(reverse("documents:new", args=[asked.reference])).status_code == 403
    assert manager.get(reverse("documents:use", args=[document.reference])).status_code == 200


def test_the_unit_withdraws_a_sent_file_with_a_reason_that_stands_beside_it(client_for):
    asked, client = with_one(client_for)
    RETURN.apply("send", asked, by=asked.person)
    document, manager = Document.objects.get(), client_for(PersonFactory())

    send(manager, reverse("documents:withdraw", args=[document.reference]), reason="It names a child.")

    assert "Withdrawn: It names a child." in page_of(client, asked.get_absolute_url())
    assert client.get(reverse("returns:file", args=[asked.reference, document.reference])).status_code == 404


def test_the_seal_covers_what_the_file_was(client_for):
    asked, _ = with_one(client_for)
    before = seal_of(asked)

    Part.objects.filter(of=asked).update(answers={"q7": [given(asked)[0] | {"sha256": "0" * 64}], "q8": "Words"})

    assert seal_of(asked) != before


def test_no_file_of_last_time_comes_forward(client_for):
    asked, _ = with_one(client_for)
    RETURN.apply("accept", RETURN.apply("send", asked, by=asked.person), by=PersonFactory())
    again = asked_of(asked.person, version=asked.request.asks)

    page = send(client_for(asked.person), section_url(again), q7=text("new.txt"), as_before="yes")

    assert page.status_code == 302
    answers = Part.objects.get(of=again).answers
    assert answers["q8"] == "Words"
    assert [one["name"] for one in answers["q7"]] == ["new.txt"]


def test_every_copy_names_the_file_and_its_state(client_for):
    asked, client = with_one(client_for)
    (sheet,) = [one for one in sheets_of(asked) if one.name == "Answers"]
    assert any("audit.txt" in str(row[4]) for row in sheet.rows)

    RETURN.apply("send", asked, by=asked.person)
    manager = client_for(PersonFactory())
    answers = reverse("returns:answers", args=[asked.request.reference])

    assert "audit.txt" in page_of(manager, answers)
    book = openpyxl.load_workbook(io.BytesIO(manager.get(f"{answers}?format=xlsx").content))
    assert any("audit.txt" in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert any("audit.txt" in str(piece) for piece in as_document(asked.request))
    assert word_response(as_document(asked.request), title="A", reference="R").status_code == 200
    assert build(asked.person, reference=asked.reference).content.startswith(b"%PDF")
    # A document that is no longer there breaks no page.
    Part.objects.filter(of=asked).update(answers={"q7": [{"document": "DOC-1999-001", "name": "a.txt", "size": 1}]})
    assert "No longer here" in page_of(manager, answers)
    assert page_of(client, asked.get_absolute_url()).count("No longer here") == 2


def test_a_copy_that_comes_back_leaves_the_files(client_for):
    asked, client = with_one(client_for)
    copy = client.get(reverse("returns:offline-copy", args=[asked.reference])).content

    answer = send(client, reverse("returns:offline", args=[asked.reference]), file=text("copy.xlsx", copy))

    assert answer.status_code == 302
    assert len(given(asked)) == 1


def test_the_units_own_fields_ask_for_no_file(client_for):
    definition = with_files(for_unit=True)
    version = VersionFactory(definition=definition)
    asked = asked_of(contributor(), version=version)

    assert "show it to agencies" in " ".join(version.asks.problems())
    assert client_for(PersonFactory()).get(reverse("returns:unit-fields", args=[asked.reference])).status_code == 404


NAMES = {"../../etc/passwd.txt": "passwd.txt", "audit\u202efdp.txt": "auditfdp.txt", "a\\b\\c.txt": "c.txt"}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_climb_or_turn_round_are_made_harmless(client_for, name):
    person = contributor()
    asked = asked_for_files(person)
    part = answering.part_for(by=person, asked=asked, section="s1")
    # As they come: a browser's own parser would already cut them.
    file = text()
    file.__dict__["_name"] = name

    files.change_files(by=person, part=part, section=asked.request.asks.asks.section("s1"), add={"q7": file})

    assert [one["name"] for one in given(asked)] == [NAMES[name]]


@pytest.mark.slow
def test_no_hostile_file_gets_through_this_door_and_nothing_typed_is_lost(client_for, documents_dir):
    person = contributor()
    asked, client = asked_for_files(person), client_for(person)
    send(client, section_url(asked), q8="Typed", stay="yes")

    counted = 0
    for name, content in REFUSED.items():
        page = send(client, section_url(asked), q8=f"Typed beside {counted}", q7=text(name, content)).content.decode()
        assert "govuk-error-summary" in page, name
        assert f"Typed beside {counted}" in page, name
        counted += 1

    assert counted >= 47
    assert not Document.objects.exists()
    assert Part.objects.get(of=asked).answers == {"q8": "Typed"}
    assert not [path for path in documents_dir.rglob("*") if path.is_file()]


def test_a_file_with_a_test_signature_is_kept_from_everybody_and_then_removed(client_for, scanner):
    person = contributor()
    asked, client = asked_for_files(person), client_for(person)
    send(client, section_url(asked), q8="Words", q7=text("eicar.txt", b"before " + EICAR))
    url = reverse("returns:file", args=[asked.reference, given(asked)[0]["document"]])
    assert client.get(url).status_code == 404
    assert WAITS in page_of(client, section_url(asked))

    tasks.scan_waiting()

    assert client.get(url).status_code == 404
    assert "the virus scanner found Eicar-Test-Signature" in page_of(client, section_url(asked))
    assert Part.objects.get(of=asked).answers["q8"] == "Words"
    Return.objects.filter(pk=asked.pk).update(state=ReturnState.CHANGES_REQUESTED)
    assert send(client, section_url(asked), q7__out=given(asked)[0]["document"]).status_code == 302
    assert given(asked) == []


def test_a_picture_loses_where_it_was_taken(client_for):
    person = contributor()
    asked, client = asked_for_files(person), client_for(person)

    send(client, section_url(asked), q7=text("photo.png", making.picture()))

    assert DocumentVersion.objects.get().media_type == "image/png"
    assert DocumentVersion.objects.get().uploaded_by == person
    assert person.memberships.get().role == RoleKey.AGENCY_CONTRIBUTOR
