"""What stands on the timeline of a case, each through its own rule of who may see it. A constant few queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet

from actionplans.models import Action, Evidence, ProgressNote, Reading
from actionplans.queries import actions_for, links_to_points
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, DeadlineMove, Reminder
from escp.deadlines.queries import seen_by
from escp.documents.models import Document, DocumentVersion
from escp.documents.queries import documents_for
from escp.lifecycle.models import TransitionRecord
from escp.partnership.models import Case, Person
from escp.returns.models import Letter, Return
from escp.returns.queries import returns_for
from learning.models import Activity, FindingLink
from learning.queries import activities_for, findings_for, learning_points_for
from reviews.models import ProgressCheck
from reviews.queries import incidents_for, local_reviews_for, rapid_reviews_for
from reviews.queries.parallel import processes_for
from reviews.timeline import Whole

# What stands beside a local review with dates of its own.
BESIDE_LOCAL_REVIEWS = (
    "reviewers",
    "involvements",
    "factual_checks",
    "reviewer_requests",
    "approvals__recorded_by",
    "signatures",
    "dispatches",
    "outcomes",
)


def cases_to_tell(person: Person) -> QuerySet[Activity]:
    """Return every record of a case from which its timeline can be opened."""
    return activities_for(person).filter(case__isnull=False).select_related("case")


def whole_of(person: Person, case: Case) -> Whole:
    """Return a case with the records of it that a person may see."""
    findings = list(findings_for(person).filter(activity__case=case).select_related("recorded_by"))
    links = list(
        FindingLink.objects.filter(finding__in=findings, learning_point__in=learning_points_for(person).values("pk"))
        .select_related("learning_point", "finding", "linked_by")
        .order_by("linked_at", "pk")
    )
    point_ids = {link.learning_point_id for link in links}
    action_ids = {action for _, action in links_to_points(person, point_ids)} if point_ids else set()
    deadlines = Deadline.objects.filter(seen_by(person), case=case).exclude(state=DeadlineState.WITHDRAWN)
    return Whole(
        person,
        case,
        incidents=list(
            incidents_for(person).filter(case=case).prefetch_related("views__recorded_by", "parallel_checks__held_by")
        ),
        rapid_reviews=list(
            rapid_reviews_for(person)
            .filter(incident__case=case)
            .prefetch_related(
                "sign_offs__recorded_by", "dissents__recorded_by", "seals__sealed_by", "immediate_actions__agency"
            )
        ),
        local_reviews=list(
            local_reviews_for(person)
            .filter(rapid_review__incident__case=case)
            .prefetch_related(
                Prefetch("progress_checks", ProgressCheck.objects.select_related("by")), *BESIDE_LOCAL_REVIEWS
            )
        ),
        processes=list(
            processes_for(person)
            .filter(case=case)
            .prefetch_related("holds__review", "holds__recorded_by", "holds__ended_by")
        ),
        returns=list(returns_for(person).filter(request__case=case).select_related("request__asked_by", "sent_by")),
        findings=findings,
        links=links,
        actions=list(actions_for(person).filter(pk__in=action_ids)) if action_ids else [],
        deadlines=list(deadlines.select_related("lateness", "owed_person", "owed_agency").defer("rule", "working")),
    )


def steps_of(records: Iterable[Any]) -> list[TransitionRecord]:
    """Return the steps of many records at once."""
    keys: dict[type, list[int]] = defaultdict(list)
    for record in records:
        keys[type(record)].append(record.pk)
    wanted = Q(pk__in=[])
    for model, pks in keys.items():
        wanted |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=pks)
    return list(TransitionRecord.objects.filter(wanted).select_related("by"))


def moves_of_deadlines(deadlines: list[Deadline]) -> list[DeadlineMove]:
    """Return every change of the dates of some deadlines that the person may see."""
    return list(DeadlineMove.objects.filter(deadline__in=deadlines).select_related("deadline", "by"))


def reminders_sent(deadlines: list[Deadline]) -> list[Reminder]:
    """Return what was sent about deadlines that the person may see."""
    sent = Reminder.objects.filter(deadline__in=deadlines, state=MailState.SENT)
    return list(sent.select_related("deadline", "person"))


def letters_sent(returns: list[Return]) -> list[Letter]:
    """Return the letters about returns that the person may see."""
    return list(
        Letter.objects.filter(of__in=returns, state=MailState.SENT).select_related("of", "person", "written_by")
    )


def documents_of_case(person: Person, case: Case) -> list[Document]:
    """Return the documents of a case that a person may see, each with its versions."""
    versions = Prefetch("versions", DocumentVersion.objects.select_related("uploaded_by"))
    return list(documents_for(person).filter(case=case).prefetch_related(versions))


def notes_of_actions(actions: list[Action]) -> list[ProgressNote]:
    """Return what was written about the progress of actions that the person may see."""
    return list(ProgressNote.objects.filter(action__in=actions).select_related("action", "by"))


def readings_of_actions(actions: list[Action]) -> list[Reading]:
    """Return the readings of actions that the person may see."""
    return list(Reading.objects.filter(measure__action__in=actions).select_related("measure__action", "recorded_by"))


def evidence_of_actions(actions: list[Action]) -> list[Evidence]:
    """Return the evidence of actions that the person may see."""
    return list(Evidence.objects.filter(measure__action__in=actions).select_related("measure__action", "recorded_by"))
