"""Somebody without a membership owes and sees nothing; a change that is agreed already is not previewed twice."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from escp.deadlines.editions import Guidance
from escp.deadlines.models import ClockRule, Edition
from escp.deadlines.queries import deadlines_to_list
from escp.deadlines.queries.rulemaking import book_with, open_under
from escp.deadlines.queries.week import paused_for
from escp.deadlines.registry import CLOCKS, RuleBook, get
from tests.factories.deadlines import STATUTORY
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory


@pytest.mark.django_db
def test_somebody_without_a_membership_has_no_list_and_no_pauses():
    IncidentFactory()
    nobody = PersonFactory(role=None)

    assert not deadlines_to_list(nobody).exists()
    assert not paused_for(nobody).exists()


def test_a_preview_adds_only_the_changes_that_wait():
    day = date(2027, 1, 1)
    edition = Edition(code="X1", guidance=Guidance.PANEL.value, name="X", effective_from=day, source="S")
    agreed = ClockRule(clock="tests.example", effective_from=day, agreed_at=timezone.now())
    waiting = ClockRule(clock="tests.example", effective_from=day)

    assert book_with(RuleBook(), edition, [agreed]).local == {}
    assert len(book_with(RuleBook(), edition, [agreed, waiting]).local["tests.example"]) == 1


@pytest.mark.django_db
def test_a_clock_that_is_declared_for_working_out_alone_gives_nobody_anything_to_see(monkeypatch):
    clock = replace(get(STATUTORY), key="nowhere", model=None, visible=None)
    monkeypatch.setitem(CLOCKS, clock.key, clock)
    person = PersonFactory()

    assert not deadlines_to_list(person).filter(clock=clock.key).exists()
    assert open_under(person, clock.key) == {clock.key: []}
