"""Single-agency audits: recorded, or taken from returns; their year opened, asked for, discussed, handed on."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.choices import DAYS_OF_A_YEAR, RETURNS, CarriedOutBy, YearState
from audits.models import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from audits.queries.single_agency import (
    QUESTIONNAIRE,
    audits_with_next_steps,
    returns_in_year,
    steps_still_open,
    year_after,
    year_open_for,
    years_known,
)
from escp.partnership.models import Agency, Person
from escp.returns.kinds import RequestKind
from escp.returns.models import Return
from escp.returns.queries import merged, published
from escp.returns.services.asking import Asked, ask, extend
from learning import plan_days

NOBODY = "Choose at least one agency."
NO_QUESTIONS = "The questions are not published yet: publish the questionnaire on single-agency audits first."
ASKED_ALREADY = "The agencies are asked already. What they are asked stays as it is."
DAY_PASSED = "The day by which returns are due has passed. Enter another one."
OPEN_ALREADY = "This year is opened already."
NOT_YOURS = "You may record the audits of your own agency."


@transaction.atomic
def record_audit(*, by: Person, audit: SingleAgencyAudit, agencies: Iterable[Agency]) -> SingleAgencyAudit:
    """Save an audit of one of the agencies for which this person may record, in the year that is open for it.

    Raises ValidationError for another agency, and for a day that lies ahead.
    """
    if audit.agency not in set(agencies):
        raise ValidationError({"agency": NOT_YOURS})
    _must_be_past(finished_on=audit.finished_on)
    if audit.pk is None:
        audit.recorded_by, audit.year = by, year_open_for(audit.agency)
    audit.save()
    return audit


def _must_be_past(**days: date) -> None:
    """Raise ValidationError, at its field, for a day in the future."""
    for name, day in days.items():
        if day > timezone.localdate():
            raise ValidationError({name: "The date cannot be in the future."})


@transaction.atomic
def open_year(*, by: Person, year: SingleAgencyYear, agencies: Iterable[Agency]) -> SingleAgencyYear:
    """Save a new year with the agencies that take part. Raises ValidationError for one that is opened already."""
    if year.year in years_known():
        raise ValidationError({"year": OPEN_ALREADY})
    year.opened_by = by
    year.save()
    _choose(year, agencies)
    return year


@transaction.atomic
def change_year(*, by: Person, year: SingleAgencyYear, agencies: Iterable[Agency]) -> SingleAgencyYear:
    """Save a changed year. Raises ValidationError once the agencies are asked."""
    if year.state != YearState.PLANNED:
        raise ValidationError(ASKED_ALREADY)
    year.save()
    _choose(year, agencies)
    return year


def _choose(year: SingleAgencyYear, agencies: Iterable[Agency]) -> None:
    chosen = list(agencies)
    if not chosen:
        raise ValidationError({"agencies": NOBODY})
    year.agencies.set(chosen)


def returns_due_on(year: SingleAgencyYear) -> date | None:
    """Return the day of the year plan by which a year’s returns are due."""
    known = plan_days.days(year.year, (RETURNS,))
    return known[RETURNS].due_on if known else None


@transaction.atomic
def ask_for_audits(*, by: Person, year: SingleAgencyYear, kind: RequestKind, due_on: date | None = None) -> None:
    """Ask every agency of a year for its audits, by the day of the year plan or another. Somebody senior signs each.

    Raises ValidationError where the questions are not published, or the day has passed.
    """
    version, due_on = published(QUESTIONNAIRE), due_on or returns_due_on(year)
    if version is None:
        raise ValidationError(NO_QUESTIONS)
    if due_on is None or due_on < timezone.localdate():
        raise ValidationError({"due_on": DAY_PASSED})
    topics = "; ".join(year.topics)
    spotlight = f"Spotlight topics of the year: {topics}." if topics else ""
    year.request = ask(
        by=by,
        kind=kind,
        version=version,
        title=str(year),
        message="\n\n".join(words for words in (year.message, spotlight) if words),
        due_on=due_on,
        about=year,
        senior_sign_off=True,
        whom=[Asked(agency) for agency in year.agencies.order_by("name")],
    )
    year.asked_on = timezone.localdate()


@transaction.atomic
def move_day(*, by: Person, year: SingleAgencyYear, key: str, due_on: date, reason: str) -> SingleAgencyYear:
    """Move a day of a year in the year plan, with the reason. Returns that are still open follow theirs.

    Raises ValidationError for a day that the plan does not hold, or that lies outside its year or behind us.
    """
    if key not in DAYS_OF_A_YEAR:
        raise ValidationError("This day does not belong to the year.")
    plan_days.move(by=by, year=year.year, key=key, due_on=due_on, reason=reason)
    if key == RETURNS:
        for asked in returns_in_year(year):
            if asked.is_open:
                extend(by=by, asked=asked, due_on=due_on)
    return year


@transaction.atomic
def take_in(*, by: Person, asked: Return) -> list[SingleAgencyAudit]:
    """Make an entry of the register of each audit in a return that was accepted; accepted again, bring it up to date.

    What the agency says of its audits together stands with each of them.
    """
    if asked.is_nil:
        return []
    answers = merged(asked.parts.all())
    year = asked.request.single_agency_year
    together = {
        "good": _said(answers, "audits-strengths"),
        "learning": _said(answers, "audits-develop"),
        "impact": "\n\n".join(filter(None, (_said(answers, "change-what"), _said(answers, "change-children")))),
        "next_steps": _said(answers, "change-open"),
    }
    made = []
    rows = answers.get("audits-rows") or []
    for place, row in enumerate(rows, start=1):
        audit = SingleAgencyAudit.objects.filter(came_with=asked, place=place).first()
        if audit is None:
            audit = SingleAgencyAudit(came_with=asked, place=place, recorded_by=by, agency=asked.agency, year=year)
            audit.finished_on = timezone.localdate(asked.sent_at)
        for name, value in (_facts_of(row, place) | together).items():
            setattr(audit, name, value)
        audit.save()
        made.append(audit)
    return made


def _said(answers: Mapping[str, Any], key: str) -> str:
    return str(answers.get(key) or "").strip()[:2000]


def _facts_of(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    """Return what one row of a return says of its audit."""
    sample, by_whom = str(row.get("sample") or ""), str(row.get("by") or "").casefold()
    return {
        "title": str(row.get("title") or f"Audit {place}")[:160],
        "period": str(row.get("period") or "")[:80],
        "sample": int(sample) if sample.isascii() and sample.isdigit() and len(sample) < 8 else None,
        "method": str(row.get("method") or "")[:300],
        "grades": str(row.get("grades") or "")[:300],
        "by_whom": next((one for one in CarriedOutBy if by_whom.startswith(one.value[:3])), ""),
    }


@transaction.atomic
def keep_discussion(*, by: Person, year: SingleAgencyYear) -> SingleAgencyYear:
    """Save what was discussed. Raises ValidationError before the agencies are asked, and once themes are agreed."""
    if year.state not in (YearState.ASKED, YearState.MET):
        raise ValidationError("Notes are taken from the day on which agencies are asked until themes are agreed.")
    year.save()
    return year


@transaction.atomic
def hand_on(*, by: Person, year: SingleAgencyYear) -> int:
    """Carry the next steps of a year’s audits, and those that it was handed and are open, to the year after.

    That year is opened where it is not. Returns how many steps were carried.
    """
    audits, waiting = list(audits_with_next_steps(year)), list(steps_still_open(year))
    after = year_after(year)
    if after is None:
        after = SingleAgencyYear.objects.create(year=year.year + 1, opened_by=by)
        after.agencies.set(year.agencies.all())
    for audit in audits:
        CarriedStep.objects.create(audit=audit, year=after, words=audit.next_steps)
    for step in waiting:
        step.year = after
        step.save()
    return len(audits) + len(waiting)


@transaction.atomic
def settle_step(*, by: Person, step: CarriedStep) -> CarriedStep:
    """Save what became of a step that was carried on. Raises ValidationError without words."""
    if not step.became.strip():
        raise ValidationError({"became": "Say what became of it"})
    step.settled_on, step.settled_by = timezone.localdate(), by
    step.save()
    return step
