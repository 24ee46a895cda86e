"""The deaths of children and what follows each: the response, who knew the child, the family, the review."""

from cdop.models.analysis import Analysis, AnalysisVersion, Factor
from cdop.models.child_death import ChildDeath
from cdop.models.family import ContactPlan, FamilyContact, FamilyQuestion, KeyWorker
from cdop.models.national import NationalSubmission
from cdop.models.panel import AcceptedWording, PanelCase, PanelMeeting
from cdop.models.people import Professional
from cdop.models.response import ImmediateLearning, JointAgencyResponse

__all__ = [
    "AcceptedWording",
    "Analysis",
    "AnalysisVersion",
    "ChildDeath",
    "ContactPlan",
    "Factor",
    "FamilyContact",
    "FamilyQuestion",
    "ImmediateLearning",
    "JointAgencyResponse",
    "KeyWorker",
    "NationalSubmission",
    "PanelCase",
    "PanelMeeting",
    "Professional",
]
