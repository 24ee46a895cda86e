"""Postcodes, telephone and NHS numbers, e-mail addresses: what can be told by its form alone."""

import re
from collections.abc import Iterator

from escp.partnership.references import is_well_formed
from learning.redaction.folding import Folded

_AREAS_LIST = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL
GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX
PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR
WS WV YO ZE
"""
AREAS = tuple(_AREAS_LIST.split())
_GAP = r"[\s.\-/]{0,3}"
_AREA = "|".join(sorted((area.lower() for area in AREAS), key=len, reverse=True))
POSTCODE = re.compile(
    rf"(?<![a-z\d])(?:[a-z]\s?){{1,2}}\d(?:\s?[a-z\d])?{_GAP}\d\s?[abd-hjlnp-uw-z]\s?[abd-hjlnp-uw-z](?![a-z\d])"
)
PREFIX = re.compile(r"(?<![A-Za-z\d-])[A-Z]{2,5}-$")
# The first half alone, in capitals: EN1, N18, SW1A.
OUTWARD = re.compile(rf"(?<![\w-])(?:{_AREA.upper()})\d[\dA-Z]?(?![\w-])")
_PHONE_GAP = r"[\s.\-/()]{0,3}"
PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?{_PHONE_GAP}44{_PHONE_GAP}(?:0{_PHONE_GAP})?|\(?0{_PHONE_GAP})(?:\d{_PHONE_GAP}){{8,9}}\d(?!\d)"
    rf"|(?<!\d)7\d{{3}}{_PHONE_GAP}\d{{3}}{_PHONE_GAP}\d{{3}}(?!\d)"
    rf"|\+\d(?:{_PHONE_GAP}\d){{7,14}}(?!\d)"
)
TEN_DIGITS = re.compile(rf"(?<!\d)(?:\d{_GAP}){{9}}\d(?!\d)")
NHS_BEFORE = re.compile(r"nhs[^\d]{0,30}$")
EMAIL = re.compile(r"[^\s@<>(),;:]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>(),;]+\.[a-z]{2,}|(?<![\w@])@[a-z][\w.]{2,}")


def postcodes(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of whole postcodes, with a space or without; not of our own references that look like one."""
    yield from (place for place in _places(POSTCODE, text.small) if not _is_reference(text.plain, *place))


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether a place is the random part of one of our references, RR-H52BE, as its check character proves."""
    prefix = PREFIX.search(text[:start])
    return prefix is not None and is_well_formed(f"{prefix[0]}{text[start:end]}")


def outward_codes(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of what may be the first half of a postcode."""
    yield from _places(OUTWARD, text.plain)


def phones(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of telephone numbers of the United Kingdom, and of others with a plus."""
    yield from _places(PHONE, text.small)


def nhs_numbers(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of ten digits, spaced in any way, that are an NHS number by their last, or are called one."""
    place = 0
    while found := TEN_DIGITS.search(text.small, place):
        place = found.start() + 1
        digits = [int(one) for one in found[0] if one.isdigit()]
        if is_nhs_number(digits) or NHS_BEFORE.search(text.small[: found.start()]):
            yield found.span()


def is_nhs_number(digits: list[int]) -> bool:
    """Say whether ten digits pass the check of the NHS Data Dictionary: modulus 11, weights 10 to 2."""
    rest = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return rest != 10 and digits[9] == rest % 11


def emails(text: Folded) -> Iterator[tuple[int, int]]:
    """Give the places of e-mail addresses and of names on social media."""
    yield from _places(EMAIL, text.small)


def _places(form: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in form.finditer(text))
