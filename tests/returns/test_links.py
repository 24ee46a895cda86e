"""A link points, a code opens: forwarded, scanned, old, used and tampered ones open nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, Link
from escp.returns.services import links
from tests.factories.partnership import PersonFactory
from tests.factories.returns import ReturnFactory, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return ReturnFactory(person=PersonFactory(role=None))


def opened(asked):
    link, _ = links.link_for(asked=asked, person=asked.person)
    return links.new_code(link=link)


def test_the_same_link_comes_again_while_it_lives_and_its_address_is_kept_nowhere(asked):
    link, token = links.link_for(asked=asked, person=asked.person)

    assert links.link_for(asked=asked, person=asked.person) == (link, token)
    assert token not in str(Link.objects.values())
    assert links.live_link(token) == link
    assert links.live_link(token + "x") is links.live_link("") is links.live_link("x" * 100_000) is None


def test_a_link_ends_with_its_time_its_return_its_person_and_at_the_units_word(asked):
    _, token = links.link_for(asked=asked, person=asked.person)
    with time_machine.travel(timezone.now() + links.LASTS + timedelta(seconds=1)):
        assert links.live_link(token) is None
        assert links.link_for(asked=asked, person=asked.person)[1] != token
    links.revoke(by=PersonFactory(), asked=asked)
    assert links.live_link(token) is None

    for end in ("accept", "pass on", "close"):
        other = ReturnFactory(person=PersonFactory(role=None))
        _, token = links.link_for(asked=other, person=other.person)
        assert links.live_link(token)
        if end == "accept":
            RETURN.apply("accept", sent(other), by=PersonFactory())
        elif end == "pass on":
            other.person = PersonFactory(role=None)
            other.save()
        else:
            other.person.is_active = False
            other.person.save()
        assert links.live_link(token) is None, end


def test_the_newest_code_opens_once(asked):
    first = links.code_of(opened(asked))
    link = opened(asked)
    code = links.code_of(link)

    assert len(code) == 6
    assert code.isdecimal()
    assert Letter.objects.count() == 2
    assert code not in str(list(Letter.objects.values()))
    assert first == code or not links.take_code(link=link, code=first)
    assert links.take_code(link=link, code=f" {code} ")
    assert not links.take_code(link=link, code=code)


def test_a_code_dies_after_ten_minutes_and_after_five_tries(asked):
    link = opened(asked)
    code = links.code_of(link)
    with time_machine.travel(timezone.now() + links.CODE_LASTS + timedelta(seconds=1)):
        assert not links.take_code(link=link, code=code)

    link = opened(asked)
    code = links.code_of(link)
    for _ in range(links.MOST_TRIES):
        assert not links.take_code(link=link, code="nö")
    assert not links.take_code(link=link, code=code)


def test_codes_are_not_sent_without_end(asked):
    for _ in range(links.MOST_CODES):
        link = opened(asked)
    with pytest.raises(ValidationError, match="Too many"):
        links.new_code(link=link)
    assert str(link) == f"Link to {asked.reference} for {asked.person}"
