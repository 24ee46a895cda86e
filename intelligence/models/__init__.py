"""What is known from outside casework: one file a subject."""

from intelligence.models.asked import AskedFigure
from intelligence.models.external import ExternalItem
from intelligence.models.horizon import RiskSignal
from intelligence.models.indicators import Comment, DataImport, Definition, Figure, FileReading, Indicator, SavedColumns
from intelligence.models.picture import Picture, PictureEntry, PictureList
from intelligence.models.scorecards import RareEvent, Rebase, RebaseWithdrawn
from intelligence.models.scrutiny import Challenge, Judgement, Referral, Scrutiny, ScrutinyReport
from intelligence.models.voice import Survey, SurveyAnswer, SurveyComment
from intelligence.models.young import YoungLink, YoungVoice

__all__ = [
    "AskedFigure",
    "Challenge",
    "Comment",
    "DataImport",
    "Definition",
    "ExternalItem",
    "Figure",
    "FileReading",
    "Indicator",
    "Judgement",
    "Picture",
    "PictureEntry",
    "PictureList",
    "RareEvent",
    "Rebase",
    "RebaseWithdrawn",
    "Referral",
    "RiskSignal",
    "SavedColumns",
    "Scrutiny",
    "ScrutinyReport",
    "Survey",
    "SurveyAnswer",
    "SurveyComment",
    "YoungLink",
    "YoungVoice",
]
