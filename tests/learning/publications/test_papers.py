"""What was published is printed the same in years; its reading age; and what comes later is added."""

import io
from datetime import timedelta

import docx
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from escp.access.roles import RoleKey
from escp.reports.models import Paper
from escp.reports.services import make
from learning.models import LearningPublication, PublicationPart
from learning.publications import services
from learning.publications.reading import reading_age, syllables
from learning.publications.reports import build, knows
from tests.actionplans.sending import send, text
from tests.factories.partnership import PersonFactory
from tests.factories.publications import a_publication, agreed_point

EASY = "The cat sat on the mat. " * 10
HARD = "Multidisciplinary safeguarding arrangements necessitate comprehensive organisational accountability. " * 5


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["pdf", "word"])
def test_what_was_published_gives_the_same_bytes_in_a_year(form):
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    record = a_publication("published")
    first = build(person, reference=record.reference, form=form)
    PublicationPart.objects.filter(publication=record).update(words="Somebody changed the part.")
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        again = build(PersonFactory(), reference=record.reference, form=form)

    assert again.content == first.content
    if form == "word":
        document = docx.Document(io.BytesIO(first.content))
        assert "OFFICIAL" in document.sections[0].header.paragraphs[0].text
        assert "SENSITIVE" not in document.sections[0].header.paragraphs[0].text
        assert "Ask who else is at home." in [one.text for one in document.paragraphs]


@pytest.mark.django_db
def test_a_draft_is_made_for_those_who_write_it_and_for_nobody_else(client_for):
    writer, member = PersonFactory(), PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    draft = a_publication()
    assert client_for(writer).post(draft.get_absolute_url(), {"form": "word"}).status_code == 302
    paper = Paper.objects.get()
    make(paper.pk)
    paper.refresh_from_db()
    assert paper.is_ready
    assert f"Draft: {draft.title}" in [one.text for one in docx.Document(io.BytesIO(paper.content)).paragraphs]
    assert client_for(writer).post(draft.get_absolute_url(), {"form": "odd"}).status_code == 404
    assert not knows(member, reference=draft.reference, form="pdf")
    with pytest.raises(LearningPublication.DoesNotExist):
        build(member, reference=draft.reference, form="pdf")
    published = a_publication("published")
    asked = client_for(member).post(reverse("learning:published", args=[published.reference]), {"form": "pdf"})
    assert asked.status_code == 302


@pytest.mark.django_db
def test_what_was_agreed_since_is_added_and_nothing_twice(client_for):
    client = client_for(PersonFactory())
    record = a_publication(kind="update")
    point = agreed_point()
    page = text(client.get(record.get_absolute_url()))
    assert "(2 not in it yet)" in page
    url = reverse("learning:publication-gather", args=[record.reference])
    assert client.get(url).status_code == 200
    for expected in (3, 3):
        record.refresh_from_db()
        send(client, url, version=record.version)
        assert record.parts.count() == expected
    assert record.parts.filter(source=point.reference).exists()


@pytest.mark.django_db
def test_a_briefing_that_is_gathered_again_covers_no_days():
    briefing = a_publication()
    services.gather_again(by=PersonFactory(), publication=briefing)
    briefing.refresh_from_db()
    assert briefing.gathered_to is None


@pytest.mark.django_db
def test_its_title_and_readers_are_changed_until_the_text_is_closed(client_for):
    draft, closed = a_publication(), a_publication("checked")
    facts = {"title": "Ask after fathers", "audience": "All", "readers": "partners"}
    client = client_for(PersonFactory())
    for record in (draft, closed):
        record.refresh_from_db()
        send(client, reverse("learning:publication-change", args=[record.reference]), version=record.version, **facts)
        record.refresh_from_db()
    assert (draft.title, draft.readers) == ("Ask after fathers", "partners")
    assert closed.title != "Ask after fathers"


def test_the_reading_age_of_plain_words_is_lower():
    easy, hard = reading_age(EASY), reading_age(HARD)

    assert easy == 5
    assert hard > 18
    assert reading_age("Too short.") is None
    assert [syllables(word) for word in ("cat", "table", "make", "tree", "safeguarding", "Ø")] == [1, 2, 1, 1, 4, 1]


@given(st.text())
def test_every_text_has_a_reading_age_of_at_least_five_or_none(words):
    age = reading_age(words)
    assert age is None or age >= 5


@pytest.mark.django_db
def test_gathering_again_for_a_briefing_adds_its_fixed_parts_once():
    record = a_publication(parts=0)
    assert [services.gather_again(by=PersonFactory(), publication=record) for _ in range(2)] == [7, 0]


@pytest.mark.django_db
def test_title_and_audience_are_changed_while_the_text_is_open():
    record = a_publication()
    record.title = "Asking after fathers"
    assert services.change_facts(by=PersonFactory(), publication=record).title == "Asking after fathers"
