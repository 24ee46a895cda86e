"""Serious incidents, rapid reviews and local child safeguarding practice reviews."""

from reviews.models.chronology import Chronology, ChronologyImport, ChronologyRow, NotADuplicate
from reviews.models.cockpit import AgencyScope, Dissent, ReviewAnswer, SealedText
from reviews.models.incident import CriterionAnswer, PartnerView, SeriousIncident
from reviews.models.incident_child import IncidentChild
from reviews.models.local_review import LocalReview
from reviews.models.parallel import EnquiryLine, FamilyContact, Hold, ParallelCheck, ParallelProcess
from reviews.models.progress_check import ProgressCheck
from reviews.models.rapid_review import PartnerSignOff, RapidReview

__all__ = [
    "AgencyScope",
    "Chronology",
    "ChronologyImport",
    "ChronologyRow",
    "CriterionAnswer",
    "Dissent",
    "EnquiryLine",
    "FamilyContact",
    "Hold",
    "IncidentChild",
    "LocalReview",
    "NotADuplicate",
    "ParallelCheck",
    "ParallelProcess",
    "PartnerSignOff",
    "PartnerView",
    "ProgressCheck",
    "RapidReview",
    "ReviewAnswer",
    "SealedText",
    "SeriousIncident",
]
