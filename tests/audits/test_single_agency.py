"""A year of single-agency audits goes its way to March and on; the register, who may change it, and what is refused."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

import learning.words
from audits.choices import MEETING, RETURNS, CarriedOutBy, YearState
from audits.lifecycle import SINGLE_AGENCY_YEAR
from audits.models import CarriedStep, MultiAgencyAudit, SingleAgencyAudit, SingleAgencyYear
from audits.presenters.single_agency import common_topics, who_has_not_submitted, year_page
from audits.queries.looked_at import MULTI_TEXTS, SINGLE_TEXTS, looked_at
from audits.queries.single_agency import (
    audits_in,
    every_return_is_in,
    returns_in_year,
    steps_to_settle,
    years_for,
)
from audits.reports.march_pack import MARCH_PACK, build, pieces
from audits.services import single_agency as services
from audits.single_asking import SINGLE_AGENCY, return_saved, why_year_closed
from escp.access.roles import RoleKey
from escp.partnership.models.plan import year_of
from escp.reports.report import WORD_FORM
from escp.reports.word import Heading, Table, Words
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from home.models import FixedPoint
from home.year_plan.services import make_year
from learning import plan_days
from tests.actionplans.sending import on, send, text
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import RequestFactory
from tests.factories.single_agency import SingleAuditFactory, a_step, a_year, takes_part, the_questions

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SIGNED = {"signed_off_name": "Wren Willow", "signed_off_title": "Chief executive"}


def step(client, year, name, **facts):
    year.refresh_from_db()
    return send(client, f"/steps/single-agency-year/{year.reference}/{name}/", version=year.version, **facts)


def written(year):
    """Return all that the pack says, as one text."""
    said = []
    for piece in pieces(year):
        match piece:
            case Heading():
                said.append(piece.text)
            case Words():
                said.append(piece.text)
            case Table():
                said += [" ".join(map(str, row)) for row in piece.rows]
    return "\n".join(said)


def test_a_year_goes_from_its_opening_over_the_march_meeting_to_the_year_after(client_for):
    the_questions()
    manager = PersonFactory()
    police, trust, charity = (AgencyFactory(name=name) for name in ("Police", "Trust", "Charity"))
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    client, number = client_for(manager), year_of(TODAY())
    make_year(by=manager, year=number)
    facts = {"year": number, "spotlight": "Supervision\n\nFathers", "message": "Please tell."}
    assert "Error:" in text(send(client, reverse("audits:single-agency-year-new"), **facts))
    send(client, reverse("audits:single-agency-year-new"), **facts, agencies=police.pk)
    year = SingleAgencyYear.objects.get()
    assert year.topics == ["Supervision", "Fathers"]
    assert "not asked yet" in text(client.get(year.get_absolute_url()))
    changed = reverse("audits:single-agency-year-change", args=[year.reference])
    assert send(client, changed, version=year.version, spotlight="Fathers", agencies=police.pk).status_code == 302
    year.agencies.set([police, trust, charity])
    assert step(client, year, "ask_agencies", **on("due_on", TODAY() - timedelta(days=1))).status_code == 200
    assert step(client, year, "ask_agencies", **on("due_on", TODAY() + timedelta(days=9))).status_code == 302
    year.refresh_from_db()
    assert "Spotlight topics of the year: Fathers." in year.request.message
    assert "asked already" in text(send(client, changed, version=year.version, spotlight="More", agencies=police.pk))

    returns = {one.agency: one for one in returns_in_year(year)}
    rows = [{"title": "Audit of police", "sample": "8", "by": "External"}, {"title": "", "sample": "some"}]
    words = {"audits-rows": rows, "audits-strengths": "Calm.", "audits-develop": "Dads are not asked."}
    for section in year.request.asks.asks.sections:
        part = returns[police].parts.get(section=section.key)
        part.answers = {one.key: words.get(one.key, f"Said {one.key}.") for one in section.questions}
        part.save()
    RETURN.apply("send", returns[police], by=officer, **SIGNED)
    assert not SingleAgencyAudit.objects.exists()
    RETURN.apply("accept", returns[police], by=manager)
    first, second = SingleAgencyAudit.objects.order_by("place")
    assert (first.title, first.sample, first.by_whom) == ("Audit of police", 8, CarriedOutBy.EXTERNAL)
    assert (second.title, second.sample, second.by_whom) == ("Audit 2", None, "")
    assert first.next_steps == "Said change-open."
    services.take_in(by=manager, asked=returns[police])
    assert SingleAgencyAudit.objects.count() == 2
    nurse = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust)
    RETURN.apply("send_nil", returns[trust], by=nurse, nil_reason="A new record system.", **SIGNED)
    RETURN.apply("accept", Return.objects.get(pk=returns[trust].pk), by=manager)
    assert SingleAgencyAudit.objects.count() == 2

    page = text(client.get(year.get_absolute_url()))
    assert "Charity has not sent a return yet." in page
    assert "A new record system." in page
    assert client.post(reverse("audits:march-pack", args=[year.reference]), {"form": "pdf"}).status_code == 302
    said = written(year)
    assert "Charity has not sent a return yet." in said
    assert said.count("Dads are not asked.") == 1
    assert "Said spotlight-what." in said
    assert "It has nothing to tell: A new record system." in said
    assert build(manager, reference=year.reference, form=WORD_FORM).content

    assert "Send out the papers first" in text(client.get(f"/steps/single-agency-year/{year.reference}/hold_meeting/"))
    assert step(client, year, "send_papers").status_code == 302
    assert "went out on" in text(client.get(f"/steps/single-agency-year/{year.reference}/send_papers/"))
    year.refresh_from_db()
    notes = reverse("audits:single-agency-notes", args=[year.reference])
    assert send(client, notes, version=year.version, discussion="What would a child notice?").status_code == 302
    late = step(client, year, "hold_meeting", discussion="All.", **on("met_on", TODAY() + timedelta(days=1)))
    assert late.status_code == 200
    assert step(client, year, "hold_meeting", discussion="We shared.", **on("met_on", TODAY())).status_code == 302
    earlier = a_step(year)
    assert step(client, year, "close_year", themes="Fathers are asked.").status_code == 302

    after = SingleAgencyYear.objects.get(year=number + 1)
    assert set(after.agencies.all()) == {police, trust, charity}
    assert {one.audit for one in after.carried_steps.all()} == {first, second, earlier.audit}
    carried = after.carried_steps.get(audit=first)
    address = reverse("audits:single-agency-step", args=[after.reference, carried.pk])
    assert "Error:" in text(send(client, address, version=carried.version, became=" "))
    assert send(client, address, version=carried.version, became="Done in May.").status_code == 302
    assert "What became of it: Done in May." in text(client.get(after.get_absolute_url()))
    assert "Done in May." in text(client.get(first.get_absolute_url()))
    assert "Done in May." in written(after)
    assert "Fathers are asked." in text(client.get(year.get_absolute_url()))
    year.refresh_from_db()
    with pytest.raises(ValidationError, match="until themes are agreed"):
        services.keep_discussion(by=manager, year=year)


def test_a_day_is_moved_in_the_year_plan_with_its_reason_and_open_returns_follow(client_for):
    manager, number = PersonFactory(), year_of(TODAY()) + 1
    year = a_year(YearState.ASKED, year=number)
    client = client_for(manager)
    assert "the year plan does not hold it" in text(client.get(year.get_absolute_url()))
    address = reverse("audits:single-agency-day", args=[year.reference, RETURNS])
    facts = {"reason": "The week of half-term.", **on("due_on", date(number + 1, 2, 10))}
    assert "Make the plan of the year first" in text(send(client, address, **facts))
    make_year(by=manager, year=number)

    assert send(client, address, **facts).status_code == 302

    assert FixedPoint.objects.get(year=number, key=RETURNS).due_on == date(number + 1, 2, 10)
    assert returns_in_year(year)[0].due_on == date(number + 1, 2, 10)
    assert "Moved: The week of half-term." in text(client.get(year.get_absolute_url()))
    meeting = {"reason": "A room.", **on("due_on", date(number + 1, 3, 9))}
    assert (
        send(client, reverse("audits:single-agency-day", args=[year.reference, MEETING]), **meeting).status_code == 302
    )
    assert client.get(reverse("audits:single-agency-day", args=[year.reference, "audit"])).status_code == 404
    with pytest.raises(ValidationError, match="does not belong"):
        services.move_day(by=manager, year=year, key="audit", due_on=TODAY(), reason="No.")
    settled = returns_in_year(year)[0]
    RETURN.apply("send", settled, by=PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=settled.agency), **SIGNED)
    services.move_day(by=manager, year=year, key=RETURNS, due_on=date(number + 1, 2, 11), reason="Again.")
    assert returns_in_year(year)[0].due_on == date(number + 1, 2, 10)
    assert not every_return_is_in(number)


def test_without_a_year_plan_a_year_has_no_days(monkeypatch):
    monkeypatch.setattr(plan_days, "_plans", [])
    year = a_year()

    assert services.returns_due_on(year) is None
    assert year_page(year, PersonFactory())["days"] == []
    assert "planned by" not in written(a_year(YearState.ASKED))


def test_a_year_is_asked_for_by_the_day_of_the_plan_and_not_without_questions_or_agencies():
    manager, year = PersonFactory(), a_year(year=year_of(TODAY()) + 1, agencies=0)
    with pytest.raises(ValidationError) as refused:
        SINGLE_AGENCY_YEAR.apply("ask_agencies", year, by=manager)
    assert len(refused.value.messages) == 2
    with pytest.raises(ValidationError, match="not published"):
        services.ask_for_audits(by=manager, year=year, kind=SINGLE_AGENCY)
    the_questions()
    year.agencies.add(AgencyFactory())

    asked = SINGLE_AGENCY_YEAR.apply("ask_agencies", year, by=manager)

    assert asked.request.due_on == services.returns_due_on(year)
    assert asked.request.message == ""
    assert why_year_closed(asked) == ""
    assert "Planned" in why_year_closed(a_year())


def test_a_year_is_opened_once_with_somebody_to_take_part():
    manager, known = PersonFactory(), a_year()
    with pytest.raises(ValidationError, match="opened already"):
        services.open_year(by=manager, year=SingleAgencyYear(year=known.year), agencies=[AgencyFactory()])
    with pytest.raises(ValidationError, match="at least one"):
        services.open_year(by=manager, year=SingleAgencyYear(year=known.year + 5), agencies=[])
    with pytest.raises(ValidationError, match="what became"):
        services.settle_step(by=manager, step=a_step(known))
    assert steps_to_settle(manager).exists()
    assert not steps_to_settle(PersonFactory(role=RoleKey.PIG_MEMBER)).exists()
    assert not years_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).exists()


def test_an_agency_s_member_records_and_changes_its_own_audits_and_no_other_s(client_for):
    member = PersonFactory(role=RoleKey.PIG_MEMBER)
    other, year = SingleAuditFactory(), a_year(agencies=0)
    year.agencies.add(member.agency)
    client, address = client_for(member), reverse("audits:single-agency-audit-new")
    facts = {"title": "Fathers in our records", "learning": "Dads are not asked.", **on("finished_on", TODAY())}
    assert "Select" in text(send(client, address, agency=other.agency.pk, **facts))
    ahead = facts | on("finished_on", TODAY() + timedelta(days=2))
    assert "cannot be in the future" in text(send(client, address, agency=member.agency.pk, **ahead))

    assert send(client, address, agency=member.agency.pk, **facts).status_code == 302

    audit = SingleAgencyAudit.objects.get(agency=member.agency)
    assert (audit.year, audit.recorded_by, audit.activity.title) == (year, member, "Fathers in our records")
    page = text(client.get(audit.get_absolute_url()))
    assert "Change the audit" in page
    assert "Fathers" in page
    mine = reverse("audits:single-agency-audit-change", args=[audit.reference])
    changed = facts | {"title": "Fathers"}
    assert send(client, mine, version=audit.version, agency=member.agency.pk, **changed).status_code == 302
    assert "Change the audit" not in text(client.get(other.get_absolute_url()))
    assert client.get(reverse("audits:single-agency-audit-change", args=[other.reference])).status_code == 404
    found = client.get(reverse("audits:single-agency-audits"), {"topic": "fathers"})
    assert audit.reference in text(found)
    assert other.reference not in text(found)
    with pytest.raises(ValidationError, match="your own agency"):
        services.record_audit(by=member, audit=other, agencies=[member.agency])


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_what_was_looked_at_already_is_found_by_words_and_by_topic_the_best_first(client_for, monkeypatch, vendor):
    monkeypatch.setattr(learning.words, "connection", SimpleNamespace(vendor=vendor))
    person = PersonFactory()
    titled = SingleAuditFactory(title="Fathers in assessments")
    other_words = MultiAgencyAuditFactory(title="What dads are asked", why_now="They are left out.")
    in_text = SingleAuditFactory(title="Quality of records", learning="The stepfather was not seen.")
    SingleAuditFactory(title="Safe sleep")

    found, topics = looked_at(person, "fathers assessments")

    assert found[0].audit == titled
    assert {one.audit for one in found} == {titled, other_words, in_text}
    assert topics[0] == "fathers"
    assert looked_at(person, in_text.reference.lower())[0][0].audit == in_text
    assert looked_at(person, " ?! ") == ([], [])
    assert looked_at(PersonFactory(role=RoleKey.ADMINISTRATOR), "fathers")[0] == []
    client, address = client_for(person), reverse("audits:looked-at")
    page = text(client.get(address, {"q": "fathers"}))
    assert "3 audits found" in page
    assert other_words.get_absolute_url() in page
    assert "Nobody seems to have looked at this" in text(client.get(address, {"q": "zebra"}))
    assert client.get(address, {"q": "x" * 900}).status_code == 200
    assert "Already looked at this?" in text(client.get(reverse("audits:audit-new")))


def test_the_texts_of_audits_stand_in_indexes_of_their_words():
    for model, texts in ((MultiAgencyAudit, MULTI_TEXTS), (SingleAgencyAudit, SINGLE_TEXTS)):
        words = SearchVectorExact(learning.words.words_of(texts), SearchQuery("zebra", config="english"))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert f"{model._meta.model_name}_words" in model.objects.filter(words).order_by().explain()


def test_the_pack_says_what_is_empty_and_what_several_agencies_share():
    empty = a_year(YearState.ASKED, agencies=0)
    said = written(empty)
    assert "No topic is in the spotlight this year." in said
    assert "Every agency that is asked has sent its return." in said
    assert "Nothing was carried forward." in said
    year = a_year(YearState.MET, agencies=1)
    year.discussion = "We listened."
    shared = [SingleAuditFactory(year=year, title="Supervision", drawn="Every third") for _ in range(2)]
    said = written(year)
    assert "No audit of this agency is shared this year." in said
    assert "We listened." in said
    assert [row[:2] for row in common_topics(audits_in(year))][:1] == [("Supervision", 2)]
    assert shared[0].reference in said
    assert "The meeting was held on" in said
    assert "are not asked yet" in who_has_not_submitted(a_year(), [])
    more = a_year(YearState.ASKED, agencies=2)
    assert "have not sent" in who_has_not_submitted(more, returns_in_year(more))


def test_the_pack_is_made_for_those_who_see_audits_once_the_agencies_are_asked(client_for):
    planned, asked, manager = a_year(), a_year(YearState.ASKED), PersonFactory()
    assert not MARCH_PACK.is_open_to(manager, {"reference": planned.reference, "form": "pdf"})
    assert MARCH_PACK.is_open_to(manager, {"reference": asked.reference, "form": "pdf"})
    assert not MARCH_PACK.is_open_to(
        PersonFactory(role=RoleKey.REVIEWER), {"reference": asked.reference, "form": "pdf"}
    )
    with pytest.raises(LookupError):
        build(manager, reference=planned.reference, form="pdf")
    client, address = client_for(manager), reverse("audits:march-pack", args=[planned.reference])
    assert "once the agencies are asked" in text(client.get(address))
    assert client.post(address, {"form": "pdf"}).status_code == 404
    wrong = client.post(reverse("audits:march-pack", args=[asked.reference]), {"form": "rtf"})
    assert wrong.status_code == 404


def test_returns_of_other_kinds_and_rows_loaded_from_a_file_make_no_entries():
    year = a_year(YearState.ASKED, agencies=0)
    asked = takes_part(year, AgencyFactory())
    asked.state, asked.settled_by = "accepted", PersonFactory()
    return_saved(Return, asked, raw=True)
    asked.request = RequestFactory()
    return_saved(Return, asked)

    assert not SingleAgencyAudit.objects.exists()


def test_a_meeting_is_not_recorded_ahead_and_steps_are_handed_to_a_year_that_is_open_already():
    by, year = PersonFactory(), a_year(YearState.MET)
    after = a_year(year=year.year + 1)
    SingleAuditFactory(year=year, next_steps="Look again in autumn.")
    a_step(year)

    assert services.hand_on(by=by, year=year) == 2
    assert CarriedStep.objects.filter(year=after).count() == 2
    asked = a_year(YearState.ASKED)
    asked.papers_on = TODAY()
    asked.save()
    with pytest.raises(ValidationError):
        SINGLE_AGENCY_YEAR.apply("hold_meeting", asked, by=by, met_on=TODAY() + timedelta(days=1), discussion="None.")
    assert not years_for(PersonFactory(role=RoleKey.ADMINISTRATOR)).exists()


def test_the_years_are_listed_the_latest_first_with_how_many_audits_each_shares(client_for):
    empty, full = a_year(year=2024), a_year(year=2025)
    SingleAuditFactory.create_batch(2, year=full)
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    page = client.get(reverse("audits:single-agency-years")).context["table"]
    assert [(row.record, row.record.audit_count) for row in page.rows] == [(full, 2), (empty, 0)]
