"""Which deaths are reviewed here, which need a joint agency response, what an analysis has to say: pure questions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from cdop.choices import Category, Domain, Modifiability, Relevance, Route, Scope, Trigger
from escp.access.permissions import Permission
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
# Who speaks for those to whom immediate learning is carried: they read it, and say what follows.
ANSWERS: dict[str, Permission] = {
    Route.GROUP: Permission.AGREE_LEARNING,
    Route.NOTIFIER: Permission.NOTIFY_PANEL,
}
REVIEWED_HERE = (Scope.CHILD, Scope.STILLBIRTH_UNATTENDED)


# The supplementary forms that a trigger suggests, by the answers of the questionnaire; whoever asks confirms them.
SUGGESTED: dict[str, str] = {
    Trigger.SUDDEN: "sudden",
    Trigger.EXTERNAL: "accident",
    Trigger.NOT_NATURAL: "homicide",
    Trigger.STILLBIRTH: "perinatal",
}


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


def suggested_supplements(*, scope: str, triggers: Collection[str], age_band: str) -> list[str]:
    """Return the supplementary forms that follow from what is recorded of a death.

    Each trigger of a joint agency response suggests its own; a baby’s death with no trigger is likely one around birth.
    """
    suggested = [SUGGESTED[trigger] for trigger in triggers if trigger in SUGGESTED]
    if scope == Scope.STILLBIRTH_UNATTENDED or (age_band == AgeBand.UNDER_ONE and not triggers):
        suggested.append(SUGGESTED[Trigger.STILLBIRTH])
    return list(dict.fromkeys(suggested))


# The analysis form

# Domains whose factors may tell of abuse, neglect or services that failed, and categories that are then asked about.
DOMAINS_OF_HARM = (Domain.SOCIAL, Domain.SERVICES)
ASKED_WITH_A_FACTOR = (Category.SELF_INFLICTED, Category.TRAUMA, Category.UNEXPLAINED)
# What the form said before 2018, in the words of today: 3 was a full explanation of the death, 1* a factor that was
# present without a part in it. To be checked against the form of that time.
RELEVANCE_BEFORE_2018 = {"1*": Relevance.UNLIKELY, "3": Relevance.CONTRIBUTED}


def in_order(categories: Iterable[int]) -> list[Category]:
    """Return the categories that apply in their hierarchy: the first, with the lowest number, is the primary one."""
    return [Category(number) for number in sorted(set(categories))]


def asks_for_incident(categories: Collection[int], factors: Iterable[tuple[str, int]]) -> bool:
    """Say whether an analysis calls for the question of a serious incident. `factors`: domain and relevance of each.

    The partnership's own rule: category 1; or 2, 3 or 10 with a factor in domain B or D that may have contributed.
    """
    if Category.INFLICTED in categories:
        return True
    if not set(ASKED_WITH_A_FACTOR) & set(categories):
        return False
    return any(domain in DOMAINS_OF_HARM and relevance == Relevance.CONTRIBUTED for domain, relevance in factors)


def relevance_as_today(code: str) -> Relevance:
    """Return what a relevance means today, that of the form before 2018 included: for records that are brought in.

    Raises ValueError for one that no form knew.
    """
    code = code.strip()
    return RELEVANCE_BEFORE_2018.get(code) or Relevance(int(code))


def refusal_of_relevance(code: str) -> str | None:
    """Return why a new factor cannot have this relevance, or None: 1* and 3 stood on the form before 2018."""
    code = code.strip()
    if code in RELEVANCE_BEFORE_2018:
        today = RELEVANCE_BEFORE_2018[code]
        return f"“{code}” is of the form before 2018. Today that is {today.value}: {today.label.lower()}"
    return None if code in {str(one) for one in Relevance.values} else "Choose 0, 1 or 2"


@dataclass(frozen=True)
class Said:
    """What an analysis says so far, as far as rules ask. `factors`: domain and whether it is modifiable, of each."""

    has_category: bool
    modifiability: str
    nothing_known_in: Collection[str] = ()
    factors: Collection[tuple[str, bool]] = ()


def what_is_missing(said: Said, *, held_here: bool) -> list[str]:
    """Return what has to be said before the panel's review is recorded. Of what eCDOP holds, two answers are enough."""
    missing = [] if said.has_category else ["Choose the category of death."]
    if not said.modifiability:
        missing.append("Say whether modifiable factors were identified.")
    if held_here:
        answered = {domain for domain, _ in said.factors} | set(said.nothing_known_in)
        missing += [
            f"Domain {one.value}: add a factor, or say that none is known."
            for one in Domain
            if one.value not in answered
        ]
        if wrong := what_is_said_otherwise(said.modifiability, [modifiable for _, modifiable in said.factors]):
            missing.append(wrong)
    return missing


def what_is_said_otherwise(modifiability: str, modifiable: Collection[bool]) -> str | None:
    """Return how the answer on modifiable factors contradicts the factors themselves, or None."""
    if modifiability == Modifiability.IDENTIFIED and not any(modifiable):
        return "Modifiable factors were identified: mark which of the factors they are."
    if modifiability == Modifiability.NONE and any(modifiable):
        return "A factor is marked as modifiable: say that modifiable factors were identified."
    return None
