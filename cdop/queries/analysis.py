"""What an analysis says, what it lacks before the panel, which versions are kept, and what is still to be taken up."""

from actionplans.recommendation_lists import read_list
from cdop.choices import Kept
from cdop.models import Analysis, AnalysisVersion, ChildDeath, Factor
from cdop.policies import Said, what_is_missing
from learning.choices import FindingKind


def analysis_of(death: ChildDeath) -> Analysis:
    """Return the analysis of a death; one that is not saved while nobody has written anything."""
    return getattr(death, "analysis", None) or Analysis(death=death)


def factors_in(analysis: Analysis) -> list[Factor]:
    """Return the factors of an analysis, domain by domain."""
    return list(analysis.factors.all()) if analysis.pk else []


def versions_of(analysis: Analysis) -> list[AnalysisVersion]:
    """Return the versions that are kept of an analysis, the earliest first."""
    return list(analysis.versions.select_related("by")) if analysis.pk else []


def lacking(analysis: Analysis) -> list[str]:
    """Return what has to be said in an analysis before the panel can complete it."""
    said = Said(
        has_category=analysis.category is not None,
        modifiability=analysis.modifiability,
        nothing_known_in=analysis.nothing_known_in,
        factors=[(factor.domain, factor.modifiable) for factor in factors_in(analysis)],
    )
    return what_is_missing(said, held_here=analysis.death.is_held_here)


def is_drafted(analysis: Analysis) -> bool:
    """Say whether the draft of the review meeting is kept. Of a death held in eCDOP, the draft may be kept there."""
    return bool(analysis.pk) and analysis.versions.filter(kept=Kept.MEETING).exists()


def points_to_take_up(analysis: Analysis) -> list[tuple[FindingKind, str]]:
    """Return what an analysis learned, good and bad, that is no finding of the death yet: kind and words of each."""
    taken_up = set(analysis.death.activity.findings.values_list("what", flat=True))
    written = [(FindingKind.IMPROVEMENT, analysis.learning), (FindingKind.STRENGTH, analysis.good_practice)]
    return [(kind, words) for kind, text in written for _, words in read_list(text) if words not in taken_up]


def recommendations_to_take_up(analysis: Analysis) -> list[str]:
    """Return what an analysis recommends, word for word, that is not followed yet."""
    followed = set(analysis.death.activity.recommendations.values_list("words", flat=True))
    return [words for _, words in read_list(analysis.recommendations) if words not in followed]
