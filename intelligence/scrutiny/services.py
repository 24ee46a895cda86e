"""Planning scrutiny, keeping reports as they are, raising challenges, judging answers. Each is one transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Agency, Person
from escp.partnership.models.plan import year_of
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from intelligence.choices import ScrutinyState
from intelligence.models import Challenge, Judgement, Referral, Scrutiny, ScrutinyReport
from intelligence.models.scrutiny import UNPLANNED
from intelligence.scrutiny.asking import CHALLENGED
from intelligence.scrutiny.queries import returns_answering
from reviews.lifecycle.national_review import must_be_past

OPEN = (ScrutinyState.IN_PROGRESS, ScrutinyState.FINDINGS)
NOT_OPEN = "Reports and challenges are recorded while the scrutiny is under way or its report is in."


@transaction.atomic
def plan(*, by: Person, scrutiny: Scrutiny) -> Scrutiny:
    """Put a topic into the plan of a year. Its report is owed from today.

    Raises ValidationError for somebody without an agency.
    """
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    scrutiny.lead, scrutiny.planned_by = by.agency, by
    scrutiny.save()
    return scrutiny


@transaction.atomic
def refer(*, by: Person, scrutiny: Scrutiny, origin: tuple[str, Any]) -> Scrutiny:
    """Put the question of a scrutiny to the scrutineer from a record, which is given with its name in `Referral`.

    It stands in no plan before the scrutineer takes it up, and an answer is owed. Raises ValidationError for somebody
    without an agency.
    """
    name, record = origin
    scrutiny.state, scrutiny.referred_on = ScrutinyState.REFERRED, timezone.localdate()
    scrutiny.year = year_of(scrutiny.referred_on)
    plan(by=by, scrutiny=scrutiny)
    Referral.objects.create(scrutiny=scrutiny, question=scrutiny.asks, referred_by=by, **{name: record})
    return scrutiny


@transaction.atomic
def change_plan(*, by: Person, scrutiny: Scrutiny) -> Scrutiny:
    """Save a changed plan. Raises ValidationError once it is closed, and while it stands in no plan."""
    if scrutiny.state == ScrutinyState.CLOSED:
        raise ValidationError("It is closed: the plan stays as it was.")
    if scrutiny.state in UNPLANNED:
        raise ValidationError("It stands in no plan: take it up first.")
    scrutiny.save()
    return scrutiny


@transaction.atomic
def keep_report(*, by: Person, report: ScrutinyReport) -> ScrutinyReport:
    """Keep a report for good, beside those before it. Raises ValidationError for a day ahead, or once it is over."""
    scrutiny = _locked(report.scrutiny)
    must_be_past(dated_on=report.dated_on)
    report.number = scrutiny.reports.count() + 1
    report.digest, report.recorded_by = report.digest_now(), by
    report.save()
    return report


@transaction.atomic
def challenge(*, by: Person, raised: Challenge, agencies: Iterable[Agency], due_on: date) -> Challenge:
    """Raise a challenge, and ask each named partner to answer by a date.

    Side effects: a return with its deadline and a letter for each. Raises ValidationError.
    """
    scrutiny = _locked(raised.scrutiny)
    version = published(CHALLENGED.questionnaire)
    if version is None:
        raise ValidationError("Publish the questionnaire “Answer to a challenge of the scrutineer” first.")
    raised.scrutiny, raised.raised_by = scrutiny, by
    raised.save()
    ask(
        by=by,
        kind=CHALLENGED,
        version=version,
        title=CHALLENGED.label,
        message=f"{raised.words}\n\nWhat it rests on: {raised.because}",
        due_on=due_on,
        whom=[Asked(agency) for agency in agencies],
        about=raised,
        senior_sign_off=True,
    )
    return raised


@transaction.atomic
def judge(*, by: Person, judgement: Judgement) -> Judgement:
    """Keep whether an answer is accepted, and why. Raises ValidationError before it was sent, or once it is over."""
    _locked(judgement.challenge.scrutiny)
    asked = Return.objects.select_for_update(of=("self",)).get(pk=judgement.asked_id)
    if asked not in returns_answering(judgement.challenge) or asked.state not in REPLIED:
        raise ValidationError("Nothing has been answered yet.")
    judgement.judged_by = by
    judgement.save()
    return judgement


def _locked(scrutiny: Scrutiny) -> Scrutiny:
    current = Scrutiny.objects.select_for_update(of=("self",)).get(pk=scrutiny.pk)
    if current.state not in OPEN:
        raise ValidationError(NOT_OPEN)
    return current
