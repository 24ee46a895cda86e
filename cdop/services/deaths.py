"""A death is notified, described, and held apart from who the child was. Each write is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cdop.models import ChildDeath, Professional
from cdop.policies import age_in_years, band_of
from cdop.queries import deaths_like
from escp.access.log import record_access
from escp.partnership.choices import AgeBand
from escp.partnership.matching import Identifying, Likeness
from escp.partnership.models import Person
from escp.partnership.services import hold_identity, open_case
from escp.ui.words import listed


@transaction.atomic
def notify_death(
    *,
    by: Person,
    death: ChildDeath,
    identity: Mapping[str, Any] | None,
    age_band: str = "",
    another_child: bool = False,
) -> ChildDeath:
    """Record a death that was notified: under a pseudonym, with who the child was held apart.

    Raises ValidationError, keyed `another_child`, when it may be one that is recorded already and nobody has said that
    it is another child. The comparison is logged; its sentence names nobody.
    """
    alike = deaths_like(identity=Identifying.of(identity) if identity else None, death=death)
    if identity is not None:
        record_access(by, "compared an identity with those held", outcome="allowed", purpose="Notification of a death")
    if alike and not another_child:
        raise ValidationError({"another_child": may_be_the_same(alike)})
    if identity is not None and (born_on := identity.get("date_of_birth")):
        age_band = band_of(age_in_years(born_on, timezone.localdate(death.died_at)))
    death.case = open_case(by=by, age_bands=[age_band or AgeBand.NOT_KNOWN])
    death.child = death.case.children.get()
    death.recorded_by = by
    death.save()
    if identity is not None:
        hold_identity(by=by, child=death.child, under=death.reference, **identity)
    return death


def may_be_the_same(alike: list[tuple[ChildDeath, Likeness | None]]) -> str:
    """Return what is said of deaths that may be the same: how they are alike and under which reference, no more."""
    found = [f"{death.reference} ({how or 'the same eCDOP reference'})" for death, how in alike]
    return f"This may be a death that is recorded already: {listed(found)}. Compare them first"


@transaction.atomic
def change_death(*, by: Person, death: ChildDeath) -> ChildDeath:
    """Save a change to what is known. When the child died starts clocks: that is corrected with a reason, not here."""
    must_be_open(death)
    death.save()
    return death


@transaction.atomic
def hold_who_it_is(*, by: Person, death: ChildDeath, identity: Mapping[str, Any]) -> ChildDeath:
    """Write or correct who the child was, and the age band that everybody sees with it."""
    must_be_open(death)
    hold_identity(by=by, child=death.child, under=death.reference, **identity)
    if born_on := identity.get("date_of_birth"):
        death.child.age_band = band_of(age_in_years(born_on, timezone.localdate(death.died_at)))
        death.child.save()
    death.save()
    return death


@transaction.atomic
def add_professional(*, by: Person, death: ChildDeath, **facts: Any) -> Professional:
    """Put somebody who knew the child on the list of those who are asked."""
    must_be_open(death)
    professional = Professional.objects.create(death=death, **facts)
    death.save()
    return professional


@transaction.atomic
def remove_professional(*, by: Person, death: ChildDeath, professional: Professional) -> None:
    """Take somebody off the list who did not know the child; the history keeps that they stood there."""
    must_be_open(death)
    professional.delete()
    death.save()


def must_be_open(death: ChildDeath) -> None:
    """Raise ValidationError when a review takes no more writing."""
    if not death.is_open:
        raise ValidationError(f"This can no longer be changed: it is now “{death.get_state_display()}”.")
