"""What was learned: activities, findings, learning points and themes, joined by links that say who, when and why."""

from learning.models.activity import Activity, LearningSource
from learning.models.finding import Finding, FindingLink, LearningPoint
from learning.models.said_before import FindingMerge, FindingTerm, SaidAgain
from learning.models.theme import Theme, ThemeEvidence

__all__ = [
    "Activity",
    "Finding",
    "FindingLink",
    "FindingMerge",
    "FindingTerm",
    "LearningPoint",
    "LearningSource",
    "SaidAgain",
    "Theme",
    "ThemeEvidence",
]
