"""A multi-agency audit on a theme: what asked for it, which agencies take part, and the cases that are looked at."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from audits.choices import (
    IN_A_PROGRAMME,
    UNDER_WAY,
    AuditState,
    CaseStanding,
    PromptedBy,
    from_state_on,
)
from escp.lifecycle.models import Versioned
from escp.partnership.models import Agency, Person, Priority
from escp.partnership.models.plan import year_of
from escp.partnership.references import next_reference
from learning.choices import Handling, Kind, Stage
from learning.models import LearningSource

STAGES = {
    AuditState.AGREED: Stage.CONCLUDED,
    AuditState.PUBLISHED: Stage.CONCLUDED,
    AuditState.CANCELLED: Stage.NOT_TAKEN_FORWARD,
}


class MultiAgencyAudit(LearningSource):
    """A themed audit by several agencies (Learning and Improvement Framework, part A: three to four a year).

    Its title carries the theme, never a child. A date that belongs to a move is set by it. Terms of reference, agencies
    and cases stand beside it; `year` is that of the programme, named by its April, and empty for an idea.
    """

    title = models.CharField("theme", max_length=160)
    why_now = models.TextField("why now", max_length=4000)
    prompted_by = models.CharField("what prompted it", max_length=12, choices=PromptedBy)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="lead agency")
    audit_lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="audits_led")
    priorities = models.ManyToManyField(Priority, blank=True, related_name="audits")
    proposed_on = models.DateField(default=timezone.localdate, editable=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    state = models.CharField(max_length=20, choices=AuditState, default=AuditState.IDEA, editable=False, db_index=True)
    year = models.PositiveSmallIntegerField("programme of the year", null=True, editable=False, db_index=True)
    planned_on = models.DateField("planned start", null=True, blank=True)

    terms_approved_on = models.DateField(null=True, editable=False)
    sample_drawn_on = models.DateField(null=True, editable=False)
    tools_issued_on = models.DateField(null=True, editable=False)
    tools_due_on = models.DateField("returns due", null=True, editable=False)
    returns_in_on = models.DateField(null=True, editable=False)
    moderated_on = models.DateField(null=True, editable=False)
    discussion_on = models.DateField("audit discussion", null=True, editable=False)
    agreed_on = models.DateField("report agreed by the PIG", null=True, editable=False)
    agreed_minute = models.CharField(max_length=120, blank=True, editable=False)
    published_on = models.DateField(null=True, editable=False)
    web_address = models.CharField("web address of the learning", max_length=300, blank=True, editable=False)
    cancelled_on = models.DateField(null=True, editable=False)
    cancelled_because = models.TextField(max_length=2000, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        verbose_name = "multi-agency audit"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AuditState.values), name="multi_agency_audit_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=IN_A_PROGRAMME) | Q(year__isnull=False, planned_on__isnull=False),
                name="multi_agency_audit_planned_in_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(state=AuditState.IDEA) | Q(year=None), name="multi_agency_audit_idea_in_no_year"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=from_state_on(AuditState.TERMS_APPROVED)) | Q(terms_approved_on__isnull=False),
                name="multi_agency_audit_terms_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=from_state_on(AuditState.TOOLS_ISSUED))
                | Q(tools_issued_on__isnull=False, tools_due_on__isnull=False),
                name="multi_agency_audit_tools_issued_with_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=from_state_on(AuditState.AGREED))
                | Q(agreed_on__isnull=False) & ~Q(agreed_minute=""),
                name="multi_agency_audit_agreed_with_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(state=AuditState.CANCELLED, cancelled_on__isnull=False) & ~Q(cancelled_because="")
                | ~Q(state=AuditState.CANCELLED) & Q(cancelled_on=None, cancelled_because=""),
                name="multi_agency_audit_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:audit", args=[self.reference])

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_finished(self) -> bool:
        """Whether its learning may be read by all who take part in learning."""
        return self.state in (AuditState.AGREED, AuditState.PUBLISHED)

    def reached(self, state: AuditState) -> bool:
        """Say whether it stands in a state or beyond; a cancelled audit is beyond none."""
        return self.state in from_state_on(state)

    def new_reference(self) -> str:
        return next_reference("AUD", digits=2)

    def activity_facts(self) -> dict:
        return {
            "kind": Kind.MULTI_AGENCY_AUDIT,
            "title": self.title,
            "happened_on": self.discussion_on or self.planned_on or self.proposed_on,
            "lead": self.lead,
            "stage": STAGES.get(self.state, Stage.UNDER_WAY),
            "handling": Handling.INTERNAL,
            "is_final": self.is_finished,
            "case": None,
            "priority": self.priorities.first() if self.pk else None,
            "url_name": "audits:audit",
        }

    @property
    def programme_year(self) -> int:
        """The year whose programme it stands in, or would by the day on which it is planned."""
        return self.year or year_of(self.planned_on or self.proposed_on)


class BesideAudit(Versioned):
    """What stands beside an audit and is reached through it: it may be seen as the audit may."""

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        return self.audit.reference  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return self.audit.get_absolute_url()  # type: ignore[attr-defined]


class AuditedAgency(BesideAudit):
    """An agency that takes part in an audit, and who audits for it: nobody looks at a case of their own team.

    `stand_in` audits the cases of the auditor’s own team.
    """

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.CASCADE, related_name="agencies", editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    auditor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    auditor_team = models.CharField("the auditor’s own team", max_length=80, blank=True)
    stand_in = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="who audits the cases of the auditor’s team",
    )
    stand_in_team = models.CharField("that person’s own team", max_length=80, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["agency__name"]
        verbose_name = "agency that takes part"
        verbose_name_plural = "agencies that take part"
        constraints = [models.UniqueConstraint(fields=["audit", "agency"], name="audited_agency_once_an_audit")]

    def __str__(self) -> str:
        return str(self.agency)


class AuditCase(BesideAudit):
    """A case of the sampling frame, by a pseudonym: drawn into the sample, left in the frame, or excluded.

    `place` is its place in the drawn order: 1 is looked at first. Who stands in for an excluded case says so. `teams`
    are those that know the child, so that nobody audits their own work.
    """

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.CASCADE, related_name="cases", editable=False)
    pseudonym = models.CharField(max_length=40)
    teams = models.CharField("teams that work with the child", max_length=300, blank=True)
    standing = models.CharField(
        max_length=10, choices=CaseStanding, default=CaseStanding.IN_FRAME, editable=False, db_index=True
    )
    place = models.PositiveIntegerField(null=True, editable=False)
    excluded_because = models.TextField("why it is excluded", max_length=1000, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["place", "pseudonym", "pk"]
        verbose_name = "case of an audit"
        constraints = [
            models.UniqueConstraint(fields=["audit", "pseudonym"], name="audit_case_once_an_audit"),
            models.CheckConstraint(condition=Q(standing__in=CaseStanding.values), name="audit_case_standing_known"),
            models.CheckConstraint(
                condition=Q(standing=CaseStanding.EXCLUDED) & ~Q(excluded_because="")
                | ~Q(standing=CaseStanding.EXCLUDED) & Q(excluded_because=""),
                name="audit_case_excluded_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(standing=CaseStanding.SAMPLED) | Q(place__isnull=False),
                name="audit_case_sampled_in_the_drawn_order",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def known_teams(self) -> frozenset[str]:
        """The teams that work with the child, ready to be compared."""
        return frozenset(folded for team in self.teams.split(";") if (folded := fold(team)))


def fold(team: str) -> str:
    """Return a team’s name so that two spellings of it compare as one."""
    return " ".join(team.split()).casefold()
