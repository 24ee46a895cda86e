"""Requests and returns with as many rows as a page is to be counted at, and the address of the page."""

from django.urls import reverse

from escp.returns.given import kept_of
from escp.returns.lifecycle import RETURN
from escp.returns.services.letters import send_ask
from tests.factories.partnership import PersonFactory
from tests.factories.returns import (
    PartFactory,
    PassingOnFactory,
    RequestFactory,
    ReturnFactory,
    VersionFactory,
    a_file_of,
    sent,
    with_files,
)


def requests_list(rows, _):
    for _ in range(rows):
        sent(ReturnFactory())
    return reverse("returns:requests")


def asked_request(rows, _):
    record = RequestFactory()
    for _ in range(rows):
        send_ask(by=record.asked_by, asked=ReturnFactory(request=record, person=PersonFactory(role=None)))
        PassingOnFactory(of=ReturnFactory(request=record, person=PersonFactory(role=None)))
        ReturnFactory(request=record)
    return record.get_absolute_url()


def who_has_replied(rows, _):
    record = RequestFactory()
    for _ in range(rows):
        sent(ReturnFactory(request=record))
        ReturnFactory(request=record)
    return reverse("returns:matrix")


def answers_beside(rows, _):
    record = RequestFactory()
    for _ in range(rows):
        sent(ReturnFactory(request=record))
    return reverse("returns:answers", args=[record.reference])


def a_return_of_mine(rows, person):
    asked = ReturnFactory(person=person, agency=person.agency)
    for number in range(rows):
        PartFactory(of=asked, section=f"s{number}", helper=PersonFactory(agency=asked.agency))
    return asked


def asked_return(rows, person):
    return a_return_of_mine(rows, person).get_absolute_url()


def hand_section(rows, person):
    return reverse("returns:hand-section", args=[a_return_of_mine(rows, person).reference, "s1"])


def hand_over(rows, person):
    return reverse("returns:hand-over", args=[a_return_of_mine(rows, person).reference])


def files_beside(rows, _):
    record = RequestFactory(asks=VersionFactory(definition=with_files()))
    for _ in range(rows):
        asked = ReturnFactory(request=record, person=PersonFactory(role=None))
        a_file_of(asked)
        RETURN.apply("send", asked, by=asked.person)
    return reverse("returns:answers", args=[record.reference])


def files_of_a_return(rows, _):
    version = VersionFactory(definition=with_files())
    asked = ReturnFactory(request=RequestFactory(asks=version), person=PersonFactory(role=None))
    documents = [a_file_of(asked) for _ in range(rows)]
    given = [kept_of(document.versions.get()) for document in documents]
    asked.parts.update(answers={"q7": given})
    return RETURN.apply("send", asked, by=asked.person).get_absolute_url()
