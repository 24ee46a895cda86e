"""A Learning from Practice Update from its first draft to the page that others read, and what is refused on the way."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.partnership.services import hold_identity
from learning.choices import FindingKind, PointState, PublicationState
from learning.models import KeptWording, LearningPoint, LearningPublication, PublicationPart
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from learning.publications.queries import publications_for, published_for
from learning.publications.text import left
from learning.walk import thread_of
from tests.actionplans.sending import send, text
from tests.factories.actionplans import EvidenceFactory, ready_to_close
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.conversations import a_conversation
from tests.factories.external import ExternalItemFactory
from tests.factories.learning import FindingFactory, ThemeFactory
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.publications import a_publication, a_report, agreed_point, moved_to
from tests.factories.sharing import a_cascade

pytestmark = pytest.mark.django_db
FACTS = {"title": "Learning from Practice Update", "audience": "All who work with families", "readers": "public"}


def step(client, record, name, **answers):
    record.refresh_from_db()
    return send(client, f"/steps/publication/{record.reference}/{name}/", version=record.version, **answers)


def write(client, part, words, **more):
    """Save a part with these words; `words` and more as the page of the part sends them."""
    part.refresh_from_db()
    url = reverse("learning:publication-part", args=[part.publication.reference, part.pk])
    heading = {"heading": part.heading} if part.source and part.publication.has_sections else {}
    return send(client, url, version=part.version, words=words, **heading, **{"left_out_because": "", **more})


def refused(record, name, person):
    record = LearningPublication.objects.get(pk=record.pk)
    return PUBLICATION.transitions[name].reasons_against(record, person)


def test_an_update_gathers_what_was_agreed_is_edited_checked_approved_published_and_sent(client_for):
    manager, second = PersonFactory(), PersonFactory(role=RoleKey.PIG_MEMBER)
    police = AgencyFactory(name="Police")
    theme = ThemeFactory(place=1, title="Neglect")
    point = agreed_point(finding__title="Fathers were not asked", learning_point__statement="Ask after fathers")
    strength = FindingFactory(kind=FindingKind.STRENGTH, title="Schools told each other")
    FindingFactory(kind=FindingKind.STRENGTH, activity__casework=True, title="Of an open case")
    national = NationalReviewFactory(state="decided", title="Safe at home")
    elsewhere = ExternalItemFactory(state="decided")
    action = ready_to_close(delivered_on=timezone.localdate())
    EvidenceFactory(measure=action.measure, level="E4", summary="Children say so.", dated_on=timezone.localdate())
    held = a_conversation("held")
    line = held.lines.get()
    client = client_for(manager)

    assert "Begin a Learning from Practice Update" in text(client.get(reverse("learning:publications")))
    assert client.get(reverse("learning:update-new")).status_code == 200
    send(client, reverse("learning:update-new"), **FACTS)
    record = LearningPublication.objects.get()
    gathered = dict(record.parts.exclude(source="").values_list("source", "section"))
    assert gathered == {
        theme.reference: "themes",
        point.reference: "learning",
        point.finding_links.get().finding.reference: "findings",
        strength.reference: "strengths",
        national.reference: "national",
        elsewhere.reference: "elsewhere",
        action.reference: "difference",
        f"{held.reference}/{line.action.reference}": "challenge",
    } | {action.reference: gathered[action.reference]}
    assert set(record.parts.filter(source=action.reference).values_list("section", flat=True)) == {
        "actions",
        "difference",
    }
    assert f"An update is being written already: {record.reference}" in text(
        send(client, reverse("learning:update-new"), **FACTS)
    )
    assert "Nothing written yet" in text(client.get(record.get_absolute_url()))
    assert client_for(second).get(record.get_absolute_url()).status_code == 404

    opening, about_point = record.parts.get(section="opening"), record.parts.get(section="learning")
    page = client.get(reverse("learning:publication-part", args=[record.reference, about_point.pk]))
    assert point.reference in text(page)
    assert "Write these parts" in " ".join(refused(record, "check", manager))
    stale = about_point.version
    write(client, opening, "We looked at how fathers are asked after.")
    write(client, about_point, "Ask every father. Ask again.")
    url = reverse("learning:publication-part", args=[record.reference, about_point.pk])
    again = send(client, url, version=stale, heading="Ask", words="Other words", left_out_because="")
    assert again.status_code == 409
    about_point.refresh_from_db()
    assert about_point.words == "Ask every father. Ask again."
    part = record.parts.get(section="themes")
    write(client, part, part.words, left_out_because="It was in the last one.")
    assert "It was in the last one." in text(client.get(record.get_absolute_url()))

    order = reverse("learning:publication-order", args=[record.reference])
    assert client.get(order).status_code == 200
    record.refresh_from_db()
    numbers = {f"place_{one.pk}": number for number, one in enumerate(reversed(record.parts.all()), start=1)}
    assert send(client, order, version=record.version, **numbers).status_code == 302
    assert record.parts.last() == opening
    # From a page that shows the order as it was before.
    assert send(client, order, version=record.version, **numbers).status_code == 409
    assert "Enter a number" in text(send(client, order, version=record.version))

    record.refresh_from_db()
    url = reverse("learning:publication-found", args=[record.reference])
    reasons = {f"reason_{one.key}": "It is about no case." for one in client.get(url).context["form"].found}
    if reasons:
        assert send(client, url, version=record.version, **reasons).status_code == 302
    assert refused(record, "check", manager) == []
    assert step(client, record, "check").status_code == 302
    assert "closed" in text(write(client, opening, "Too late."))
    assert "you wrote, changed or checked" in " ".join(refused(record, "approve", manager))
    theirs = client_for(second)
    assert "Ask every father" in text(theirs.get(record.get_absolute_url()))
    assert step(theirs, record, "approve").status_code == 302
    record.refresh_from_db()
    assert record.state == PublicationState.APPROVED

    a_cascade()
    assert step(client, record, "publish", agencies=police.pk).status_code == 302
    record.refresh_from_db()
    assert (record.state, record.dissemination.state) == (PublicationState.PUBLISHED, "sent")
    assert [one.agency for one in record.dissemination.recipients.all()] == [police]
    assert record.dissemination.points.get().learning_point == point
    assert deadlines_of(record).get(clock="learning.publication-review").due_on == record.review_on
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        later = services.draft_update(by=manager, publication=LearningPublication(**FACTS))
        assert later.gathered_from == record.gathered_to + timedelta(days=1)
        assert not later.parts.filter(section="learning").exists()
        assert "No evidence recorded." in text(client_for(manager).get(later.get_absolute_url()))


def test_a_publication_hangs_on_the_thread_of_what_it_tells_and_what_sent_it_does_not_hang_beside_it():
    manager, reader, point = PersonFactory(), PersonFactory(role=RoleKey.PIG_MEMBER), agreed_point()
    left_out = agreed_point()
    draft = a_publication(about=point.reference)
    draft.parts.update(learning_point=point)
    publication = a_publication(about=point.reference, parts=2)
    first, second = publication.parts.all()
    publication.parts.filter(pk=first.pk).update(learning_point=point)
    publication.parts.filter(pk=second.pk).update(learning_point=left_out, left_out_because="Said already.")
    publication = moved_to(publication, PublicationState.APPROVED)
    a_cascade()
    assert publication.reference not in {node.reference for node in thread_of(reader, point.reference).nodes}

    publication = PUBLICATION.apply("publish", publication, by=manager, agencies=[AgencyFactory()])

    for person in (manager, reader):
        hung = {node.reference: node for node in thread_of(person, point.reference).nodes if node.reference}
        assert hung[publication.reference].note == "Seven-minute briefing: published"
        assert hung[publication.reference].url == reverse("learning:published", args=[publication.reference])
        assert not {draft.reference, publication.dissemination.reference} & set(hung)
        assert publication.reference not in {node.reference for node in thread_of(person, left_out.reference).nodes}
        back = {node.reference for node in thread_of(person, publication.reference).nodes}
        assert point.reference in back
        assert left_out.reference not in back
    assert point.reference in {node.reference for node in thread_of(manager, publication.dissemination.reference).nodes}
    assert thread_of(manager, draft.reference) is None


def test_what_is_public_is_read_by_anybody_without_a_trace_and_the_rest_is_not(client, client_for):
    public, partners, restricted = (
        a_publication("published", readers=readers) for readers in ("public", "partners", "restricted")
    )
    draft = a_publication()
    member = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))

    def seen(who):
        records = (public, partners, restricted, draft)
        return [who.get(reverse("learning:published", args=[one.reference])).status_code for one in records]

    assert seen(client) == [200, 404, 404, 404]
    assert seen(member) == [200, 200, 404, 404]
    assert seen(client_for(PersonFactory())) == [200, 200, 200, 404]
    page = client.get(reverse("learning:published", args=[public.reference]))
    assert page["Cache-Control"] == "public, max-age=300"
    assert not page.cookies
    assert "Ask who else is at home." in text(page)
    assert client.post(reverse("learning:published", args=[public.reference])).status_code == 404
    assert member.get(reverse("learning:published", args=[public.reference]))["Cache-Control"] == "no-store"
    listed = text(client.get(reverse("learning:published-list")))
    assert public.title in listed
    assert partners.title not in listed


def test_a_record_that_falls_while_the_update_is_open_is_marked_and_must_be_left_out(client_for):
    manager = PersonFactory()
    point = agreed_point()
    record = services.draft_update(by=manager, publication=LearningPublication(**FACTS))
    part = record.parts.get(section="learning")
    LearningPoint.objects.filter(pk=point.pk).update(detail="Said otherwise.")
    assert "have changed since they were gathered" in text(client_for(manager).get(record.get_absolute_url()))
    write(client_for(manager), part, "Read again.")
    assert "have changed since they were gathered" not in text(client_for(manager).get(record.get_absolute_url()))
    LearningPoint.objects.filter(pk=point.pk).update(state=PointState.CAPTURED)
    assert "no longer stand" in text(client_for(manager).get(record.get_absolute_url()))
    assert point.reference in " ".join(refused(record, "check", manager))
    for one in record.parts.filter(section__in=("learning", "findings")):
        write(client_for(manager), one, "", left_out_because="Taken back.")
    assert not any("no longer stand" in reason for reason in refused(record, "check", manager))


def test_what_tells_who_somebody_is_is_changed_or_kept_before_anybody_approves(client_for):
    manager, child = PersonFactory(), ChildFactory()
    hold_identity(by=manager, child=child, full_name="Bartholomew Quillfeather")
    record = a_publication(drafted_by=manager)
    words = "Bartholomew Quillfeather, B.Q., was seen on 3 March 2026 near EN1 3XY with 3 children of Oakfield School."
    PublicationPart.objects.filter(publication=record).update(words=words)
    url = reverse("learning:publication-found", args=[record.reference])
    client = client_for(manager)
    page = client.get(url)
    kinds = {one.kind.name for one in page.context["form"].found}
    assert kinds == {"NAME", "DATED", "DAY", "POSTCODE", "SMALL", "SCHOOL"}
    assert "6 wordings left" in " ".join(refused(record, "check", manager))
    record.refresh_from_db()
    answers = {
        (f"reason_{one.key}" if one.kind.name == "DAY" else f"instead_{one.key}"): "said otherwise"
        for one in page.context["form"].found
    }
    assert send(client, url, version=record.version, **answers).status_code == 302
    assert record.parts.get().words.count("said otherwise") == 5
    assert KeptWording.objects.get().text == "3 March 2026"
    assert not refused(record, "check", manager)
    record.refresh_from_db()
    PublicationPart.objects.filter(publication=record).update(words="Seen on 4 March 2026 and on 5 March 2026.")
    first, second = left(record)
    services.settle(by=manager, publication=record, replaced={}, accepted={first.key: "It is about no case."})
    assert [one.key for one in left(LearningPublication.objects.get(pk=record.pk))] == [second.key]
    with pytest.raises(ValidationError, match="changed meanwhile"):
        services.settle(by=manager, publication=record, replaced={"gone": "x"}, accepted={})


def test_a_briefing_has_its_fixed_parts_of_350_words_and_a_later_edition_takes_its_place(client_for):
    manager, point = PersonFactory(), agreed_point()
    client, new = client_for(manager), reverse("learning:briefing-new")
    about = {"kind": "seven_minutes", "about": point.reference.lower(), "title": "Fathers", "audience": "All"}
    assert "no finding, agreed learning point" in text(
        send(client, new, **about | {"about": "LP-1999-1"}, readers="partners")
    )
    assert "Enter a reference" in text(send(client, new, **about | {"about": "!!"}, readers="partners"))
    send(client, new, **about, readers="partners")
    record = LearningPublication.objects.get()
    parts = list(record.parts.all())
    assert len(parts) == 7
    assert point.statement in parts[0].words
    assert "350 words or fewer: there are 351" in text(write(client, parts[1], "word " * 351))
    for part in parts[1:]:
        write(client, part, "Ask who else is at home.")
    step(client, record, "check")
    step(client_for(PersonFactory(role=RoleKey.STATUTORY_PARTNER)), record, "approve")
    assert step(client, record, "publish").status_code == 302
    page = text(client.get(record.get_absolute_url()))
    assert f"instead={record.reference}" in page
    begun = client.get(f"{new}?about={record.about}&instead={record.reference}")
    assert begun.context["form"].initial["title"] == "Fathers"
    send(client, f"{new}?instead={record.reference}", **about, readers="partners")
    later = LearningPublication.objects.get(supersedes=record)
    for part in later.parts.all():
        write(client, part, "Ask again.")
    step(client, later, "check")
    step(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), later, "approve")
    step(client, later, "publish")
    record.refresh_from_db()
    assert record.state == PublicationState.SUPERSEDED
    assert "A later one has taken its place" in text(client.get(reverse("learning:published", args=[record.reference])))


@pytest.mark.parametrize(("kind", "parts"), [("one_minute", 6), ("practice_guide", 5), ("newsletter", 6)])
def test_guides_and_newsletters_begin_with_their_parts_and_the_words_of_their_record(client_for, kind, parts):
    point = agreed_point()
    about = {"kind": kind, "about": point.reference, "title": "Fathers", "audience": "All", "readers": "partners"}
    assert send(client_for(PersonFactory()), reverse("learning:briefing-new"), **about).status_code == 302
    begun = LearningPublication.objects.get()
    assert begun.parts.count() == parts
    assert point.statement in begun.parts.first().words


def test_a_later_edition_corrects_what_the_earlier_one_sent():
    manager, police = PersonFactory(), AgencyFactory()
    a_cascade()
    point, earlier = agreed_point(), a_publication("approved")
    later = a_publication("approved", supersedes=earlier)
    PublicationPart.objects.filter(publication__in=[earlier, later]).update(learning_point=point)
    PUBLICATION.apply("publish", earlier, by=manager, agencies=[police])
    later.refresh_from_db()
    PUBLICATION.apply("publish", later, by=manager, agencies=[police])
    earlier.refresh_from_db()
    later.refresh_from_db()
    assert later.dissemination.corrects == earlier.dissemination


def test_what_is_approved_falls_when_it_is_changed_and_what_is_withdrawn_says_nothing_more(client_for):
    manager = PersonFactory()
    approved = a_publication("approved")
    assert not refused(approved, "publish", manager)
    PublicationPart.objects.filter(publication=approved).update(words="Another text.")
    assert "not what was approved" in " ".join(refused(approved, "publish", manager))
    client = client_for(manager)
    step(client, approved, "draft_again")
    approved.refresh_from_db()
    assert (approved.approved_by, approved.approved_hash) == (None, "")

    published = a_publication("published")
    step(client, published, "look_again")
    assert step(client, published, "withdraw").status_code == 200
    step(client, published, "withdraw", withdrawal_reason="It named somebody.")
    page = client.get(reverse("learning:published", args=[published.reference]))
    assert page.status_code == 410
    assert "Ask who else is at home." not in text(page)
    assert client.post(published.get_absolute_url()).status_code == 404


def test_agencies_are_not_asked_after_what_carries_no_agreed_learning_point():
    approved = a_publication("approved", kind="update")
    with pytest.raises(ValidationError, match="carries no agreed learning point"):
        PUBLICATION.apply("publish", approved, by=PersonFactory(), agencies=[AgencyFactory()])
    assert not published_for(PersonFactory()).exists()


def test_somebody_who_neither_writes_nor_approves_works_on_none():
    a_publication("published")
    assert not publications_for(PersonFactory(role=RoleKey.SCRUTINEER)).exists()


def test_lead_partners_read_the_yearly_report_from_its_first_draft_and_change_nothing(client_for):
    audit = MultiAgencyAuditFactory(state="agreed", title="Neglect, seen early")
    report, update, kept = a_report(), a_publication("checked"), a_publication("published", readers="restricted")
    lead = PersonFactory(role=RoleKey.LEAD_PARTNER)
    client, url = client_for(lead), reverse("learning:publication-draft", args=[report.reference])
    assert report.reference in text(client.get(reverse("learning:yearly-reports")))
    assert "Begin the yearly report" not in text(client.get(reverse("learning:yearly-reports")))
    page = text(client.get(report.get_absolute_url()))
    assert "Read it as it would be published, with its notes" in page
    for words in ("Next step", "Gather again", ">Change<"):
        assert words not in page
    page = text(client.get(url))
    for words in (
        "1 multi-agency audit was completed.",
        "No evidence recorded.",
        audit.get_absolute_url(),
        'id="note-1"',
    ):
        assert words in page
    entry = AccessLog.objects.filter(person_id=lead.pk).latest("pk")
    assert (entry.action, entry.reference) == ("opened the text of learning publication", report.reference)
    assert client.get(update.get_absolute_url()).status_code == 404
    assert client.get(reverse("learning:published", args=[kept.reference])).status_code == 404
    assert client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(url).status_code == 404
    published = a_publication("published")
    led = client_for(PersonFactory()).get(reverse("learning:publication-draft", args=[published.reference]))
    assert led.url == reverse("learning:published", args=[published.reference])
