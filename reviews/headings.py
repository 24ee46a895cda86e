"""The twenty headings of a rapid review's report, in order, and where the text under each comes from.

The one list: the pages that ask, the page that shows, the text that is sealed and every report read it from here.
Assembled from the purposes in the Panel's guidance of June 2025, the tests in SI 2018/789 regulations 3 and 11, and
the Panel's published practice.
"""

from dataclasses import dataclass
from enum import StrEnum

from reviews.choices import Decision


class Beside(StrEnum):
    """What stands under a heading besides the review's own fields: rows of other records, put there by whoever prints.

    Each names where to read it: `RapidReview.<name>` unless said otherwise.
    """

    DATES = "the reference; notified_at; meeting_on; signed_off_on; sent_at"
    AGENCIES = "scope: each agency, known or not known, and how far its return is"
    ATTENDANCE = "attendance: rows of name, agency, role, presence"
    CHILDREN = "incident.case.children"
    INCIDENT = "incident: nature, occurred_on, aware_at"
    CHRONOLOGY = "the chronology of the review"
    FINDINGS = "activity.findings"
    ACTIONS = "the actions that follow from the findings"
    PARALLEL = "the parallel processes of the case"
    CRITERIA = "answers: each criterion, met or not, with its reason"
    DISSENTS = "dissents"
    SIGNATURES = "sign_offs: three names and dates"


@dataclass(frozen=True)
class Heading:
    """One heading: its number and words, the fields of the review under it, and what stands beside them.

    `only_for` are the decisions with which it is asked; empty for every decision.
    """

    number: int
    title: str
    fields: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    only_for: tuple[str, ...] = ()

    def applies(self, decision: str) -> bool:
        """Say whether a review with this decision has this heading."""
        return not self.only_for or decision in self.only_for


FURTHER_REVIEW = (Decision.LOCAL_REVIEW, Decision.OTHER_LOCAL, Decision.NATIONAL)

HEADINGS = (
    Heading(
        1,
        "The review",
        ("authors", "unable_to_contribute"),
        (Beside.DATES, Beside.AGENCIES, Beside.ATTENDANCE),
    ),
    Heading(2, "The children and their family", ("children_and_family",), (Beside.CHILDREN,)),
    Heading(3, "The incident", ("what_happened",), (Beside.INCIDENT,)),
    Heading(4, "Immediate safety of this child, siblings and others", ("immediate_safety",)),
    Heading(5, "How agencies were involved", ("agency_involvement",), (Beside.CHRONOLOGY,)),
    Heading(6, "Key practice episodes", ("key_episodes",)),
    Heading(7, "The child’s lived experience and voice", ("lived_experience",)),
    Heading(8, "Racism and other inequalities", ("characteristics", "inequality")),
    Heading(9, "Good practice", ("good_practice",)),
    Heading(
        10,
        "Learning, and why things happened as they did",
        ("systemic_reasons", "previously_identified"),
        (Beside.FINDINGS,),
    ),
    Heading(11, "What has changed already", ("already_changed",)),
    Heading(12, "Recommendations and actions", (), (Beside.ACTIONS,)),
    Heading(13, "Parallel processes", (), (Beside.PARALLEL,)),
    Heading(14, "Contact with family and practitioners", ("family_views", "practitioner_views")),
    Heading(
        15,
        "Decision, with reasons against each criterion",
        ("decision", "decision_reason"),
        (Beside.CRITERIA, Beside.DISSENTS),
    ),
    Heading(
        16,
        "The further review: lines of enquiry, method, timescale",
        ("lines_of_enquiry", "review_method", "review_timescale"),
        only_for=FURTHER_REVIEW,
    ),
    Heading(17, "Why this review has found enough", ("why_enough",), only_for=(Decision.SUFFICIENT,)),
    Heading(18, "National relevance", ("national_relevance",)),
    Heading(19, "Sign-off by the three partners", (), (Beside.SIGNATURES,)),
    Heading(20, "How the learning will be shared", ("dissemination_plan",)),
)
FIELDS = tuple(name for heading in HEADINGS for name in heading.fields)
# What may stay empty at sign-off: everything else under a heading that applies has to be written.
MAY_STAY_EMPTY = ("unable_to_contribute", "characteristics", "already_changed")
