"""People as Outlook copies them."""

import pytest
from django.core.exceptions import ValidationError

from escp.partnership.models import Person
from escp.returns.services.people import MOST, Pasted, person_for, read_pasted
from tests.factories.partnership import PersonFactory


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        (
            "Ash Alder <ash@a.example>; Bay Birch <bay@b.example>",
            [("Ash Alder", "ash@a.example"), ("Bay Birch", "bay@b.example")],
        ),
        ("ALDER, Ash <ash@a.example>;", [("ALDER, Ash", "ash@a.example")]),
        ('"Alder, Ash" <Ash@A.example>\n\n', [("Alder, Ash", "ash@a.example")]),
        ("ash@a.example, bay@b.example", [("ash", "ash@a.example"), ("bay", "bay@b.example")]),
        ("<ash@a.example>", [("ash", "ash@a.example")]),
        ("ash@a.example; ASH@a.example", [("ash", "ash@a.example")]),
        ("", []),
        (" ; \n ", []),
    ],
)
def test_names_and_addresses_are_read(pasted, read):
    assert [(one.name, one.email) for one in read_pasted(pasted)] == read


def test_every_piece_that_is_no_address_is_named():
    with pytest.raises(ValidationError) as refusal:
        read_pasted("Ash Alder <ash>; nobody; bay@b.example")

    assert refusal.value.messages == [
        "“Ash Alder <ash>” is not an e-mail address.",
        "“nobody” is not an e-mail address.",
    ]
    with pytest.raises(ValidationError, match=str(MOST)):
        read_pasted(";".join(f"p{n}@a.example" for n in range(MOST + 1)))


@pytest.mark.django_db
def test_a_new_person_can_do_nothing_and_a_known_one_is_found_in_any_case():
    known, by = PersonFactory(email="ash@a.example"), PersonFactory()

    made = person_for(by=by, pasted=Pasted("Bay Birch", "bay@b.example"))

    assert person_for(by=by, pasted=Pasted("Ash", "ASH@a.example")) == known
    assert not made.has_usable_password()
    assert not made.current_memberships
    assert person_for(by=by, pasted=Pasted("Bay", "bay@b.example")) == made
    assert Person.objects.filter(email="bay@b.example").count() == 1
