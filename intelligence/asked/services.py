"""Asking agencies for the figures of a quarter, and keeping what was accepted. Each function is one transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Agency, Person
from escp.returns.kinds import RequestKind
from escp.returns.models import Questionnaire, Request, Return, Version
from escp.returns.queries import answers_of
from escp.returns.services import questionnaires
from escp.returns.services.asking import Asked, ask
from intelligence.asked.queries import figures_of_request, standing, to_ask, wanted_of
from intelligence.asked.questions import figure_of, key_of, note_of, questions_for
from intelligence.indicators.numbers import Given
from intelligence.indicators.periods import Period
from intelligence.models import AskedFigure, Figure, Indicator
from intelligence.own.services import give

NOTHING_TO_ASK = "Nothing is left to ask: every figure of this quarter is here, was asked for, or has no agency to ask."
PURPOSE = "What the business unit asks this agency for each quarter. A version is made each time what is asked differs."


@transaction.atomic
def ask_for_figures(
    *, by: Person, kind: RequestKind, quarter: Period, due_on: date, message: str = ""
) -> list[Request]:
    """Ask each agency for its figures of a quarter that are not here and not asked for yet.

    Side effects: a request with one return, its deadline and a letter for each agency. Raises ValidationError.
    """
    # Of two who ask at once the second finds what the first has asked.
    list(Indicator.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    asking = to_ask(quarter)
    if not asking:
        raise ValidationError(NOTHING_TO_ASK)
    return [_ask(by, kind, quarter, agency, figures, due_on, message) for agency, figures in asking.items()]


def _ask(
    by: Person,
    kind: RequestKind,
    quarter: Period,
    agency: Agency,
    figures: list[tuple[Indicator, Period]],
    due_on: date,
    message: str,
) -> Request:
    request = ask(
        by=by,
        kind=kind,
        version=_version(by, agency, figures),
        title=f"Figures of {quarter.name}",
        message=message,
        due_on=due_on,
        whom=[Asked(agency)],
    )
    asked = request.returns.get()
    AskedFigure.objects.bulk_create(
        AskedFigure(indicator=one, period=period.name, starts_on=period.starts_on, ends_on=period.ends_on, asked=asked)
        for one, period in figures
    )
    return request


def _version(by: Person, agency: Agency, figures: list[tuple[Indicator, Period]]) -> Version:
    """Return a published version of the agency's own questionnaire that asks for some figures."""
    asks = questions_for(wanted_of(figures))
    title = f"Figures of indicators: {agency.short_name}"[:160]
    known = Questionnaire.objects.filter(key=f"figures-of-{agency.pk}").first()
    if known is None:
        made = Questionnaire(key=f"figures-of-{agency.pk}", title=title, purpose=PURPOSE)
        draft = questionnaires.start(by=by, questionnaire=made, definition=asks)
        return questionnaires.publish(by=by, version=draft)
    newest = known.versions.latest("number")
    draft = newest if newest.is_draft else questionnaires.copy(by=by, version=newest)
    return questionnaires.publish(by=by, version=questionnaires.rewrite(by=by, version=draft, definition=asks))


@transaction.atomic
def take_in(*, by: Person, asked: Return) -> list[Figure]:
    """Keep the figures of a return that was accepted, each saying from which; accepted again, those that differ.

    A published figure stays: only its publisher revises it. A return with nothing to tell makes each not available.
    """
    answers = {} if asked.is_nil else answers_of(asked)
    kept = (_keep(by, asked, one, answers) for one in figures_of_request(asked.request_id))
    return [figure for figure in kept if figure is not None]


def _keep(by: Person, asked: Return, one: AskedFigure, answers: dict[str, Any]) -> Figure | None:
    if one.asked_id != asked.pk:
        one.asked = asked
        one.save()
    here, key = standing(one), key_of(one.indicator.code, one.starts_on)
    said = figure_of(answers, key, one.indicator.unit)
    note = asked.nil_reason if asked.is_nil else note_of(answers, key)
    if here is not None and (here.is_published or _says(here, asked, said, note)):
        return None
    return give(
        by=by,
        indicator=one.indicator,
        period=Period(one.period, one.starts_on, one.ends_on),
        given=said,
        facts={"agency": asked.agency, "given_from": asked.reference, "note": note, "came_with": asked},
        reason=f"{asked.reference} was accepted" if here is not None else "",
    )


def _says(figure: Figure, asked: Return, said: Given, note: str) -> bool:
    """Say whether a figure came with a return and still says what that says."""
    same = (figure.text, figure.numerator, figure.denominator) == (said.text, said.numerator, said.denominator)
    return figure.came_with_id == asked.pk and same and figure.note == note
