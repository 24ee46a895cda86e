"""Who in an agency is reached: who contributes for it, who may be given a return, and what reaches nobody."""

from collections.abc import Iterable

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from escp.access.roles import RoleKey
from escp.partnership.models import Agency, Case, Membership, Person
from escp.partnership.queries import case_open_to, without_conflict
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from escp.returns.models import Return
from escp.returns.queries import requests_for, returns_asked_by

# Whoever is asked by name knows of a restricted case too; a conflict of interest beats everything.
_NO_CONFLICT = without_conflict(OuterRef("person"), "request__case")


def _contributing() -> QuerySet[Membership]:
    """Return the roles held now of those who contribute for an agency."""
    held: QuerySet[Membership] = Membership.objects.current().filter(
        role=RoleKey.AGENCY_CONTRIBUTOR, person__is_active=True
    )
    return held


def _may_open(case: int | OuterRef) -> Exists:
    """Return the condition that whoever holds a role may open a case: of a restricted one, few."""
    holder = OuterRef(OuterRef("person"))
    return Exists(Case.objects.filter(case_open_to(holder, path="pk"), pk=case))


def contributors_of(agencies: Iterable[Agency | int], case: int | None = None) -> dict[int, list[Person]]:
    """Return the people who contribute for each agency now, by its key; of a case, those who may open it. One query."""
    held = _contributing().filter(agency__in=list(agencies))
    if case is not None:
        held = held.filter(_may_open(case))
    found: dict[int, list[Person]] = {}
    for membership in held.select_related("person").order_by("person__full_name", "pk"):
        known = found.setdefault(membership.agency_id, [])
        if membership.person not in known:
            known.append(membership.person)
    return found


def people_asked(returns: Iterable[Return]) -> dict[int, list[Person]]:
    """Return who is written to about each return: the person asked, or else whoever contributes for the agency.

    An empty list means that it reaches nobody, as where a restricted case is open to none of them, or the person asked
    has left or declared a conflict of interest. One query for each case that is asked about, and one for the conflicts.
    """
    rows = list(returns)
    agencies: dict[int | None, set[int]] = {}
    for asked in rows:
        if asked.person_id is None:
            agencies.setdefault(asked.request.case_id, set()).add(asked.agency_id)
    by_case = {case: contributors_of(asked_of, case) for case, asked_of in agencies.items()}
    kept_out = _asked_of_somebody_with_a_conflict(rows)
    found = {}
    for asked in rows:
        named = [asked.person] if asked.person and asked.person.is_active and asked.pk not in kept_out else []
        found[asked.pk] = by_case[asked.request.case_id].get(asked.agency_id, []) if asked.person_id is None else named
    return found


def _asked_of_somebody_with_a_conflict(rows: Iterable[Return]) -> set[int]:
    named = [asked.pk for asked in rows if asked.person_id is not None and asked.request.case_id is not None]
    # No query where there is nobody to ask it of.
    return set(Return.objects.filter(~_NO_CONFLICT, pk__in=named).values_list("pk", flat=True)) if named else set()


def members_of(agency: Agency) -> QuerySet[Person]:
    """Return the active people who hold a role for an agency now."""
    current = Membership.objects.current().filter(agency=agency)
    people: QuerySet[Person] = Person.objects.filter(is_active=True, pk__in=current.values("person"))
    return people


def colleagues_of(asked: Return) -> QuerySet[Person]:
    """Return the people of the agency that was asked who may be given a return: those to whom its case is open.

    A conflict of interest keeps them out, and a restricted case whoever does not stand on its access list.
    """
    held = Membership.objects.current().filter(agency=asked.agency_id, person__is_active=True)
    if asked.request.case_id is not None:
        held = held.filter(_may_open(asked.request.case_id))
    people: QuerySet[Person] = Person.objects.filter(pk__in=held.values("person")).order_by("full_name", "pk")
    return people


def _reached() -> Q:
    """Return the condition that a return reaches somebody, as `people_asked` says of each."""
    held = _contributing().filter(agency=OuterRef("agency"))
    of_the_case = held.filter(_may_open(OuterRef(OuterRef("request__case"))))
    by_role = Q(request__case=None) & Exists(held) | Exists(of_the_case)
    return Q(person__is_active=True) & _NO_CONFLICT | Q(person=None) & by_role


def without_recipient(person: Person) -> QuerySet[Return]:
    """Return the open returns that reach nobody: for whoever asks.

    No person is named, and nobody contributes for the agency who may open the case; or the one named has left, or has
    declared a conflict of interest.
    """
    return returns_asked_by(person).filter(state__in=WITH_THE_AGENCY).exclude(_reached())


def open_returns_by_agency(person: Person) -> QuerySet[Return]:
    """Return the returns of every request that is not settled as a whole, for the table of who has replied.

    Each with `reached`: whether somebody is written to about it.
    """
    unsettled = Return.objects.filter(request=OuterRef("request"), state__in=[*WITH_THE_AGENCY, ReturnState.SENT])
    return (
        Return.objects.filter(Exists(unsettled), request__in=requests_for(person))
        .exclude(state=ReturnState.WAIVED)
        .annotate(reached=ExpressionWrapper(_reached(), output_field=BooleanField()))
        .select_related("agency", "request")
        .order_by("request__due_on", "request__pk", "agency__name", "pk")
    )
