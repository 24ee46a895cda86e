"""Running a round of self-assessments: opened, taken in, moderated, brought before a panel, agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audits.choices import GAPS, CycleState, Placed
from audits.models import AssessedAgency, AssessmentCycle, CriterionGrade, Establishment
from audits.queries.section_11 import QUESTIONNAIRES, answers_in, bodies_of, grades_of, last_cycle, leads_of
from audits.standards import criteria_of
from escp.partnership.models import Agency, Person
from escp.returns.kinds import RequestKind
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from escp.returns.services.people import Pasted, person_for
from learning import services as learning
from learning.models import Finding

BATCH = 500
NO_FRAMEWORK = "The framework is not published yet: publish its questionnaire first."
ASKED_ALREADY = "The agencies are asked already. What they are asked stays as it is."
NOBODY = "Choose at least one agency."


@dataclass(frozen=True)
class Graded:
    """A grade of one criterion, and why where it differs from the one before."""

    grade: str
    because: str = ""


@transaction.atomic
def open_cycle(*, by: Person, cycle: AssessmentCycle, agencies: Iterable[Agency]) -> AssessmentCycle:
    """Save a new round by the framework that is published now, beside the last round of its kind.

    Raises ValidationError without a framework, an agency of one's own, or anybody to ask.
    """
    framework = published(QUESTIONNAIRES[cycle.kind])
    if framework is None:
        raise ValidationError({"kind": NO_FRAMEWORK})
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    cycle.asks, cycle.previous = framework, last_cycle(cycle.kind)
    cycle.lead, cycle.opened_by = by.agency, by
    cycle.save()
    _choose(cycle, agencies)
    return cycle


@transaction.atomic
def change_cycle(*, by: Person, cycle: AssessmentCycle, agencies: Iterable[Agency]) -> AssessmentCycle:
    """Save a changed round. It takes the framework of today. Raises ValidationError once agencies are asked."""
    if cycle.state != CycleState.DRAFT:
        raise ValidationError(ASKED_ALREADY)
    cycle.asks = published(QUESTIONNAIRES[cycle.kind]) or cycle.asks
    cycle.save()
    _choose(cycle, agencies)
    return cycle


def _choose(cycle: AssessmentCycle, agencies: Iterable[Agency]) -> None:
    chosen = {agency.pk: agency for agency in agencies}
    if not chosen:
        raise ValidationError({"agencies": NOBODY})
    known = set(cycle.bodies.values_list("agency", flat=True))
    for body in cycle.bodies.exclude(agency__in=chosen):
        body.delete()
    for key, agency in chosen.items():
        if key not in known:
            AssessedAgency.objects.create(cycle=cycle, agency=agency)


@transaction.atomic
def issue(*, by: Person, cycle: AssessmentCycle, kind: RequestKind) -> None:
    """Ask every agency of a round; a school’s designated lead by name. Somebody senior signs each answer off."""
    agencies = [body.agency for body in bodies_of(cycle)]
    leads = leads_of(agency.pk for agency in agencies)
    cycle.request = ask(
        by=by,
        kind=kind,
        version=cycle.asks,
        title=cycle.title,
        message=cycle.message,
        due_on=cycle.due_on,
        about=cycle,
        senior_sign_off=True,
        whom=[Asked(agency, _lead(by, leads, agency)) for agency in agencies],
    )
    cycle.issued_on = timezone.localdate()


def _lead(by: Person, leads: Mapping[int, Establishment], agency: Agency) -> Person | None:
    school = leads.get(agency.pk)
    if school is None:
        return None
    return person_for(by=by, pasted=Pasted(school.lead_name, school.lead_email))


@transaction.atomic
def take_in(*, by: Person, cycle: AssessmentCycle) -> int:
    """Keep the grades that agencies gave themselves, as they were accepted, and return how many."""
    answers, criteria = answers_in(cycle), criteria_of(cycle.asks.asks)
    grades = [
        CriterionGrade(body=body, criterion=criterion.key, own=own)
        for body in cycle.bodies.all()
        for criterion in criteria
        if (own := answers.get(body.agency_id, {}).get(criterion.key)) in Placed.values
    ]
    bulk_create_with_history(grades, CriterionGrade, batch_size=BATCH, default_user=by)
    return len(grades)


@transaction.atomic
def moderate(*, by: Person, body: AssessedAgency, given: Mapping[str, Graded]) -> AssessedAgency:
    """Keep the moderated grade of each criterion, with the reason where it differs from the agency’s own.

    Raises ValidationError for somebody of that agency, outside moderation, and for a difference without a reason.
    """
    if body.cycle.state != CycleState.RETURNED:
        raise ValidationError("This round is not being moderated now.")
    if body.agency_id in by.agency_ids:
        raise ValidationError("Nobody moderates their own agency. Ask a colleague of another agency.")
    grades = grades_of(body)
    _need_reasons({key: grades[key].own for key in given if key in grades}, given, "moderated")
    for key, one in given.items():
        if (row := grades.get(key)) is not None:
            row.moderated, row.moderated_because, row.moderator = one.grade, one.because.strip(), by
            row.save()
    body.save()
    return body


@transaction.atomic
def agree(*, by: Person, body: AssessedAgency, given: Mapping[str, Graded], letter_words: str = "") -> AssessedAgency:
    """Keep the grade that was agreed for each criterion, and what the letter says beside.

    Raises ValidationError outside the panels, and for a grade that differs from the moderated one without a reason.
    """
    if body.cycle.state != CycleState.MODERATED:
        raise ValidationError("Grades are agreed while the challenge panels are held, and locked after.")
    grades = grades_of(body)
    _need_reasons({key: grades[key].moderated for key in given if key in grades}, given, "agreed")
    for key, one in given.items():
        if (row := grades.get(key)) is not None:
            row.agreed, row.agreed_because = one.grade, one.because.strip()
            row.save()
    body.letter_words = letter_words.strip()
    body.save()
    return body


def _need_reasons(before: Mapping[str, str], given: Mapping[str, Graded], what: str) -> None:
    wrong = {
        f"{key}_because": f"Say why the {what} grade differs"
        for key, was in before.items()
        if given[key].grade != was and not given[key].because.strip()
    }
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def hold_panel(*, by: Person, body: AssessedAgency) -> AssessedAgency:
    """Keep a challenge panel: its day, the scrutineer, who else, what was heard. Raises ValidationError."""
    if body.cycle.state != CycleState.MODERATED:
        raise ValidationError("Panels are held once the round is moderated, until its grades are agreed.")
    if body.panel_on is None or body.scrutineer_id is None:
        raise ValidationError("A challenge panel has a day and sits with the independent scrutineer.")
    if body.panel_on > timezone.localdate():
        raise ValidationError({"panel_on": "The date cannot be in the future."})
    body.save()
    return body


@transaction.atomic
def settle(*, by: Person, cycle: AssessmentCycle) -> None:
    """Take the moderated grade as agreed wherever the panel left it as it was."""
    rows = list(CriterionGrade.objects.filter(body__cycle=cycle, agreed="").select_for_update())
    for row in rows:
        row.agreed, row.version = row.moderated, row.version + 1
    bulk_update_with_history(rows, CriterionGrade, ["agreed", "version"], batch_size=BATCH, default_user=by)


@transaction.atomic
def find_gap(*, by: Person, body: AssessedAgency, criterion: str, finding: Finding) -> Finding:
    """Record the finding of a gap, joined to it. Raises ValidationError where there is no gap, or a finding already."""
    row = body.grades.select_for_update().filter(criterion=criterion).first()
    if row is None or not body.cycle.reached(CycleState.FINAL) or row.agreed not in GAPS:
        raise ValidationError("A finding is recorded for a criterion that was agreed as red or amber.")
    if row.finding_id is not None:
        raise ValidationError("A finding is recorded for this gap already.")
    row.finding = learning.record_finding(by=by, activity=body.cycle.activity, finding=finding)
    row.save()
    return row.finding
