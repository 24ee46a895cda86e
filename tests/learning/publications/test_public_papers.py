"""The PDF beside a published page: made once, for whoever may read the page, gone when it is withdrawn."""

import hashlib

import pytest
from django.urls import reverse

from escp.reports.pdf import Unavailable
from learning.models import PublishedPaper
from learning.publications import papers
from learning.publications.lifecycle import PUBLICATION
from learning.tasks import keep_published_papers
from tests.factories.partnership import PersonFactory
from tests.factories.publications import a_publication
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def pdf(publication):
    return reverse("learning:published-pdf", args=[publication.reference])


def page(publication):
    return reverse("learning:published", args=[publication.reference])


def test_a_stranger_takes_the_pdf_of_what_is_public_and_nothing_else(client, client_for):
    public, partners, draft = (
        a_publication("published"),
        a_publication("published", readers="partners"),
        a_publication(),
    )
    assert client.get(pdf(public)).status_code == 404
    assert "Take it as a PDF" not in text_of(client.get(page(public)))
    assert (keep_published_papers(), keep_published_papers()) == (2, 0)

    answer = client.get(pdf(public))
    assert answer.content.startswith(b"%PDF-1.")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "public, max-age=300")
    assert not answer.cookies
    assert "Take it as a PDF" in text_of(client.get(page(public)))
    kept = PublishedPaper.objects.get(text__publication=public)
    assert kept.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert kept.size == len(answer.content)

    member = client_for(PersonFactory())
    assert [client.get(pdf(one)).status_code for one in (partners, draft)] == [404, 404]
    assert [member.get(pdf(one)).status_code for one in (partners, draft)] == [200, 404]
    assert member.get(pdf(partners))["Cache-Control"] == "no-store"


def test_what_was_withdrawn_gives_its_pdf_to_nobody(client):
    publication = a_publication("published")
    papers.keep_papers()
    PUBLICATION.apply("withdraw", publication, by=PersonFactory(), withdrawal_reason="It named somebody.")
    assert client.get(pdf(publication)).status_code == 404


def test_a_pdf_that_another_worker_made_meanwhile_is_not_made_twice(monkeypatch):
    publication = a_publication("published")
    waiting = list(papers.texts_without_paper())
    papers.keep_papers()
    monkeypatch.setattr(papers, "texts_without_paper", lambda: waiting)
    assert papers.keep_papers() == 0
    assert PublishedPaper.objects.filter(text__publication=publication).count() == 1


def test_without_pango_the_page_stands_without_a_pdf(monkeypatch, client):
    def missing(text, form):
        raise Unavailable

    monkeypatch.setattr(papers, "published_file", missing)
    publication = a_publication("published")
    assert papers.keep_papers() == 0
    assert client.get(page(publication)).status_code == 200


def test_a_text_that_cannot_be_made_does_not_hold_up_the_others(monkeypatch):
    broken, sound = a_publication("published"), a_publication("published")
    make = papers.published_file

    def some(text, form):
        if text.publication == broken:
            raise ValueError("what somebody wrote")
        return make(text, form)

    monkeypatch.setattr(papers, "published_file", some)
    assert papers.keep_papers() == 1
    assert PublishedPaper.objects.get().text.publication == sound
