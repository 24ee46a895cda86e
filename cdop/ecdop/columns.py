"""The columns of an extract from eCDOP, in the words that its headings use, and how their cells are read.

Never among them: names, addresses, NHS numbers. A date of birth is read only when a person says so, and only the age
band goes on from it.
"""

import re
from datetime import date

from cdop.choices import Category, Modifiability, Trigger
from cdop.policies import GROWN_UP, band_of
from escp.imports.cells import (
    Unreadable,
    one_of,
    quoted,
    read_clock_time,
    read_day,
    read_yes_or_no,
    text_up_to,
)
from escp.imports.columns import Column, identifier_in
from escp.partnership.choices import AgeBand
from reviews.coded import Sex

LONGEST_LEARNING = 2_000
SEXES = {
    "m": Sex.MALE, "male": Sex.MALE, "boy": Sex.MALE,
    "f": Sex.FEMALE, "female": Sex.FEMALE, "girl": Sex.FEMALE,
    "transgender": Sex.TRANSGENDER, "other": Sex.OTHER, "indeterminate": Sex.OTHER,
    "not known": Sex.NOT_KNOWN, "unknown": Sex.NOT_KNOWN, "not specified": Sex.NOT_KNOWN,
}  # fmt: skip
# The words by which each trigger of a joint agency response is known.
TRIGGERS = (
    (Trigger.STILLBIRTH, ("stillb", "still birth")),
    (Trigger.CUSTODY, ("custody", "detain", "mental health act")),
    (Trigger.NOT_NATURAL, ("not natural", "not have been natural", "unnatural", "suspicious")),
    (Trigger.SUDDEN, ("sudden", "sudi", "sudc", "no immediately apparent")),
    (Trigger.EXTERNAL, ("external",)),
)
# The words by which each category of death is known, beside its number and its full name.
CATEGORIES = (
    (Category.INFLICTED, ("inflicted injury", "abuse or neglect")),
    (Category.SELF_INFLICTED, ("suicide", "self-inflicted", "self inflicted")),
    (Category.TRAUMA, ("trauma",)),
    (Category.MALIGNANCY, ("malignan",)),
    (Category.ACUTE, ("acute",)),
    (Category.CHRONIC, ("chronic",)),
    (Category.GENETIC, ("chromosom", "genetic", "congenital")),
    (Category.PERINATAL, ("perinatal", "neonatal")),
    (Category.INFECTION, ("infection",)),
    (Category.UNEXPLAINED, ("unexplained", "sudden unexpected")),
)
NUMBERED = re.compile(r"(?:category )?(\d{1,2})(?:\b.*)?")
MODIFIABLE = {
    "inadequate": Modifiability.INADEQUATE, "inadequate information": Modifiability.INADEQUATE,
    "not known": Modifiability.INADEQUATE, "unknown": Modifiability.INADEQUATE,
    **dict.fromkeys(("yes", "y", "true", "1", "identified", "modifiable"), Modifiability.IDENTIFIED),
    **dict.fromkeys(("no", "n", "false", "0", "none", "none identified", "not modifiable"), Modifiability.NONE),
    **{str(one.label).lower(): one for one in Modifiability},
}  # fmt: skip
LETTERS = re.compile(r"[^\w<>+]+")
YEARS = re.compile(r"(\d{1,2})(?: (?:years?|yrs?|y)(?: old)?)?")
RANGE = re.compile(r"(\d{1,2}) (?:to |and )?(\d{1,2})(?: (?:years?|yrs?))?")
BEFORE_ONE = re.compile(r"(?:<|under|less than|below) ?1(?: year)?|.*\b(?:days?|weeks?|months?|neonatal|infant)\b.*")


def read_reference(text: str, today: date) -> str:
    """Return an eCDOP reference. Raises Unreadable for what is too long, or an NHS number."""
    reference = text_up_to(30)(text, today)
    refuse_identity(text)
    return reference


def read_age_band(text: str, today: date) -> AgeBand:
    """Return the band of an age, of a band that lies within one of ours, or of words like “28 to 364 days”."""
    plain = " ".join(LETTERS.sub(" ", text.lower()).split())
    if plain in ("not known", "unknown", ""):
        return AgeBand.NOT_KNOWN
    if BEFORE_ONE.fullmatch(plain):
        return AgeBand.UNDER_ONE
    found = RANGE.fullmatch(plain) or YEARS.fullmatch(plain)
    ages = [int(age) for age in found.groups() if age] if found else []
    bands = {band_of(age) for age in ages}
    if not bands or len(bands) > 1 or max(ages) >= GROWN_UP:
        raise Unreadable(f"{quoted(text)} does not lie within one age band, such as 5 to 9.")
    return bands.pop()


def read_triggers(text: str, today: date) -> list[str]:
    """Return the triggers that a cell names, parted by semicolons. Raises Unreadable for one that is not known."""
    found: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[;\n|]", text))):
        plain = part.lower()
        trigger = next((one for one, words in TRIGGERS if any(word in plain for word in words)), None)
        if trigger is None:
            raise Unreadable(f"{quoted(part)} is none of the five triggers of a joint agency response.")
        found.append(trigger.value)
    return list(dict.fromkeys(found))


def read_category(text: str, today: date) -> Category:
    """Return the category of death that a cell gives by its number, its name or its own word. Raises Unreadable."""
    plain = " ".join(text.lower().split())
    if found := NUMBERED.fullmatch(plain):
        known = {one for one in Category if one == int(found[1])}
    else:
        named = {one for one in Category if str(one.label).lower() == plain}
        known = named or {one for one, words in CATEGORIES if any(word in plain for word in words)}
    if len(known) != 1:
        raise Unreadable(f"{quoted(text)} is not one of the ten categories. Write its number, from 1 to 10.")
    return known.pop()


def read_words(most: int):
    """Return a reader of text that names nobody, as far as its form alone can show that."""
    read = text_up_to(most)

    def read_text(text: str, today: date) -> str:
        words = read(text, today)
        refuse_identity(words)
        return words

    return read_text


def refuse_identity(text: str) -> None:
    """Raise Unreadable for a text that holds an NHS number or a postcode; what it is is not repeated."""
    if found := identifier_in(text):
        raise Unreadable(f"this holds {found}. Nothing that says who a child was is brought in.")


REFERENCE = Column(
    "ecdop_reference",
    "eCDOP reference",
    ("ecdop ref", "ecdop id", "ecdop case", "ecdop number", "ecdop case id", "ecdop case number", "case reference",
     "case ref", "case id", "case number", "reference", "ref", "cdop reference", "cdop ref", "unique id"),
    read_reference,
    required=True,
)  # fmt: skip
DIED_ON = Column(
    "died_on", "Date of death", ("date died", "death date", "dod", "date and time of death", "date time of death"),
    read_day, required=True,
)  # fmt: skip
DIED_TIME = Column("died_time", "Time of death", ("death time", "time died"), read_clock_time)
KNOWN_ON = Column(
    "known_on",
    "Date notified",
    ("date known", "date of notification", "notification date", "notified", "date notified to cdop", "notified on",
     "date known or notified", "notification received", "date reported", "date cdop notified"),
    read_day,
    required=True,
)  # fmt: skip
NATIONAL_ON = Column(
    "national_on", "NCMD date",
    ("ncmd", "date sent to ncmd", "ncmd submission date", "ncmd notified", "date ncmd notified", "ncmd submitted"),
    read_day,
)  # fmt: skip
AGE_BAND = Column(
    "age_band", "Age band", ("age", "age group", "age at death", "age band at death", "age range"), read_age_band
)
BORN_ON = Column("born_on", "Date of birth, for the age band alone", (), read_day, never_suggested=True)
SEX = Column("sex", "Sex", ("gender", "sex at birth", "sex or gender"), one_of(SEXES, "a sex, like male or female"))
AREA = Column(
    "area", "Area of residence",
    ("local authority", "la of residence", "area", "borough", "local authority of residence", "residence", "la"),
    read_words(120),
)  # fmt: skip
JAR = Column(
    "jar", "Joint agency response",
    ("jar", "jar yes no", "jar y n", "jar required", "jar held", "was there a jar", "joint agency response required"),
    read_yes_or_no,
)  # fmt: skip
TRIGGER = Column(
    "triggers", "JAR trigger",
    ("trigger", "triggers", "jar triggers", "jar reason", "reason for jar", "joint agency response trigger"),
    read_triggers,
)  # fmt: skip
JAR_MET_ON = Column(
    "jar_met_on", "JAR meeting",
    ("jar meeting date", "date of jar", "jar date", "date of jar meeting", "joint agency response meeting"),
    read_day,
)  # fmt: skip
MEETING_ON = Column(
    "meeting_on", "CDRM date",
    ("cdrm", "child death review meeting", "cdrm meeting date", "date of cdrm", "review meeting date",
     "child death review meeting date"),
    read_day,
)  # fmt: skip
PANEL_ON = Column(
    "panel_on", "CDOP date",
    ("cdop", "panel date", "cdop panel date", "cdop meeting date", "date of cdop", "date of panel", "cdop review date",
     "date reviewed by cdop", "date reviewed"),
    read_day,
)  # fmt: skip
CATEGORY = Column(
    "category", "Category of death",
    ("category", "primary category", "cdop category", "category code", "main category", "ncmd category",
     "primary category of death"),
    read_category,
)  # fmt: skip
MODIFIABILITY = Column(
    "modifiability", "Modifiable factors",
    ("modifiable", "modifiable factors identified", "modifiability", "modifiable flag", "modifiable y n",
     "modifiable factors y n", "were modifiable factors identified"),
    one_of(MODIFIABLE, "yes, no or inadequate information"),
)  # fmt: skip
LEARNING = Column(
    "learning", "Learning", ("learning points", "learning point", "lessons", "key learning", "issues identified"),
    read_words(LONGEST_LEARNING),
)  # fmt: skip

COLUMNS = [
    REFERENCE, DIED_ON, DIED_TIME, KNOWN_ON, NATIONAL_ON, AGE_BAND, BORN_ON, SEX, AREA, JAR, TRIGGER, JAR_MET_ON,
    MEETING_ON, PANEL_ON, CATEGORY, MODIFIABILITY, LEARNING,
]  # fmt: skip
