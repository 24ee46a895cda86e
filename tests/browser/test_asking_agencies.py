"""The whole way of a request, walked in a real browser: the unit asks, three agencies answer, the unit accepts.

Given  a health trust and a police force that have accounts, and a school that has none
When   the unit asks them, they answer (on a telephone, without scripts, by a link), and one is asked for changes
Then   everything is accepted, each agency saw its own answers only, and the one with a link needed ten pages.
"""

import re
import time
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines import queries as deadlines
from escp.deadlines.offsets import next_office_hours
from escp.deadlines.sending import send_due
from escp.partnership.choices import AgencyKind
from escp.returns.models import Return
from escp.returns.services import shipping
from tests.browser.mailbox import Mailbox, open_mailbox
from tests.browser.visitor import Visitor
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Autumn conversations"
MESSAGE = "One conversation is enough; short answers are welcome."
SCHOOL = "jo.bright@school.example"
# Nobody waits longer than this for a page on a machine that does nothing else; the two minutes are the person's.
MACHINE_SECONDS = 30


@pytest.fixture
def office_hours():
    """Letters wait for office hours: the story happens in them, whenever it is told."""
    with time_machine.travel(next_office_hours(timezone.now(), deadlines.calendar()), tick=True):
        yield


@pytest.fixture
def mailbox(settings):
    with open_mailbox() as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield mailbox


@pytest.fixture
def partnership(settings, live_server):
    """A unit, and three agencies that matter to the story; links in mails lead to the server under test."""
    settings.SITE_ADDRESS = live_server.url
    council = AgencyFactory(name="London Borough of Larkfield", short_name="Council", kind=AgencyKind.COUNCIL)
    trust = AgencyFactory(name="Larkfield Health Trust", short_name="Trust", kind=AgencyKind.HEALTH_TRUST)
    police = AgencyFactory(name="Larkfield Police", short_name="Police", kind=AgencyKind.POLICE)
    AgencyFactory(name="Meadow School", short_name="Meadow", kind=AgencyKind.SCHOOLS)
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER, agency=council, full_name="Moira Lindqvist")
    nurse = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust, full_name="Sam Okafor")
    sergeant = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police, full_name="Priya Raman")
    shipping.load(by=manager)
    return manager, nurse, sergeant


@pytest.mark.usefixtures("office_hours")
def test_three_agencies_are_asked_answer_and_are_accepted(visit, page_for, partnership, mailbox):
    manager, nurse, sergeant = partnership
    unit = visit(manager)
    ask(unit)
    send_due()
    assert {address for message in mailbox.messages for address in [str(message["To"])]} >= {SCHOOL}

    trust = visit(nurse, width=320, javascript=False)
    answer_from_the_door(trust, "The trust's own words.")
    force = visit(sergeant)
    answer_from_the_door(force, "The force's own words.")
    school = Visitor(page_for(width=320), None, "")
    answer_by_link(school, mailbox, "The school's own words.")

    theirs = {asked.agency.short_name: asked for asked in Return.objects.select_related("agency")}
    assert len(theirs) == 3
    for visitor, name in ((trust, "Trust"), (force, "Police"), (school, "Meadow")):
        sees_only_its_own(visitor, theirs, name)

    ask_for_changes(unit, theirs["Trust"])
    send_due()
    assert "Say more about the second action." in body_of(mailbox.to(nurse.email)[-1])
    change_and_send_again(trust, theirs["Trust"])
    for asked in theirs.values():
        accept(unit, asked)
    reads_all_side_by_side(unit, theirs["Trust"])


def body_of(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


def ask(unit: Visitor) -> None:
    unit.go("/returns/requests/")
    unit.press("Ask agencies")
    unit.select("Which questionnaire?", "Challenge and support conversation")
    unit.write("What is asked, in a few words", TITLE)
    unit.write("What do you want to say to those who are asked?", MESSAGE)
    unit.give_date("By when?", deadlines.calendar().step(timezone.localdate(), 10)[0][-1])
    unit.tick("Larkfield Health Trust")
    unit.tick("Larkfield Police")
    unit.write("And which people?", f"Jo Bright <{SCHOOL}>")
    unit.press("Check who gets what")
    unit.select("Which agency does Jo Bright belong to?", "Meadow School")
    unit.press("Send")
    assert unit.reads("Asked: 3 agencies or people.")


def fill_in(visitor: Visitor, words: str) -> None:
    """Answer the three sections, one of them saved on the way, as people do."""
    visitor.give_date("When was it?", timezone.localdate())
    visitor.write("Who took part?", words)
    visitor.write("Which actions did you talk about?", words)
    visitor.press("Save and continue")
    visitor.write("How much did we do?", words)
    visitor.press("Save")
    assert visitor.reads("Not yet sent.")
    for question in ("How well did we do it?", "What difference did it make", "What evidence did you see?"):
        visitor.write(question, words)
    visitor.press("Save and continue")
    visitor.write("What was challenged?", words)
    visitor.write("What is the agreed next step", words)
    visitor.give_date("When will you look again?", timezone.localdate())
    visitor.press("Save and continue")


def check_and_send(visitor: Visitor) -> None:
    visitor.press("Check and send")
    visitor.press("Send to the business unit")
    assert visitor.reads("Sent. Your receipt is")


def answer_from_the_door(visitor: Visitor, words: str) -> None:
    visitor.go("/returns/")
    visitor.follow(TITLE)
    visitor.press("Start")
    fill_in(visitor, words)
    check_and_send(visitor)


def answer_by_link(school: Visitor, mailbox: Mailbox, words: str) -> None:
    started, letter = time.monotonic(), mailbox.to(SCHOOL)[0]
    assert TITLE in body_of(letter)
    [address] = re.findall(r"https?://\S+/returns/by-link/\S+", body_of(letter))
    school.go(address)
    school.press("Send me a code")
    send_due()
    [code] = re.findall(r"\b\d{6}\b", body_of(mailbox.to(SCHOOL)[-1]))
    school.write("Code", code)
    school.press("Continue")
    school.press("Start")
    fill_in(school, words)
    check_and_send(school)
    took = time.monotonic() - started
    print(f"From the mail to “Sent”: {school.passed} pages, {took:.1f} s of the machine's time")  # noqa: T201
    assert took < MACHINE_SECONDS
    assert school.passed == 10


def sees_only_its_own(visitor: Visitor, theirs: dict[str, Return], name: str) -> None:
    for other, asked in theirs.items():
        answer = visitor.page.goto(asked.get_absolute_url())
        assert answer.status == (200 if other == name else 404), (name, other)
        for one, words in (("Trust", "The trust's"), ("Police", "The force's"), ("Meadow", "The school's")):
            assert (words in visitor.page.content()) == (one == other == name), (name, other, one)


def ask_for_changes(unit: Visitor, asked: Return) -> None:
    unit.go(asked.get_absolute_url())
    unit.press("Ask for changes")
    unit.write("What should be changed?", "Say more about the second action.")
    unit.press("Ask for changes")


def change_and_send_again(trust: Visitor, asked: Return) -> None:
    trust.go(asked.get_absolute_url())
    trust.follow("The conversation")
    assert trust.page.locator("main").get_by_label("Who took part?").input_value() == "The trust's own words."
    trust.write("Which actions did you talk about?", "The trust's own words, and the second action.")
    trust.press("Save and continue")
    trust.go(asked.get_absolute_url())
    check_and_send(trust)


def accept(unit: Visitor, asked: Return) -> None:
    unit.go(asked.get_absolute_url())
    unit.press("Accept")
    unit.press("Accept")
    assert unit.reads("Accepted")


def reads_all_side_by_side(unit: Visitor, asked: Return) -> None:
    unit.go(f"{asked.request.get_absolute_url()}answers/")
    for words in ("The trust's own words, and the second action.", "The force's own words.", "The school's own words."):
        assert unit.reads(words)
    unit.go(asked.request.get_absolute_url())
    assert unit.page.locator("main").inner_text().count("Accepted") >= 3
