"""The corpus of hostile files: each is refused in words, or kept as something that does nothing."""

import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from escp.documents import services, store
from escp.documents.models import Document, DocumentVersion
from escp.documents.names import clean_name, extension_of
from tests.documents import making
from tests.documents.making import SHEET, SLIDES, WORD, action, archive, office, open_text, pdf, picture, points_at
from tests.factories.actionplans import ready_to_agree
from tests.factories.partnership import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
PAGE = b"<!doctype html><script>alert(1)</script>"
JAVASCRIPT = action("JavaScript", JS="app.alert(1)")


def attached(document):
    document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")


REFUSED = {
    "nothing at all.txt": b"",
    "too large.txt": b"x" * (20 * 1024 * 1024 + 1),
    "page renamed.pdf": PAGE,
    "page.html": PAGE,
    "page renamed.txt": PAGE,
    "script.svg": SCRIPT,
    "script renamed.png": SCRIPT,
    "script renamed.csv": SCRIPT,
    "program.exe": b"MZ\x90\x00",
    "program renamed.txt": b"MZ\x90\x00\x03",
    "report.pdf.exe": b"MZ\x90\x00",
    "shell.txt": b"#!/bin/sh\nrm -rf /",
    "no extension": b"hello",
    "NUL in it.csv": b"a,b\n\x00,1",
    "archive.zip": archive({"a.txt": "a"}),
    "archive renamed.docx": archive({"a.txt": "a"}),
    "macro.docm": office(),
    "macro type.docx": office("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "macro in a sheet.xlsx": office(SHEET, {"xl/vbaProject.bin": b"\xd0\xcf"}),
    "old macros.xlsx": office(SHEET, {"xl/macrosheets/sheet1.xml": "<a/>"}),
    "program embedded.pptx": office(SLIDES, {"ppt/embeddings/oleObject1.bin": b"\xd0\xcf"}),
    "another's body.xlsx": office(WORD),
    "remote template.docx": office(more=points_at("attachedTemplate")),
    "remote picture.docx": office(more=points_at("image")),
    "DDE.docx": office(more={"word/document.xml": "<a>DDEAUTO c:\\x</a>"}),
    "entity.docx": office(more={"_rels/.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "climbs out.docx": office(more={"../../etc/passwd": "x"}),
    "bomb.xlsx": office(SHEET, {"xl/a.xml": b"0" * 30_000_000}),
    "too many parts.docx": office(more={f"a/{number}": "" for number in range(2_001)}),
    "lying contents.docx": making.lying(office(more={"z.xml": "z" * 50_000})),
    "locked.docx": making.locked(office()),
    "something in front.docx": b"PK\x03\x04" + office(),
    "cut short.docx": office()[:-30],
    "macro.odt": open_text(**{"Basic/Standard/Module1.xml": "<a/>"}),
    "locked.odt": open_text(**{"META-INF/manifest.xml": "<encryption-data/>"}),
    "listener.odt": open_text(**{"content.xml": "<a xmlns:s='urn:s'><s:event-listener/></a>"}),
    "two at once.pdf": pdf() + archive({"a.html": PAGE}),
    "two at once.png": picture() + archive({"a.html": PAGE}),
    "script.pdf": pdf(making.with_root(OpenAction=JAVASCRIPT)),
    "script by name.pdf": pdf(making.with_root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary()))),
    "launches.pdf": pdf(making.with_root(OpenAction=action("Launch", F="cmd.exe"))),
    "carries.pdf": pdf(attached),
    "locked.pdf": pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    "locked for changes.pdf": pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    "cut short.pdf": b"%PDF-1.7\n1 0 obj",
    "bomb.png": making.png_bomb(),
    "cut short.jpg": picture("JPEG", (400, 300))[:-400],
    "another kind.jpg": picture("PNG"),
}

GOOD = {
    "text.txt": b"caf\xc3\xa9",
    "western.csv": "a;£1".encode("cp1252"),
    "wide.txt": "wide".encode("utf-16"),
    "paper.pdf": pdf(),
    "photo.jpeg": picture("JPEG"),
    "picture.png": picture(),
    "word.docx": office(more=points_at("hyperlink")),
    "sheet.xlsx": office(SHEET),
    "slides.pptx": office(SLIDES),
    "open.odt": open_text(),
}


def sent(name, content):
    """An upload as the server gets it: Django's own file would clean the name, and hide what was sent."""
    file = SimpleUploadedFile("x", content)
    file._name = name
    return file


def keep(name, content, record=None):
    return services.store(by=PersonFactory(), record=record or ready_to_agree(), file=sent(name, content), title="A")


def test_every_hostile_file_is_refused_in_words_and_leaves_nothing(files_in):
    record, refused = ready_to_agree(), 0
    for name, content in REFUSED.items():
        with pytest.raises(ValidationError) as refusal:
            keep(name, content, record)
        words = refusal.value.message_dict["file"][0]
        assert words.endswith("."), (name, words)
        assert not Document.objects.exists(), name
        assert files_in() == [], name
        refused += 1
    print(f"{refused} hostile files, {refused} refused")  # noqa: T201
    assert refused == len(REFUSED) >= 40


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_kept_without_its_author(name, files_in):
    version = keep(name, GOOD[name]).versions.get()

    assert files_in() == [store.path_of(version.stored_as)]
    kept = files_in()[0].read_bytes()
    assert store.digest(files_in()[0]) == version.sha256
    assert b"A. Person" not in kept
    if zipfile.is_zipfile(io.BytesIO(kept)):
        with zipfile.ZipFile(io.BytesIO(kept)) as packed:
            assert not any(b"A. Person" in packed.read(entry) for entry in packed.infolist())
    if name.endswith(".pdf"):
        assert "/Author" not in pikepdf.open(io.BytesIO(kept)).docinfo


def test_where_a_photograph_was_taken_is_left_behind(files_in):
    exif = Image.Exif()
    exif[0x0110] = "Camera of a person"
    content = picture("JPEG", exif=exif)
    assert b"Camera of a person" in content

    keep("photo.jpg", content)

    assert b"Camera of a person" not in files_in()[0].read_bytes()


@pytest.mark.parametrize(
    ("sent_as", "kept_as"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\minutes.docx", "minutes.docx"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
        ("report\u202efdp.txt", "reportfdp.txt"),
        ("report.exe.pdf", "report_exe.pdf"),
        ("minutes 12.03.2026.pdf", "minutes 12.03.2026.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("...", "document"),
        (".txt", "document.txt"),
        ("x" * 300 + ".JPEG", "x" * 100 + ".jpeg"),
    ],
)
def test_a_name_is_made_harmless(sent_as, kept_as):
    assert clean_name(sent_as) == kept_as
    assert len(clean_name(sent_as)) <= 150


def test_the_extension_that_counts_is_the_last():
    assert extension_of("report.pdf.exe") == "exe"
    assert extension_of("PHOTO.JPEG") == "jpg"


def test_a_full_disk_leaves_no_row_and_no_file(monkeypatch, files_in):
    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_sync", full)

    with pytest.raises(ValidationError, match="no room"):
        keep("text.txt", b"hello")
    assert not DocumentVersion.objects.exists()
    assert files_in() == []


def test_a_row_that_cannot_be_written_takes_its_file_with_it(monkeypatch, files_in):
    monkeypatch.setattr(services, "_version", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        keep("text.txt", b"hello")
    assert not Document.objects.exists()
    assert files_in() == []


@pytest.mark.parametrize("stored_as", ["../../etc/passwd", "", "A" * 40, "a" * 39])
def test_no_path_is_made_of_a_name_that_was_not_given_out(stored_as):
    with pytest.raises(ValueError, match="not the name"):
        store.path_of(stored_as)
