"""What every rapid review of the demo says besides its own words: headings that are alike, and criteria."""

from reviews.choices import Decision, ReviewCriterion
from reviews.models import RapidReview

ALIKE = {
    "authors": "The business unit, with the members of the rapid review group",
    "unable_to_contribute": "One agency had no record of the family and said so.",
    "children_and_family": "Age, sex, ethnicity and education stand in the agencies’ returns. The family is drawn in "
    "the diagram kept with the documents.",
    "immediate_safety": "The child, and brothers and sisters where there are any, were seen alone. A plan is in place "
    "and is looked at every week.",
    "agency_involvement": "Education, health and children’s social care knew the family; the police knew of one event.",
    "key_episodes": "The first contact, the visit at which nobody asked further, and the day on which it was told.",
    "family_views": "The lead professional told the family of the review and asked what they want us to learn.",
    "practitioner_views": "Those who knew the child best met once. They described good will and little time.",
    "previously_identified": "In part: an earlier review here and a national report say much the same.",
    "national_relevance": "Nothing beyond what the Panel has published already.",
    "dissemination_plan": "A briefing to all agencies within six weeks, and a place in the next Learning from Practice "
    "Update.",
}
FURTHER = {
    "lines_of_enquiry": "Why what is known about this did not change what was done.",
    "review_method": "With practitioners and family, by an independent reviewer.",
    "review_timescale": "Six months from the decision",
}
ENOUGH = "It shows what has to change and why; a further review would repeat it."
CHARACTERISTICS = ["race", "disability", "poverty"]
MET = (ReviewCriterion.LOCAL_IMPROVEMENTS, ReviewCriterion.LOCAL_THEMES)


def write_the_rest(record: RapidReview) -> None:
    """Fill in what is alike in every review, and what its decision leads to."""
    for name, words in ALIKE.items():
        setattr(record, name, words)
    record.characteristics = CHARACTERISTICS
    record.attendance = [
        {"name": "Wren Willow", "agency": "Education", "role": "Director", "presence": "present"},
        {"name": "Ash Rowan", "agency": "Health", "role": "Named nurse", "presence": "sent Bay Laurel"},
    ]
    if record.decision == Decision.SUFFICIENT:
        record.why_enough = ENOUGH
    else:
        for name, words in FURTHER.items():
            setattr(record, name, words)


def criteria(decision: str) -> dict[str, tuple[bool, str]]:
    """Return an answer and its reason for each criterion, as fits the decision."""
    answers: dict[str, tuple[bool, str]] = {
        one: (True, "The findings say so.") if one in MET else (False, "Nothing in the returns points to it.")
        for one in ReviewCriterion
    }
    if decision == Decision.LOCAL_REVIEW:
        answers[ReviewCriterion.LOCAL_TOGETHER] = (True, "What one agency knew did not reach the others in time.")
    return answers
