"""Evidence under the criteria of an inspection: put there once, taken out with history, and the pack as at a date."""

import subprocess
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from audits.models import Criterion, Exhibit, InspectionFramework, TakenOut
from audits.readiness import services
from audits.readiness.presenters import NOT_TOLD, NOTHING, age_in_words, pack_of
from audits.readiness.queries import candidate_of, exhibits_for, suggested
from audits.readiness.reports import PACK, build
from audits.readiness.shipped import SHIPPED
from escp.access.models import AccessLog, AppendOnlyError
from escp.access.roles import RoleKey
from escp.reports.models import Paper
from learning.topics import TOPICS
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.cdop import ChildDeathFactory
from tests.factories.documents import a_document
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import PersonFactory
from tests.factories.readiness import a_criterion, an_exhibit
from tests.factories.reviews import RapidReviewFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def words_of(content) -> str:
    """Return what a PDF says, as a reader sees it."""
    read = subprocess.run(["pdftotext", "-", "-"], input=bytes(content), capture_output=True, check=True)
    return read.stdout.decode()


def an_action_with_impact(**facts):
    action = ActionFactory(state=ActionState.IN_PROGRESS, **facts)
    EvidenceFactory(measure=ImpactMeasureFactory(action=action), level="E3", dated_on=TODAY() - timedelta(days=70))
    return action


def test_the_shipped_editions_are_there_once_with_known_topics_and_are_never_changed():
    criterion = a_criterion()
    services.bring_frameworks()
    assert InspectionFramework.objects.count() == len(SHIPPED) == 2
    assert Criterion.objects.count() == sum(len(one.criteria) for one in SHIPPED)
    assert {topic for edition in SHIPPED for one in edition.criteria for topic in one.topics} <= set(TOPICS)
    with pytest.raises(AppendOnlyError):
        Criterion.objects.filter(pk=criterion.pk).update(title="Changed")


def test_evidence_is_put_under_a_criterion_once_and_taken_out_with_its_reason(client_for):
    criterion, point, client = a_criterion(), LearningPointFactory(), client_for(PersonFactory())
    page = criterion.get_absolute_url()
    assert NOTHING in text(client.get(page))
    add = reverse("audits:readiness-add", args=[criterion.framework.code, criterion.key])
    assert point.reference in text(client.get(f"{add}?reference={point.reference}"))
    answer = {"reference": point.reference, "shows": "Every team rings the school first.", "bearing": "strength"}
    assert send(client, add, **answer).status_code == 302
    assert "stands under this criterion already" in text(send(client, add, **answer))
    told = text(client.get(page))
    assert "Every team rings the school first." in told
    assert "A strength" in told
    exhibit = Exhibit.objects.get()
    assert (exhibit.title, exhibit.kind) == (point.statement, "Learning point")
    out = reverse("audits:readiness-take-out", args=[criterion.framework.code, criterion.key, exhibit.pk])
    assert "Enter why it is taken out" in text(send(client, out, because=""))
    assert send(client, out, because="Two years old.").status_code == 302
    assert "somebody has taken it out already" in text(send(client, out, because="Again.")).lower()
    told = text(client.get(page))
    assert "Two years old." in told
    assert "No evidence recorded" in told
    assert send(client, add, **answer).status_code == 302
    assert str(Exhibit.objects.latest("pk")) == f"{point.reference} under {criterion}"
    assert str(TakenOut.objects.get()).endswith(", taken out")


def test_two_people_who_take_it_out_at_once_do_so_once():
    exhibit, by = an_exhibit(), PersonFactory()
    services.take_out(by=by, exhibit=exhibit, because="Old.")
    with pytest.raises(ValidationError, match="already"):
        services.take_out(by=by, exhibit=exhibit, because="Old.")


def test_what_may_be_evidence_is_found_by_its_reference_and_nothing_else():
    manager = PersonFactory()
    audit, review, death = MultiAgencyAuditFactory(), RapidReviewFactory(), ChildDeathFactory()
    shown, bare = an_action_with_impact(), ActionFactory()
    dated, undated = a_document(bare), a_document(bare)
    type(dated).objects.filter(pk=dated.pk).update(period_to=date(2025, 3, 31))
    found = {one.reference: candidate_of(manager, one.reference) for one in (audit, review, shown, dated, undated)}
    assert {ref: one.kind for ref, one in found.items()} == {
        audit.reference: "Multi-agency audit",
        review.reference: "Rapid review",
        shown.reference: "Action with evidence of impact",
        dated.reference: "Document",
        undated.reference: "Document",
    }
    assert found[shown.reference].dated_on == TODAY() - timedelta(days=70)
    assert found[dated.reference].dated_on == date(2025, 3, 31)
    assert found[undated.reference].dated_on == TODAY()
    assert candidate_of(manager, death.reference) is None
    assert candidate_of(manager, bare.reference) is None


def test_a_reference_that_cannot_be_evidence_is_refused_in_words(client_for):
    criterion, bare = a_criterion(), ActionFactory()
    add = reverse("audits:readiness-add", args=[criterion.framework.code, criterion.key])
    client = client_for(PersonFactory())
    assert "has no evidence yet" in text(send(client, add, reference=bare.reference, shows="Something."))
    assert "no record with this reference" in text(send(client, add, reference="AUD-1999-01", shows="Something."))


def test_every_kind_of_evidence_opens_its_own_record_and_casework_is_marked_and_logged(client_for):
    criterion, action = a_criterion(), an_action_with_impact()
    review = RapidReviewFactory()
    records = {
        "activity": review.activity,
        "action": action,
        "document": a_document(action),
        "learning_point": LearningPointFactory(),
    }
    rows = [an_exhibit(criterion, field=field, record=record) for field, record in records.items()]
    assert [row.get_absolute_url() for row in rows] == [record.get_absolute_url() for record in records.values()]
    manager = PersonFactory()
    client = client_for(manager)
    assert "OFFICIAL" in text(client.get(criterion.get_absolute_url()))
    assert AccessLog.objects.get().action == "opened evidence for an inspection"
    scrutineer = PersonFactory(role=RoleKey.SCRUTINEER)
    assert set(exhibits_for(manager)) == set(rows)
    assert not exhibits_for(scrutineer).filter(activity__isnull=False).exists()
    assert not exhibits_for(PersonFactory(role=RoleKey.ADMINISTRATOR)).exists()
    told = text(client_for(scrutineer).get(criterion.get_absolute_url()))
    assert review.reference not in told
    assert "Put evidence here" not in told


def test_what_touches_on_the_topics_of_a_criterion_is_suggested_until_it_stands_there(client_for):
    criterion = a_criterion()
    words = f"What we know of {TOPICS[criterion.topics[0]].split(';')[0]}"
    audit = MultiAgencyAuditFactory(title=words)
    point, action = LearningPointFactory(statement=words), an_action_with_impact(title=words)
    LearningPointFactory(statement="The kettle is cold")
    RapidReviewFactory()
    manager = PersonFactory()
    assert {one.record for one in suggested(manager, criterion)} == {audit.activity, point, action}
    told = text(client_for(manager).get(criterion.get_absolute_url()))
    assert f"?reference={point.reference}" in client_for(manager).get(criterion.get_absolute_url()).content.decode()
    assert audit.reference in told
    an_exhibit(criterion, record=point)
    an_exhibit(criterion, field="action", record=action)
    an_exhibit(criterion, field="activity", record=audit.activity)
    assert suggested(manager, criterion) == []


def test_criteria_are_filtered_by_framework_and_by_having_nothing(client_for):
    full, client = a_criterion(), client_for(PersonFactory())
    for _number in range(6):
        an_exhibit(full)
    page = reverse("audits:readiness")
    assert ">1 more<" in text(client.get(page))
    told = text(client.get(page, {"framework": full.framework.code}))
    assert str(full.framework.criteria.last()) in told
    assert "for ILACS" not in told
    assert f"1 of {full.framework.criteria.count()} criteria" in told
    assert str(full) not in text(client.get(page, {"evidence": "none"}))
    assert full.framework.get_absolute_url().endswith(f"?framework={full.framework.code}")
    assert client.get(page, {"framework": "none-such"}).status_code == 200


def test_the_pack_holds_what_stood_at_the_end_of_a_day_and_names_what_is_empty(client_for):
    criterion, manager = a_criterion(), PersonFactory()
    then = timezone.now() - timedelta(days=10)
    with time_machine.travel(then, tick=False):
        early, gone = an_exhibit(criterion), an_exhibit(criterion)
    with time_machine.travel(then + timedelta(days=3), tick=False):
        services.take_out(by=manager, exhibit=gone, because="Out of date.")
        late = an_exhibit(criterion)
    day = timezone.localdate(then)

    def references(on_day):
        lines = pack_of(manager, criterion.framework, on_day)["sections"][0].lines
        return {line.reference for line in lines}

    assert references(day - timedelta(days=1)) == set()
    assert references(day) == {early.reference, gone.reference}
    assert references(day + timedelta(days=3)) == {early.reference, late.reference}
    said = pack_of(manager, criterion.framework, day)["said"]
    assert said.startswith("2 lines of evidence under 1 of")
    assert f"{NOTHING} under" in said
    address = reverse("audits:readiness-pack", args=[criterion.framework.code])
    told = text(client_for(manager).get(address, on("day", day)))
    assert gone.reference in told
    assert late.reference not in told
    assert "past" in text(client_for(manager).get(address, on("day", TODAY() + timedelta(days=3))))


def test_a_case_that_is_not_signed_off_stands_in_the_pack_by_its_reference_alone(client_for):
    criterion, review, manager = a_criterion(), RapidReviewFactory(), PersonFactory()
    an_exhibit(criterion, field="activity", record=review.activity)
    page = pack_of(manager, criterion.framework, TODAY())
    line = page["sections"][0].lines[0]
    assert (line.reference, line.title, line.shows, page["marking"]) == (review.reference, NOT_TOLD, "", True)
    address = reverse("audits:readiness-pack", args=[criterion.framework.code])
    assert "OFFICIAL" in text(client_for(manager).get(address))
    assert AccessLog.objects.count() == 1


def test_the_pack_is_made_as_pdf_with_contents_and_an_address_for_every_line(client_for):
    exhibit, manager = an_exhibit(), PersonFactory()
    framework = exhibit.criterion.framework
    file = build(manager, framework=framework.code, day=TODAY().isoformat())
    words = words_of(file.content)
    assert exhibit.reference in words
    assert "Contents" in words
    assert NOTHING in words
    assert file.name == f"{framework.code}-at-{TODAY():%Y%m%d}.pdf"
    client, address = client_for(manager), reverse("audits:readiness-pack", args=[framework.code])
    assert client.post(address, {"day": TODAY().isoformat()}).status_code == 302
    assert Paper.objects.get().kind == PACK.key
    assert client.post(address).status_code == 302
    for wrong in ("yesterday", (TODAY() + timedelta(days=1)).isoformat()):
        assert client.post(address, {"day": wrong}).status_code == 404
    asked = {"framework": framework.code, "day": TODAY().isoformat()}
    assert PACK.is_open_to(manager, asked)
    assert not PACK.is_open_to(PersonFactory(role=RoleKey.REVIEWER), asked)
    with pytest.raises(LookupError):
        build(PersonFactory(role=RoleKey.REVIEWER), **asked)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "Of a day ahead"),
        (0, "Of today"),
        (1, "1 day old"),
        (60, "60 days old"),
        (61, "2 months old"),
        (719, "23 months old"),
        (720, "1 year old"),
        (1100, "3 years old"),
    ],
)
def test_an_age_is_told_in_days_then_months_then_years(days, words):
    now = date(2026, 6, 1)
    assert age_in_words(now - timedelta(days=days), now) == words
