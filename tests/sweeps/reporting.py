"""Reporting forms about a death with as many agencies as asked for, and what each page costs."""

from django.urls import reverse

from cdop.choices import State
from tests.factories.cdop import ProfessionalFactory, ResponseFactory, a_form_asked
from tests.factories.partnership import AgencyFactory
from tests.factories.returns import sent


def death_forms(rows, _):
    record = ResponseFactory(death__state=State.GATHERING).death
    a_form_asked(record)
    request = None
    for _number in range(rows):
        request = sent(a_form_asked(record, request=request)).request
    return reverse("cdop:forms", args=[record.reference])


def death_forms_ask(rows, _):
    record = ResponseFactory(death__state=State.GATHERING).death
    for _number in range(rows):
        ProfessionalFactory(death=record, agency=AgencyFactory())
        a_form_asked(record)
    return reverse("cdop:forms-ask", args=[record.reference])


FORMS = {death_forms: 6, death_forms_ask: 11}
