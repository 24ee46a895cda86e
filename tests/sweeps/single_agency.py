"""Pages of single-agency audits with as many audits or agencies as asked for."""

from django.urls import reverse

from audits.choices import YearState
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.single_agency import SingleAuditFactory, a_step, a_year, takes_part


def register(rows, _):
    SingleAuditFactory.create_batch(rows)
    return reverse("audits:single-agency-audits")


def years(rows, _):
    for _number in range(rows):
        a_year(agencies=0)
    return reverse("audits:single-agency-years")


def a_year_asked(rows, _):
    year = a_year(YearState.ASKED, agencies=0)
    for _number in range(rows):
        audit = SingleAuditFactory(year=year, title="Fathers and supervision")
        takes_part(year, audit.agency)
        a_step(year)
    return year.get_absolute_url()


def looked_at(rows, _):
    for _number in range(rows):
        SingleAuditFactory(title="What fathers say")
        MultiAgencyAuditFactory(title="What dads say")
    return f"{reverse('audits:looked-at')}?q=fathers"


SINGLE_AGENCY = {register: 5, years: 4, a_year_asked: 12, looked_at: 4}
