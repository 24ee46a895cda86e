"""What a survey may ask, and by which of its questions answers may be grouped. Pure rules on a questionnaire."""

from escp.returns.choices import CLOSED_KINDS, QuestionKind
from escp.returns.definition import Definition, Question, Section
from escp.returns.scales import AGREEMENT

WORDS = (QuestionKind.TEXT, QuestionKind.LONG_TEXT)
# From a number, a date, a table or a file somebody could be known.
MAY_ASK = (*CLOSED_KINDS, *WORDS)
# Many small boxes make everybody the only one in theirs.
MOST_QUESTIONS = 30
# More than these are shown section by section.
MOST_ON_A_PAGE = 8
TOO_MUCH = f"A survey asks {MOST_QUESTIONS} questions at the most: people answer on a telephone."


def questions_of(asks: Definition) -> list[Question]:
    """Return the questions that people are asked: all but the unit’s own."""
    return list(asks.for_agency().questions)


def as_one_page(asks: Definition) -> Section:
    """Return all questions as one page, for a telephone."""
    return Section(key="page-1", title="Your answers", questions=tuple(questions_of(asks)))


def steps_of(asks: Definition) -> tuple[Section, ...]:
    """Return the sections that a long survey is answered in, one after the other; none where one page holds it all."""
    sections = asks.for_agency().sections
    return sections if len(questions_of(asks)) > MOST_ON_A_PAGE and len(sections) > 1 else ()


def why_not(asks: Definition) -> str:
    """Return why a questionnaire cannot be a survey, in words, or nothing."""
    asked = questions_of(asks)
    if len(asked) > MOST_QUESTIONS:
        return TOO_MUCH
    unfit = next((one for one in asked if one.kind not in MAY_ASK), None)
    if unfit is None:
        return ""
    return (
        f"“{unfit.label}” asks for a {unfit.kind.label.lower()}. A survey without names offers choices and asks for"
        " words: choose another questionnaire."
    )


def grouping(asks: Definition) -> list[Question]:
    """Return the questions by which answers may be grouped: one choice of a list."""
    return [one for one in questions_of(asks) if one.kind == QuestionKind.CHOICE]


def first_grouping(asks: Definition) -> str:
    """Return the key of the first of them, or nothing."""
    return next((one.key for one in grouping(asks)), "")


def is_agreement(question: Question) -> bool:
    """Say whether a question asks how far people agree: such answers are compared from survey to survey."""
    return question.kind == QuestionKind.GRADE and question.scale == AGREEMENT.key
