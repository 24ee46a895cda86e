"""Changing rules: what counts at once, what waits for a second person, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import queries
from escp.deadlines.calendar import WorkingDaysBefore
from escp.deadlines.choices import Level, PauseGround
from escp.deadlines.clocks import Days, Hours, WorkingDays, after_due, before_due, ladder
from escp.deadlines.editions import EDITIONS, Guidance
from escp.deadlines.models import ClockRule
from escp.deadlines.queries.rulemaking import open_under, proposals_waiting_for
from escp.deadlines.registry import CLOCKS
from escp.deadlines.services import rulemaking
from escp.partnership.services import declare_conflict
from tests.deadlines.records import KEY, a_person, a_record, declare, the_deadline
from tests.factories.deadlines import STATUTORY, a_proposal, an_edition, in_days

pytestmark = pytest.mark.django_db
WEEK = {"length": WorkingDays(7), "authority": "The Invented Act 2030 section 1"}


def rule_on(day: date, key: str = KEY):
    return queries.rule_book().rule(CLOCKS[key], day)


def local(**changes):
    return declare(level=Level.LOCAL, guidance=(), **changes)


def refused(**fields) -> str:
    """Return the field and words of a refusal, and make sure that nothing is kept."""
    before = ClockRule.objects.count()
    with pytest.raises(ValidationError) as refusal:
        a_proposal(**fields)
    assert ClockRule.objects.count() == before
    return str(getattr(refusal.value, "message_dict", refusal.value.messages))


# What counts, and from when --------------------------------------------------------------------------------------


def test_a_local_length_counts_at_once_for_clocks_that_start_on_its_day_or_later(connected):
    local()
    today = timezone.localdate()
    running = the_deadline(a_record(timezone.now()))
    change = a_proposal(KEY, effective_from=today, length=Days(10))
    new = the_deadline(a_record(timezone.now()))
    running.refresh_from_db()

    assert (change.is_agreed, change.needs_second) == (True, False)
    assert running.kept_rule.length == WorkingDays(15)
    assert new.kept_rule.length == Days(10)
    assert new.due_on == today + timedelta(days=10)
    assert rule_on(today - timedelta(days=1)).length == WorkingDays(15)


def test_a_statutory_length_counts_only_once_a_second_person_agrees(clock):
    day, proposer, colleague = in_days(5), a_person(), a_person()
    change = a_proposal(KEY, by=proposer, effective_from=day, **WEEK)
    assert rule_on(day).length == WorkingDays(15)

    with pytest.raises(ValidationError, match="second person"):
        rulemaking.agree(by=proposer, proposal=change)
    assert rule_on(day).length == WorkingDays(15)

    rulemaking.agree(by=colleague, proposal=change)
    assert rule_on(day).length == WorkingDays(7)
    assert rule_on(day).authority == "The Invented Act 2030 section 1"
    assert rule_on(in_days(4)).length == WorkingDays(15)
    with pytest.raises(ValidationError, match="settled already"):
        rulemaking.agree(by=colleague, proposal=change)


def test_the_database_too_refuses_that_one_person_agrees_their_own_proposal(clock):
    person = a_person()
    change = a_proposal(KEY, by=person, **WEEK)
    change.agreed_by, change.agreed_at = person, timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        change.save()


def test_reminders_and_recipients_of_a_statutory_clock_count_at_once(clock):
    change = a_proposal(
        KEY, effective_from=in_days(0), remind=(before_due(2),), escalate=ladder(lead=after_due(1, "d"))
    )
    rule = rule_on(in_days(0))

    assert change.is_agreed
    assert (rule.remind, rule.escalate) == ((before_due(2),), ladder(lead=after_due(1, "d")))
    assert rule.length == WorkingDays(15)


def test_what_a_change_leaves_out_stays_as_an_earlier_change_made_it(clock):
    local_change = a_proposal(KEY, effective_from=in_days(1), remind=(before_due(2),))
    a_proposal(KEY, effective_from=in_days(2), escalate=ladder(unit=before_due(0)))

    assert local_change.revision.escalate is None
    assert rule_on(in_days(2)).remind == (before_due(2),)


def test_why_this_date_names_who_changed_the_rule_and_when(connected, client_for):
    local()
    manager = a_person(full_name="Maple Marsh")
    a_proposal(KEY, by=manager, effective_from=in_days(0), length=Days(10))
    rule = the_deadline(a_record(timezone.now())).kept_rule

    assert len(rule.changed) == 1
    assert rule.changed[0].startswith("Length changed from")
    assert "by Maple Marsh on" in rule.changed[0]


def test_a_second_persons_agreement_is_named_too(clock):
    proposer, colleague = a_person(full_name="Maple Marsh"), a_person(full_name="Aspen Acorn")
    change = a_proposal(KEY, by=proposer, effective_from=in_days(0), **WEEK)
    rulemaking.agree(by=colleague, proposal=change)
    (sentence,) = rule_on(in_days(0)).changed

    assert sentence.startswith("Length and authority changed from")
    assert "by Maple Marsh on" in sentence
    assert "agreed by Aspen Acorn on" in sentence


# What is refused ---------------------------------------------------------------------------------------------------


def test_a_day_in_the_past_or_too_far_ahead_is_refused(clock):
    assert "today or a later day" in refused(clock=KEY, effective_from=in_days(-1), **WEEK)
    assert "ten years" in refused(clock=KEY, effective_from=in_days(4000), **WEEK)


def test_two_changes_of_a_clock_from_one_day_are_refused_until_one_is_withdrawn(clock):
    first = a_proposal(KEY, **WEEK)
    assert "already" in refused(clock=KEY, **WEEK)

    rulemaking.withdraw_proposal(by=a_person(), proposal=first)
    assert a_proposal(KEY, **WEEK).is_waiting


def test_a_statutory_length_needs_an_authority_and_an_authority_needs_a_length(clock):
    assert "Enter the authority" in refused(clock=KEY, length=WorkingDays(7))
    assert "unless the length changes" in refused(clock=KEY, authority="The Invented Act")


def test_a_change_of_nothing_is_refused(clock):
    assert "Nothing has been changed" in refused(clock=KEY, level=None)


def test_a_statutory_duty_keeps_a_reminder_and_somebody_to_go_up_to(clock):
    assert "keep at least one" in refused(clock=KEY, remind=())
    assert "reach somebody else" in refused(clock=KEY, escalate=())


def test_a_local_target_may_do_without_reminders(connected):
    local()

    assert a_proposal(KEY, remind=(), escalate=()).is_agreed


@pytest.mark.parametrize("number", [0, 401])
def test_a_length_out_of_bounds_is_refused(clock, number):
    assert "between 1 and 400" in refused(clock=KEY, length=Days(number), authority="The Invented Act")


def test_a_clock_keeps_to_units_that_it_can_be_counted_in(connected):
    local(pauses=(PauseGround.COURT,))
    assert "cannot be counted in hours" in refused(clock=KEY, length=Hours(24))
    CLOCKS.pop(KEY)
    local(length=WorkingDaysBefore(7))
    assert "cannot be counted in days" in refused(clock=KEY, length=Days(7))
    CLOCKS.pop(KEY)
    local(length=None, due_field="ends_at")
    assert "no length" in refused(clock=KEY, length=Days(7))
    assert rulemaking.units_of(CLOCKS[KEY]) == []


# Withdrawing -------------------------------------------------------------------------------------------------------


def test_what_has_taken_effect_is_neither_agreed_nor_withdrawn_again(clock):
    change = a_proposal(KEY, effective_from=in_days(0), remind=(before_due(2),))

    with pytest.raises(ValidationError, match="taken effect"):
        rulemaking.withdraw_proposal(by=a_person(), proposal=change)
    assert rule_on(in_days(0)).remind == (before_due(2),)


def test_an_agreed_change_whose_day_has_not_come_can_be_withdrawn_and_stays_to_be_read(clock):
    change = a_proposal(KEY, effective_from=in_days(3), remind=(before_due(2),))
    rulemaking.withdraw_proposal(by=a_person(), proposal=change)
    change.refresh_from_db()

    assert change.withdrawn_at
    assert rule_on(in_days(3)).remind == CLOCKS[KEY].remind
    assert change.history.count() == 2
    with pytest.raises(ValidationError, match="withdrawn already"):
        rulemaking.withdraw_proposal(by=a_person(), proposal=change)


def test_a_proposal_whose_day_has_passed_can_only_be_withdrawn(clock):
    change = a_proposal(KEY, effective_from=in_days(1), **WEEK)
    ClockRule.objects.filter(pk=change.pk).update(effective_from=in_days(-1))

    with pytest.raises(ValidationError, match="has passed"):
        rulemaking.agree(by=a_person(), proposal=change)
    rulemaking.withdraw_proposal(by=a_person(), proposal=change)


# Editions ----------------------------------------------------------------------------------------------------------


def test_an_edition_counts_once_agreed_and_open_deadlines_keep_theirs(connected):
    declare(guidance=(Guidance.WORKING_TOGETHER,))
    running = the_deadline(a_record(timezone.now()))
    edition = an_edition(effective_from=in_days(0))
    a_change = a_proposal(KEY, effective_from=in_days(0), edition=edition, **WEEK)
    with pytest.raises(ValidationError, match="edition it belongs to first"):
        rulemaking.agree(by=a_person(), proposal=a_change)

    assert rule_on(in_days(0)).edition == "WT2026"
    rulemaking.agree(by=a_person(), proposal=edition)
    rulemaking.agree(by=a_person(), proposal=a_change)
    new = the_deadline(a_record(timezone.now()))
    running.record.save()
    running.refresh_from_db()

    assert (new.kept_rule.edition, new.kept_rule.length) == ("WT2030", WorkingDays(7))
    assert new.kept_rule.editions == "Working Together 2030"
    assert (running.kept_rule.edition, running.kept_rule.length) == ("WT2026", WorkingDays(15))


def test_every_change_that_an_edition_brings_needs_a_second_person(connected):
    declare(guidance=(Guidance.WORKING_TOGETHER,))
    edition = an_edition(effective_from=in_days(2))

    assert a_proposal(KEY, effective_from=in_days(2), edition=edition, remind=(before_due(3),)).is_waiting


def test_a_change_belongs_only_to_an_edition_that_governs_its_clock_from_its_day_on(clock):
    edition = an_edition(effective_from=in_days(5))
    panel = an_edition(code="PANEL2030", guidance=Guidance.PANEL, effective_from=in_days(5))

    assert "does not govern" in refused(clock=KEY, effective_from=in_days(5), edition=edition, **WEEK)
    assert "choose that day or a later one" in refused(clock=KEY, effective_from=in_days(4), edition=panel, **WEEK)


def test_with_an_edition_go_the_changes_that_belong_to_it(clock):
    panel = an_edition(code="PANEL2030", guidance=Guidance.PANEL, effective_from=in_days(5))
    change = a_proposal(KEY, effective_from=in_days(5), edition=panel, **WEEK)
    rulemaking.withdraw_proposal(by=a_person(), proposal=panel)
    change.refresh_from_db()

    assert change.withdrawn_at
    assert "does not govern" in refused(clock=KEY, effective_from=in_days(5), edition=panel_again(panel), **WEEK)


def panel_again(edition):
    edition.refresh_from_db()
    return edition


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "wt 2030"}, "capital letters"),
        ({"code": "WT2026"}, "already"),
        ({"effective_from": date(2026, 3, 19)}, "begins after Working Together 2026"),
        ({"effective_from": date(2099, 1, 1)}, "ten years"),
    ],
)
def test_an_edition_that_does_not_fit_is_refused(fields, words):
    with pytest.raises(ValidationError, match=words):
        an_edition(**fields)


def test_a_code_is_free_again_once_its_edition_is_withdrawn():
    rulemaking.withdraw_proposal(by=a_person(), proposal=an_edition())

    assert an_edition().is_waiting


def test_every_shipped_edition_tells_what_it_changes_or_that_nothing_is_confirmed():
    assert all(edition.changes or edition.unconfirmed for edition in EDITIONS)
    assert all(edition.unconfirmed for edition in EDITIONS if edition.code == "WT2026")


# My week -----------------------------------------------------------------------------------------------------------


def test_proposals_wait_for_everybody_else_who_may_change_rules(django_assert_num_queries):
    proposer, colleague = a_person(), a_person(RoleKey.ADMINISTRATOR)
    change, edition = a_proposal(STATUTORY, by=proposer), an_edition(by=proposer)
    a_proposal(STATUTORY, effective_from=in_days(3), remind=(before_due(1),))
    passed = a_proposal(STATUTORY, effective_from=in_days(7), **WEEK)
    ClockRule.objects.filter(pk=passed.pk).update(effective_from=in_days(-1))

    assert proposals_waiting_for(proposer) == []
    assert proposals_waiting_for(a_person(RoleKey.BUSINESS_OFFICER)) == []
    colleague.may("x")
    with django_assert_num_queries(3):
        assert proposals_waiting_for(colleague) == [change, edition]
    assert change.what.startswith("Notify the National Panel: length and authority from")
    rulemaking.agree(by=colleague, proposal=change)
    assert queries.proposals_waiting_for(colleague) == [edition]


def test_counts_by_kept_rule_tell_only_of_records_that_the_person_may_open(connected):
    manager = a_person()
    declare()
    a_record(timezone.now())
    shut = a_record(timezone.now())
    declare_conflict(by=manager, case=shut.case, person=manager, reason="Knows the family.")

    assert [number for _, number in open_under(manager, KEY)[KEY]] == [1]
    assert [number for _, number in open_under(a_person(), KEY)[KEY]] == [2]


def test_a_clock_of_no_record_counts_nothing():
    assert open_under(a_person(), "cdop.ncmd") == {"cdop.ncmd": []}
