"""On a telephone, without scripts, without a mouse, and on paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.models import ProgressNote
from escp.access import second_factor
from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from reviews.choices import IncidentState
from reviews.models import SeriousIncident
from tests.browser.barriers import is_too_wide, look_at
from tests.browser.phone import code_now
from tests.factories.actionplans import ActionLinkFactory, EvidenceFactory, ReadingFactory, ready_to_agree
from tests.factories.learning import FindingLinkFactory, ThemeFactory
from tests.factories.partnership import PASSWORD, AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager():
    council = AgencyFactory(name="London Borough of Larkfield", kind=AgencyKind.COUNCIL)
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER, agency=council)


@pytest.fixture
def records(manager):
    """An incident, its review, what was learned, and an action under way: a week with something in it."""
    incident = fill_in(IncidentFactory(state=IncidentState.REVIEW_OPENED))
    review = RapidReviewFactory(incident=incident)
    link = FindingLinkFactory(finding__activity=review.activity, learning_point__theme=ThemeFactory(place=1))
    action = ready_to_agree(state=ActionState.IN_PROGRESS, owner=manager, due_on=timezone.localdate())
    ActionLinkFactory(action=action, learning_point=link.learning_point)
    ReadingFactory(measure=action.measure)
    EvidenceFactory(measure=action.measure)
    for days in range(4):
        IncidentFactory(aware_at=timezone.now() - timedelta(days=days))
    return incident, review, link, action


def test_the_main_pages_fit_a_telephone(page_for, manager, records):
    incident, review, link, action = records
    page = page_for(manager, width=320)
    addresses = [
        "/", "/activities/", "/reviews/", "/reviews/new/", "/findings/", "/learning-points/", "/themes/", "/actions/",
        "/search/?q=child", "/help/", "/reports/", "/accounts/",
        *(record.get_absolute_url() for record in (incident, review, link.finding, link.learning_point, action)),
        f"/reviews/{incident.reference}/criteria/", f"/reviews/{review.reference}/write/life/",
        f"/thread/{review.reference}/", f"/thread/{action.reference}/",
    ]  # fmt: skip
    for address in addresses:
        answer = page.goto(address)
        if answer.status == 404 and address == "/accounts/":
            continue
        assert answer.status == 200, address
        look_at(page)


def test_the_sign_in_page_fits_a_telephone(page_for):
    page = page_for(width=320)
    page.goto("/accounts/login/")
    look_at(page)


def test_an_incident_is_recorded_without_scripts_and_an_error_keeps_what_was_typed(page_for, manager):
    page = page_for(manager, width=320, javascript=False)
    page.goto("/reviews/new/")
    page.get_by_label("A child was seriously harmed").check()
    page.get_by_label("The incident itself").check()
    page.get_by_label("On that day").check()
    page.get_by_label("What is known so far?").fill("A bruise that nobody could explain.")
    page.get_by_role("button", name="Save and start the clock").click()

    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    assert page.title().startswith("Error: ")
    assert summary.get_by_role("link").count() >= 1
    assert page.get_by_label("What is known so far?").input_value() == "A bruise that nobody could explain."
    assert not is_too_wide(page)
    summary.get_by_role("link").filter(has_text=re.compile("aware", re.IGNORECASE)).first.click()
    assert page.evaluate("document.querySelector(':target') !== null")

    page.get_by_label("How many children were harmed?").fill("1")
    for label in ("Which local authority considers it?", "How old is the child"):
        page.get_by_label(label).select_option(index=1)
    # The whole date pasted into the first box, as people do.
    aware = page.get_by_role("group", name="When did the local authority become aware?")
    yesterday = timezone.localdate() - timedelta(days=1)
    aware.get_by_label("Day").fill(f"{yesterday:%d/%m/%Y}")
    aware.get_by_label("Time").fill("9.30am")
    page.get_by_role("button", name="Save and start the clock").click()

    page.get_by_text("The five working days are running.").wait_for()
    incident = SeriousIncident.objects.get()
    assert page.url.partition("#")[0].endswith(incident.get_absolute_url())


class Keyboard:
    """Hands that know no mouse: Tab to what is wanted, then type or press Enter."""

    def __init__(self, page) -> None:
        self.page, self.pressed = page, 0

    def to(self, words: str, most: int = 80) -> None:
        """Tab on until what has the focus is called so. It must be seen to have the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.pressed += 1
            named, outlined = self.page.evaluate(
                """() => { const e = document.activeElement, style = getComputedStyle(e);
                    const label = e.labels && e.labels.length ? e.labels[0].textContent : e.textContent;
                    const box = style.boxShadow !== 'none' || style.outlineStyle !== 'none';
                    return [label.trim().replace(/\\s+/g, ' '), box]; }"""
            )
            if named.startswith(words):
                assert outlined, f"The focus on “{words}” cannot be seen"
                return
        raise AssertionError(f"Tab never reached “{words}” on {self.page.url}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_from_the_sign_in_page_to_a_progress_note_by_keyboard_alone(page_for):
    owner, secret = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), second_factor.new_secret()
    second_factor.set_up(owner, secret)
    action = ready_to_agree(state=ActionState.IN_PROGRESS, owner=owner, due_on=timezone.localdate())
    page = page_for()
    page.goto("/")
    hands = Keyboard(page)

    for words, text in (("E-mail address", owner.email), ("Password", PASSWORD)):
        hands.to(words)
        hands.type(text)
    hands.enter()
    hands.to("Code")
    hands.type(code_now(secret))
    hands.enter()
    hands.to("Skip to main content")
    page.keyboard.press("Enter")
    hands.to("Deliver", most=40) if page.get_by_role("link", name=re.compile("^Deliver")).count() else hands.to(
        page.get_by_role("link", name=action.reference).first.inner_text(), most=40
    )
    hands.enter()
    hands.to("Write a progress note")
    hands.enter()
    hands.to("What has happened since the last note?")
    hands.type("Eleven came.")
    hands.to("Save the note")
    hands.enter()

    assert page.get_by_text("Eleven came.").is_visible()
    assert ProgressNote.objects.get().by == owner


def sides(page) -> int:
    """Return on how many sides of A4 the page prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_my_week_prints_on_one_side(page_for, manager, records):
    page = page_for(manager)
    page.goto("/")

    assert page.locator(".gt-due__item").count() >= 8
    assert sides(page) == 1


def test_the_drawing_of_a_golden_thread_prints_on_one_side(page_for, manager, records):
    page = page_for(manager)
    page.goto(f"/thread/{records[1].reference}/")
    told = sides(page)
    # What stands after the drawing begins on a side of its own: without it, one side is left.
    page.evaluate(
        "document.querySelectorAll('.thread-gaps, #thread-list, .thread-list, footer').forEach(e => e.remove())"
    )

    assert told > 1
    assert sides(page) == 1


def test_a_record_on_paper_stands_in_one_column(page_for, manager, records):
    page = page_for(manager, width=720)
    page.goto(records[0].get_absolute_url())
    page.emulate_media(media="print")

    whole = page.locator("main").bounding_box()["width"]
    assert page.locator(".gt-aside").first.bounding_box()["width"] > 0.9 * whole
