"""The panel: deaths that are ready, a list, conflicts, the pack that leaves without identities, decisions."""

import subprocess
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cdop.choices import (
    Category,
    Domain,
    HeldIn,
    Modifiability,
    PanelOutcome,
    Place,
    Relevance,
    State,
    Trigger,
)
from cdop.models import ChildDeath, PanelCase, PanelMeeting
from cdop.pack import key_of, mended
from cdop.queries.panel import known_at, ready_for
from cdop.reports.pack import build
from cdop.services import panel as services
from cdop.services.pack import agree, settle
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.lifecycle.models import TransitionRecord
from escp.partnership.choices import AgeBand, AgencyKind, GroupKind
from escp.partnership.services import hold_identity
from escp.reports.models import Paper
from escp.reports.services import make
from learning.redaction import found_in
from reviews.choices import Answer
from reviews.coded import Sex
from reviews.reports.redacted import Named
from tests.factories.actionplans import ActionLinkFactory
from tests.factories.cdop import (
    AnalysisFactory,
    ChildDeathFactory,
    FactorFactory,
    FamilyQuestionFactory,
    ResponseFactory,
)
from tests.factories.learning import FindingFactory, FindingLinkFactory
from tests.factories.panel import PanelCaseFactory, PanelMeetingFactory
from tests.factories.partnership import CaseAccessFactory, ConflictFactory, GroupFactory, PersonFactory, SeatFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    return client_for(person)


def ready(**facts) -> ChildDeath:
    return AnalysisFactory(complete=True, **{f"death__{name}": value for name, value in facts.items()}).death


def at(name: str, case: PanelCase) -> str:
    return reverse(f"cdop:panel-{name}", args=[case.meeting.reference, case.reference])


def made(client, meeting: PanelMeeting) -> Paper:
    """Ask for the pack and let the worker make it."""
    answer = client.post(reverse("cdop:panel-pack", args=[meeting.reference]))
    paper = Paper.objects.latest("pk")
    assert answer.url == paper.get_absolute_url()
    make(paper.pk)
    paper.refresh_from_db()
    assert paper.is_ready, paper.reason
    return paper


def sheets(content) -> list[str]:
    read = subprocess.run(["pdftotext", "-", "-"], input=bytes(content), capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def test_a_death_goes_from_ready_to_a_panel_that_reviews_it_and_to_what_came_of_it(cdop, person):
    today = timezone.localdate()
    death = ready(ready_on=today - timedelta(weeks=7))
    other = ChildDeathFactory(state=State.MEETING_HELD, held_in=HeldIn.ECDOP, ecdop_reference="DEMO-1")
    undrafted = ChildDeathFactory(state=State.MEETING_HELD)
    new = {**day_boxes("held_on", today), "theme": "Neonatal deaths", "chair": "Director of public health"}
    posted(cdop, reverse("cdop:panel-new"), new)
    meeting = PanelMeeting.objects.get()
    listed = text_of(cdop.get(reverse("cdop:panels")))
    assert death.reference in listed
    assert str(death.child) in listed
    assert "7 weeks" in listed
    assert "Sudden unexpected, unexplained death" in listed
    assert f"no draft of the analysis is kept: {undrafted.reference}." in listed
    assert "Late" in listed

    chosen = {"meeting": meeting.reference, "deaths": [death.reference, other.reference]}
    assert posted(cdop, reverse("cdop:panel-put-on"), chosen).status_code == 302
    assert not ready_for(person)
    first, second = meeting.cases.all()
    order = {f"place_{first.reference}": 2, f"place_{second.reference}": 1}
    posted(cdop, reverse("cdop:panel-order", args=[meeting.reference]), order)
    assert list(meeting.cases.all()) == [second, first]

    refused = posted(cdop, at("decide", first), {"outcome": "reviewed"})
    assert "Enter what the panel decided." in text_of(refused)
    said = {"outcome": "reviewed", "decided": "Category 8.", "learning": "Ask twice.", "withdrew": "Midwife, trust"}
    assert posted(cdop, at("decide", first), said).status_code == 302
    death.refresh_from_db()
    assert (death.state, death.panel_on) == (State.REVIEWED, today)
    assert TransitionRecord.objects.get(reference=death.reference).transition == "review"
    refused = posted(cdop, at("decide", second), {"outcome": "deferred"})
    assert "Enter why it is put off" in text_of(refused)
    posted(cdop, at("decide", second), {"outcome": "deferred", "reason": "The inquest is awaited."})
    assert list(ready_for(person)) == [other]
    assert "Deferred to a later meeting" in text_of(cdop.get(reverse("cdop:panels")))

    told = {"feedback": "Nothing could have saved her.", "feedback_by": "Key worker", **day_boxes("feedback_on", today)}
    assert posted(cdop, at("feedback", first), told).status_code == 302
    link = FindingLinkFactory(finding__activity=death.activity, finding__title="Asked once")
    mine = ActionLinkFactory(learning_point=link.learning_point, action__owner=person).action
    ActionLinkFactory(learning_point=link.learning_point)
    page = text_of(cdop.get(meeting.get_absolute_url()))
    for words in ("Category 8.", "Nothing could have saved her.", "Key worker", "Midwife, trust", "Asked once"):
        assert words in page
    assert f"{mine.reference} {mine.title}" in page
    assert "1 action of other agencies" in page
    assert f"{meeting.reference}: Reviewed" in text_of(cdop.get(death.get_absolute_url()))

    corrected = {**said, "decided": "Category 7."}
    posted(cdop, at("decide", first), corrected)
    first.refresh_from_db()
    assert first.decided == "Category 7."
    refused = posted(cdop, at("decide", first), {"outcome": "deferred", "reason": "No."})
    assert "It was decided: “Reviewed”. That stays." in text_of(refused)


CANARIES = (
    "Amelia", "Amelia Jane O’Brien-Smith", "Millie", "3 April 2024", "12 Acacia Avenue", "Larkwood", "Oakfield School",
    "EN1 3XA", "020 8379 1000", "943 476 5919", "Karen Smith", "Tobias", "Hazelbrook Practice",
)  # fmt: skip


def test_every_canary_is_found_and_none_leaves_before_it_was_mended_or_agreed_to_by_a_second_person(
    cdop, client_for, person, settings
):
    story = "; ".join(f"canary {one}" for one in CANARIES)
    case = PanelCaseFactory(death__circumstances=story, death__suspected_cause="Seen by Millie on 9 May 2024.")
    ResponseFactory(death=case.death, learning="Dr Patel told Tobias.")
    FindingFactory(activity=case.death.activity, title="Nobody asked Karen Smith", what="EN1 3XA was not visited.")
    FactorFactory(analysis__death=case.death, analysis__summary="Tobias saw it.", words="Larkwood is damp.")
    FamilyQuestionFactory(death=case.death, words="Why was Millie sent home?")
    twin = PanelCaseFactory(meeting=case.meeting, death__circumstances="She had a brother.")
    hold_identity(
        by=person, child=case.death.child, full_name="Amelia Jane O’Brien-Smith", other_names="Millie O’Brien",
        date_of_birth=date(2024, 4, 3), nhs_number="9434765919", address="12 Acacia Avenue, Larkwood",
        school="Oakfield School", general_practice="Hazelbrook Practice", family="Mother Karen Smith, brother Tobias",
    )  # fmt: skip
    pack, found = reverse("cdop:panel-pack", args=[case.meeting.reference]), at("found", case)
    assert "Nothing left" in text_of(cdop.get(pack))  # the other child's
    assert cdop.post(pack).url == pack
    shown = cdop.get(found)
    for canary in CANARIES:
        assert any(f"<mark>{one.text}</mark>" in shown.content.decode() for one in shown.context["left"]), canary
        assert any(one.text in canary or canary in one.text for one in shown.context["left"]), canary

    # Mended as it is proposed, but for one title, which is asked to stay, and words that would tell.
    for _round in range(4):
        if not (left := cdop.get(found).context["left"]):
            break
        answers = {}
        for one in left[:20]:
            if one.text == "Dr Patel":
                answers[f"reason_{one.key}"] = "A doctor of the television."
            else:
                answers[f"instead_{one.key}"] = "(left out)"
        assert posted(cdop, found, answers).status_code == 302
    assert "Nobody else asks" in text_of(cdop.get(at("agree", case)))
    assert cdop.post(pack).url == pack
    with pytest.raises(Named):
        build(person, reference=case.meeting.reference, cases=[case.reference, twin.reference])
    second = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    assert "A doctor of the television." in text_of(second.get(at("agree", case)))
    asked = case.accepted.get()
    posted(second, at("agree", case), {"wordings": [asked.pk]})

    paper = made(cdop, case.meeting)
    pages = sheets(paper.content)
    text = " ".join(" ".join(pages).split())
    for canary in (*CANARIES, "9434765919", "Brien", "Acacia", "Oakfield", "9 May 2024"):
        assert canary.lower() not in text.lower(), canary
    assert "Dr Patel" in text
    assert "B Social environment" in text
    assert "Why was (left out) sent home?" in text
    assert text.count("(left out)") >= len(CANARIES)
    for number, sheet in enumerate(pages, start=1):
        assert sheet.count(settings.HANDLING_MARKING) >= 2
        assert f"Page {number} of {len(pages)}" in sheet
    assert "Contents" in pages[0]
    assert f"{case.death.child}, {case.reference}" in text
    case.death.refresh_from_db()
    assert case.death.circumstances == story
    entries = set(AccessLog.objects.filter(action__startswith="made a pack").values_list("reference", flat=True))
    assert entries == {case.meeting.reference, case.reference, twin.reference}
    # Nothing of what was found is kept with what stands instead of it.
    case.refresh_from_db()
    assert all(len(key) == 20 for key in case.instead)


def test_words_that_would_still_tell_and_findings_that_are_gone_are_refused(cdop, person):
    case = PanelCaseFactory(death__circumstances="Amelia was seen.", meeting__theme="The death of Amelia")
    hold_identity(by=person, child=case.death.child, full_name="Amelia Specimen")
    found, pack = at("found", case), reverse("cdop:panel-pack", args=[case.meeting.reference])
    (one,) = cdop.get(found).context["left"]
    assert f'value="{case.death.child}"' in cdop.get(found).content.decode()

    refused = posted(cdop, found, {f"instead_{one.key}": "Amelia again"})
    assert "This may still tell who it was" in text_of(refused)
    page = cdop.get(found)
    ChildDeath.objects.filter(pk=case.death.pk).update(circumstances="Amelia was not seen.")
    posted(cdop, found, {f"instead_{one.key}": "The child"})
    assert page.status_code == 200
    assert "tells who a child was: “Amelia”" in text_of(cdop.get(pack))
    assert cdop.post(pack).url == pack
    case.refresh_from_db()
    with pytest.raises(ValidationError, match="changed meanwhile"):
        settle(by=person, case=case, replaced={one.key: "The child"}, accepted={})


def test_nobody_agrees_to_what_they_asked_for_and_a_changed_line_is_asked_again(cdop, person):
    case = PanelCaseFactory(death__circumstances="Dr Patel came.", death__suspected_cause="Seen by Mrs Jones.")
    doctor, neighbour = cdop.get(at("found", case)).context["left"]
    settle(by=person, case=case, replaced={}, accepted={doctor.key: "An actor."})
    settle(by=person, case=case, replaced={neighbour.key: "a neighbour"}, accepted={})
    (asked,) = case.accepted.all()
    pack = reverse("cdop:panel-pack", args=[case.meeting.reference])
    assert "1 wording may stay once a second person agrees." in text_of(cdop.get(pack))
    with pytest.raises(ValidationError, match="Somebody else agrees"):
        agree(by=person, case=case, wordings=[asked])
    agree(by=PersonFactory(), case=case, wordings=[asked])
    assert "Nothing left" in text_of(cdop.get(pack))
    ChildDeath.objects.filter(pk=case.death.pk).update(circumstances="Dr Patel never came.")
    assert "1 wording found." in text_of(cdop.get(pack))


def test_mending_ends_and_two_readings_of_one_place_are_mended_once(person):
    case = PanelCaseFactory()
    hold_identity(by=person, child=case.death.child, full_name="Amelia Specimen")
    known = known_at(case.meeting)
    plain, strange = "Amelia came.", "\u0410melia came."
    keys = {key_of(one): "the child" for text in (plain, strange) for one in found_in(text, known)}

    assert len({one.kind for one in found_in(strange, known)}) == 2
    for text in (plain, strange):
        assert mended([{"words": text}], known, keys) == [{"words": "the child came."}]
    again = dict.fromkeys(keys, "Amelia")
    assert mended([{"words": plain}], known, again) == [{"words": plain}]


def test_the_words_of_the_pack_itself_tell_of_nobody(cdop):
    meeting = PanelMeetingFactory()
    for number, category in enumerate(Category):
        facts = {"expected": Answer.values[number % 3], "place": Place.values[number], "sex": Sex.values[number % 5]}
        death = ChildDeathFactory(child__age_band=AgeBand.values[number % 7], state=State.MEETING_HELD, **facts)
        ResponseFactory(death=death, triggers=Trigger.values)
        analysis = AnalysisFactory(death=death, category=category, modifiability=Modifiability.values[number % 3])
        for domain in Domain:
            FactorFactory(analysis=analysis, domain=domain, relevance=Relevance.values[number % 3])
        PanelCaseFactory(meeting=meeting, death=death)

    page = text_of(cdop.get(reverse("cdop:panel-pack", args=[meeting.reference])))

    assert page.count("Nothing left") == len(Category)


def test_a_file_that_says_of_itself_who_a_child_was_does_not_leave(monkeypatch, person):
    case = PanelCaseFactory()
    hold_identity(by=person, child=case.death.child, full_name="Amelia Specimen")
    monkeypatch.setattr("cdop.reports.pack.told_by_pdf", lambda content: ["Amelia"])

    with pytest.raises(Named):
        build(person, reference=case.meeting.reference, cases=[case.reference])


def test_a_member_with_a_conflict_sees_neither_the_case_nor_its_part_of_the_pack(cdop, client_for, person):
    case = PanelCaseFactory(death__circumstances="Of this nobody with a conflict reads.")
    other = PanelCaseFactory(meeting=case.meeting)
    colleague = PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE, full_name="Willow Ward")
    theirs = client_for(colleague)
    before = made(theirs, case.meeting)
    assert "Of this nobody" in " ".join(" ".join(sheets(before.content)).split())

    posted(cdop, at("conflict", case), {"person": colleague.pk, "reason": "Treated the child."})

    assert "Withdrew Willow Ward" in text_of(cdop.get(case.meeting.get_absolute_url()))
    page = text_of(theirs.get(case.meeting.get_absolute_url()))
    assert "One case is left out: you have declared a conflict of interest." in page
    assert case.reference not in page
    assert theirs.get(at("decide", case)).status_code == 404
    assert theirs.get(before.get_absolute_url()).status_code == 404
    Paper.objects.all().delete()
    text = " ".join(" ".join(sheets(made(theirs, case.meeting).content)).split())
    assert "One case is left out" in text
    assert "Of this nobody" not in text
    assert case.reference not in text
    assert other.reference in text
    ConflictFactory(case=other.death.case, person=colleague)
    page = text_of(theirs.get(reverse("cdop:panel-pack", args=[case.meeting.reference])))
    assert "2 cases are left out" in page
    # Of one that is restricted nobody off its list learns that it exists.
    for one in (case.death.case, other.death.case):
        one.restricted = True
        one.save()
    CaseAccessFactory(case=case.death.case, person=person)
    assert "left out" not in text_of(theirs.get(case.meeting.get_absolute_url()))


def test_attendance_is_kept_by_role_with_what_the_groups_rule_says(cdop):
    meeting = PanelMeetingFactory()
    url = reverse("cdop:panel-attendance", args=[meeting.reference])

    assert "Say who took part" in text_of(posted(cdop, url, {}))
    posted(cdop, url, {"others": "Midwife, trust"})
    assert "no quorum is kept" in text_of(cdop.get(meeting.get_absolute_url()))
    group = GroupFactory(kind=GroupKind.CHILD_DEATH_PANEL, quorum_least=0, quorum_agencies=[])
    seat = SeatFactory(group=group, person__full_name="Ash Alder")
    posted(cdop, url, {"present": [seat.person_id]})
    page = text_of(cdop.get(meeting.get_absolute_url()))
    assert "Ash Alder" in page
    assert "No quorum is kept for this group." in page
    for least, agencies, said in ((1, [], "Quorate."), (1, [AgencyKind.POLICE], "Not quorate.")):
        group.quorum_least, group.quorum_agencies = least, agencies
        group.save()
        posted(cdop, url, {"present": [seat.person_id]})
        assert said in text_of(cdop.get(meeting.get_absolute_url()))


def test_a_meeting_to_come_decides_nothing_and_one_called_off_gives_its_deaths_back(cdop, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    case = PanelCaseFactory(death=ready(), meeting__held_on=tomorrow)
    refused = posted(cdop, at("decide", case), {"outcome": "reviewed", "decided": "Yes."})
    assert services.NOT_MET in text_of(refused)
    refused = posted(
        cdop, at("feedback", case), {"feedback": "x", "feedback_by": "y", **day_boxes("feedback_on", tomorrow)}
    )
    assert "Record first what the panel decided." in text_of(refused)

    change = reverse("cdop:panel-change", args=[case.meeting.reference])
    facts = {**day_boxes("held_on", tomorrow), "chair": "Nobody", "called_off_because": "Snow."}
    posted(cdop, change, facts)
    assert list(ready_for(person)) == [case.death]
    case.meeting.refresh_from_db()
    with pytest.raises(ValidationError, match="does not take place"):
        services.put_on(by=person, meeting=case.meeting, deaths=[])
    assert "Does not take place" in text_of(cdop.get(case.meeting.get_absolute_url()))
    assert "Does not take place" in text_of(cdop.get(reverse("cdop:panels")))


def test_what_was_decided_at_a_meeting_holds_its_day_its_list_and_the_day_of_the_feedback(cdop, person):
    case = PanelCaseFactory(death=ready())
    waiting = PanelCaseFactory(death=ready(), meeting=case.meeting)
    services.decide(by=person, case=case, outcome=PanelOutcome.MORE_ASKED, reason="The scan.", withdrew="")
    today, meeting = timezone.localdate(), case.meeting
    change = reverse("cdop:panel-change", args=[meeting.reference])
    facts = {"chair": "Somebody", **day_boxes("held_on", today)}

    assert "it took place" in text_of(posted(cdop, change, {**facts, "called_off_because": "Snow."}))
    moved = {**facts, **day_boxes("held_on", today + timedelta(days=1))}
    assert "its day stays" in text_of(posted(cdop, change, moved))
    assert posted(cdop, change, facts).status_code == 302
    order = reverse("cdop:panel-order", args=[meeting.reference])
    assert "it stays on its list" in text_of(posted(cdop, order, {}))
    posted(cdop, order, {f"place_{case.reference}": 1})
    assert list(meeting.cases.all()) == [case]
    assert set(ready_for(person)) == {case.death, waiting.death}
    early = {"feedback": "x", "feedback_by": "y", **day_boxes("feedback_on", today - timedelta(days=1))}
    assert "after the meeting" in text_of(posted(cdop, at("feedback", case), early))
    again = PanelCaseFactory(death=case.death, meeting__held_on=today)
    page = cdop.get(reverse("cdop:panel-pack", args=[again.meeting.reference]))
    assert "Nothing left" in text_of(page)
    text = " ".join(" ".join(sheets(made(cdop, again.meeting).content)).split())
    assert "More information asked for" in text
    assert "The scan." in text


def test_those_who_do_not_review_deaths_know_of_no_panel(client_for):
    case = PanelCaseFactory()
    for role in (RoleKey.PIG_MEMBER, RoleKey.SIN_LEAD):
        client = client_for(PersonFactory(role=role))
        assert client.get(case.meeting.get_absolute_url()).status_code == 404
        assert client.get(reverse("cdop:panels")).status_code == 403
