"""From “begin the yearly report” to its page, its PDF and its Word document, and what is refused on the way."""

import io
import subprocess
import zipfile
from datetime import timedelta

import docx
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models.plan import year_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Return
from escp.returns.queries import published as version_of
from escp.returns.services import asking
from escp.returns.services.asking import Asked
from escp.returns.services.shipping import load
from home.year_plan.queries import said_done
from learning.choices import Kind, PointState
from learning.models import LearningPoint, LearningPublication, PublicationPart
from learning.publications import services
from learning.publications.lifecycle import PUBLICATION
from learning.publications.reports import build
from learning.yearly_report.asking import CONTRIBUTION_TO_REPORT, QUESTIONNAIRE, contribution_due_on, why_closed
from learning.yearly_report.queries import (
    CONTRIBUTION,
    every_contribution_is_in,
    is_handed_over,
    is_published,
    is_signed,
)
from tests.actionplans.sending import send, text
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.home import FixedPointFactory
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, MembershipFactory, PersonFactory
from tests.factories.publications import a_report, agreed_point
from tests.factories.returns import RequestFactory, ReturnFactory
from tests.factories.voice import SurveyFactory

pytestmark = pytest.mark.django_db
YEAR = year_of(timezone.localdate())
FACTS = {"title": "Yearly report", "audience": "Everybody", "readers": "public"}


def step(client, record, name, **answers):
    record.refresh_from_db()
    return send(client, f"/steps/publication/{record.reference}/{name}/", version=record.version, **answers)


def write(client, part, words, **more):
    part.refresh_from_db()
    url = reverse("learning:publication-part", args=[part.publication.reference, part.pk])
    heading = {"heading": part.heading} if part.source and not part.is_figure else {}
    return send(client, url, version=part.version, words=words, **heading, **{"left_out_because": "", **more})


def gather(client, record):
    record.refresh_from_db()
    return send(client, reverse("learning:publication-gather", args=[record.reference]), version=record.version)


def narrative(record, section):
    return record.parts.get(section=section, source="")


def test_a_report_is_begun_filled_checked_signed_published_and_read_back(client, client_for):
    manager, partner = PersonFactory(), PersonFactory(role=RoleKey.STATUTORY_PARTNER)
    member = PersonFactory(role=RoleKey.PIG_MEMBER)
    audit = MultiAgencyAuditFactory(state="agreed", title="Neglect, seen early")
    FindingFactory(activity=audit.activity, title="Schools told each other early", kind="strength")
    point = agreed_point(finding__activity__kind=Kind.LOCAL_REVIEW, learning_point__statement="Ask after fathers")
    closed = ActionFactory(state="closed", title="Fathers are asked")
    EvidenceFactory(measure=ImpactMeasureFactory(action=closed), level="E4", summary="Children say so.")
    mine, theirs = client_for(manager), client_for(partner)

    assert "Begin the yearly report" in text(mine.get(reverse("learning:yearly-reports")))
    assert "Begin the yearly report" not in text(theirs.get(reverse("learning:yearly-reports")))
    year = year_of(timezone.localdate())
    assert mine.get(reverse("learning:yearly-report-new")).status_code == 200
    assert "Select a year" in text(send(mine, reverse("learning:yearly-report-new"), **FACTS))
    assert send(mine, reverse("learning:yearly-report-new"), **FACTS, year=year).status_code == 302
    record = LearningPublication.objects.get()
    with pytest.raises(ValidationError, match="begun already"):
        services.draft_report(by=manager, publication=LearningPublication(**FACTS), year=year)
    assert dict(
        record.parts.filter(source__in=[audit.reference, point.reference, closed.reference]).values_list(
            "source", "section"
        )
    ) == {audit.reference: "audits", point.reference: "cases", closed.reference: "actions"}

    page = text(mine.get(record.get_absolute_url()))
    assert "of its sections would print" in page
    gaps = reverse("learning:yearly-report-gaps", args=[record.reference])
    page = text(mine.get(gaps))
    for words in ("Budget", "No evidence recorded.", "No agency has been asked yet", "Draft of the yearly report"):
        assert words in page

    part = narrative(record, "foreword")
    url = reverse("learning:publication-part", args=[record.reference, part.pk])
    assert "The lead safeguarding partners, in their own words." in text(mine.get(url))
    write(mine, part, "This year children were asked.")
    stale = send(client_for(PersonFactory()), url, version=part.version - 1, words="Other", left_out_because="")
    assert stale.status_code == 409
    write(mine, record.parts.get(source=closed.reference), "Children say so: they are asked, and it changes plans.")
    assert "In our own words" in text(mine.get(gaps))

    figure = record.parts.get(source="figure-audits")
    assert "This is counted on the records" in text(
        mine.get(reverse("learning:publication-part", args=[record.reference, figure.pk]))
    )
    write(mine, figure, "Seven audits, at least.")
    figure.refresh_from_db()
    assert figure.words == "1 multi-agency audit was completed."
    MultiAgencyAuditFactory(state="agreed")
    changed = "Gather again: these figures have changed since they were counted: Multi-agency audits."
    assert changed in refused(record, "check", manager)
    # Somebody changes the record of a claim that nobody worded, and of one that somebody did.
    FindingFactory(activity=audit.activity, title="Health visitors came late")
    EvidenceFactory(measure=closed.measure, level="E3", summary="Audits say so too.")
    assert mine.get(reverse("learning:publication-gather", args=[record.reference])).status_code == 200
    assert gather(mine, record).status_code == 302
    figure.refresh_from_db()
    assert figure.words == "2 multi-agency audits were completed."
    assert "Health visitors came late" in record.parts.get(source=audit.reference).words
    assert "it changes plans" in record.parts.get(source=closed.reference).words

    LearningPoint.objects.filter(pk=point.pk).update(state=PointState.CAPTURED)
    assert f"no longer stand. Leave their parts out, with a reason: {point.reference}" in " ".join(
        refused(record, "check", manager)
    )
    fallen = record.parts.get(source=point.reference)
    write(mine, fallen, fallen.words, left_out_because="The group took it back.")
    settle(mine, record)
    assert step(mine, record, "check").status_code == 302
    assert "you wrote, changed or checked" in " ".join(refused(record, "approve", manager, signs=True))
    assert refused(record, "approve", member) == ["A safeguarding partner signs the yearly report."]
    assert step(theirs, record, "approve").status_code == 302
    assert step(theirs, record, "publish").status_code == 403
    assert step(mine, record, "publish").status_code == 302
    record.refresh_from_db()
    assert record.state == "published"
    assert not record.parts.filter(source="").exclude(words="").exclude(section="foreword").exists()

    address = reverse("learning:published", args=[record.reference])
    page = text(client.get(address))
    told = ("This year children were asked.", "2 multi-agency audits were completed.", "No evidence recorded.", "Notes")
    for words in (*told, audit.get_absolute_url(), 'href="#note-1"', 'id="note-1"'):
        assert words in page
    for words in (point.statement, "It is looked at again"):
        assert words not in page
    word, pdf = (build(partner, reference=record.reference, form=form).content for form in ("word", "pdf"))
    paragraphs = "\n".join(one.text for one in docx.Document(io.BytesIO(word)).paragraphs)
    printed = subprocess.run(["pdftotext", "-", "-"], input=bytes(pdf), capture_output=True, check=True).stdout.decode()
    for words in told:
        assert words in paragraphs
        assert words in printed
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        body = parts.read("word/document.xml").decode()
    assert 'w:anchor="note_1"' in body
    assert 'w:name="note_1"' in body
    assert f'HYPERLINK "http://testserver{audit.get_absolute_url()}"' in body or audit.get_absolute_url() in body
    MultiAgencyAuditFactory(state="agreed")
    PublicationPart.objects.filter(publication=record).update(words="Changed afterwards.")
    assert is_published(year)
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        assert build(partner, reference=record.reference, form="word").content == word
        assert build(partner, reference=record.reference, form="pdf").content == pdf
    assert mine.get(gaps).status_code == 200


def settle(client, record):
    """Keep everything that the check found, with a reason."""
    url = reverse("learning:publication-found", args=[record.reference])
    record.refresh_from_db()
    reasons = {f"reason_{one.key}": "It is about no case." for one in client.get(url).context["form"].found}
    if reasons:
        assert send(client, url, version=record.version, **reasons).status_code == 302


def refused(record, name, person, *, signs=False):
    """Return why a person may not make a move; with `signs`, as if they also were a safeguarding partner."""
    if signs:
        MembershipFactory(person=person, role=RoleKey.STATUTORY_PARTNER)
        person = type(person).objects.get(pk=person.pk)
    record = LearningPublication.objects.get(pk=record.pk)
    return PUBLICATION.transitions[name].reasons_against(record, person)


def test_what_an_agency_contributes_stands_in_the_sections_once_it_is_accepted(client_for):
    manager, police = PersonFactory(), AgencyFactory(name="Police")
    load(by=manager)
    report, client = a_report(), client_for(manager)
    answering = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    assert contribution_due_on(report) > timezone.localdate()
    gaps = reverse("learning:yearly-report-gaps", args=[report.reference])
    assert f"about={report.reference}" in text(client.get(gaps))
    asking.ask(
        by=manager,
        kind=CONTRIBUTION_TO_REPORT,
        version=version_of(QUESTIONNAIRE),
        title="Your part of the yearly report",
        due_on=contribution_due_on(report),
        whom=[Asked(police), Asked(AgencyFactory(name="Health"))],
        about=report,
    )
    asked = Return.objects.get(agency=police)
    said = {"report-priorities": "Every officer asks.", "report-difference": "Children come back less often."}
    part = Part.objects.get(of=asked, section="report-1")
    part.answers = {**said, "report-little-progress": "With fathers."}
    part.save()
    asked = RETURN.apply("send", asked, by=answering)
    assert not gather(client, report).context
    assert not report.parts.filter(source=asked.reference).exists()
    asked = RETURN.apply("accept", asked, by=manager)
    gather(client, report)
    parts = report.parts.filter(source=asked.reference).order_by("place")
    assert [(one.section, one.heading) for one in parts] == [
        ("priorities", "Police"),
        ("difference", "Police"),
        ("little_progress", "Police"),
    ]
    assert not every_contribution_is_in(YEAR)
    page = text(client.get(gaps))
    for words in ("1 of 2 still to come", "Replied, ", "Asked for by "):
        assert words in page
    assert why_closed(report) == ""
    report.state = "checked"
    assert "takes no contributions" in why_closed(report)


def test_contributions_are_due_in_thirty_days_where_the_plan_names_no_day_ahead():
    report = a_report(year=2015)
    assert contribution_due_on(report) == timezone.localdate() + timedelta(days=30)


def test_a_figure_that_is_no_longer_counted_goes_and_a_claim_does_not(client_for):
    audit, survey = MultiAgencyAuditFactory(state="agreed"), SurveyFactory(state="shared")
    report = a_report()
    assert report.parts.filter(source="figure-audits").exists()
    type(audit).objects.filter(pk=audit.pk).update(agreed_on=timezone.localdate() - timedelta(days=800))
    type(survey).objects.filter(pk=survey.pk).update(shared_on=timezone.localdate() - timedelta(days=800))
    gather(client_for(PersonFactory()), report)
    assert not report.parts.filter(source="figure-audits").exists()
    assert report.parts.filter(source=survey.reference).exists()


def test_every_state_of_a_report_has_its_page(client_for):
    partner, manager = client_for(PersonFactory(role=RoleKey.STATUTORY_PARTNER)), client_for(PersonFactory())
    draft, signed = a_report(), a_report("published", year=2024)
    gaps = reverse("learning:yearly-report-gaps", args=[draft.reference])
    assert client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(gaps).status_code == 404
    assert partner.get(gaps).status_code == 200
    listed = text(manager.get(reverse("learning:yearly-reports")))
    assert signed.reference in listed
    assert listed.count("What is still missing") == 1
    assert partner.get(reverse("learning:yearly-report-gaps", args=[signed.reference])).status_code == 200
    withdrawn = step(manager, signed, "withdraw", withdrawal_reason="A figure was wrong.")
    assert withdrawn.status_code == 302
    assert a_report(year=2024).gathered_from == signed.gathered_from


@pytest.mark.parametrize(("state", "said"), [("draft", 0), ("checked", 1), ("approved", 2), ("published", 3)])
def test_the_year_plan_hears_how_far_the_report_on_the_year_before_is(state, said):
    assert not any(hears(YEAR) for hears in (is_handed_over, is_signed, is_published, every_contribution_is_in))
    report = a_report(state)
    assert sum(hears(YEAR) for hears in (is_handed_over, is_signed, is_published)) == said
    keys = ("report-draft", "report-agreed", "report-published")
    points = [FixedPointFactory(year=YEAR + 1, key=key) for key in keys]
    assert sum(bool(said_done(point)) for point in points) == said
    request = RequestFactory(kind=CONTRIBUTION, about=report, about_reference=report.reference)
    asked = ReturnFactory(request=request)
    point = FixedPointFactory(year=YEAR + 1, key="report-contributions")
    assert said_done(point) == ""
    Return.objects.filter(pk=asked.pk).update(state="sent", sent_at=timezone.now(), sent_by=PersonFactory())
    assert said_done(point) == "Every agency that was asked has sent its contribution."
