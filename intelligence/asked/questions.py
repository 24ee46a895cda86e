"""What an agency is asked for each figure, and the figure that its answers make. Pure.

    figure_of(answers, key_of("I04", date(2026, 7, 1)), Unit.PERCENT).text     # "25.0"

Each figure is a section of its own, so that colleagues can share the work. A key holds its period: the answers of one
quarter are never taken for those of another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from escp.returns.choices import QuestionKind
from escp.returns.definition import Answers, Condition, Definition, Option, Question, Section
from intelligence.choices import Mark, Unit
from intelligence.indicators.numbers import Given, given
from intelligence.indicators.periods import Period

YES, NO = "yes", "no"
NO_NAMES = "Counts only: nothing by which a child or a professional can be recognised."
OUT_OF = {
    Unit.PERCENT: "Out of how many?",
    Unit.RATE: "How many children aged 0 to 17 are there?",
    Unit.DAYS: "For how many children or cases?",
}


@dataclass(frozen=True)
class Wanted:
    """A figure that is wanted of an indicator for a period, with the definition that holds for it in words."""

    code: str
    name: str
    unit: str
    period: Period
    numerator: str
    denominator: str = ""
    caveats: str = ""

    @property
    def key(self) -> str:
        return key_of(self.code, self.period.starts_on)


def key_of(code: str, starts_on: date) -> str:
    """Return the key of the section of a figure."""
    return f"{code.lower()}-{starts_on:%Y-%m}"


def questions_for(wanted: Iterable[Wanted]) -> Definition:
    """Return a questionnaire with a section for each figure."""
    return Definition(tuple(_section(one) for one in wanted))


def _section(one: Wanted) -> Section:
    key = one.key
    known, unknown = Condition(f"{key}-have", (YES,)), Condition(f"{key}-have", (NO,))
    counted = "How many days are they together?" if one.unit == Unit.DAYS else "How many were counted?"
    number, text = QuestionKind.NUMBER, QuestionKind.TEXT
    out_of = Question(
        key=f"{key}-out-of", kind=number, label=OUT_OF.get(Unit(one.unit), ""), hint=one.denominator, show_when=known
    )
    return Section(
        key=key,
        title=f"{one.name}, {one.period.name}",
        guidance=" ".join(filter(None, (one.caveats, NO_NAMES))),
        questions=(
            Question(
                key=f"{key}-have",
                kind=QuestionKind.CHOICE,
                label="Can you give this figure?",
                options=(Option(YES, "Yes"), Option(NO, "No, it is not available")),
            ),
            Question(key=f"{key}-counted", kind=number, label=counted, hint=one.numerator, show_when=known),
            *((out_of,) if one.unit != Unit.COUNT else ()),
            Question(key=f"{key}-why", kind=text, label="Why is it not available?", show_when=unknown),
            Question(
                key=f"{key}-note", kind=text, label="Note", hint="What to know before reading it.", required=False
            ),
        ),
    )


def is_given(answers: Answers, key: str) -> bool:
    """Say whether answers say that there is a figure, and what was counted."""
    return answers.get(f"{key}-have") == YES and bool(answers.get(f"{key}-counted"))


def figure_of(answers: Answers, key: str, unit: str) -> Given:
    """Return the figure that the answers of its section make; not available where it is not given. Raises Unreadable.

    An answer that counts no more, since another says that there is no figure, is passed over.
    """
    if not is_given(answers, key):
        return Given(None, Mark.NOT_AVAILABLE, Mark.NOT_AVAILABLE)
    return given("", answers[f"{key}-counted"], answers.get(f"{key}-out-of", ""), unit)


def note_of(answers: Answers, key: str) -> str:
    """Return what is noted of a figure; of one that is not available, why."""
    said = answers.get(f"{key}-note" if is_given(answers, key) else f"{key}-why")
    return str(said or "").strip()
