"""What tells strangers who somebody is: initials beside a date, and numbers so small that people are known by them."""

import re
from collections.abc import Iterator

from escp.reports.small_numbers import SMALLEST
from learning.redaction.dates import MONTH_AND_YEAR, days_in
from learning.redaction.folding import Folded

# So near, in characters, initials and a date are read together.
BESIDE = 60
INITIALS = re.compile(r"(?<![\w.-])(?:[A-Z]\.\s?){2,3}|(?<![\w.-])[A-Z]{2}(?![\w-])")
_NOT_INITIALS_LIST = """
GP LA UK EU PE IT HV SW DV DA ID HR TV AI AM PM OK QA CP EH NO DR MR
"""
NOT_INITIALS = frozenset(_NOT_INITIALS_LIST.split())
_SMALL_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4}
_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LARGER_LIST = "five six seven eight nine ten eleven twelve"
_WORDS = _SMALL_WORDS | {word: number for number, word in enumerate(_LARGER_LIST.split(), start=5)}
_PEOPLE = (
    r"(?:child(?:ren)?|young\s(?:people|person)|bab(?:y|ies)|infants?|boys?|girls?|siblings?|famil(?:y|ies)|mothers?|"
    r"fathers?|parents|cases?|deaths?|pupils?|practitioners?|incidents?)"
)
# “3 children”, “three of the children”, “2 young black boys”; a number within a longer one, or a part of it, is none.
SMALL = re.compile(
    rf"(?<![\w.,/-])(?:[1-4]|{'|'.join(_SMALL_WORDS)})\s(?:of\s(?:the|these|those)\s)?(?:[a-z-]+\s){{0,2}}?{_PEOPLE}\b"
)
# “10 of the 12 children”: what is said takes from the whole and leaves two.
PART = re.compile(
    rf"(?<![\w.,/-])(?P<part>{_NUMBER})\s(?:out\s)?of\s(?:the\s|all\s)?(?P<whole>{_NUMBER})"
    rf"\s(?:[a-z-]+\s){{0,2}}?{_PEOPLE}\b"
)


def initials_beside_dates(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of what may be initials, near a day or a month with its year: together they tell of one child."""
    dates = [(day.start, day.end) for day in days_in(text)]
    dates += [found.span() for found in MONTH_AND_YEAR.finditer(text.small)]
    for found in INITIALS.finditer(text.plain) if dates else ():
        start, end = found.span()
        letters = re.sub(r"[^A-Z]", "", found[0])
        if letters not in NOT_INITIALS and any(first - BESIDE < end and start < last + BESIDE for first, last in dates):
            yield start, end - (len(found[0]) - len(found[0].rstrip()))


def small_numbers(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of numbers of people below five, and of parts that leave fewer than five of a whole."""
    for found in PART.finditer(text.small):
        part, whole = _number(found["part"]), _number(found["whole"])
        if 0 < part < SMALLEST or 0 < whole - part < SMALLEST or 0 < whole < SMALLEST:
            yield found.span()
    for found in SMALL.finditer(text.small):
        yield found.span()


def _number(words: str) -> int:
    return _WORDS[words] if words in _WORDS else int(words.replace(",", ""))
