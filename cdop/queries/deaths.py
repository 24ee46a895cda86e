"""The deaths that a person may know of: those who review deaths, and nobody else. The rule stands in `learning`."""

from django.db.models import Q, QuerySet

from cdop.choices import State
from cdop.models import ChildDeath, ImmediateLearning, JointAgencyResponse, Professional
from cdop.policies import ANSWERS
from escp.access.permissions import Permission
from escp.partnership.matching import Identifying, Likeness
from escp.partnership.models import Person
from escp.partnership.queries import case_open_to, identities_like
from learning.queries import activity_open_to, sources_for
from reviews.models import SeriousIncident
from reviews.origins import Origin


def deaths_for(person: Person) -> QuerySet[ChildDeath]:
    """Return the child deaths that a person may know of."""
    return sources_for(person, ChildDeath).select_related(
        "case", "child", "lead", "recorded_by", "considered_by", "incident", "response", "analysis"
    )


def deaths_to_list(person: Person) -> QuerySet[ChildDeath]:
    """Return the child deaths that a person may know of, with no more than a list shows of each."""
    return sources_for(person, ChildDeath).select_related(None).select_related("child")


def responses_for(person: Person) -> QuerySet[JointAgencyResponse]:
    """Return the joint agency responses to the deaths that a person may know of."""
    return JointAgencyResponse.objects.filter(activity_open_to(person, "death__activity__")).select_related(
        "death__child", "death__case", "death__activity", "death__lead"
    )


def origin_of(person: Person, incident: SeriousIncident) -> Origin | None:
    """Return the death that an incident came from, for those who may know of it."""
    if not person.may(Permission.SEE_CHILD_DEATHS):
        return None
    death = deaths_for(person).filter(incident=incident).first()
    return Origin(str(death), death.get_absolute_url()) if death else None


def immediate_learning_for(person: Person) -> QuerySet[ImmediateLearning]:
    """Return the immediate learning that a person may read: their own review's, and what was carried to their role.

    The group's members read what goes to the group; those who decide on notifications what goes to the lead. A conflict
    of interest in the case beats both.
    """
    may_read = activity_open_to(person, "death__activity__")
    for to, needed in ANSWERS.items():
        if person.may(needed):
            may_read |= Q(to=to) & case_open_to(person, "death__case")
    return ImmediateLearning.objects.filter(may_read).select_related("death__case", "by", "answered_by")


def may_answer(person: Person, learning: ImmediateLearning) -> bool:
    """Say whether a person speaks for those to whom immediate learning was carried."""
    return person.may(ANSWERS[learning.to])


def professionals_of(death: ChildDeath) -> list[Professional]:
    """Return who knew the child of a death that the caller may see."""
    return list(death.professionals.select_related("agency"))


def deaths_like(*, identity: Identifying | None, death: ChildDeath) -> list[tuple[ChildDeath, Likeness | None]]:
    """Return the deaths, all areas of sight apart, that may be the same as one: by identity, or by moment and eCDOP.

    What is said of them must name nobody: whoever asks may not be allowed to see them.
    """
    others = ChildDeath.objects.exclude(pk=death.pk).exclude(state=State.OUT_OF_SCOPE)
    found: dict[int, tuple[ChildDeath, Likeness | None]] = {}
    if identity is not None:
        like = dict(identities_like(identity))
        for other in others.filter(child__in=like).select_related("child"):
            found[other.pk] = (other, like[other.child_id])
    if death.ecdop_reference:
        for other in others.filter(ecdop_reference__iexact=death.ecdop_reference).select_related("child"):
            found.setdefault(other.pk, (other, None))
    return list(found.values())
