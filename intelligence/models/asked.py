"""Which figures an agency is asked for."""

from django.db import models
from django.db.models import Q

from escp.returns.models import Return
from intelligence.models.indicators import Indicator


class AskedFigure(models.Model):
    """One figure that an agency is asked for: of an indicator, for a period. What it answers stands in the return."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="asked_figures")
    period = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    asked = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="asked_figures")

    class Meta:
        ordering = ["-ends_on", "indicator", "pk"]
        verbose_name = "figure asked for"
        verbose_name_plural = "figures asked for"
        constraints = [
            models.UniqueConstraint(fields=["asked", "indicator", "starts_on"], name="figure_asked_once_in_a_return"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="asked_period_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.period}"

    def get_absolute_url(self) -> str:
        return self.asked.get_absolute_url()
