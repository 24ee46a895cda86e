"""Which requests and returns a person may know of, what they answered, and who has not replied."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Membership, Person
from escp.partnership.queries import case_open_to, without_conflict
from escp.returns.choices import WITH_THE_AGENCY, ReturnState, VersionState
from escp.returns.models import Letter, Link, Part, Questionnaire, Request, Return, Version

BESIDE = ("request__asks__questionnaire", "request__case", "agency", "person")


def questionnaires_for(person: Person) -> QuerySet[Questionnaire]:
    """Return the questionnaires, for those who write them or ask with them."""
    if not (person.may(Permission.BUILD_QUESTIONNAIRES) or person.may(Permission.ASK_AGENCIES)):
        return Questionnaire.objects.none()
    return Questionnaire.objects.all()


def versions_of(questionnaire: Questionnaire) -> QuerySet[Version]:
    """Return a questionnaire's versions, newest first."""
    return questionnaire.versions.select_related("made_by", "published_by", "questionnaire").order_by("-number")


def published(key: str) -> Version | None:
    """Return the version of a questionnaire that is asked now, or None."""
    versions = Version.objects.filter(questionnaire__key=key, state=VersionState.PUBLISHED)
    return versions.select_related("questionnaire").order_by("-number").first()


def versions_to_ask() -> QuerySet[Version]:
    """Return the newest published version of each questionnaire."""
    newer = Version.objects.filter(
        questionnaire=OuterRef("questionnaire"), state=VersionState.PUBLISHED, number__gt=OuterRef("number")
    )
    return (
        Version.objects.filter(~Exists(newer), state=VersionState.PUBLISHED)
        .select_related("questionnaire")
        .order_by("questionnaire__title")
    )


def requests_for(person: Person) -> QuerySet[Request]:
    """Return the requests that a person made or could have made: for the unit, in cases that are open to them."""
    if not person.may(Permission.ASK_AGENCIES):
        return Request.objects.none()
    return Request.objects.filter(case_open_to(person)).select_related("asks__questionnaire", "case", "asked_by")


def requests_about(person: Person, record: Any) -> QuerySet[Request]:
    """Return the requests about one record, with their returns, for its page."""
    content_type = ContentType.objects.get_for_model(record)
    return (
        requests_for(person).filter(content_type=content_type, object_id=record.pk).prefetch_related("returns__agency")
    )


def _asked_of(person: Person) -> Q:
    """Return the condition that a return was asked of a person, of their agency, or in part handed to them."""
    mine = Q(person=person) | Exists(Part.objects.filter(of=OuterRef("pk"), helper=person))
    if person.may(Permission.ANSWER_FOR_AGENCY):
        # Of a restricted case only those know who were asked by name or stand on its access list.
        of_my_agency = Q(agency__in=person.agency_ids) & case_open_to(person, "request__case")
        return (mine | of_my_agency) & without_conflict(person, "request__case")
    return mine & without_conflict(person, "request__case")


def returns_for(person: Person) -> QuerySet[Return]:
    """Return the returns that a person may know of: what is asked of them or their agency; for the unit, all.

    Nobody sees another agency's return but the unit; a conflict of interest beats everything.
    """
    known = _asked_of(person)
    if person.may(Permission.ASK_AGENCIES):
        known |= case_open_to(person, "request__case")
    return Return.objects.filter(known).select_related(*BESIDE)


def return_behind(link: Link) -> QuerySet[Return]:
    """Return the one return that a link points to."""
    return Return.objects.filter(pk=link.of_id).select_related(*BESIDE)


def asked_of(person: Person) -> QuerySet[Return]:
    """Return what is asked of a person and their agency: what is behind their one door."""
    return (
        Return.objects.filter(_asked_of(person))
        .exclude(state=ReturnState.WAIVED)
        .select_related(*BESIDE)
        .order_by("due_on", "pk")
    )


def returns_of(request: Request) -> QuerySet[Return]:
    """Return a request's returns by agency, each with whether somebody is there to be reminded."""
    held = Membership.objects.current().filter(agency=OuterRef("agency"), role=RoleKey.AGENCY_CONTRIBUTOR)
    return (
        request.returns.select_related("agency", "person", "request__asks__questionnaire")
        .annotate(agency_has_contributor=Exists(held))
        .order_by("agency__name", "pk")
    )


def without_recipient(person: Person) -> QuerySet[Return]:
    """Return the open returns that reach nobody: no person is named, and nobody contributes for the agency."""
    held = Membership.objects.current().filter(
        agency=OuterRef("agency"), role=RoleKey.AGENCY_CONTRIBUTOR, person__is_active=True
    )
    reached = Q(person__is_active=True) | Exists(held)
    if not person.may(Permission.ASK_AGENCIES):
        return Return.objects.none()
    return returns_for(person).filter(state__in=WITH_THE_AGENCY).exclude(reached)


def parts_of(asked: Return) -> dict[str, Part]:
    """Return a return's parts by section. One query."""
    return {part.section: part for part in asked.parts.select_related("helper", "saved_by", "of")}


def part_of(asked: Return, section: str) -> Part | None:
    """Return one part of a return, or None before anything was saved in it."""
    return asked.parts.select_related("saved_by", "of").filter(section=section).first()


def answers_of(asked: Return) -> dict[str, Any]:
    """Return all answers of a return by question. One query."""
    return merged(asked.parts.all())


def merged(parts: Iterable[Part]) -> dict[str, Any]:
    """Return the answers of several parts of one return as one."""
    return {question: value for part in parts for question, value in part.answers.items()}


def last_accepted(asked: Return) -> Return | None:
    """Return what the same agency last sent to the same questionnaire and had accepted, or None.

    About the same record where the request is about one: one child's answers never come forward to another.
    """
    earlier = Return.objects.filter(
        agency=asked.agency_id,
        state=ReturnState.ACCEPTED,
        is_nil=False,
        request__asks__questionnaire=asked.request.asks.questionnaire_id,
        request__content_type=asked.request.content_type_id,
        request__object_id=asked.request.object_id,
    )
    return earlier.exclude(pk=asked.pk).order_by("-sent_at", "-pk").first()


def letters_about(asked: Return) -> QuerySet[Letter]:
    """Return every mail that was sent, or is to be sent, about a return: newest first."""
    return asked.letters.select_related("person", "written_by").order_by("-created_at", "-pk")
