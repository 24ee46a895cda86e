"""The Three Themes: what the Practice Improvement Group gives its attention to in a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from escp.lifecycle.models import Versioned
from escp.partnership.models import Person, Priority
from escp.partnership.models.plan import year_name
from escp.partnership.references import next_reference
from learning.choices import THEME_SLOTS, ThemeState, Window


class Theme(Versioned):
    """A theme of one year. At most three are active at once: each active theme holds one of three places."""

    reference = models.CharField(max_length=30, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(
        "year, from April",
        validators=[MinValueValidator(2015), MaxValueValidator(2100)],
        help_text="The year in which it starts: 2026 for April 2026 to March 2027.",
    )
    title = models.CharField(max_length=120)
    rationale = models.TextField("why this theme", max_length=4000)
    priority = models.ForeignKey(
        Priority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="themes",
        verbose_name="Business Plan priority",
    )
    state = models.CharField(max_length=10, choices=ThemeState, default=ThemeState.PROPOSED, editable=False)
    place = models.PositiveSmallIntegerField(null=True, editable=False)
    leader = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="themes_led", verbose_name="who leads it"
    )
    chosen_minute = models.CharField(max_length=120, blank=True, editable=False)
    review_minute = models.CharField(max_length=120, blank=True, editable=False)
    impact_statement = models.TextField(max_length=4000, blank=True, editable=False)
    closing_minute = models.CharField(max_length=120, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ThemeState.values), name="theme_state_known"),
            models.CheckConstraint(
                condition=Q(state=ThemeState.ACTIVE, place__isnull=False, place__in=THEME_SLOTS)
                | (~Q(state=ThemeState.ACTIVE) & Q(place=None)),
                name="theme_has_a_place_while_active",
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state=ThemeState.ACTIVE), name="theme_places_are_three"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.reference = self.reference or next_reference("THM", self.year)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("learning:theme", args=[self.reference])

    @property
    def year_name(self) -> str:
        return year_name(self.year)


class ThemeEvidence(Versioned):
    """What one window shows of a theme beside the findings under it: a figure, a survey, what children said."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="evidence")
    window = models.CharField(max_length=10, choices=Window)
    shows = models.TextField("what it shows", max_length=1000)
    source = models.CharField("where it is from", max_length=200)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["recorded_at", "pk"]
        verbose_name_plural = "theme evidence"
        constraints = [models.CheckConstraint(condition=Q(window__in=Window.values), name="theme_window_known")]

    def __str__(self) -> str:
        return f"{self.theme.reference}: {self.get_window_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.theme.get_absolute_url()}#window-{self.window}"
