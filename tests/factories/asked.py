"""Figures that agencies are asked for, as the unit's asking leaves them. Every number is made up."""

from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Agency, Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Return
from intelligence.asked.asking import FIGURES, figures_due_on
from intelligence.asked.presenters import quarters
from intelligence.asked.questions import key_of
from intelligence.asked.services import ask_for_figures
from intelligence.indicators.periods import Period, quarters_before
from intelligence.models import AskedFigure, Indicator
from tests.factories.indicators import IndicatorFactory
from tests.factories.partnership import AgencyFactory, PersonFactory


def last_quarter() -> Period:
    return quarters_before(timezone.localdate(), 1)[0]


def owned(agency: Agency | None = None, **facts) -> Indicator:
    """Return an indicator for whose figures an agency is asked."""
    return IndicatorFactory(owner_agency=agency or AgencyFactory(), **facts)


def figures_asked(*indicators: Indicator, by: Person | None = None) -> list[Return]:
    """Ask for the figures of the last quarter, of these indicators or of a new one, and return what was asked."""
    if not indicators:
        owned()
    quarter = last_quarter()
    requests = ask_for_figures(
        by=by or PersonFactory(), kind=FIGURES, quarter=quarter, due_on=figures_due_on(quarter), message="Please."
    )
    return [request.returns.get() for request in requests]


def said(asked: Return, **answers) -> Return:
    """Answer each figure of a return the same way: `have`, `counted`, `out_of`, `why`, `note`."""
    for one in AskedFigure.objects.filter(asked=asked).select_related("indicator"):
        key = key_of(one.indicator.code, one.starts_on)
        part = Part.objects.get(of=asked, section=key)
        part.answers = {f"{key}-{name.replace('_', '-')}": value for name, value in answers.items()}
        part.save()
    return asked


def sent_in(asked: Return, **answers) -> Return:
    """Answer and send a return."""
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)
    return RETURN.apply("send", said(asked, **answers), by=officer)


def accepted(asked: Return, by: Person | None = None) -> Return:
    return RETURN.apply("accept", asked, by=by or PersonFactory())


def of_asked_figures() -> dict[str, list]:
    """Return the parts of the address at which the figures of a quarter are asked for."""
    owned()
    return {"quarter asked for": [next(iter(quarters()))]}
