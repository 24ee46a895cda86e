"""A redacted edition leaves once nothing in it tells who somebody is, a second person has approved it, and only so."""

import io
import json
from datetime import date

import docx
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from escp.partnership.services import hold_identity
from escp.reports.models import Paper
from escp.reports.services import make
from learning.redaction.answering import AT_ONCE
from reviews import reported
from reviews.choices import EditionState, LocalReviewState, ReviewState
from reviews.lifecycle import REDACTED
from reviews.models import RapidReview, RedactedEdition
from reviews.services import redacting
from tests.factories.actionplans import ActionLinkFactory
from tests.factories.chronology import a_row
from tests.factories.learning import FindingLinkFactory
from tests.factories.local_reviews import walked_to
from tests.factories.partnership import ChildFactory, PersonFactory
from tests.factories.redacted import an_edition_of
from tests.factories.reviews import RapidReviewFactory
from tests.pages import posted
from tests.reviews.test_report import one_line, sheets

pytestmark = pytest.mark.django_db

NAME, ADDRESS, SCHOOL = "Zebedee Quillfeather", "12 Acacia Avenue, Larkwood, EN1 3XA", "Oakfield Primary School"
TEXT = (
    "Zebedee’s mother rang 020 8379 1000 on 6 March 2024. QUILLFEATHER was born on 3/9/2017 and lives at 12 acacia "
    "avenue EN1 3XA. NHS 943 476 5919. Dr Patel wrote to z.quillfeather@example.org from Oakfield Primary School."
)


@pytest.fixture
def review():
    review = RapidReviewFactory(state=ReviewState.MEETING_HELD, what_happened=TEXT, authors="Maple Marsh and Ash Alder")
    child = ChildFactory(case=review.case, pseudonym="Child Acorn")
    facts = {"full_name": NAME, "date_of_birth": date(2017, 9, 3), "address": ADDRESS, "school": SCHOOL}
    hold_identity(by=PersonFactory(), child=child, **facts)
    review.attendance = [{"name": "Ash Alder", "agency": "Police", "role": "Lead", "presence": "present"}]
    review.save()
    a_row(review, "6 March 2024", event="Zebedee and Tom were seen at Oakfield.")
    link = FindingLinkFactory(finding__activity=review.activity)
    ActionLinkFactory(learning_point=link.learning_point, action__owner__full_name="Hazel Holt")
    return review


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def page_of(edition, name=""):
    return reverse(f"reviews:redacted{name}", args=[edition.reference])


def step(edition, name):
    return reverse("lifecycle:move", args=["redacted", edition.reference, name])


def file_of(client, edition, form):
    answer = client.post(page_of(edition), {"form": form})
    paper = Paper.objects.latest("pk")
    assert answer.url == paper.get_absolute_url()
    make(paper.pk)
    paper.refresh_from_db()
    return paper


def test_an_edition_goes_from_the_report_to_a_file_by_two_people(client_for, manager, review):
    client = client_for(manager)
    new = reverse("reviews:redacted-new", args=[review.reference])
    assert new in client.get(reverse("reviews:report", args=[review.reference])).content.decode()
    assert "look at line 2" in posted(client, new, {"words": "Tom = a brother\n = nothing"}).content.decode()

    answer = posted(client, new, {"words": "Tom = a brother\n"})

    edition = RedactedEdition.objects.get()
    assert answer.url == edition.get_absolute_url()
    told = one_line(json.dumps(edition.text, ensure_ascii=False))
    assert (
        "Child Acorn’s mother rang (telephone number) in March 2024. (family name) was born on (date of birth) and "
        "lives at (address) (address). NHS (NHS number). Dr Patel wrote to (e-mail address) from (school)."
    ) in told
    assert "Child Acorn and a brother were seen at Oakfield." in told
    for gone in ("Maple Marsh", "Ash Alder", "Hazel Holt", "Zebedee", "Quillfeather", "Tom "):
        assert gone not in told, gone
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "A title and a name: “Dr Patel”" in page
    assert "<mark>Oakfield</mark>" in page
    assert "Replace or accept what was found first: 2 wordings left." in page

    form = client.get(page_of(edition, "-findings")).context["form"]
    keys = {one.text: one.key for one in form.found}
    both = {f"instead_{keys['Oakfield']}": "school", f"reason_{keys['Oakfield']}": "Known"}
    assert "not both" in posted(client, page_of(edition, "-findings"), both).content.decode()
    assert "Replace something" in posted(client, page_of(edition, "-findings"), {}).content.decode()
    answers = {f"instead_{keys['Oakfield']}": "the school", f"reason_{keys['Dr Patel']}": "The name is made up."}
    assert posted(client, page_of(edition, "-findings"), answers).url == edition.get_absolute_url()
    assert "“Dr Patel”: The name is made up." in client.get(edition.get_absolute_url()).content.decode()

    assert posted(client, step(edition, "check"), {"note": ""}).status_code == 302
    assert "you drafted or checked this text" in client.get(step(edition, "approve")).content.decode()
    assert client.post(page_of(edition), {"form": "pdf"}).url == edition.get_absolute_url()
    partner = client_for(PersonFactory(role=RoleKey.STATUTORY_PARTNER))
    assert posted(partner, step(edition, "approve"), {"note": ""}).status_code == 302
    assert client.post(page_of(edition), {"form": "exe"}).status_code == 404

    as_pdf, as_word = file_of(client, edition, "pdf"), file_of(client, edition, "word")
    assert as_pdf.is_ready
    assert as_word.is_ready
    assert (as_pdf.file_name, as_word.file_name) == (
        f"{edition.reference.lower()}.pdf",
        f"{edition.reference.lower()}.docx",
    )
    document = docx.Document(io.BytesIO(bytes(as_word.content)))
    about = document.core_properties
    with pikepdf.open(io.BytesIO(bytes(as_pdf.content))) as opened:
        told_of_pdf = " ".join(map(str, opened.docinfo.values())) + str(opened.open_metadata())
    word = " ".join(text.text or "" for text in document.element.body.iter("{*}t"))
    pdf = one_line(" ".join(sheets(as_pdf.content)))
    for text in (word, pdf):
        assert "Child Acorn’s mother rang (telephone number) in March 2024." in text
    for text in (word, pdf, told_of_pdf, f"{about.title} {about.author} {about.subject} {about.last_modified_by}"):
        for gone in ("Zebedee", "Quillfeather", "Acacia", "Oakfield", "Ash Alder", manager.full_name):
            assert gone not in text, gone
    assert AccessLog.objects.filter(action="made a redacted edition", reference=edition.reference).count() == 2


def test_an_approval_falls_with_the_text_and_a_late_name_stops_the_file(client_for, manager):
    review = RapidReviewFactory(what_happened="Bartholomew was seen.")
    edition = an_edition_of(review, EditionState.APPROVED)
    client = client_for(manager)
    assert "Make the edition as PDF" in client.get(edition.get_absolute_url()).content.decode()

    hold_identity(by=PersonFactory(), child=ChildFactory(case=review.case), full_name="Bartholomew Quillfeather")
    paper = file_of(client, edition, "word")
    make(paper.pk)
    paper.refresh_from_db()
    assert paper.has_failed
    assert "Bartholomew" not in paper.reason

    assert posted(client, step(edition, "draft_again"), {"note": ""}).status_code == 302
    edition.refresh_from_db()
    assert (edition.state, edition.approved_hash, edition.checked_by) == (EditionState.DRAFTED, "", None)
    assert "Make the edition" not in client.get(edition.get_absolute_url()).content.decode()
    posted(client, page_of(edition, "-words"), {"words": ""})
    edition.refresh_from_db()
    assert "Bartholomew" not in json.dumps(edition.text)


def test_a_text_that_was_changed_behind_the_pages_is_neither_approved_nor_offered(client_for, manager):
    edition, approved = an_edition_of(state=EditionState.CHECKED), an_edition_of(state=EditionState.APPROVED)
    RedactedEdition.objects.update(text=[{"words": "Somebody else."}])
    edition.refresh_from_db()

    with pytest.raises(Refused, match="The text is not what was checked"):
        REDACTED.apply("approve", edition, by=manager)
    assert client_for(manager).post(page_of(approved), {"form": "pdf"}).url == approved.get_absolute_url()
    assert not Paper.objects.exists()


def test_an_edition_of_a_report_that_has_changed_is_read_again_before_it_is_checked(manager):
    edition = an_edition_of(by=manager)
    RapidReview.objects.update(good_practice="Somebody went twice.")

    with pytest.raises(Refused, match="has changed since it was read"):
        REDACTED.apply("check", edition, by=manager)
    edition = RedactedEdition.objects.get()
    redacting.write_words(by=manager, edition=edition, words=[])

    assert REDACTED.apply("check", edition, by=manager).state == EditionState.CHECKED


def test_a_closed_text_is_not_changed_and_an_old_page_settles_nothing(manager):
    closed, drafted = an_edition_of(state=EditionState.CHECKED), an_edition_of()

    for change in (
        lambda: redacting.write_words(by=manager, edition=closed, words=[("a", "b")]),
        lambda: redacting.settle(by=manager, edition=closed, replaced={}, accepted={}),
    ):
        with pytest.raises(ValidationError, match="The text is closed"):
            change()
    with pytest.raises(ValidationError, match="changed meanwhile"):
        redacting.settle(by=manager, edition=drafted, replaced={"gone": "x"}, accepted={})


def test_whoever_let_something_stay_does_not_approve_and_what_stays_is_asked_again_in_another_line(manager):
    review = RapidReviewFactory(what_happened="Dr Patel wrote.", good_practice="Dr Patel wrote.")
    edition = an_edition_of(review)
    found = redacting.left(edition)
    redacting.settle(by=manager, edition=edition, replaced={}, accepted={found[0].key: "The name is made up."})
    assert redacting.left(edition) == []
    edition = REDACTED.apply("check", edition, by=edition.drafted_by)
    with pytest.raises(Refused, match="you drafted or checked"):
        REDACTED.apply("approve", edition, by=manager)

    RapidReview.objects.update(what_happened="Dr Patel wrote again.", good_practice="")
    REDACTED.apply("draft_again", edition, by=manager)
    edition = RedactedEdition.objects.get()
    redacting.write_words(by=manager, edition=edition, words=[])

    assert [one.text for one in redacting.left(edition)] == ["Dr Patel"]


def test_withdrawing_forgets_the_words_and_offers_nothing(client_for, manager):
    edition = an_edition_of(state=EditionState.APPROVED, words=[("Tom", "a brother")])
    client = client_for(manager)

    assert posted(client, step(edition, "withdraw"), {"withdrawal_reason": "", "note": ""}).status_code == 200
    posted(client, step(edition, "withdraw"), {"withdrawal_reason": "Sent by mistake.", "note": ""})

    edition.refresh_from_db()
    assert (edition.state, edition.words) == (EditionState.WITHDRAWN, [])
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "Sent by mistake." in page
    assert "Make the edition" not in page


def test_many_findings_come_a_page_at_a_time_and_words_have_bounds(client_for, manager):
    titles = " ".join(f"Dr N{chr(97 + number)}me came." for number in range(AT_ONCE + 2))
    edition = an_edition_of(RapidReviewFactory(what_happened=titles))
    client = client_for(manager)

    page = client.get(page_of(edition, "-findings"))
    assert len(page.context["form"].fields) == 2 * AT_ONCE
    assert f"The first {AT_ONCE} of {AT_ONCE + 2} wordings" in page.content.decode()
    many = "\n".join(f"word{number} = x" for number in range(301))
    assert "300 lines or fewer" in posted(client, page_of(edition, "-words"), {"words": many}).content.decode()
    assert "a quiet place = (left out)" in redacted_words(client, edition, "a quiet place")


def redacted_words(client, edition, words):
    posted(client, page_of(edition, "-words"), {"words": words})
    return client.get(page_of(edition, "-words")).content.decode()


def test_the_report_of_a_local_review_has_redacted_editions_too(client_for, manager):
    review = walked_to(LocalReviewState.PARTNER_SIGNED)
    edition = an_edition_of(review, kind="local-review")

    page = client_for(manager).get(edition.get_absolute_url()).content.decode()

    assert f"Local review {review.reference}" in page
    assert "(a professional)" in page
    assert "Lead of Police" not in page


def test_editions_are_for_those_who_run_or_sign_reviews_of_cases_open_to_them(client_for):
    edition = an_edition_of(RapidReviewFactory(state=ReviewState.SIGNED_OFF))

    for role, status in ((RoleKey.STATUTORY_PARTNER, 200), (RoleKey.LEAD_PARTNER, 404), (RoleKey.PIG_MEMBER, 404)):
        assert client_for(PersonFactory(role=role)).get(page_of(edition)).status_code == status
    report = reverse("reviews:report", args=[edition.activity.reference])
    assert "Redacted editions" not in client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(report).content.decode()
    assert set(reported.REPORTS) >= {"rapid-review"}


def test_what_is_not_spoken_of_is_left_for_the_next_time(manager):
    edition = an_edition_of(RapidReviewFactory(what_happened="Dr Patel wrote to Mr Quillon on the day."))
    first, second = redacting.left(edition)

    redacting.settle(by=manager, edition=edition, replaced={}, accepted={first.key: "The name is made up."})

    assert [one.text for one in redacting.left(edition)] == [second.text]


def test_everything_that_is_held_of_who_a_child_is_goes_from_an_edition(manager):
    review = RapidReviewFactory(what_happened="Hazel rang Quayside Medical Centre about Rohan, or Roro.")
    held = {"full_name": "Rowan Testername", "other_names": "Rohan, Roro", "family": "Mother: Hazel Quillon"}
    hold_identity(
        by=manager,
        child=ChildFactory(case=review.case, pseudonym="Child Acorn"),
        general_practice="Quayside Medical Centre",
        **held,
    )

    edition = an_edition_of(review)

    text = json.dumps(edition.text, ensure_ascii=False)
    assert "(a relative) rang (general practice) about Child Acorn, or Child Acorn." in text


def test_who_stood_in_at_the_meeting_is_not_named_and_days_lose_their_hour(manager):
    review = RapidReviewFactory(
        what_happened="They met on 23 February 2024 at 11.30am, and on 3 May 2024 at 20 addresses."
    )
    sent = {"name": "Ash Alder", "agency": "Health", "role": "Named nurse", "presence": "sent Bay Laurel"}
    came = {"name": "Fern Field", "agency": "Police", "role": "Lead", "presence": "Present"}
    review.attendance = [sent, came]
    review.save()

    text = json.dumps(an_edition_of(review).text, ensure_ascii=False)

    assert "sent (a professional)" in text
    assert "Laurel" not in text
    assert '"Present"' in text
    assert "They met in February 2024, and in May 2024 at 20 addresses." in text
