"""Schools, streets and people by the form of their names, where nobody has said what they are called."""

import re
from collections.abc import Iterator

from learning.redaction.dates import MONTH_AND_YEAR, days_in
from learning.redaction.folding import Folded

_WORD = r"(?:[A-Z][\w']*\.?|of|and|the|for|&)"
_SCHOOL = (
    r"(?:Primary|Junior|Infants?|Nursery|Secondary|High|Grammar|Community|Academy|College|School|Pre-?[Ss]chool|"
    r"Playgroup|Kindergarten|PRU|Sixth Form)"
)
SCHOOL = re.compile(rf"\b[A-Z][\w']*\.?[\s-](?:{_WORD}[\s-]){{0,6}}?{_SCHOOL}\b(?:\s{_SCHOOL}\b)*")
# With one of these alone before the kind of school, no school is named.
_NOT_A_SCHOOL_LIST = """
a an the this that his her their our its each every any some no one another both new old local same special mainstream
independent state private primary secondary junior infant infants nursery high grammar community academy college
school royal in at from by for of and to on with after before since when where if as early years children child
"""
NOT_A_SCHOOL = frozenset(_NOT_A_SCHOOL_LIST.split())
_ROAD = (
    r"(?:Road|Street|Avenue|Lane|Close|Drive|Way|Court|Crescent|Gardens|Grove|Place|Square|Terrace|Walk|Mews|Rise|Row|"
    r"Parade|Hill|House|Park|Estate|Tower|Towers|Rd|Ave|Cres|Gdns|Ln)"
)
STREET = re.compile(
    rf"\b(?:\d+[A-Za-z]?,?\s)?[A-Z][\w']*(?:[\s-][A-Z][\w']*){{0,2}}\s(?:{_ROAD}\b|St\b(?!\.?\s?[A-Z]))"
)
NUMBERED = re.compile(
    r"\b\d+[a-z]?,?\s(?:[a-z']+\s){1,3}(?:road|street|avenue|lane|crescent|gardens|grove|terrace|mews|rd|ave|close)\b"
)
_NOT_A_STREET_LIST = """
a an the this that his her their in at from by of each one another safe same no any children's care open
"""
NOT_A_STREET = frozenset(_NOT_A_STREET_LIST.split())
_COURTS_LIST = """
family high crown county youth supreme magistrates magistrates' appeal coroner's
"""
COURTS = frozenset(_COURTS_LIST.split())
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|PC|DC|DS|DI|DCI|Sgt|Sergeant|Inspector|Cllr|Councillor|Rev|Reverend|"
    r"Sister|Nurse|Judge|Auntie|Aunt|Uncle|Sir|Lady|Lord)\.?\s(?:[A-Z]\.?\s)*[A-Z][\w'-]+"
)
TITLED_SMALL = re.compile(r"\b(?:mr|mrs|ms|dr)\.?\s[a-z][\w'-]+")
_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen)"
)
_SPAN = r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"
AGE = re.compile(
    rf"\b{_NUMBER}[\s-]{_SPAN}(?:[,\s]+(?:and\s)?{_NUMBER}[\s-]{_SPAN})?[\s-](?:old|of\sage)\b"
    rf"|\b{_NUMBER}\s{_SPAN}[,\s]+(?:and\s)?{_NUMBER}\s{_SPAN}\b"
    rf"|\baged?\s(?:of\s)?{_NUMBER}\b(?:\s{_SPAN}\b)?(?:[,\s]+(?:and\s)?{_NUMBER}\s{_SPAN}\b)?"
    rf"|\bturn(?:ed|ing|s)?\s{_NUMBER}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)\sbirthday\b|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\sbirthday\b"
    rf"|\b\d{{1,2}}\s?y(?:rs?)?\s?\d{{1,2}}\s?m(?:ths?)?\b"
    rf"|^\s*{_NUMBER}\s{_SPAN}\s*$"
)
_SENTENCE = re.compile(r"[^.;!?]+(?:[.;!?](?=\S)[^.;!?]*)*")


def schools(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of what reads like the name of a school."""
    for found in SCHOOL.finditer(text.plain):
        words = re.findall(r"[a-z']+", found[0].lower())
        telling = [place for place in re.finditer(r"[A-Za-z']+", found[0]) if place[0].lower() not in NOT_A_SCHOOL]
        if words and telling:
            yield found.start() + telling[0].start(), found.end()


def streets(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of what reads like the name of a street or a house."""
    for found in STREET.finditer(text.plain):
        words = re.findall(r"[a-z']+", found[0].lower())
        usual = NOT_A_STREET | COURTS if words[-1] == "court" else NOT_A_STREET
        if any(word not in usual for word in words[:-1]):
            yield found.span()
    for found in NUMBERED.finditer(text.small):
        yield found.span()


def titled(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of a title with a name after it."""
    for found in TITLED.finditer(text.plain):
        yield found.span()
    for found in TITLED_SMALL.finditer(text.small):
        yield found.span()


def ages_beside_dates(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of ages in a sentence that also says when: together they tell when somebody was born."""
    days = [(day.start, day.end) for day in days_in(text)]
    days += [found.span() for found in MONTH_AND_YEAR.finditer(text.small)]
    if not days:
        return
    for sentence in _SENTENCE.finditer(text.small):
        first, last = sentence.span()
        if any(start < last and end > first for start, end in days):
            for found in AGE.finditer(text.small, first, last):
                yield found.span()
