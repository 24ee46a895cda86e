"""The Business Plan: what the partnership has promised to give its attention to, year by year."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

APRIL = 4


def year_of(day: date) -> int:
    """Return the year from April to March in which a day lies, named by its April."""
    return day.year if day.month >= APRIL else day.year - 1


def year_name(year: int) -> str:
    """Return how a year from April to March is written: 2026 is "2026 to 2027"."""
    return f"{year} to {year + 1}"


class Priority(models.Model):
    """One priority of a year's Business Plan. A year is named by the April in which it starts."""

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2015), MaxValueValidator(2100)],
        help_text="The year in which it starts: 2026 for April 2026 to March 2027.",
    )
    number = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20)])
    title = models.CharField(max_length=160)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "number"]
        verbose_name_plural = "priorities"
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="priority_number_once_a_year")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title} ({year_name(self.year)})"
