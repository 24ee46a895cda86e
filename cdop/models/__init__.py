"""The deaths of children and what follows each: the joint agency response, who knew the child, the review."""

from cdop.models.analysis import Analysis, AnalysisVersion, Factor
from cdop.models.child_death import ChildDeath
from cdop.models.people import Professional
from cdop.models.response import ImmediateLearning, JointAgencyResponse

__all__ = [
    "Analysis",
    "AnalysisVersion",
    "ChildDeath",
    "Factor",
    "ImmediateLearning",
    "JointAgencyResponse",
    "Professional",
]
