"""A publication that proves wrong: a corrected edition takes its place, and no text ever changes in place."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from learning.choices import ShareMethod
from learning.models import KeptWording, LearningPublication, PublicationPart
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from learning.publications.papers import keep_papers
from learning.publications.reports import PUBLICATION_PAPER
from learning.publications.text import text_of
from learning.yearly_report.queries import asked_for, contributed, is_published, report_on, years_to_begin
from tests.actionplans.sending import send
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.partnership import PersonFactory
from tests.factories.publications import a_publication, a_report
from tests.factories.returns import RequestFactory, ReturnFactory
from tests.pages import text_of as text

pytestmark = pytest.mark.django_db
WRONG = "Seven audits were completed, not nine."


def page(publication, name="published"):
    return reverse(f"learning:{name}", args=[publication.reference])


def a_correction(published, *, by=None):
    return services.begin_correction(by=by or PersonFactory(), published=published, because=WRONG)


def publish(correction):
    """Take every step to the published edition, each by somebody who may."""
    manager, partner = PersonFactory(), PersonFactory(role=RoleKey.STATUTORY_PARTNER)
    for name, by in (("check", manager), ("approve", partner), ("publish", manager)):
        correction = PUBLICATION.apply(name, correction, by=by)
    return correction


def test_a_correction_is_begun_from_the_published_text_checked_approved_and_takes_its_place(client, client_for):
    first = a_publication("published", parts=2)
    KeptWording.objects.create(
        publication=first, key="1" * 20, kind="DAY", text="3 March", reason="Known to all.", kept_by=first.drafted_by
    )
    manager, member = PersonFactory(), PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    mine = client_for(manager)
    assert "Begin a corrected edition" in text(mine.get(first.get_absolute_url()))
    assert "is never changed" in text(mine.get(page(first, "publication-correct")))
    empty = send(mine, page(first, "publication-correct"), version=first.version, corrects_because="")
    assert "Enter what was wrong, and what is right" in text(empty)
    send(mine, page(first, "publication-correct"), version=first.version, corrects_because=WRONG)
    correction = first.later
    assert [one.words for one in correction.parts.all()] == [one.words for one in first.parts.all()]
    assert text_of(correction) == [{"words": f"This is a corrected edition. {WRONG}"}, *first.published_text.text]
    assert correction.kept.get().reason == "Known to all."
    shown = text(mine.get(first.get_absolute_url()))
    assert "A later edition is being written" in shown
    assert "Begin a corrected edition" not in shown
    assert correction.reference not in text(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(page(first)))

    part = correction.parts.first()
    part.words = "Seven audits."
    services.write_part(by=manager, part=part)
    assert "Ask who else is at home." in text(client.get(page(first)))
    assert PUBLICATION.transitions["approve"].also(correction, manager)
    keep_papers()
    before = first.published_text.text_hash
    publish(correction)
    keep_papers()

    led = client.get(page(first), follow=True)
    assert led.redirect_chain == [(page(correction), 302)]
    for words in (WRONG, "Corrected on ", "Seven audits."):
        assert words in text(led)
    assert client.get(page(first, "published-pdf")).url == page(correction, "published-pdf")
    first.refresh_from_db()
    assert (first.state, first.published_text.text_hash) == ("superseded", before)
    shown = text(mine.get(first.get_absolute_url()))
    for words in (before, "It no longer stands", correction.reference, "Ask who else is at home."):
        assert words in shown
    asked = {"reference": first.reference, "form": "pdf"}
    assert PUBLICATION_PAPER.knows(manager, **asked)
    assert not PUBLICATION_PAPER.knows(member, **asked)
    assert PUBLICATION_PAPER.knows(member, reference=correction.reference, form="pdf")


def test_only_what_stands_is_corrected_and_once_at_a_time():
    draft, first = a_publication(), a_publication("published")
    with pytest.raises(ValidationError, match="Only what stands published"):
        a_correction(draft)
    correction = a_correction(first)
    with pytest.raises(ValidationError, match=f"on its way already: {correction.reference}"):
        a_correction(first)
    withdrawn = PUBLICATION.apply("withdraw", correction, by=PersonFactory(), withdrawal_reason="It was right.")
    assert (withdrawn.supersedes, withdrawn.corrects_because) == (None, WRONG)
    first = LearningPublication.objects.get(pk=first.pk)
    assert a_correction(first).supersedes == first


def test_what_the_correction_says_of_itself_is_checked_and_can_be_changed(client_for):
    manager = PersonFactory()
    record = services.begin_correction(by=manager, published=a_publication("published"), because="Of 3 March 2026.")
    [found] = services.left(record)
    services.settle(by=manager, publication=record, replaced={found.key: "March 2026"}, accepted={})
    record.refresh_from_db()
    assert record.corrects_because == "Of March 2026."
    client, url = client_for(manager), page(record, "publication-change")
    assert "What was wrong" in text(client.get(url))
    facts = {"title": record.title, "audience": record.audience, "readers": record.readers, "version": record.version}
    assert "Enter what was wrong" in text(send(client, url, **facts, corrects_because=""))
    assert send(client, url, **facts, corrects_because=WRONG).status_code == 302
    assert "What was wrong" not in text(client.get(page(a_publication(), "publication-change")))


def test_an_update_is_corrected_while_the_next_is_being_written():
    update = a_publication("published", kind=ShareMethod.UPDATE)
    facts = {"title": "Next", "audience": "All", "readers": "public"}
    draft = services.draft_update(by=PersonFactory(), publication=LearningPublication(**facts))
    correction = a_correction(update)
    assert (correction.gathered_from, correction.gathered_to) == (update.gathered_from, update.gathered_to)
    assert draft.supersedes is None


def test_a_corrected_report_keeps_its_figures_until_they_are_counted_again_and_is_the_report_on_its_year():
    MultiAgencyAuditFactory(state="agreed")
    report = a_report("published")
    year = report.gathered_from.year
    request = RequestFactory(kind="learning.report-contribution", about=report, about_reference=report.reference)
    now, by = timezone.now(), PersonFactory()
    facts = {"sent_at": now, "sent_by": by, "settled_at": now, "settled_by": by}
    asked = ReturnFactory(request=request, state="accepted", **facts)
    correction = a_correction(report)
    MultiAgencyAuditFactory(state="agreed")
    assert (report_on(year), is_published(year)) == (report, True)
    assert year not in years_to_begin()
    refused = PUBLICATION.transitions["check"].reasons_against(correction, PersonFactory())
    assert not any("figures have changed" in reason for reason in refused)
    services.gather_again(by=PersonFactory(), publication=correction)
    figure = PublicationPart.objects.get(publication=correction, source="figure-audits")
    assert figure.words == "2 multi-agency audits were completed."
    PublicationPart.objects.filter(publication=correction).exclude(is_figure=True).exclude(source="").delete()
    correction = publish(LearningPublication.objects.get(pk=correction.pk))
    assert (report_on(year), is_published(year)) == (correction, True)
    assert asked_for(correction) == [asked]
    assert contributed(report.gathered_from, report.gathered_to) == [asked]
    with pytest.raises(ValidationError, match=correction.reference):
        services.draft_report(by=PersonFactory(), publication=LearningPublication(title="Again"), year=year)
