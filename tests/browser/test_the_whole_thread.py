"""The whole way, walked by four people in a real browser: from an incident to a change for children that is shown.

Given  a partnership with a local authority, a business unit, the Practice Improvement Group and a health trust
When   an incident is considered, notified, reviewed, learned from, acted on, measured and closed
Then   the golden thread shows it all without a gap, and the reminder that went out on the way told nothing.
"""

import os
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.models import Deadline
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Case
from escp.ui.words import date_in_words
from learning.thread import Column
from reviews.choices import ReviewCriterion
from tests.actionplans.test_pasting_pages import enfield
from tests.browser.mailbox import open_mailbox
from tests.browser.report import take_the_report_away
from tests.browser.review_text import REVIEW
from tests.browser.visitor import Visitor
from tests.factories.partnership import AgencyFactory, PersonFactory, PriorityFactory
from tests.fault.harness import Stage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="worker and beat need a database that they can share"),
]

SUMMARY = "Ambulance crew found unexplained bruising during a home visit in Ponders End."
AGE = "1 to 4"
CRITERIA = (
    ("Is it known or suspected that the child was abused or neglected?", "Yes"),
    ("Did the child die, or were they seriously harmed, in our area?", "Yes"),
    ("Does the child normally live in our area", "No"),
)


@pytest.fixture
def partnership():
    """Four agencies that matter to the story, and the year's priorities."""
    council = AgencyFactory(name="London Borough of Larkfield", short_name="Council", kind=AgencyKind.COUNCIL)
    trust = AgencyFactory(name="Larkfield Health Trust", short_name="Trust", kind=AgencyKind.HEALTH_TRUST)
    PriorityFactory(year=timezone.localdate().year, title="Neglect")
    return council, trust


@pytest.fixture
def post(tmp_path, live_server, monkeypatch):
    """A real worker and a real beat, sending to a real mail server; links in mails lead to the server under test."""
    monkeypatch.setenv("SITE_ADDRESS", live_server.url)
    if re.match(r"rediss?://.*/0$", broker := os.environ.get("CELERY_BROKER_URL", "")):
        # A queue of its own: other tests' workers look into another database.
        monkeypatch.setenv("CELERY_BROKER_URL", f"{broker[:-1]}5")
    with open_mailbox() as (mailbox, port):
        stage = Stage(tmp_path, port=port)
        yield stage, mailbox
        stage.stop()
        print(stage.logs())  # noqa: T201 read when the test fails


def test_an_incident_becomes_a_change_for_children(visit, partnership, post):
    council, trust = partnership
    stage, mailbox = post
    lead = visit(PersonFactory(role=RoleKey.SIN_LEAD, agency=council, full_name="Ruth Adeyemi"))
    incident = record_the_incident(lead)
    stage.start_worker(1)
    stage.start_beat()
    consider_and_agree(lead)

    read_the_reminder(lead, incident, stage, mailbox)
    record_the_notification(lead)

    manager = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER, agency=council, full_name="Moira Lindqvist"))
    review = run_the_review(manager, incident)
    take_the_report_away(manager, review, [answer for questions in REVIEW.values() for answer in questions.values()])
    point, theme = say_what_was_learned(manager, review)
    owner = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=trust, full_name="Sam Okafor")
    action = plan_the_action(manager, point, trust, owner)

    member = visit(PersonFactory(role=RoleKey.PIG_MEMBER, agency=council, full_name="Priya Raman"))
    agree_with_the_group(member, point, theme, action)

    practitioner = visit(owner, first=True)
    carry_it_out(practitioner, action)
    assert_closing_is_refused(member, action)
    show_the_difference(practitioner, action)
    close(member, action)

    read_the_golden_thread(member, review, [point, action])
    # Those who work on the case see the whole way, from the incident on.
    for start in (incident, review):
        read_the_golden_thread(manager, start, [incident, review, point, action])


def record_the_incident(lead: Visitor) -> str:
    lead.follow("Activities")
    lead.follow("Serious incidents and reviews")
    lead.press("Record a serious incident")
    lead.select("Which local authority considers it?", "Larkfield")
    lead.choose("What happened?", "A child was seriously harmed")
    lead.write("How many children were harmed?", "1")
    lead.select("How old is the child", AGE)
    known = timezone.localtime() - timedelta(days=6)
    lead.give_date("When did it happen?", (known - timedelta(days=3)).date())
    lead.choose("How sure is that date?", "About that day")
    lead.give_moment("When did the local authority become aware?", known)
    lead.choose("What made it aware?", "A later medical finding")
    lead.press("Save and start the clock")
    assert lead.reads("There is a problem")
    lead.write("What is known so far?", SUMMARY)
    lead.write("Why did awareness come later?", "The report of the second examination came after a week.")
    lead.press("Save and start the clock")
    assert lead.reads("The five working days are running.")
    assert lead.reads("Why this date?")
    return lead.reference


def consider_and_agree(lead: Visitor) -> None:
    lead.press("Answer the statutory test")
    for number, (question, answer) in enumerate(CRITERIA):
        lead.choose(question, answer)
        lead.write("What makes you say so", f"The medical report says so, part {number}.", place=number)
    lead.press("Save and continue")
    assert lead.reads("Criteria met")
    lead.press("Consult the three partners")
    lead.press("Consult the three partners")
    for partner, view in (("Council", "Notify"), ("Police", "Notify"), ("Health", "Do not notify")):
        lead.follow("Record the views of council, police and health")
        lead.choose("Which partner?", partner)
        lead.choose("Should the National Panel be notified?", view)
        lead.write("Who gave the view?", f"Delegate of {partner}")
        lead.give_date("When did they give it?", timezone.localdate())
        lead.write("What is their reason?", f"{partner} weighed the criteria.")
        lead.press("Save and continue")
    lead.press("Agree to notify the National Panel")
    lead.write("What is the reason for the decision?", "The criteria are met; health differed and agrees to go on.")
    lead.write("If the partners differ or one has not answered", "Two of three are sure, and the harm is plain.")
    lead.press("Agree to notify the National Panel")
    assert lead.reads("Agreed to notify")


def read_the_reminder(lead: Visitor, incident: str, stage: Stage, mailbox) -> None:
    stage.wait_until(lambda: bool(mailbox.to(lead.person.email)), 60, "the reminder")
    stage.stop()
    message = mailbox.to(lead.person.email)[0]
    due = Deadline.objects.get(reference=incident, clock="reviews.notify-panel").due_on
    subject, plain = str(message["Subject"]), message.get_body(("plain",)).get_content()
    drawn = message.get_body(("html",)).get_content()

    assert subject == (
        f"[OFFICIAL-SENSITIVE] {incident}: Send the notification to the National Panel by {date_in_words(due)}"
    )
    assert str(message["Reply-To"]) == settings.UNIT_EMAIL
    assert str(message["To"]) == lead.person.email
    link = next(line.split()[-1] for line in plain.splitlines() if "/r/" in line)
    assert link.endswith(f"/r/{incident}")
    for body in (plain, drawn):
        assert "OFFICIAL-SENSITIVE" in body
        assert "Send the notification to the National Panel" in body
        assert date_in_words(due) in body
        assert link in body
    tells_nothing(f"{subject}\n{plain}\n{drawn}".casefold())

    lead.go(link)
    assert lead.reference == incident


def tells_nothing(text: str) -> None:
    """Fail when a mail holds the pseudonym, a word of the summary, or the age."""
    pseudonym = Case.objects.get().pseudonym
    telling = [pseudonym, pseudonym.split()[-1], AGE, *(word for word in SUMMARY.rstrip(".").split() if len(word) > 5)]
    assert "bruising" in telling
    assert [word for word in telling if re.search(rf"\b{re.escape(word.casefold())}\b", text)] == []


def record_the_notification(lead: Visitor) -> None:
    lead.press("Record the notification to the National Panel")
    lead.write("What is the Panel's reference?", "SIN-2048")
    lead.give_moment("When was the notification sent?", timezone.now())
    lead.press("Record the notification to the National Panel")
    assert lead.reads("National Panel notified")
    assert lead.reads("SIN-2048")


def run_the_review(manager: Visitor, incident: str) -> str:
    manager.go(f"/r/{incident}")
    manager.press("Open the rapid review")
    manager.press("Open the rapid review")
    manager.follow(incident.replace("SI-", "RR-")[:3])
    review = manager.reference
    manager.press("Record the rapid review meeting")
    manager.give_date("When was the meeting held?", timezone.localdate())
    manager.press("Record the rapid review meeting")
    for page, questions in REVIEW.items():
        manager.follow(f"Write: {page}")
        for question, answer in questions.items():
            manager.write(question, answer)
        manager.press("Save and continue")
    weigh_the_criteria(manager)
    manager.follow("Decide what follows")
    manager.choose("What follows from this review?", "No further review: the rapid review has found the learning")
    manager.write("What is the reason for that decision?", "The learning is clear.")
    manager.write("If there is none: why has this review found enough?", "Another would repeat it.")
    manager.select("Which Business Plan priority does it bear on?", "Neglect")
    manager.press("Save and continue")
    for kind, title in (
        ("What needs to improve", "Fathers were not asked"),
        ("What works well", "The health visitor came back twice"),
    ):
        manager.follow("Record what was found")
        manager.choose("Is it a strength or something to improve?", kind)
        manager.write("The finding in one line", title)
        manager.write("What was found?", "Two of five assessments named both parents.")
        manager.write("Why does it happen?", "The form has one box.")
        manager.write("Who is it for?", "All who assess")
        manager.choose("How sure are we?", "High: several sources agree")
        manager.press("Save and continue")
        manager.go(f"/reviews/{review}/")
    for partner in ("Council", "Police", "Health"):
        manager.follow("Three partners sign")
        manager.choose("Which partner?", partner)
        manager.write("Who signed?", f"Delegate of {partner}")
        manager.give_date("When did they sign?", timezone.localdate())
        manager.press("Save and continue")
    manager.press("Close the text and record sign-off")
    manager.press("Close the text and record sign-off")
    manager.press("Record sending to the National Panel")
    manager.give_moment("When was it sent to the National Panel?", timezone.now())
    manager.press("Record sending to the National Panel")
    manager.press("File the Panel’s reply")
    manager.choose("What did the Panel say?", "The Panel agrees")
    manager.give_date("When did the Panel’s reply come?", timezone.localdate())
    manager.press("File the Panel’s reply")
    manager.press("Conclude the review")
    manager.give_date("When was the Panel’s reply taken to the Practice Improvement Group?", timezone.localdate())
    manager.write("If no learning point follows from this review, why not?", "The group agrees them next week.")
    manager.press("Conclude the review")
    assert manager.reads("Concluded")
    return review


def weigh_the_criteria(manager: Visitor) -> None:
    manager.follow("Weigh the criteria")
    for criterion in ReviewCriterion:
        manager.choose(criterion.label, "No")
        manager.write(f"Why? ({criterion.label})", "Nothing points to it.")
    manager.press("Save and continue")


def say_what_was_learned(manager: Visitor, review: str) -> tuple[str, str]:
    manager.go(f"/reviews/{review}/")
    manager.follow("Findings and themes")
    manager.follow("The Three Themes")
    manager.press("Propose a theme")
    manager.write("The theme in a few words", "Every adult in a child's life")
    manager.write("Why this theme?", "It keeps coming back.")
    manager.press("Save and continue")
    theme = manager.reference
    manager.follow("Say what it shows")
    manager.choose("Through which window do we look?", "Frontline")
    manager.write("What does it show?", "Practitioners say that nobody asks them to find out.")
    manager.write("Where is it from?", "Temperature check of practitioners, May")
    manager.press("Save")
    manager.go(f"/reviews/{review}/")
    manager.page.get_by_role("link", name="Fathers were not asked").first.click()
    manager.press("Say what was learned")
    manager.write("What did we learn?", "Every adult in a child's life is part of the assessment")
    manager.write("What does this mean for practice?", "Ask who else cares for the child.")
    manager.select("Which theme does it belong to?", "Every adult")
    manager.write("Why does the finding lead to this?", "Because nobody asked.")
    manager.press("Save and continue")
    point = manager.reference
    manager.go(f"/reviews/{review}/")
    manager.page.get_by_role("link", name="The health visitor came back twice").first.click()
    manager.press("Join it to a learning point")
    manager.write("Reference of the learning point", point.lower())
    manager.press("Save and continue")
    assert manager.reads("now leads to")
    return point, theme


def plan_the_action(manager: Visitor, point: str, trust, owner) -> str:
    today = timezone.localdate()
    manager.go(f"/actions/new/?point={point}")
    manager.write("How does the action answer it?", "It changes the question that is asked.")
    manager.write("What will change?", "Fathers are asked at every assessment")
    manager.write("What will be better for children?", "Every adult who matters to a child is known.")
    manager.select("Lead agency", trust.name)
    manager.select("Owner", owner.full_name)
    manager.give_date("When is it due?", today + timedelta(days=60))
    manager.press("Save as a draft")
    action = manager.reference
    manager.follow("Say how its impact will be judged")
    manager.write("What difference are we looking for?", "Fewer children come back within a year.")
    manager.write("What will be measured?", "Referrals within 12 months of an earlier one")
    manager.select("What does it count in?", "Per cent")
    manager.choose("Which way is better?", "Lower is better")
    manager.write("Baseline: where does it stand now?", "29.8")
    manager.write("Where does the baseline come from?", "Department for Education, 2020")
    manager.write("Target: where should it be?", "18")
    manager.choose("How will it be evidenced?", "Data")
    manager.choose("Who takes part in judging it?", "Parents, carers and families")
    manager.give_date("When will it be judged?", today + timedelta(days=180))
    manager.press("Save")
    return action


def agree_with_the_group(member: Visitor, point: str, theme: str, action: str) -> None:
    member.page.get_by_role("link", name=point).first.click()
    member.press("Agree this learning point")
    member.press("Agree this learning point")
    member.go(f"/themes/{theme}/")
    member.press("Make this one of the Three Themes")
    member.write("Minute of the Practice Improvement Group", "PIG, item 2")
    member.press("Make this one of the Three Themes")
    member.go(f"/actions/{action}/")
    member.press("Agree this action")
    member.press("Agree this action")
    assert member.reads("to start work")


def carry_it_out(practitioner: Visitor, action: str) -> None:
    practitioner.follow("Actions and impact")
    practitioner.follow(action)
    practitioner.press("Start work")
    practitioner.press("Start work")
    practitioner.press("Write a progress note")
    practitioner.write("What has happened since the last note?", "The new form is in use in two teams.")
    practitioner.press("Save the note")
    practitioner.press("Paste readings from a spreadsheet")
    table = "\n".join(f"{year}\t{percent}" for year, percent in enfield())
    practitioner.write("Periods and readings", f"Year\tRe-referrals (%)\n{table}")
    practitioner.press("Check the table")
    practitioner.press(f"Save {len(enfield())} readings")
    rows = practitioner.page.locator(".gt-chart__table tbody tr")
    shown = [tuple(cell.strip() for cell in text.split("\t")) for text in rows.all_inner_texts()]
    assert shown == enfield()
    assert practitioner.page.locator("svg.gt-chart__drawing--wide circle").count() == len(enfield())
    practitioner.press("Mark as delivered")
    practitioner.press("Mark as delivered")


def assert_closing_is_refused(member: Visitor, action: str) -> None:
    member.go(f"/actions/{action}/")
    assert member.reads("Close this action is not possible yet:")
    assert member.reads("Add evidence at level E3")
    member.go(f"/steps/action/{action}/close/")
    assert member.reads("Add evidence at level E3")
    assert member.page.get_by_label("Minute of the Practice Improvement Group").count() == 0


def show_the_difference(practitioner: Visitor, action: str) -> None:
    practitioner.go(f"/actions/{action}/")
    practitioner.follow("Evidence")
    practitioner.write("What does it show?", "Eleven of twelve fathers said that they were asked.")
    practitioner.choose("How far does it reach?", "E4: children’s lives are better")
    practitioner.select("What kind of evidence is it?", "What families told us")
    practitioner.tick("A child, a family or a practitioner is heard in it")
    practitioner.give_date("What date is it from?", timezone.localdate())
    practitioner.write("Where can it be found?", "Parents' forum, minutes of March")
    practitioner.press("Save")
    assert practitioner.reads("Eleven of twelve fathers")


def close(member: Visitor, action: str) -> None:
    member.go(f"/actions/{action}/")
    member.press("Close this action")
    member.press("Close this action")
    assert member.reads("There is a problem")
    member.write("Minute of the Practice Improvement Group", "PIG 12 March, item 4")
    member.press("Close this action")
    assert member.reads("PIG 12 March, item 4")


def read_the_golden_thread(visitor: Visitor, start: str, references: list[str]) -> None:
    visitor.go(f"/thread/{start}/")
    drawing = visitor.page.locator("svg.thread-drawing").first.text_content()
    told = visitor.page.locator("table.thread-list").inner_text()
    latest = f"{enfield()[-1][1]}% in {enfield()[-1][0]}"
    findings = re.findall(r"FND-\d{4}-\d{3}", told)
    assert len(set(findings)) == 2
    for words in (start, *findings, *references, latest):
        assert words in told, words
        assert words in drawing, words
    for step in Column:
        assert step.heading in drawing
    assert "E4: children’s lives are better" in told
    assert visitor.reads("Nothing is missing from this thread.")
    assert visitor.page.locator(".thread-list__gap").count() == 0
