"""What must not be left in a redacted text, in every form in which people and programs write it."""

import unicodedata
from datetime import date

from learning.redaction.dates import MONTHS
from learning.redaction.folding import ALIKE
from learning.redaction.numbers import is_nhs_number

LOOKS_LIKE = {latin: other for other, latin in ALIKE.items()}


def _every_gap(text: str, filler: str) -> str:
    return filler.join(text)


def _strange(text: str) -> str:
    return "".join(LOOKS_LIKE.get(one, one) if place % 2 else one for place, one in enumerate(text))


HOW_NAMES_STAND = {
    "as it is": str,
    "capitals": str.upper,
    "small": str.lower,
    "possessive": lambda name: f"{name}’s",
    "straight possessive": lambda name: f"{name}'s",
    "possessive without its apostrophe": lambda name: f"{name}s",
    "in brackets": lambda name: f"({name})",
    "before a hyphen": lambda name: f"{name}-like",
    "underscores": lambda name: f"_{name.replace(' ', '_')}_",
    "soft hyphens": lambda name: _every_gap(name, "\u00ad"),
    "zero-width spaces": lambda name: _every_gap(name, "\u200b"),
    "zero-width joiners": lambda name: _every_gap(name, "\u2060"),
    "marks of direction": lambda name: f"\u202e{_every_gap(name, chr(0x200F))}\u202c",
    "no-break spaces": lambda name: name.replace(" ", "\u00a0"),
    "two spaces": lambda name: name.replace(" ", "  "),
    "a new line": lambda name: name.replace(" ", "\n"),
    "letters apart": lambda name: unicodedata.normalize("NFD", name),
    "accents": lambda name: "".join(f"{one}\u0301" if one.isalpha() else one for one in name),
    "wide letters": lambda name: "".join(chr(ord(o) + 0xFEE0) if "!" <= o <= "~" else o for o in name),
    "other alphabet": _strange,
    "broken over lines": lambda name: f"{name[:2]}-\n{name[2:]}",
    "dots for spaces": lambda name: name.replace(" ", "."),
    "turned round": lambda name: ", ".join(reversed(name.split(" "))),
}
HOW_DAYS_STAND = (
    "{d} {Month} {Y}", "{d}{th} {Month} {Y}", "{d}{th} of {Month}, {Y}", "{d} {Mon} {y}", "{d}-{MON}-{Y}",
    "{Month} {d}, {Y}", "{Month} {d}{th}", "{d}{th} {month}", "{dd}/{mm}/{Y}", "{d}/{m}/{y}", "{dd}.{mm}.{Y}",
    "{d}.{m}.{y}", "{dd}-{mm}-{Y}",
    "{d}-{m}-{y}", "{dd} {mm} {Y}", "{dd} / {mm} / {Y}", "{Y}-{mm}-{dd}", "{Y}/{mm}/{dd}", "{Y}{mm}{dd}", "{dd}{mm}{Y}",
    "{mm}/{dd}/{Y}", "{MONTH} {d} {Y}", "{d} {Mon}. ’{y}", "{dd}–{mm}–{Y}", "the {d}{th} day of {Month} {Y}",
)  # fmt: skip


def day_as(form: str, day: date) -> str:
    """Return a day in one of the forms."""
    month = MONTHS[day.month - 1].capitalize()
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return form.format(
        d=day.day, dd=f"{day.day:02}", m=day.month, mm=f"{day.month:02}", Y=day.year, y=f"{day.year % 100:02}",
        th=ending, Month=month, month=month.lower(), MONTH=month.upper(), Mon=month[:3], MON=month[:3].upper(),
    )  # fmt: skip


HOW_AGES_STAND = (
    "aged {n}", "age {n}", "{n} years old", "{n}-year-old", "{n} years and {n} months", "{n} months old", "turned {n}",
    "{n} years of age", "her 5th birthday", "{n}y {n}m", "six years old", "aged four",
)  # fmt: skip
HOW_PHONES_STAND = (
    "020 8379 1000", "02083791000", "(020) 8379 1000", "020-8379-1000", "+44 20 8379 1000", "+44 (0)20 8379 1000",
    "+442083791000", "0044 20 8379 1000", "07700 900123", "07700900123", "0 7 7 0 0 9 0 0 1 2 3", "+44 7700 900 123",
    "07700\u00a0900\u2011123", "44 7700 900123", "7700 900123", "01946 12345", "07700.900.123", "07700/900123",
    "0800 1111 222", "+353 1 234 5678",
)  # fmt: skip
HOW_EMAILS_STAND = (
    "a.person@example.org", "a_person+x@sub.example.co.uk", "A.PERSON@EXAMPLE.ORG", "a.person (at) example.org",
    "a.person\u200b@example.org", "@a_person",
)  # fmt: skip
HOW_SCHOOLS_STAND = (
    "Oakfield Primary School", "St Mary’s Catholic Primary School", "St. Anne's School", "Oakfield Academy",
    "Hazel Bank Nursery", "The Rivers Pre-School", "Oakfield Sixth Form", "Our Lady of the Sea Junior School",
)  # fmt: skip
HOW_STREETS_STAND = (
    "12 Acacia Avenue", "Acacia Avenue", "12a Mill Lane", "flat 3, 7 long acre road", "Larch House", "14 High St",
    "Mill-Race Close", "221 baker street",
)  # fmt: skip
GAPS = ("", " ", "  ", "-", ".", "\u00a0", "\u2009", "\u2011", "\u200b", " - ")
HOW_POSTCODES_STAND = (
    "{out} {in_}",
    "{out}{in_}",
    "{out}  {in_}",
    "{out}\u00a0{in_}",
    "{out}-{in_}",
    "{out}\u200b {in_}",
)


def nhs_number(nine: list[int]) -> list[int]:
    """Return nine digits with their check digit, or with a ninth changed where none would fit."""
    for ninth in range(10):
        for last in range(10):
            digits = [*nine[:8], (nine[8] + ninth) % 10, last]
            if is_nhs_number(digits):
                return digits
    raise AssertionError("Some NHS number always fits.")
