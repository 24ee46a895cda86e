"""A title in another script, and signs from a phone, go out whole: on the web, as plain text, as PDF and as Word."""

import io
import subprocess
import unicodedata

import docx
import pytest
from django.urls import reverse

from learning.publications.reports import published_file
from tests.factories.publications import PublicationPartFactory, a_publication, moved_to
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ARABIC, BENGALI, SIGN = "اسألوا عن الآباء", "বাবাদের কথা জিজ্ঞাসা করুন", "Well done 👍🏽 😀"
OTHERS = "Żółć, čeština, Türkçe, ქართული"


@pytest.fixture
def publication():
    draft = a_publication(title=ARABIC)
    PublicationPartFactory(publication=draft, heading=BENGALI, words=f"{SIGN}. {OTHERS}.", place=1)
    return moved_to(draft, "published")


def test_the_page_and_the_plain_text_keep_every_letter(client, publication):
    page = text_of(client.get(reverse("learning:published", args=[publication.reference])))
    plain = client.get(reverse("learning:published-plain", args=[publication.reference])).content.decode()

    for written in (page, plain):
        assert all(text in written for text in (ARABIC, BENGALI, SIGN, OTHERS))


def test_word_keeps_every_letter(publication):
    document = docx.Document(io.BytesIO(published_file(publication.published_text, "word").content))
    written = "\n".join(one.text for one in document.paragraphs)

    assert all(text in written for text in (ARABIC, BENGALI, SIGN, OTHERS))


def test_no_letter_of_the_pdf_is_an_empty_box(publication):
    """An empty box in place of a letter breaks a rule of PDF/UA, to which every paper of the tests is held."""
    content = published_file(publication.published_text, "pdf").content
    read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    letters = set(unicodedata.normalize("NFKC", read))

    assert set(unicodedata.normalize("NFKC", f"{ARABIC}{BENGALI}{OTHERS}😀👍")) <= letters | {" "}
