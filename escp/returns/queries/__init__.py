"""Which requests and returns a person may know of, what they answered, and who has not replied."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from escp.access.permissions import Permission
from escp.documents import queries as documents
from escp.documents.models import Document
from escp.partnership.models import Agency, Case, Membership, Person
from escp.partnership.queries import case_open_to, without_conflict
from escp.returns.choices import REPLIED, WITH_THE_AGENCY, ReturnState, VersionState
from escp.returns.definition import Answers, Definition, Section
from escp.returns.earlier import Earlier
from escp.returns.given import Files, file_keys, references
from escp.returns.models import Letter, LetterKind, Link, Part, Questionnaire, Request, Return, UnitNote, Version
from escp.returns.policies import CARRIED_OVER, KEPT_TO, STAND_ALONE

BESIDE = ("request__asks__questionnaire", "request__case", "agency", "person")


def questionnaires_for(person: Person) -> QuerySet[Questionnaire]:
    """Return the questionnaires, for those who write them or ask with them."""
    if not (person.may(Permission.BUILD_QUESTIONNAIRES) or person.may(Permission.ASK_AGENCIES)):
        return Questionnaire.objects.none()
    return Questionnaire.objects.all()


def versions_of(questionnaire: Questionnaire) -> QuerySet[Version]:
    """Return a questionnaire's versions, newest first."""
    return questionnaire.versions.select_related("made_by", "published_by", "questionnaire").order_by("-number")


def asked_before(version: Version, *keys: str) -> Definition | None:
    """Return what a version asked when it last held all of these parts, or None where it never did."""
    for earlier in version.history.order_by("-history_id").iterator(chunk_size=20):
        asks: Definition = earlier.instance.asks
        if asks.holds(*keys):
            return asks
    return None


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


def asked_by(person: Person, path: str = "") -> Q:
    """Return the condition that a request is one that a person made or could have made, in a case open to them.

    The unit asks by every kind of request but those that are kept to others. `path` leads to the request.
    """
    theirs = [kind for kind, needed in KEPT_TO.items() if person.may(needed)]
    by_kind = Q((f"{path}kind__in", theirs))
    if person.may(Permission.ASK_AGENCIES):
        by_kind = ~Q((f"{path}kind__in", [kind for kind in KEPT_TO if kind not in theirs]))
    return by_kind & case_open_to(person, f"{path}case")


def requests_for(person: Person) -> QuerySet[Request]:
    """Return the requests that a person made or could have made."""
    return Request.objects.filter(asked_by(person)).select_related("asks__questionnaire", "case", "asked_by")


def counted(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Add to each request how many were asked, how many of them replied, and how many reach nobody."""
    asked = ~Q(returns__state=ReturnState.WAIVED)
    return requests.annotate(
        asked_of=Count("returns", filter=asked),
        replied=Count("returns", filter=Q(returns__state__in=REPLIED)),
        still_open=Count("returns", filter=Q(returns__state__in=WITH_THE_AGENCY)),
    )


def requests_about(person: Person, record: Any) -> QuerySet[Request]:
    """Return the requests about one record, counted, for its page."""
    content_type = ContentType.objects.get_for_model(record)
    return counted(requests_for(person).filter(content_type=content_type, object_id=record.pk))


def _asked_of(person: Person) -> Q:
    """Return the condition that a return was asked of a person, of their agency, or in part handed to them there."""
    handed = Q(agency__in=person.agency_ids) & Exists(Part.objects.filter(of=OuterRef("pk"), helper=person))
    mine = Q(person=person) | handed
    if person.may(Permission.ANSWER_FOR_AGENCY):
        # Of a restricted case only those know who were asked by name or stand on its access list.
        of_my_agency = Q(agency__in=person.agency_ids) & case_open_to(person, "request__case")
        return (mine | of_my_agency) & without_conflict(person, "request__case")
    return mine & without_conflict(person, "request__case")


def returns_for(person: Person) -> QuerySet[Return]:
    """Return the returns that a person may know of: what is asked of them or their agency; for whoever asks, all.

    Nobody else sees another agency's return; a conflict of interest beats everything.
    """
    return Return.objects.filter(_asked_of(person) | asked_by(person, "request__")).select_related(*BESIDE)


def returns_asked_by(person: Person) -> QuerySet[Return]:
    """Return the returns of the requests that a person made or could have made, to chase them and to settle them."""
    return Return.objects.filter(asked_by(person, "request__")).select_related(*BESIDE)


def returns_read_by(person: Person) -> QuerySet[Return]:
    """Return the returns whose files a person may open: the agency's always, for whoever asks those that were sent."""
    read = _asked_of(person) | asked_by(person, "request__") & Q(state__in=REPLIED)
    return Return.objects.filter(read).select_related(*BESIDE)


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
    """Return a request's returns by agency, each with what was mailed about it: how often chased, and what last."""
    last = Letter.objects.filter(of=OuterRef("pk")).order_by("-created_at", "-pk")
    return (
        request.returns.select_related("agency", "person", "sent_by", "request")
        .annotate(
            chased=Count("letters", filter=Q(letters__kind=LetterKind.CHASE)),
            last_mail=Subquery(last.values("pk")[:1]),
        )
        .order_by("agency__name", "pk")
    )


def letters_by_pk(keys: Iterable[int | None]) -> dict[int, Letter]:
    """Return letters by key. One query."""
    return Letter.objects.in_bulk([key for key in keys if key is not None])


def chased_today(returns: Iterable[Return]) -> set[int]:
    """Return those of the returns about which a reminder was written today. One query."""
    letters = Letter.objects.filter(
        of__in=[asked.pk for asked in returns], kind=LetterKind.CHASE, created_at__date=timezone.localdate()
    )
    return set(letters.values_list("of", flat=True))


def replies_to(request: Request) -> QuerySet[Return]:
    """Return what was sent to a request, with its answers and the unit's own fields: saved is not sent."""
    return (
        request.returns.filter(state__in=REPLIED)
        .select_related("agency", "person", "sent_by", "unit_note")
        .prefetch_related("parts")
        .order_by("agency__name", "pk")
    )


def people_with(emails: Iterable[str]) -> dict[str, Person]:
    """Return the people known by these addresses, by address in small letters. One query, and one for memberships."""
    found = Person.objects.filter(email__in=[email.lower() for email in emails]).prefetch_related("memberships__agency")
    return {person.email.lower(): person for person in found}


def agencies_of(person: Person) -> list[Agency]:
    """Return the agencies for which somebody holds a role now, each once; of a person from `people_with`, no query."""
    now = timezone.now()
    current = (one for one in person.memberships.all() if one.starts_at <= now and (one.ends_at or now) >= now)
    return list({one.agency_id: one.agency for one in current}.values())


def last_asked_for(people: Iterable[Person]) -> dict[int, int]:
    """Return the agency for which each person without a role was asked the last time. One query."""
    rows = Return.objects.filter(person__in=list(people)).order_by("pk").values_list("person", "agency")
    return dict(rows)


def helps_with(person: Person, asked: Return) -> bool:
    """Say whether a section of a return was given to a person, who still belongs to the agency."""
    return asked.agency_id in person.agency_ids and asked.parts.filter(helper=person).exists()


def asked_already(asked: Return, person: Person) -> Return | None:
    """Return the other return of the same request by which a person is asked for the same agency, or None."""
    others = asked.request.returns.filter(agency=asked.agency_id, person=person)
    return others.exclude(pk=asked.pk).first()


def was_handed_over(asked: Return) -> bool:
    """Say whether whoever is asked now was given the whole return by a colleague."""
    given = asked.letters.filter(kind=LetterKind.PASSED_ON, person=asked.person_id)
    return asked.person_id is not None and given.exists()


def speaks_for_another(person: Person, agency: Agency) -> list[Agency]:
    """Return the agencies that a person speaks for when this is none of them; nothing where it fits."""
    agencies = [one.agency for one in Membership.objects.current().filter(person=person).select_related("agency")]
    return [] if agency in agencies else agencies


def pseudonym_in(case: Case | None, *texts: str) -> bool:
    """Say whether a text holds the pseudonym of a child of the case."""
    if case is None:
        return False
    said = "\n".join(texts).casefold()
    return any(name.casefold() in said for name in case.children.values_list("pseudonym", flat=True))


def unit_note_of(asked: Return) -> UnitNote | None:
    """Return what the unit recorded beside a return, or None."""
    return UnitNote.objects.filter(of=asked).first()


def parts_of(asked: Return) -> dict[str, Part]:
    """Return a return's parts by section. One query."""
    return {part.section: part for part in asked.parts.select_related("helper", "saved_by", "of")}


def part_of(asked: Return, section: str) -> Part | None:
    """Return one part of a return, or None before anything was saved in it."""
    return asked.parts.select_related("saved_by", "of").filter(section=section).first()


def answers_of(asked: Return) -> dict[str, Any]:
    """Return all answers of a return by question. One query."""
    return merged(asked.parts.all())


def files_in(*answers: Answers) -> Files:
    """Return the files of some answers by the reference of their document. One query, and none where there are none."""
    return documents.first_versions(references(answers))


def document_of(asked: Return, reference: str) -> Document | None:
    """Return a document that was given as an answer in a return, or None."""
    return documents.documents_of(asked).filter(reference=reference).first()


def merged(parts: Iterable[Part]) -> dict[str, Any]:
    """Return the answers of several parts of one return as one."""
    return {question: value for part in parts for question, value in part.answers.items()}


def last_accepted(asked: Return) -> Return | None:
    """Return what the same agency last sent to the same questionnaire and had accepted, or None.

    About the same record where the request is about one: one child's answers never come forward to another. Where
    agencies are asked about themselves, what they said to an earlier request of that kind does.
    """
    if asked.request.kind in STAND_ALONE:
        return None
    alike: dict[str, Any] = {
        "request__content_type": asked.request.content_type_id,
        "request__object_id": asked.request.object_id,
    }
    if asked.request.kind in CARRIED_OVER:
        alike = {"request__kind": asked.request.kind}
    earlier = Return.objects.filter(
        agency=asked.agency_id,
        state=ReturnState.ACCEPTED,
        is_nil=False,
        request__asks__questionnaire=asked.request.asks.questionnaire_id,
        **alike,
    )
    return earlier.exclude(pk=asked.pk).select_related("request__asks").order_by("-sent_at", "-pk").first()


def earlier_for(person: Person, asked: Return) -> Earlier | None:
    """Return what was last accepted, for the agency's own people, and for whoever was asked by name that time too."""
    last = last_accepted(asked)
    if last is None or not (asked.agency_id in person.agency_ids or last.person_id == person.pk):
        return None
    return Earlier(timezone.localdate(last.sent_at), last.request.asks.asks, answers_of(last))


def to_bring_forward(asked: Return, earlier: Earlier | None, parts: Iterable[Part]) -> list[Section]:
    """Return the sections of a return that are still empty and were answered last time."""
    definition = asked.request.asks.asks.for_agency()
    files = file_keys(definition)
    begun = {part.section for part in parts if not part.answers.keys() <= files}
    sections = definition.sections
    return [one for one in sections if earlier and one.key not in begun and earlier.still_answering(one)]


def letters_about(asked: Return) -> QuerySet[Letter]:
    """Return every mail that was sent, or is to be sent, about a return: newest first."""
    return asked.letters.select_related("person", "written_by").order_by("-created_at", "-pk")


def link_with_code(asked: Return, person: Person) -> Link | None:
    """Return the link of a person whose code is good at this moment, or None."""
    now = timezone.now()
    return asked.links.filter(person=person, revoked_at=None, expires_at__gt=now, code_expires_at__gt=now).last()
