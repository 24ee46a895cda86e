"""The list of the report's headings holds every text of a rapid review once, and nothing else."""

from reviews.choices import Decision
from reviews.headings import FIELDS, HEADINGS, MAY_STAY_EMPTY
from reviews.models import RapidReview


def test_the_twenty_headings_stand_in_order():
    assert [heading.number for heading in HEADINGS] == list(range(1, 21))


def test_every_text_of_the_review_stands_under_just_one_heading():
    texts = {field.name for field in RapidReview._meta.get_fields() if getattr(field, "max_length", 0) == 8000}

    assert len(FIELDS) == len(set(FIELDS))
    # Why no learning point follows is said when the review is concluded, after its text is sealed.
    assert texts - {"no_learning_reason"} <= set(FIELDS)
    assert {name for name in FIELDS if RapidReview._meta.get_field(name)} == set(FIELDS)
    assert set(MAY_STAY_EMPTY) <= set(FIELDS)


def test_what_is_asked_follows_from_the_decision():
    asked = {decision: {h.number for h in HEADINGS if h.applies(decision)} for decision in Decision}

    assert asked[Decision.LOCAL_REVIEW] == set(range(1, 21)) - {17}
    assert asked[Decision.SUFFICIENT] == set(range(1, 21)) - {16}
    assert asked[Decision.CRITERIA_NOT_MET] == set(range(1, 21)) - {16, 17}
