"""Asking each agency for its reporting form about a death. Each is one transaction."""

from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cdop.asking import NO_SUPPLEMENT, REPORTING_FORM, SUPPLEMENTS, is_asked_here
from cdop.models import ChildDeath
from cdop.queries import professionals_of
from cdop.queries.reporting import agencies_asked_about
from escp.partnership.models import Agency, Person
from escp.returns.models import Request
from escp.returns.queries import published, speaks_for_another
from escp.returns.queries.reaching import contributors_of
from escp.returns.services.asking import Asked, ask
from escp.returns.services.people import Pasted, person_for
from escp.ui.words import listed

NOT_PUBLISHED = (
    "The questionnaire “Child death: reporting form” is not published: ask the business unit to do so first."
)
# No name and nothing that anybody typed: it goes out by e-mail.
LETTER = """Please send what your agency knows, for the review {reference}.

Which child this is about you are told by telephone or by secure e-mail under this reference, never here. Write no \
names in the form.

Whoever is asked for information for the review of a child’s death must give it (Children Act 2004 section 16N). If \
your agency holds nothing, choose “We have nothing to tell”: that is an answer too.

What is saved is not sent: press “Send” at the end."""


@transaction.atomic
def ask_for_forms(
    *, by: Person, death: ChildDeath, agencies: Iterable[Agency], due_on: date, supplements: Collection[str] = ()
) -> Request:
    """Ask agencies for their reporting form, with the supplementary forms that go with the circumstances.

    One letter for each agency: to whoever contributes for it or, where nobody does, to the professional who knew the
    child. Raises ValidationError for a death that is not reviewed here in full, and for an agency asked already.
    """
    if not is_asked_here(death):
        raise ValidationError(
            "Reporting forms are asked about a death that is reviewed here in full, before its panel."
        )
    version = published(REPORTING_FORM.questionnaire)
    if version is None:
        raise ValidationError(NOT_PUBLISHED)
    asked, known = list(agencies), agencies_asked_about(death)
    if again := [agency.short_name for agency in asked if agency.pk in known]:
        raise ValidationError(f"Asked already: {listed(again)}.")
    request = ask(
        by=by,
        kind=REPORTING_FORM,
        version=version,
        title=f"{REPORTING_FORM.label} {death.reference}",
        message=LETTER.format(reference=death.reference),
        due_on=due_on,
        whom=_whom(by, death, asked),
        about=death,
        given={SUPPLEMENTS: list(supplements) or [NO_SUPPLEMENT]},
    )
    # Whoever has the page of asking open is told that somebody else has asked meanwhile.
    death.save()
    return request


def _whom(by: Person, death: ChildDeath, agencies: list[Agency]) -> list[Asked]:
    reached = contributors_of(agencies, death.case_id)
    knew = {one.agency_id: one for one in reversed(professionals_of(death)) if one.email}
    found = []
    for agency in agencies:
        professional = None if agency.pk in reached else knew.get(agency.pk)
        person = person_for(by=by, pasted=Pasted(professional.role, professional.email)) if professional else None
        if person and (others := speaks_for_another(person, agency)):
            raise ValidationError(f"The e-mail address of the {professional} belongs to somebody of {others[0]}.")
        found.append(Asked(agency, person))
    return found
