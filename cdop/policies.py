"""Which deaths are reviewed here and which need a joint agency response, as pure questions."""

from collections.abc import Collection
from datetime import date

from cdop.choices import Scope, Trigger
from escp.partnership.choices import AgeBand

GROWN_UP = 18

# Children Act 2004 section 16M: the deaths of children normally resident in the area; guidance on what is no child's
# death. A lawful termination is none even where signs of life followed.
RULES: dict[str, str] = {
    Scope.CHILD: "The death of every child under 18 who was born alive is reviewed, whatever its cause.",
    Scope.STILLBIRTH_UNATTENDED: "A joint agency response is needed. If it is then confirmed that the child was "
    "stillborn, the death is not reviewed further here.",
    Scope.STILLBIRTH_ATTENDED: "A stillbirth at which a health professional was present is not reviewed here: the "
    "hospital reviews it.",
    Scope.STILLBORN: "It has been confirmed that the child was stillborn: after the joint agency response the death is "
    "not reviewed further here.",
    Scope.TERMINATION: "A lawful termination of pregnancy is not reviewed, even where signs of life followed.",
    Scope.ADULT: "A person of 18 or over is not a child under the Children Act 2004. Consider whether the death of a "
    "care leaver must be notified to the National Panel, or a safeguarding adults review is owed.",
    Scope.ELSEWHERE: "The area where a child normally lived reviews the death. Tell that area’s child death review "
    "partners; they may ask us for information.",
}
# The age below which each band ends.
BANDS = (
    (1, AgeBand.UNDER_ONE),
    (5, AgeBand.ONE_TO_FOUR),
    (10, AgeBand.FIVE_TO_NINE),
    (15, AgeBand.TEN_TO_FOURTEEN),
    (GROWN_UP, AgeBand.FIFTEEN_TO_SEVENTEEN),
)
REVIEWED_HERE = (Scope.CHILD, Scope.STILLBIRTH_UNATTENDED)


def is_reviewed_here(scope: str) -> bool:
    """Say whether a death of this kind is reviewed here at all."""
    return scope in REVIEWED_HERE


def age_in_years(born_on: date, died_on: date) -> int:
    """Return how many whole years a child lived."""
    birthday_to_come = (died_on.month, died_on.day) < (born_on.month, born_on.day)
    return died_on.year - born_on.year - birthday_to_come


def band_of(age: int) -> AgeBand:
    """Return the age band that everybody sees in place of the age."""
    return next((band for limit, band in BANDS if age < limit), AgeBand.NOT_KNOWN)


def what_contradicts(scope: str, triggers: Collection[str]) -> str | None:
    """Return what is wrong with a choice of triggers, or None: an unattended stillbirth is a trigger of its own."""
    if scope == Scope.STILLBIRTH_UNATTENDED and Trigger.STILLBIRTH not in triggers:
        return "A suspected stillbirth at which nobody was present is itself a trigger: select it."
    if scope == Scope.CHILD and Trigger.STILLBIRTH in triggers:
        return "This was notified as a child who was born alive. Correct that first, or leave this trigger out."
    return None
