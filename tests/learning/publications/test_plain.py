"""What was published as plain text: the same words, the address of the page, no line too long for a mail program."""

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from learning.publications.lifecycle import PUBLICATION
from learning.publications.plain import WIDTH
from learning.publications.text import hash_of
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.publications import PublicationPartFactory, a_publication, a_report, agreed_point, moved_to
from tests.factories.sharing import a_cascade
from tests.pages import text_of

pytestmark = pytest.mark.django_db
LONG = "Ask every father who else is at home, and ask him again when the plan is looked at. " * 3


def plain(publication):
    return reverse("learning:published-plain", args=[publication.reference])


def test_the_plain_text_has_every_word_of_the_page_and_its_address(client):
    publication = a_publication()
    PublicationPartFactory(publication=publication, words=LONG, place=2)
    moved_to(publication, "published")
    answer = client.get(plain(publication))
    told = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert f"/published/{publication.reference}/" in told
    for words in (publication.title, "Ask who else is at home.", LONG.strip()):
        assert words in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= WIDTH
    assert "Take it as plain text" in text_of(client.get(reverse("learning:published", args=[publication.reference])))


def test_the_plain_text_of_a_report_has_its_figures_and_the_addresses_of_its_notes(client):
    audit = MultiAgencyAuditFactory(state="agreed")
    told = client.get(plain(a_report("published"))).content.decode()
    assert "1 multi-agency audit was completed. [" in told
    assert f"{audit.get_absolute_url()}\n" in told


def test_what_is_not_open_to_a_reader_or_was_withdrawn_is_not_given_as_text(client):
    withdrawn = a_publication("published")
    PUBLICATION.apply("withdraw", withdrawn, by=PersonFactory(), withdrawal_reason="It named somebody.")
    for one in (withdrawn, a_publication("published", readers="partners"), a_publication()):
        assert client.get(plain(one)).status_code == 404


@pytest.mark.parametrize(("words", "goes"), [("Ask who else is at home.", True), (LONG * 30, False)])
def test_agencies_are_sent_the_words_where_they_are_short_and_else_the_address(words, goes):
    a_cascade()
    publication = a_publication("approved")
    part = publication.parts.get()
    part.words, part.learning_point = words, agreed_point()
    part.save()
    type(publication).objects.filter(pk=publication.pk).update(approved_hash=hash_of(publication))
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    sent = PUBLICATION.apply("publish", publication, by=manager, agencies=[AgencyFactory()]).dissemination
    assert (words in " ".join(sent.words.split())) is goes
    assert f"/published/{publication.reference}/" in sent.words
