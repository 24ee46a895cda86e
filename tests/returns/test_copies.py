"""The copy of a return as a paper: for its agency and the unit, once it was sent, by the worker."""

import subprocess

import pytest
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.services import declare_conflict
from escp.reports.models import Paper
from escp.reports.services import NO_LONGER_YOURS, make
from escp.returns.answerer import CAME_BY
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, UnitNote
from escp.returns.services.links import link_for
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import ReturnFactory, sent
from tests.returns.test_asking_pages import contributor, words

pytestmark = pytest.mark.django_db


def copy_url(asked):
    return reverse("returns:copy", args=[asked.reference])


def copied(client, asked) -> Paper:
    """Ask for the copy and let the worker make it."""
    answer = client.post(copy_url(asked))
    paper = Paper.objects.get()
    assert answer.url == paper.get_absolute_url()
    make(paper.pk)
    paper.refresh_from_db()
    return paper


def text_of(content: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def test_an_agency_keeps_a_copy_of_what_it_sent(client_for):
    asked = sent(ReturnFactory(person=contributor()))
    Part.objects.filter(of=asked, section="s2").update(
        answers={"q5": "4", "q4": [{"on": "2026-03-06", "what": "Seen"}]}
    )
    UnitNote.objects.create(of=asked, answers={"q6": "The unit's own words"})
    client = client_for(asked.person)
    assert "Make a copy as PDF" in words(client.get(asked.get_absolute_url()))

    paper = copied(client, asked)
    file = client.get(reverse("reports:paper-file", args=[paper.key]))
    text = text_of(file.content)

    assert file["Content-Disposition"] == f'attachment; filename="{asked.reference.lower()}.pdf"'
    for said in (
        f"Copy of {asked.reference}",
        asked.request.title,
        f"Sent for {asked.agency} on",
        f"by {asked.person}",
        f"Part of request {asked.request.reference}",
        "How well was harm recognised? Good",
        "Was the child seen alone? Yes",
        "Date: 6 March 2026; What happened: Seen",
    ):
        assert said in text, said
    assert "own words" not in text
    assert "What stood in the way?" not in text


def test_a_copy_of_nothing_to_tell_says_why_who_signed_it_off_and_that_it_was_accepted(client_for):
    asked = ReturnFactory(person=contributor())
    facts = {"nil_reason": "Not known to us", "signed_off_name": "Ash Alder", "signed_off_title": "Head of care"}
    Part.objects.create(of=asked, section="s1", answers={"q1": "good"})
    asked = RETURN.apply("send_nil", asked, by=asked.person, **facts)
    manager = PersonFactory()
    RETURN.apply("accept", asked, by=manager)

    text = text_of(bytes(copied(client_for(manager), asked).content))

    assert "Nothing to tell Not known to us" in text
    assert "Signed off by Ash Alder, Head of care." in text
    assert f"by {manager}." in text
    assert "Accepted on" in text
    assert "How well was harm recognised?" not in text


def test_nobody_takes_a_copy_of_what_is_not_theirs_or_was_not_sent(client_for):
    asked = sent(ReturnFactory(person=contributor()))
    unsent = ReturnFactory(person=contributor())

    assert client_for(contributor()).post(copy_url(asked)).status_code == 404
    assert client_for(unsent.person).post(copy_url(unsent)).status_code == 404
    assert "Make a copy" not in words(client_for(unsent.person).get(unsent.get_absolute_url()))
    assert client_for(asked.person).get(copy_url(asked)).status_code == 405
    assert not Paper.objects.exists()


def test_somebody_asked_by_name_keeps_a_copy_whatever_their_role(client_for):
    asked = sent(ReturnFactory(person=PersonFactory(role=RoleKey.PIG_MEMBER)))

    assert copied(client_for(asked.person), asked).is_ready


def test_fetching_a_copy_about_a_case_is_logged(client_for):
    asked = sent(ReturnFactory(request__case=CaseFactory(), person=contributor()))
    client = client_for(asked.person)
    paper = copied(client, asked)
    before = AccessLog.objects.count()

    client.get(reverse("reports:paper-file", args=[paper.key]))

    entry = AccessLog.objects.latest("pk")
    assert AccessLog.objects.count() == before + 1
    assert (entry.action, entry.reference) == ("downloaded a paper", asked.reference)


def test_a_conflict_of_interest_closes_the_copy_too_made_or_not(client_for):
    case = CaseFactory()
    asked = sent(ReturnFactory(request__case=case, person=contributor()))
    client = client_for(asked.person)
    made = copied(client, asked)
    late = Paper.objects.create(
        kind=made.kind, arguments=made.arguments, title="Copy", asked_by=asked.person, expires_at=made.expires_at
    )

    declare_conflict(by=PersonFactory(), case=case, person=asked.person, reason="Knows the family.")
    make(late.pk)
    late.refresh_from_db()

    for name in ("reports:paper", "reports:paper-file"):
        assert client.get(reverse(name, args=[made.key])).status_code == 404
    assert late.reason == NO_LONGER_YOURS


def came_by_link(client, asked):
    """Let this browser have come by a link whose code was given."""
    link, _ = link_for(asked=asked, person=asked.person)
    session = client.session
    session[CAME_BY] = {"link": link.pk, "seen": 4_000_000_000}
    session.save()


def test_who_came_by_a_link_takes_away_a_copy_too(client):
    asked = sent(ReturnFactory(person=PersonFactory(role=None)))
    came_by_link(client, asked)
    made, file = (reverse(f"returns:{name}", args=[asked.reference]) for name in ("copy-by-link", "copy-by-link-file"))
    page = words(client.get(asked.get_absolute_url()))
    assert f" by {asked.person}." in page
    assert f"Your receipt is {asked.reference}." in page
    assert client.get(made).status_code == 404

    assert client.post(copy_url(asked)).url == made
    assert "Your paper is being made" in words(client.get(made))
    assert client.get(file).status_code == 404
    make(Paper.objects.get().pk)

    assert "Your paper is ready" in words(client.get(made))
    assert f"Copy of {asked.reference}" in text_of(client.get(file).content)
    entry = AccessLog.objects.get(action="downloaded a paper")
    assert (entry.person_name, entry.reference) == (str(asked.person), asked.reference)


def test_the_copy_of_a_link_is_nobody_elses_and_ends_with_the_link(client, client_for):
    asked = sent(ReturnFactory(person=PersonFactory(role=None)))
    came_by_link(client, asked)
    client.post(copy_url(asked))
    paper = Paper.objects.get()
    file = reverse("returns:copy-by-link-file", args=[asked.reference])

    for other in (PersonFactory(), contributor(agency=asked.agency)):
        assert client_for(other).get(file).status_code == 404
    RETURN.apply("accept", asked, by=PersonFactory())
    make(paper.pk)

    paper.refresh_from_db()
    assert paper.reason == NO_LONGER_YOURS
    assert client.get(file).status_code in (302, 404)


def test_nothing_is_copied_before_it_was_sent(client):
    asked = ReturnFactory(person=PersonFactory(role=None))
    came_by_link(client, asked)

    assert client.post(copy_url(asked)).status_code == 404
