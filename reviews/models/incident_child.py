"""What the national form asks about each child of an incident, under the pseudonym."""

from django.core.validators import MaxValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Child
from reviews.choices import Answer
from reviews.coded import Education, Ethnicity, LegalStatus, Placement, Plan, Religion, Sex
from reviews.models.incident import SeriousIncident

OLDEST = 24


class IncidentChild(Versioned):
    """A child as the incident found them. Who they are stands apart, in the room for identities.

    Empty means that nobody has answered yet; "not known" is an answer.
    """

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="child_facts", editable=False)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="incident_facts", editable=False)
    age = models.PositiveSmallIntegerField(
        "age at the incident", null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    sex = models.CharField("sex or gender", max_length=12, choices=Sex, blank=True)
    ethnicity = models.CharField("ethnicity", max_length=20, choices=Ethnicity, blank=True)
    religion = models.CharField("religion", max_length=12, choices=Religion, blank=True)
    disability = models.CharField("disability", max_length=10, choices=Answer, blank=True)
    disability_types = models.JSONField("kind of disability", default=list, blank=True)
    first_language = models.CharField("first language", max_length=60, blank=True)
    immigration_matter = models.CharField("immigration matter", max_length=10, choices=Answer, blank=True)
    legal_status = models.CharField("legal status", max_length=15, choices=LegalStatus, blank=True)
    placement = models.CharField("where the child lived", max_length=12, choices=Placement, blank=True)
    plan = models.CharField("plan", max_length=15, choices=Plan, blank=True)
    education = models.CharField("education", max_length=12, choices=Education, blank=True)
    household = models.CharField("household, with the ages of siblings", max_length=300, blank=True)
    siblings_safe = models.CharField("siblings safe now", max_length=10, choices=Answer, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "child of an incident"
        verbose_name_plural = "children of incidents"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age=None) | models.Q(age__lte=OLDEST), name="incident_child_age_known"
            )
        ]

    def __str__(self) -> str:
        return self.child.pseudonym
