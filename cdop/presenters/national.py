"""What was sent to the national database, in rows; the items of deaths as sheets of a workbook, without identity."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cdop.choices import Domain, Told
from cdop.forms.deaths import PARTS
from cdop.models import Analysis, ChildDeath
from cdop.queries import submissions_of
from escp.reports.sheets import Sheet
from escp.ui.parts import Row
from escp.ui.words import date_in_words, listed

# Columns that stand in the copy only where one of its deaths has an answer there.
BY_CIRCUMSTANCE = ("ecdop_reference", "known_late_because", "gestation_weeks", "birth_weight", "place_of_collapse")
ABOUT = [name for form_class in PARTS.values() for name in form_class.base_fields if name != "told"]
SENT = ("scope", "died_at", "died_precision", "known_at", "notified_at", "national_at", "notifier")
ANALYSED = ("category", "modifiability", "summary", "learning", "good_practice", "recommendations", "for_family")


def sent_so_far(death: ChildDeath, runs: bool) -> list[Row]:
    """Return what was sent of a death, each with where it is corrected."""
    return [
        Row(
            f"{one.get_form_display()}, {date_in_words(one.sent_on)}",
            f"Sent by {one.sent_by}. {f'Receipt {one.receipt}' if one.receipt else 'No receipt yet'}.",
            reverse("cdop:submission", args=[death.reference, one.pk]) if runs else "",
        )
        for one in submissions_of(death)
    ]


def sheets_of(deaths: Sequence[ChildDeath]) -> list[Sheet]:
    """Return the items of the notification and of the analysis, a death on a row, and its factors, one on a row each.

    A death stands under its reference and pseudonym; the moment of it is part of the national items. A sheet or column
    that cannot arise for any of these deaths is left out.
    """
    sheets = [_notification(deaths)]
    analyses = [one.analysis for one in deaths if hasattr(one, "analysis")]
    if analyses:
        headings = [*_headings(Analysis, ANALYSED), "Further categories", "Domains in which nothing is known"]
        sheets.append(Sheet("Analysis", ["Reference", *headings], [_analysed(one) for one in analyses]))
    factors = [
        [one.reference, factor.get_domain_display(), factor.words, factor.relevance, factor.modifiable]
        for one in analyses
        for factor in one.factors.all()
    ]
    if factors:
        sheets.append(Sheet("Factors", ["Reference", "Domain", "Factor", "Relevance", "Modifiable"], factors))
    return sheets


def _notification(deaths: Sequence[ChildDeath]) -> Sheet:
    sent: defaultdict[int, list[str]] = defaultdict(list)
    for row in submissions_of(*deaths):
        sent[row.death_id].append(f"{row.get_form_display()} {row.sent_on:%d/%m/%Y} {row.receipt}".strip())
    asked = [
        name
        for name in ("ecdop_reference", *SENT, "known_late_because", *ABOUT)
        if name not in BY_CIRCUMSTANCE or any(getattr(one, name) for one in deaths)
    ]
    headings = ["Reference", "Child", "Age", *_headings(ChildDeath, asked), "Who has been told"]
    rows = [[*_notified(one, asked), "\n".join(sent[one.pk])] for one in deaths]
    return Sheet("Notification", [*headings, "Sent to the national database"], rows)


def _headings(model: Any, names: Sequence[str]) -> list[str]:
    words = [str(model._meta.get_field(name).verbose_name) for name in names]
    return [one[:1].upper() + one[1:] for one in words]


def _value(row: Any, name: str) -> Any:
    return getattr(row, f"get_{name}_display", lambda: getattr(row, name))()


def _notified(death: ChildDeath, asked: Sequence[str]) -> list[Any]:
    return [
        death.reference,
        death.child.pseudonym,
        death.child.get_age_band_display(),
        *(_value(death, name) for name in asked),
        listed([Told(one).label for one in death.told]),
    ]


def _analysed(analysis: Analysis) -> list[Any]:
    return [
        analysis.reference,
        *(_value(analysis, name) for name in ANALYSED),
        "\n".join(str(one.label) for one in analysis.categories[1:]),
        "\n".join(Domain(one).label for one in analysis.nothing_known_in),
    ]
