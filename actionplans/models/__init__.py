"""What the partnership does about what it learned, and whether that made a difference."""

from actionplans.models.action import Action, ActionLink, ProgressNote
from actionplans.models.conversation import Conversation, ConversationLine
from actionplans.models.impact import Evidence, ImpactMeasure, Reading
from actionplans.models.milestone import Milestone
from actionplans.models.recommendation import Correction, Recommendation, RecommendationLink
from actionplans.models.tracker import ActionLetter, SavedView

__all__ = [
    "Action",
    "ActionLetter",
    "ActionLink",
    "Conversation",
    "ConversationLine",
    "Correction",
    "Evidence",
    "ImpactMeasure",
    "Milestone",
    "ProgressNote",
    "Reading",
    "Recommendation",
    "RecommendationLink",
    "SavedView",
]
