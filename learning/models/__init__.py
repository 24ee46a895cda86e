"""What was learned: activities, findings, learning points and themes, joined by links that say who, when and why."""

from learning.models.activity import Activity, LearningSource
from learning.models.attendees import Attendee, EvaluationMail
from learning.models.copies import CopySent
from learning.models.embedding import Attendance, Evaluation, EvaluationAnswer, Event, PolicyChange
from learning.models.finding import Finding, FindingLink, LearningPoint
from learning.models.publications import KeptWording, LearningPublication, PublicationPart, PublishedText
from learning.models.published_paper import PublishedPaper
from learning.models.pulse import Pulse, PulseAnswer
from learning.models.said_before import FindingMerge, FindingTerm, SaidAgain
from learning.models.sharing import Dissemination, SharedPoint, SharedWith
from learning.models.theme import Theme, ThemeEvidence
from learning.models.word_template import WordTemplate

__all__ = [
    "Activity",
    "Attendance",
    "Attendee",
    "CopySent",
    "Dissemination",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationMail",
    "Event",
    "Finding",
    "FindingLink",
    "FindingMerge",
    "FindingTerm",
    "KeptWording",
    "LearningPoint",
    "LearningPublication",
    "LearningSource",
    "PolicyChange",
    "PublicationPart",
    "PublishedPaper",
    "PublishedText",
    "Pulse",
    "PulseAnswer",
    "SaidAgain",
    "SharedPoint",
    "SharedWith",
    "Theme",
    "ThemeEvidence",
    "WordTemplate",
]
