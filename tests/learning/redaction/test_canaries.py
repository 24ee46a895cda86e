"""Whatever is planted in a text, in whatever form, is found; and nothing plain is left once it was replaced."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from escp.partnership.references import check_character
from learning.redaction import Identity, Known, found_in, redacted
from learning.redaction.folding import fold
from learning.redaction.numbers import AREAS
from learning.redaction.terms import PARTICLES, parts_of
from tests.learning.redaction.canaries import (
    GAPS,
    HOW_AGES_STAND,
    HOW_DAYS_STAND,
    HOW_EMAILS_STAND,
    HOW_NAMES_STAND,
    HOW_PHONES_STAND,
    HOW_POSTCODES_STAND,
    HOW_SCHOOLS_STAND,
    HOW_STREETS_STAND,
    day_as,
    nhs_number,
)

BEFORE, AFTER = "The worker wrote that ", ", and nobody asked."
NOBODY = Known()
LETTERS = "abcdefghijklmnopqrstuvwxyzáàâäåãæçéèêëíîïñóôöøœúûüýžšłđğşč"
EASY = settings(max_examples=80, deadline=None)


def is_found(canary: str, known: Known = NOBODY, before: str = BEFORE, after: str = AFTER) -> bool:
    """Say whether a finding covers some of what was planted."""
    text = f"{before}{canary}{after}"
    first, last = len(before), len(before) + len(canary)
    return any(one.start < last and first < one.end for one in found_in(text, known))


def of(name: str, born: date | None = None, **facts: str) -> Known:
    return Known(children=(Identity("Child Oak", name, born, **facts),), pseudonyms=("Child Oak",))


part = st.text(LETTERS, min_size=3, max_size=9).map(str.capitalize).filter(lambda one: fold(one).small not in PARTICLES)
names = st.lists(part, min_size=1, max_size=4, unique=True).map(" ".join) | st.builds(
    "{}-{} {}".format, part, part, part
)


@EASY
@given(names, st.sampled_from(sorted(HOW_NAMES_STAND)))
@example("Amelia Jane O’Brien-Smith", "soft hyphens")
@example("Zoë Łuczak", "letters apart")
def test_a_name_is_found_in_every_form(name, how):
    assert is_found(HOW_NAMES_STAND[how](name), of(name)), (name, how)


@EASY
@given(names, st.sampled_from(sorted(HOW_NAMES_STAND)), st.data())
def test_a_part_of_a_name_is_found_in_every_form(name, how, data):
    one = data.draw(st.sampled_from(re.split(r"[ -]", name)))

    assert is_found(HOW_NAMES_STAND[how](one), of(name)), (name, one, how)


@EASY
@given(st.lists(part, min_size=2, max_size=4, unique=True), st.sampled_from(["{}.", "{}. ", "{} ", "{}", "{}/"]))
def test_initials_are_found_with_dots_and_without(parts, form):
    letters = [one[0].upper() for one in parts_of(" ".join(parts))]

    for chosen in (letters, [letters[0], letters[-1]]):
        assert is_found("".join(form.format(one) for one in chosen).strip(), of(" ".join(parts))), chosen
    assert is_found(f"{letters[0]}. {parts[-1]}", of(" ".join(parts)))
    assert is_found(f"{parts[0]} {letters[-1]}.", of(" ".join(parts)))


@EASY
@given(st.dates(date(1995, 1, 1), date(2026, 12, 31)), st.sampled_from(HOW_DAYS_STAND), st.booleans())
def test_a_day_is_found_in_every_usual_form_and_a_month_is_left(day, form, is_birth):
    written = day_as(form, day)
    known = of("Testername", day if is_birth else None)

    assert is_found(written, known), written
    left = redacted(f"{BEFORE}{written}{AFTER}", known)
    assert not found_in(left, known), left
    assert ("(date of birth)" in left) == is_birth


@EASY
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), st.lists(st.sampled_from(GAPS), min_size=9, max_size=9))
def test_an_nhs_number_is_found_however_it_is_spaced(nine, gaps):
    digits = nhs_number(nine)
    written = "".join(f"{digit}{gap}" for digit, gap in zip(digits, [*gaps, ""], strict=True))

    assert is_found(written), written
    assert "NHS number" in redacted(f"{BEFORE}{written}{AFTER}", NOBODY) or digits[0] in (0, 4, 7)


@EASY
@given(
    st.sampled_from(AREAS),
    st.from_regex(r"[1-9][0-9A-HJKPSTUW]?", fullmatch=True),
    st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
    st.sampled_from(HOW_POSTCODES_STAND),
    st.booleans(),
)
def test_a_postcode_is_found_with_a_space_and_without_and_its_first_half_alone(area, district, inward, form, small):
    written = form.format(out=f"{area}{district}", in_=inward)

    assert is_found(written.lower() if small else written), written
    assert is_found(f"{area}{district}")
    assert not found_in(redacted(f"{BEFORE}{written}{AFTER}", NOBODY), NOBODY)


@EASY
@given(
    st.from_regex(r"0[1-378][0-9]{8,9}", fullmatch=True), st.lists(st.integers(3, 8), max_size=3), st.sampled_from(GAPS)
)
def test_a_telephone_number_is_found_however_it_is_grouped(number, cuts, gap):
    places = [0, *sorted(set(cuts)), len(number)]
    written = gap.join(number[first:last] for first, last in pairwise(places))

    assert is_found(written), written
    assert is_found(f"+44{gap}{written[1:]}")
    assert is_found(f"+44 (0){written[1:]}")


CORPUS_NAMES = ("Amelia Jane O’Brien-Smith", "Zoë Łuczak", "Mohammed Al-Rashid", "Jo Ng", "Søren de la Cruz", "Li Xu")
CORPUS_DAYS = (date(2019, 3, 6), date(2008, 12, 31), date(2024, 2, 29), date(2011, 11, 11))


def corpus() -> list[tuple[str, str, Known]]:
    """Return every canary of the plain corpus: its kind, how it stands, and what is known of the case."""
    planted: list[tuple[str, str, Known]] = []
    for name in CORPUS_NAMES:
        for how, form in HOW_NAMES_STAND.items():
            planted.append(("name", form(name), of(name)))
            # A little word of two letters is a name only with a capital: “an”, “jo”, “so”.
            long = [one for one in re.split(r"[ -]", name) if len(fold(one).small) > 2 and one.lower() not in PARTICLES]
            planted += [("part of a name", form(one), of(name)) for one in long if how != "turned round"]
    planted += [("short name", one, of(name)) for name in ("Jo Ng", "Li Xu") for one in name.split()]
    for day in CORPUS_DAYS:
        planted += [("date of birth", day_as(form, day), of("Testername", day)) for form in HOW_DAYS_STAND]
        planted += [("another day", day_as(form, day), NOBODY) for form in HOW_DAYS_STAND]
    for form in HOW_AGES_STAND:
        planted += [("age beside a date", f"in May 2024, {form.format(n=n)}", NOBODY) for n in (3, 11)]
    planted += [("telephone", number, NOBODY) for number in HOW_PHONES_STAND]
    planted += [("e-mail", address, NOBODY) for address in HOW_EMAILS_STAND]
    planted += [("school", school, NOBODY) for school in HOW_SCHOOLS_STAND]
    planted += [("street", street, NOBODY) for street in HOW_STREETS_STAND]
    for out, inward in (("EN1", "3XA"), ("N18", "2TT"), ("SW1A", "1AA"), ("E1", "6AN"), ("en2", "6bb")):
        planted += [("postcode", form.format(out=out, in_=inward), NOBODY) for form in HOW_POSTCODES_STAND]
    for nine in ([9, 4, 3, 4, 7, 6, 5, 9, 1], [4, 0, 1, 0, 2, 3, 2, 1, 3], [6, 0, 0, 0, 0, 0, 0, 0, 7]):
        digits = "".join(map(str, nhs_number(nine)))
        planted += [("NHS number", gap.join((digits[:3], digits[3:6], digits[6:])), NOBODY) for gap in GAPS]
        planted += [("NHS number", gap.join(digits), NOBODY) for gap in GAPS]
    of_case = of("Testername", address="12 Acacia Avenue, Larkwood, EN1 3XA", school="St Mary’s Oakfield School")
    places = ("12 acacia avenue", "ACACIA", "Larkwood", "lark\u00adwood", "oakfield", "st marys oakfield school")
    planted += [("place of the case", place, of_case) for place in places]
    planted += [("title and name", name, NOBODY) for name in ("Dr Patel", "Mrs. O’Neil", "PC J. Smith", "mr smith")]
    return planted


def test_every_canary_of_the_corpus_is_found():
    planted = corpus()
    missed = [(kind, canary) for kind, canary, known in planted if not is_found(canary, known)]

    kinds = dict(Counter(kind for kind, *_ in planted))
    print(f"{len(planted)} canaries planted, {len(planted) - len(missed)} found: {kinds}")  # noqa: T201
    assert missed == []
    assert len(planted) >= 600


def test_words_that_somebody_asked_for_are_replaced_and_found():
    known = Known(words=(("Tom", "a brother"), ("the corner shop", "a shop")), people=("Ash Alder",))

    assert redacted("TOM’s shop, the  corner\nshop; Ash Alder saw it", known) == (
        "a brother’s shop, a shop; (a professional) saw it"
    )
    assert is_found("Alder", known)
    assert not is_found("tomorrow", known)


def test_pseudonyms_are_spared_and_what_stands_instead_is_right():
    known = Known(
        (Identity("Child Oak", "Rowan Hope Smith", date(2019, 3, 6), "1 Mill Lane, Larkwood", "Larkwood School"),),
        pseudonyms=("Child Oak", "Child Rowan"),
    )

    text = redacted("Child Rowan and Rowan Smith. Karen Smith, of Larkwood School, on 7 May 2024; hope.", known)

    assert text == "Child Rowan and Child Oak. Karen (family name), of (school), in May 2024; hope."
    assert [one.text for one in found_in(text, known)] == ["hope"]


def test_little_words_within_a_name_go_with_it():
    assert redacted("Søren de la Cruz, and Soren Cruz.", of("Søren de la Cruz")) == "Child Oak, and Child Oak."


def test_an_empty_text_and_plain_prose_have_nothing_in_them():
    known = of("Amelia Jane Smith", date(2019, 3, 6), address="12 Acacia Avenue, Larkwood", school="Oakfield School")
    for text in (
        "",
        "\u200b \n",
        "The school and the family court met at the children’s centre; 2 of 3 agencies came.",
    ):
        assert found_in(text, known) == []
        assert redacted(text, known) == text


FAMILY = "Mother: Hazel Quillon (34); brothers Tobias and Jory Quillon, 3; no father known. Gran is Old Nan Petrel"


@pytest.mark.parametrize("canary", ["Hazel", "Hazel Quillon", "QUILLON", "Tobias’s", "Jory", "Petrel", "Nan Petrel"])
def test_the_names_of_a_family_are_found_and_replaced(canary):
    known = of("Rowan Testername", family=FAMILY)

    assert is_found(canary, known)
    assert not found_in(redacted(f"We met {canary} at home.", known), known)


def test_words_beside_the_names_of_a_family_are_no_names():
    known = of("Rowan Testername", family=FAMILY)
    text = "The mother and her brothers came; no father is known. Gran rang."

    assert redacted(text, known) == text.replace("Gran", "(a relative)")


def test_other_spellings_and_the_practice_of_a_child_go_too():
    known = of("Rowan Testername", other_names=("Rohan Testaname", "Roro"), practice="Quayside Medical Centre")

    text = redacted("Roro, or Rohan Testaname, was seen at Quayside Medical Centre.", known)

    assert text == "Child Oak, or Child Oak, was seen at (general practice)."
    assert is_found("Quayside Medical Centre", known)


def test_our_own_references_are_no_postcodes_though_one_in_fifty_looks_like_one():
    shaped = [
        f"{letter}{tens}{ones}{last}" for letter in "BEHNW" for tens, ones in ("23", "52", "94") for last in "AGT"
    ]
    fives = [f"{body}{check_character(body)}" for body in shaped if check_character(body) in "ABDEFGHJNPQRSTWXYZ"]
    assert len(fives) >= 10
    for five in fives:
        assert is_found(five), five
        assert is_found(f"RED-{five[:-1]}{'A' if five[-1] != 'A' else 'B'}"), five
        assert not is_found(f"Reference RED-{five}."), five
        assert redacted(f"Reference RED-{five}.", NOBODY) == f"Reference RED-{five}."
