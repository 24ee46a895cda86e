"""The handover capsule: a stranger answers ten questions from it alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.reports.models import Paper
from escp.reports.word import Heading, Table, Words
from home.handover import reports
from home.meetings.choices import MinuteKind
from tests.factories.actionplans import ActionFactory
from tests.factories.home import FixedPointFactory
from tests.factories.learning import ActivityFactory, FindingFactory, ThemeFactory
from tests.factories.meetings import MeetingFactory, MinuteFactory
from tests.factories.partnership import PersonFactory, SeatFactory
from tests.factories.returns import ReturnFactory
from tests.factories.reviews import IncidentFactory
from tests.pages import posted

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def answers(person, *, cases=True):
    """Return what stands under each question, as one text."""
    found, question = {}, ""
    for piece in reports.pieces_for(person, today(), cases=cases):
        match piece:
            case Heading(level=1):
                question = piece.text.partition(" ")[2]
                found[question] = ""
            case Heading() | Words():
                found[question] = f"{found.get(question, '')}\n{piece.text}"
            case Table():
                lines = (" | ".join(row) for row in piece.rows)
                found[question] += "\n" + "\n".join(lines)
    return found


def test_nothing_is_recorded_and_every_question_says_so(manager):
    found = answers(manager)

    assert [question for question in found if question] == list(reports.QUESTIONS)
    assert "Nothing is due." in found[reports.QUESTIONS[0]]
    assert reports.NONE in found[reports.QUESTIONS[1]]
    assert "Nothing is missing from any thread." in found[reports.QUESTIONS[7]]
    assert "Run a rapid review" in found[reports.QUESTIONS[9]]


def test_ten_questions_are_answered_from_the_paper_alone(manager):
    incident = IncidentFactory()
    looked_at = ActivityFactory(title="How neglect is named")
    theme = ThemeFactory(place=1, rationale="It came up in four audits.", chosen_minute="PIG 3, item 2")
    late = ActionFactory(
        state=ActionState.IN_PROGRESS, due_on=today() - timedelta(days=40), title="Write the neglect guide"
    )
    awaited = ReturnFactory()
    MinuteFactory(kind=MinuteKind.DECISION, text="The audit comes first, as two reviews asked for it.")
    seat = SeatFactory()
    coming = FixedPointFactory(due_on=today() + timedelta(days=20))
    FindingFactory()
    found = answers(manager)

    (owed, under_way, themes, actions, asked, decided, comes, broken, people, how) = (
        found[question] for question in reports.QUESTIONS
    )
    assert incident.reference in owed
    assert "By law" in owed
    assert looked_at.title in under_way
    assert theme.rationale in themes
    assert "PIG 3, item 2" in themes
    assert f"{late.reference}: Write the neglect guide | {late.lead_agency} | {late.owner}" in actions
    assert awaited.reference in asked
    assert "The audit comes first, as two reviews asked for it." in decided
    assert coming.label in comes
    assert "1 | " in broken
    assert seat.person.full_name in people
    assert manager.email in people
    assert "Plan the year" in how


def test_the_edition_without_cases_names_none_of_them(manager):
    incident = IncidentFactory()
    casework = ActivityFactory(casework=True, title="Closed to strangers")
    open_to_all = ActivityFactory()
    text = "\n".join(answers(manager, cases=False).values())

    assert "This edition leaves out serious incidents" in text
    assert incident.reference not in text
    assert casework.title not in text
    assert open_to_all.reference in text
    whole = "\n".join(answers(manager).values())
    assert incident.reference in whole
    assert casework.title in whole


def test_a_list_that_nobody_would_read_to_its_end_is_cut_and_says_so(manager, monkeypatch):
    monkeypatch.setattr(reports, "MOST", 2)
    for number in range(3):
        ActivityFactory(title=f"Activity {number}")

    assert "There are more than 2. The service lists all of them." in answers(manager)[reports.QUESTIONS[1]]


def test_a_coming_meeting_stands_among_what_comes_next(manager):
    meeting = MeetingFactory(held_on=today() + timedelta(days=10))

    assert f"{meeting.group}, {meeting.hours}" in answers(manager)[reports.QUESTIONS[6]]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_capsule_is_asked_for_on_its_page_and_made_for_whoever_asks(client_for, manager, form):
    client = client_for(manager)
    chosen = {"edition": reports.WITHOUT_CASES, "form": "pdf" if form == "pdf" else "word"}
    answer = posted(client, reverse("home:handover"), chosen)

    paper = Paper.objects.get()
    assert answer.url == paper.get_absolute_url()
    assert paper.kind == "home.handover"
    file = reports.build(manager, **paper.arguments)
    assert file.name == f"{reports.reference_of(today()).lower()}.{form}"
    assert len(file.content) > 5000
