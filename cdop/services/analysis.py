"""An analysis is written, kept as it stood at the review meeting and at the panel, corrected, and taken up.

Each write is one transaction. What is kept is one canonical text with its SHA-256.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.models import Recommendation
from actionplans.services import record_recommendations
from cdop.choices import Kept, State
from cdop.models import Analysis, AnalysisVersion, ChildDeath, Factor
from cdop.queries import (
    analysis_of,
    factors_in,
    is_drafted,
    lacking,
    points_to_take_up,
    recommendations_to_take_up,
    versions_of,
)
from cdop.services.deaths import must_be_open
from escp.partnership.models import Person
from learning.choices import FindingKind
from learning.models import Finding
from learning.services import record_finding
from reviews.services.sealing import canonical, hash_of

TEXTS = ("summary", "learning", "good_practice", "recommendations", "for_family")
LONGEST_TITLE = 160


@transaction.atomic
def write_analysis(*, by: Person, analysis: Analysis, reason: str = "") -> Analysis:
    """Save what an analysis says. Once the panel has completed it that makes a further version, with the reason.

    Raises ValidationError without a reason then, where nothing was changed, and where it would no longer be complete.
    """
    _save(by, analysis)
    _keep_correction(by, analysis, reason)
    return analysis


@transaction.atomic
def write_domain(
    *,
    by: Person,
    analysis: Analysis,
    domain: str,
    factors: Sequence[Mapping[str, Any]],
    none_known: bool,
    reason: str = "",
) -> Analysis:
    """Save the factors of one domain, or that none is known. Corrections as in `write_analysis`."""
    others = [one for one in analysis.nothing_known_in if one != domain]
    analysis.nothing_known_in = sorted([*others, domain] if none_known else others)
    _save(by, analysis)
    standing = [factor for factor in factors_in(analysis) if factor.domain == domain]
    for place, facts in enumerate(factors):
        row = standing[place] if place < len(standing) else Factor(analysis=analysis, domain=domain)
        if row.pk is None or any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(row, name, value)
            row.save()
    for row in standing[len(factors) :]:
        row.delete()
    _keep_correction(by, analysis, reason)
    return analysis


def _save(by: Person, analysis: Analysis) -> None:
    if analysis.death.state == State.OUT_OF_SCOPE:
        must_be_open(analysis.death)
    if analysis.pk is None:
        analysis.recorded_by = by
    analysis.save()


def _keep_correction(by: Person, analysis: Analysis, reason: str) -> None:
    if not analysis.is_completed:
        return
    if not reason.strip():
        raise ValidationError({"reason": "The panel has completed this analysis. Say why it is corrected."})
    _must_be_whole(analysis)
    kept = versions_of(analysis)
    if kept and kept[-1].text == text_of(analysis):
        raise ValidationError("Nothing was changed.")
    _keep(by, analysis, Kept.CORRECTED, reason.strip())


@transaction.atomic
def keep_draft(*, by: Person, analysis: Analysis) -> AnalysisVersion:
    """Keep an analysis as it was drafted at the review meeting. Raises ValidationError before it, and a second time."""
    if analysis.death.meeting_on is None:
        raise ValidationError("Record the review meeting first: the draft is the meeting’s.")
    if analysis.pk is None:
        raise ValidationError("Nothing is written yet.")
    if analysis.is_completed:
        raise ValidationError("The panel has completed this analysis.")
    if is_drafted(analysis):
        raise ValidationError("The draft of the review meeting is kept already.")
    return _keep(by, analysis, Kept.MEETING)


@transaction.atomic
def complete_analysis(*, by: Person, death: ChildDeath) -> AnalysisVersion:
    """Keep an analysis as the panel completed it. Raises ValidationError without a panel, and while it lacks a part."""
    analysis = analysis_of(death)
    if not analysis.is_completed:
        raise ValidationError("An analysis is completed at the panel: record the panel’s review.")
    _must_be_whole(analysis)
    return _keep(by, analysis, Kept.PANEL)


def _must_be_whole(analysis: Analysis) -> None:
    if missing := lacking(analysis):
        raise ValidationError(missing)


def _keep(by: Person, analysis: Analysis, kept: Kept, reason: str = "") -> AnalysisVersion:
    text, number = text_of(analysis), len(versions_of(analysis)) + 1
    return AnalysisVersion.objects.create(
        analysis=analysis, number=number, kept=kept, text=text, digest=hash_of(text), reason=reason, by=by
    )


def text_of(analysis: Analysis) -> str:
    """Return the whole analysis in its canonical form."""
    factors = [[one.domain, one.words, one.relevance, one.modifiable] for one in factors_in(analysis)]
    return canonical(
        {
            "reference": analysis.reference,
            "categories": analysis.categories,
            "modifiability": analysis.modifiability,
            "nothing_known_in": analysis.nothing_known_in,
            "factors": factors,
            "text": {name: getattr(analysis, name) for name in TEXTS},
        }
    )


@transaction.atomic
def take_up_learning(
    *, by: Person, analysis: Analysis, points: Iterable[tuple[FindingKind, str]], who_for: str
) -> list[Finding]:
    """Make findings of what an analysis learned, each in its own words and linked to the death.

    Raises ValidationError for a point that is a finding already.
    """
    activity, open_points = analysis.death.activity, points_to_take_up(analysis)
    points = list(points)
    if any(point not in open_points for point in points):
        raise ValidationError({"points": "One of these is a finding already. Open this page again."})
    return [
        record_finding(
            by=by,
            activity=activity,
            finding=Finding(
                kind=kind,
                title=textwrap.shorten(words, LONGEST_TITLE, placeholder=" …"),
                what=words,
                who_for=who_for,
            ),
        )
        for kind, words in points
    ]


@transaction.atomic
def take_up_recommendations(*, by: Person, analysis: Analysis) -> list[Recommendation]:
    """Have what an analysis recommends followed, word for word. From then on it is put right there, on record.

    Raises ValidationError before the panel has completed it, and where all of it is followed already.
    """
    if not analysis.is_completed:
        raise ValidationError("The panel has not completed this analysis yet: its recommendations may still change.")
    words = recommendations_to_take_up(analysis)
    if not words:
        raise ValidationError("There is no recommendation that is not followed already.")
    return record_recommendations(by=by, activity=analysis.death.activity, words=[(None, text) for text in words])
