"""Documents through the pages: added, seen, downloaded, used elsewhere, withdrawn; and who may not."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.documents.models import Document
from escp.documents.queries import documents_for
from escp.partnership.services import declare_conflict
from home.queries import record_of
from tests.factories.actionplans import ready_to_agree
from tests.factories.documents import CONTENT, a_document, a_use, a_version
from tests.factories.home import FixedPointFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db


def send(client, url, **answers):
    return client.post(url, {"once": str(uuid.uuid4()), **answers})


def text(name="records.txt", content=b"Forty records."):
    return SimpleUploadedFile(name, content)


def test_a_document_is_added_to_an_action_and_found_there(client_for, files_in):
    record, client = ready_to_agree(), client_for(PersonFactory())

    saved = send(
        client,
        reverse("documents:new", args=[record.reference]),
        title="Supervision audit",
        file=text(),
        period_from_day="1",
        period_from_month="4",
        period_from_year="2025",
    )

    document = Document.objects.get()
    assert saved.url == document.get_absolute_url()
    assert len(files_in()) == 1
    page = client.get(record.get_absolute_url()).content.decode()
    assert f"{document.reference} Supervision audit" in page
    assert "Tells of: From 1 April 2025." in page
    assert client.get(reverse("home:reference", args=[document.reference])).url == document.get_absolute_url()


def test_a_form_sent_twice_keeps_one_file(client_for, files_in):
    record, client, once = ready_to_agree(), client_for(PersonFactory()), str(uuid.uuid4())
    for _ in range(2):
        send(client, reverse("documents:new", args=[record.reference]), title="A", file=text(), once=once)

    assert len(files_in()) == Document.objects.count() == 1


def test_a_refused_file_is_explained_and_what_was_typed_stays(client_for):
    url = reverse("documents:new", args=[ready_to_agree().reference])

    page = send(client_for(PersonFactory()), url, title="Kept words", file=text("x.svg")).content.decode()

    assert "The file must be PDF, Word" in page
    assert "Kept words" in page


def test_a_file_leaves_as_an_attachment_that_nothing_runs(client_for):
    version = a_document(ready_to_agree()).versions.get()

    answer = client_for(PersonFactory()).get(version.file_url)

    assert answer.content == CONTENT
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == 'attachment; filename="audit.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert not AccessLog.objects.exists()


def test_a_file_of_a_case_is_logged_and_closed_to_those_in_conflict(client_for):
    incident = IncidentFactory()
    version = a_document(incident).versions.get()
    person = PersonFactory()
    client = client_for(person)

    assert client.get(version.file_url).status_code == 200
    entry = AccessLog.objects.get()
    assert (entry.action, entry.reference) == ("downloaded a document", version.document.reference)

    declare_conflict(by=person, case=incident.case, person=person, reason="Knows the family.")
    for url in (version.file_url, version.document.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_the_page_and_the_form_of_a_case_document_are_logged_and_marked(client_for, settings):
    incident = IncidentFactory()
    client = client_for(PersonFactory())
    for url in (a_document(incident).get_absolute_url(), reverse("documents:new", args=[incident.reference])):
        assert settings.HANDLING_MARKING in client.get(url).content.decode()
    assert AccessLog.objects.count() == 2


def test_another_agency_finds_neither_document_nor_file_nor_form(client_for):
    document = a_document(ready_to_agree())
    client = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))
    urls = [document.get_absolute_url(), document.versions.get().file_url]
    urls += [reverse(f"documents:{name}", args=[document.reference]) for name in ("version-new", "use", "withdraw")]
    urls.append(reverse("documents:new", args=[document.record_reference]))

    assert [client.get(url).status_code for url in urls] == [404] * 6
    assert client.get(f"/documents/{document.versions.get().stored_as}").status_code == 404
    assert client.get(f"/media/{document.versions.get().stored_as}").status_code == 404


def test_a_file_of_another_document_is_not_reached_by_its_number(client_for):
    document, other = a_document(ready_to_agree()), a_document(ready_to_agree())
    a_version(other)

    assert client_for(PersonFactory()).get(f"/documents/{document.reference}/2/file").status_code == 404


def test_whoever_sees_a_record_that_uses_it_sees_the_document(client_for):
    theirs = ready_to_agree()
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=theirs.lead_agency)
    document = a_document(ready_to_agree())
    assert not documents_for(person).exists()

    client = client_for(PersonFactory())
    saved = send(client, reverse("documents:use", args=[document.reference]), reference=theirs.reference, why="Same.")

    assert saved.status_code == 302
    assert documents_for(person).get() == document
    answer = client_for(person).get(document.get_absolute_url())
    assert document.record_reference not in answer.content.decode()
    assert client_for(person).get(reverse("documents:use", args=[document.reference])).status_code == 403


@pytest.mark.parametrize("other", ["ACT-1999-001", "home", "again"])
def test_a_document_is_used_only_where_it_can_be(client_for, other):
    home, used = ready_to_agree(), ready_to_agree()
    document = a_document(home)
    a_use(document, used)
    reference = {"home": home.reference, "again": used.reference}.get(other, other)

    answer = send(
        client_for(PersonFactory()), reverse("documents:use", args=[document.reference]), reference=reference, why="x"
    )

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert document.uses.count() == 1


def test_nobody_uses_it_on_a_record_to_which_they_may_not_add(client_for):
    document, point = a_document(ready_to_agree()), FixedPointFactory()
    owner = PersonFactory(role=RoleKey.PIG_MEMBER)
    document.record.owner = owner
    document.record.save()
    url = reverse("documents:use", args=[document.reference])

    answer = send(client_for(owner), url, reference=point.reference, why="x")

    assert "Your role does not let you" in answer.content.decode()
    assert not document.uses.exists()


def test_a_document_about_a_case_stays_within_its_case(client_for):
    review = RapidReviewFactory()
    document, client = a_document(review), client_for(PersonFactory())
    url = reverse("documents:use", args=[document.reference])

    for other in (ready_to_agree(), IncidentFactory()):
        assert "only records of the same case" in send(client, url, reference=other.reference, why="x").content.decode()
    assert send(client, url, reference=review.incident.reference, why="x").status_code == 302


def test_versions_stay_and_the_latest_comes_first(client_for):
    document, client = a_document(ready_to_agree()), client_for(PersonFactory())

    send(client, reverse("documents:version-new", args=[document.reference]), file=text("second.txt"), note="Corrected")

    page = client.get(document.get_absolute_url()).content.decode()
    assert page.index("second.txt") < page.index("audit.txt")
    assert "Corrected" in page
    for number in (1, 2):
        assert client.get(reverse("documents:file", args=[document.reference, number])).status_code == 200


def test_a_withdrawn_document_downloads_for_nobody_and_says_why(client_for):
    document, client = a_document(ready_to_agree()), client_for(PersonFactory())

    send(client, reverse("documents:withdraw", args=[document.reference]), reason="It named a child.")

    page = client.get(document.get_absolute_url()).content.decode()
    assert "It named a child." in page
    assert client.get(document.versions.get().file_url).status_code == 404
    again = send(client, reverse("documents:withdraw", args=[document.reference]), reason="Once more.")
    assert "has been withdrawn" in again.content.decode()
    assert "Withdrawn" in client.get(document.record.get_absolute_url()).content.decode()


def test_a_file_that_is_not_on_the_disk_is_not_an_error_page(client_for, files_in):
    version = a_document(ready_to_agree(), period_to="2025-03-31").versions.get()
    files_in()[0].unlink()

    assert client_for(PersonFactory()).get(version.file_url).status_code == 404


def test_a_reference_leads_to_the_document_for_those_who_see_it():
    document = a_document(FixedPointFactory(), period_from="2025-04-01", period_to="2026-03-31")

    assert record_of(PersonFactory(), document.reference.lower()) == document
    assert record_of(PersonFactory(role=None), document.reference) is None
