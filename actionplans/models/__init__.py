"""What the partnership does about what it learned, and whether that made a difference."""

from actionplans.models.action import Action, ActionLink, ProgressNote
from actionplans.models.impact import Evidence, ImpactMeasure, Reading
from actionplans.models.recommendation import Correction, Recommendation, RecommendationLink

__all__ = [
    "Action",
    "ActionLink",
    "Correction",
    "Evidence",
    "ImpactMeasure",
    "ProgressNote",
    "Reading",
    "Recommendation",
    "RecommendationLink",
]
