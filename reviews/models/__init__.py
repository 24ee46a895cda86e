"""Serious incidents, rapid reviews and local child safeguarding practice reviews."""

from reviews.models.chronology import Chronology, ChronologyImport, ChronologyRow, NotADuplicate
from reviews.models.cockpit import AgencyScope, Dissent, ReviewAnswer, SealedText
from reviews.models.immediate_action import ImmediateAction
from reviews.models.incident import CriterionAnswer, PartnerView, SeriousIncident
from reviews.models.incident_child import IncidentChild
from reviews.models.involvement import Involvement
from reviews.models.local_review import LocalReview
from reviews.models.national_review import NationalReview
from reviews.models.parallel import EnquiryLine, FamilyContact, Hold, ParallelCheck, ParallelProcess
from reviews.models.progress_check import ProgressCheck, ReviewerRequest
from reviews.models.publication import AnonymityApproval, Dispatch, FactualCheck, Outcome
from reviews.models.rapid_review import PartnerSignOff, RapidReview
from reviews.models.redacted import AcceptedFinding, RedactedEdition
from reviews.models.reviewer import Reviewer
from reviews.models.terms import LocalSeal, LocalSignature, TermsOfReference

__all__ = [
    "AcceptedFinding",
    "AgencyScope",
    "AnonymityApproval",
    "Chronology",
    "ChronologyImport",
    "ChronologyRow",
    "CriterionAnswer",
    "Dispatch",
    "Dissent",
    "EnquiryLine",
    "FactualCheck",
    "FamilyContact",
    "Hold",
    "ImmediateAction",
    "IncidentChild",
    "Involvement",
    "LocalReview",
    "LocalSeal",
    "LocalSignature",
    "NationalReview",
    "NotADuplicate",
    "Outcome",
    "ParallelCheck",
    "ParallelProcess",
    "PartnerSignOff",
    "PartnerView",
    "ProgressCheck",
    "RapidReview",
    "RedactedEdition",
    "ReviewAnswer",
    "Reviewer",
    "ReviewerRequest",
    "SealedText",
    "SeriousIncident",
    "TermsOfReference",
]
