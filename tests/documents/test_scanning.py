"""With a scanner configured nothing leaves before it is clean: a real server that speaks clamd's protocol."""

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from escp.documents import clamd, store, tasks
from escp.documents.choices import ScanState
from home.health import Unwell, check_documents
from tests.documents.scanner import EICAR
from tests.factories.actionplans import ready_to_agree
from tests.factories.documents import a_document, a_version
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


def waiting(content=b"hello"):
    document = a_document(ready_to_agree())
    version = a_version(document, content=content, scan_state=ScanState.WAITING)
    document.versions.exclude(pk=version.pk).update(scan_state=ScanState.CLEAN, scanned_at=timezone.now())
    return version


def test_a_clean_file_waits_and_is_then_given_out(client_for, scanner):
    version, client = waiting(), client_for(PersonFactory())
    assert client.get(version.file_url).status_code == 404

    tasks.scan_waiting()

    version.refresh_from_db()
    assert version.scan_state == ScanState.CLEAN
    assert client.get(version.file_url).status_code == 200


def test_an_infected_file_is_removed_and_everybody_is_told(client_for, scanner):
    version, client = waiting(b"before " + EICAR), client_for(PersonFactory())

    tasks.scan_waiting()

    version.refresh_from_db()
    assert (version.scan_state, version.found) == (ScanState.INFECTED, "Eicar-Test-Signature")
    assert not store.path_of(version.stored_as).exists()
    assert client.get(version.file_url).status_code == 404
    page = client.get(version.document.get_absolute_url()).content.decode()
    assert "A virus was found" in page
    assert "Eicar-Test-Signature" in page
    assert check_documents() == "The virus scanner refused files within a week: 1."


@pytest.mark.parametrize("manner", ["hangs", "refuses"])
def test_a_scanner_that_does_not_answer_keeps_the_file_waiting(client_for, scanner, manner):
    scanner.manner, version = manner, waiting()

    tasks.scan_waiting()

    version.refresh_from_db()
    assert version.scan_state == ScanState.WAITING
    assert version.scan_tried_at is not None
    assert client_for(PersonFactory()).get(version.file_url).status_code == 404


def test_a_scanner_that_is_away_is_asked_twice_and_no_more(scanner, settings):
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"
    versions = [waiting() for _ in range(3)]

    tasks.scan_waiting()

    for version in versions:
        version.refresh_from_db()
    assert sum(version.scan_tried_at is not None for version in versions) == tasks.MOST_FAILURES
    with pytest.raises(clamd.Unavailable):
        clamd.scan(store.path_of(versions[0].stored_as), "/nowhere/clamd.sock")


def test_what_was_kept_without_a_scanner_is_scanned_once_there_is_one(client_for, scanner, settings):
    version, client = a_document(ready_to_agree()).versions.get(), client_for(PersonFactory())
    assert client.get(version.file_url).status_code == 404

    tasks.scan_waiting()
    assert client.get(version.file_url).status_code == 200


def test_without_a_scanner_the_page_says_so(client_for):
    version = a_document(ready_to_agree()).versions.get()
    tasks.scan_waiting()

    page = client_for(PersonFactory()).get(version.document.get_absolute_url()).content.decode()

    assert "Not scanned: no virus scanner is configured" in page
    assert check_documents() == "No virus scanner is configured."


def test_health_fails_when_a_file_waits_too_long(scanner):
    version = waiting()
    assert check_documents() == "No file waits for long."
    type(version).objects.update(uploaded_at=timezone.now() - timedelta(hours=1))

    with pytest.raises(Unwell, match="has waited"):
        check_documents()


def test_the_audit_finds_rows_without_files_and_files_without_rows(documents_dir, monkeypatch):
    document = a_document(ready_to_agree())
    changed, missing = a_version(document), a_version(document)
    call_command("audit_files", stdout=StringIO())

    store.path_of(changed.stored_as).write_bytes(b"other")
    store.path_of(missing.stored_as).unlink()
    lost = store.path_of("ab" * 20)
    lost.parent.mkdir(exist_ok=True)
    lost.write_bytes(b"left by a crash")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    said = StringIO()
    with pytest.raises(CommandError, match="3 places"):
        call_command("audit_files", stdout=said)
    assert {line.split()[0] for line in said.getvalue().splitlines()} == {"Changed", "Missing", "Unclaimed"}

    with pytest.raises(CommandError, match="2 places"):
        call_command("audit_files", "--remove", stdout=said)
    assert not lost.exists()
