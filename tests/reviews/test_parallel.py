"""Other processes beside a case: asked for every type, asked again, watched, and only what policy allows waits."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.queries import moves_of
from reviews import clocks, services
from reviews.bands import Strip, picture
from reviews.choices import Answer, IncidentState, LocalReviewState, ReviewState
from reviews.lifecycle import INCIDENT, PARALLEL_PROCESS
from reviews.models import EnquiryLine, FamilyContact, ParallelCheck, ParallelProcess
from reviews.presenters.parallel import matrix
from reviews.processes import PROCESSES, ProcessState, ProcessType
from reviews.queries.parallel import open_parallel_check
from tests.factories.parallel import ProcessFactory, a_hold
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
NO_TO_ALL = dict.fromkeys(ProcessType.values, Answer.NO.value)


@pytest.fixture
def officer():
    return PersonFactory(role=RoleKey.BUSINESS_OFFICER, full_name="Olive Officer")


@pytest.fixture
def client(client_for, officer):
    return client_for(officer)


def page_of(name, incident, *more):
    return reverse(f"reviews:parallel{name}", args=[incident.reference, *more])


def text_of(client, url):
    return client.get(url).content.decode()


# Asking


def test_every_type_is_asked_on_one_page_with_who_answered_and_obsolete_names_explained(client):
    incident = IncidentFactory()
    page = text_of(client, page_of("-answers", incident))
    for words in [
        *ProcessType.labels,
        "domestic homicide review (DHR)",
        "rapid response",
        "Serious Incident Framework",
    ]:
        assert words in page, words

    missing = posted(client, page_of("-answers", incident), NO_TO_ALL | {"coroner": ""})
    assert "Say whether there is one: coroner" in missing.content.decode()
    assert not ParallelProcess.objects.exists()
    posted(client, page_of("-answers", incident), NO_TO_ALL | {"coroner": "yes", "sar": "not_known"})

    states = dict(ParallelProcess.objects.values_list("kind", "state"))
    assert (states["coroner"], states["sar"], states["dardr"]) == ("exists", "not_checked", "none")
    shown = text_of(client, page_of("", incident))
    assert "Yes, Olive Officer" in shown
    assert "1 of 11: Safeguarding adults review" in shown
    assert "1 not known: ask, and see all" in text_of(client, incident.get_absolute_url())
    assert moves_of(ParallelProcess.objects.get(kind="coroner")).get().label == "There is one"


def test_an_answer_may_change_but_not_back_to_not_known_and_what_is_watched_is_left_alone(client, officer):
    incident = IncidentFactory()
    services.answer_processes(by=officer, incident=incident, answers={"coroner": "yes", "sar": "not_known"})
    ProcessFactory(case=incident.case, kind="criminal", state=ProcessState.MONITORING)

    page = text_of(client, page_of("-answers", incident))
    assert 'name="criminal"' not in page
    services.answer_processes(
        by=officer, incident=incident, answers={"coroner": "no", "sar": "not_known", "criminal": "no"}
    )

    states = dict(ParallelProcess.objects.values_list("kind", "state"))
    assert states == {"coroner": "none", "sar": "not_checked", "criminal": "monitoring"}
    with pytest.raises(ValidationError, match="answer yes or no"):
        services.answer_processes(by=officer, incident=incident, answers={"coroner": "not_known"})


def test_two_people_who_answer_at_once_do_not_overwrite_each_other(client, officer):
    incident = IncidentFactory()
    url = page_of("-answers", incident)
    answer = client.get(url).content.decode()
    services.answer_processes(by=officer, incident=incident, answers=NO_TO_ALL)
    hidden = {name: answer.split(f'name="{name}" value="')[1].split('"')[0] for name in ("once", "version")}

    stale = client.post(url, NO_TO_ALL | {"coroner": "yes"} | hidden)

    assert stale.status_code == 409
    assert ParallelProcess.objects.get(kind="coroner").state == ProcessState.NONE


def notified(**facts):
    incident = IncidentFactory(state=IncidentState.NOTIFY_AGREED, **facts)
    facts = {"panel_reference": "P-1", "notified_at": timezone.now()}
    return INCIDENT.apply("record_notification", incident, by=PersonFactory(role=RoleKey.SIN_LEAD), **facts)


def due(check, clock):
    return deadlines_of(check).get(clock=clock.key)


def test_what_is_not_known_is_asked_five_days_after_the_notification_and_then_monthly(officer):
    incident = notified()
    first = open_parallel_check(incident)
    deadline = due(first, clocks.CHECK_PARALLEL)
    assert (deadline.reference, deadline.worked_out.counted[-1], deadline.owed_role) == (
        incident.reference,
        deadline.due_on,
        RoleKey.BUSINESS_OFFICER,
    )
    assert len(deadline.worked_out.counted) == 5

    services.answer_processes(by=officer, incident=incident, answers=NO_TO_ALL | {"sar": "not_known"})
    again = open_parallel_check(incident)
    assert due(first, clocks.CHECK_PARALLEL).state == "met"
    assert (again.is_first, due(again, clocks.RECHECK_PARALLEL).state) == (False, "open")

    services.answer_processes(by=officer, incident=incident, answers={"sar": "no"})
    assert open_parallel_check(incident) is None
    assert due(again, clocks.RECHECK_PARALLEL).state == "met"


def test_what_was_known_before_the_notification_is_not_asked_again(officer):
    incident = IncidentFactory(state=IncidentState.NOTIFY_AGREED)
    services.answer_processes(by=officer, incident=incident, answers=NO_TO_ALL)
    assert not ParallelCheck.objects.exists()

    lead, facts = PersonFactory(role=RoleKey.SIN_LEAD), {"panel_reference": "P-1", "notified_at": timezone.now()}
    INCIDENT.apply("record_notification", incident, by=lead, **facts)

    assert ParallelCheck.objects.get().held_on == TODAY()


def test_nothing_more_is_asked_once_the_case_has_ended(officer):
    incident = notified()
    facts = {"acknowledged_on": TODAY(), "acknowledgement": "P-2"}
    INCIDENT.apply("withdraw", incident, by=PersonFactory(role=RoleKey.SIN_LEAD), **facts)

    assert not deadlines_of(open_parallel_check(incident)).exists()
    services.answer_processes(by=officer, incident=incident, answers={"sar": "not_known"})
    assert open_parallel_check(incident) is None


# One process


def test_a_process_has_its_facts_the_dates_of_its_type_and_is_watched_until_it_ends(client, officer):
    process = ProcessFactory(lead_body="")
    incident = process.case.incidents.get()
    url = process.get_absolute_url()
    watch = reverse("lifecycle:move", args=["parallel-process", process.reference, "watch"])
    assert "Record who leads it first" in text_of(client, watch)

    both = posted(client, page_of("-change", incident, "coroner"), {"effects": ["none", "interviews"]})
    assert "cannot stand beside another answer" in both.content.decode()
    facts = {
        "lead_body": "Coroner for the area",
        "contact": "Coroner’s officer",
        "their_reference": "C-77",
        "effects": ["interviews", "material"],
        "agreed_lead": "The inquest",
        "disclosure_agreement": "Protocol",
        "not_to_disclose": "The pathologist’s notes",
        "not_combined_reason": "The coroner decides alone",
        **day_boxes("on_opened", date(2026, 3, 6)),
        **day_boxes("on_future_deaths", date(2026, 9, 1)),
    }
    posted(client, page_of("-change", incident, "coroner"), facts)
    page = text_of(client, url)
    for words in (
        "C-77",
        "6 March 2026",
        "Practitioner interviews wait",
        "The pathologist’s notes",
        "Protocol",
        "27 October 2026",
    ):
        assert words in page, words
    assert "Interviews with practitioners wait for: Coroner’s inquest." in text_of(client, incident.get_absolute_url())
    assert due(process, clocks.REPLY_TO_CORONER).due_on == date(2026, 10, 27)

    posted(client, watch, day_boxes("next_check_on", TODAY() + timedelta(days=9)))
    assert due(process, clocks.ASK_HOW_IT_STANDS).due_on == TODAY() + timedelta(days=9)
    end = reverse("lifecycle:move", args=["parallel-process", process.reference, "conclude"])
    posted(client, end, {"outcome": "Narrative conclusion"} | day_boxes("concluded_on", TODAY()))

    process.refresh_from_db()
    assert (process.state, due(process, clocks.ASK_HOW_IT_STANDS).state) == ("concluded", "met")
    assert "Narrative conclusion" in text_of(client, url)
    later = TODAY() + timedelta(days=2)
    with pytest.raises(ValidationError, match="cannot have ended in the future"):
        PARALLEL_PROCESS.apply("conclude", ProcessFactory(), by=officer, concluded_on=later, outcome="x")


def test_a_process_goes_by_the_name_that_is_used_there_and_one_that_is_not_there_has_no_facts(client, officer):
    process = ProcessFactory(kind=ProcessType.DARDR)
    incident = process.case.incidents.get()
    posted(client, page_of("-change", incident, "dardr"), {"called": "dhr", "lead_body": "CSP"})

    process.refresh_from_db()
    assert process.title == "Domestic homicide review"
    with pytest.raises(ValidationError, match="Record first that there is such a process"):
        services.write_process(by=officer, process=ProcessFactory(state=ProcessState.NONE))
    assert client.get(page_of("-process", incident, "coroner")).status_code == 404


def test_every_type_says_when_it_is_held_who_leads_it_and_which_dates_it_has():
    assert set(PROCESSES) == set(ProcessType)
    assert all(one.when and one.lead and one.dates and one.short for one in PROCESSES.values())
    assert [key for key, _ in PROCESSES[ProcessType.CORONER].dates][:3] == ["opened", "pre_inquest", "suspended"]
    assert [key for key, _ in PROCESSES[ProcessType.CRIMINAL].dates] == ["charge", "plea", "trial", "sentence"]


# Matrix, family, picture, overview


def test_the_matrix_says_in_words_what_nobody_answers_and_what_is_answered_twice(client):
    process = ProcessFactory(case=RapidReviewFactory().case)
    incident = process.case.incidents.get()
    for question, by in (("Who saw the child?", ("answers", "answers")), ("Who was told?", ("no", "shares"))):
        data = {"question": question, "by_our_rapid": by[0], "by_coroner": by[1]}
        posted(client, page_of("-question-new", incident), data)
    page = text_of(client, page_of("", incident))

    assert "Done twice: Rapid review and Coroner’s inquest each answer this." in page
    assert "Gap: no process answers this." in page
    first = EnquiryLine.objects.get(question="Who saw the child?")
    url = page_of("-question", incident, first.pk)
    posted(client, url, {"question": first.question, "by_our_rapid": "no", "by_coroner": "answers"})
    assert "1 with a gap or done twice; 1 answered by another process" in text_of(client, page_of("", incident))
    posted(client, url, {"question": first.question, "by_our_rapid": "no", "by_coroner": "no", "is_out": "on"})
    assert first.question not in text_of(client, page_of("", incident))


def test_a_matrix_without_columns_has_gaps_alone():
    drawn = matrix([EnquiryLine(pk=1, question="Why?", covers={"gone": "answers"})], [], "SI-ABCDE")

    assert (drawn.troubles, drawn.spared) == (1, 0)


def test_one_contact_speaks_with_the_family_for_every_process(client):
    incident = IncidentFactory()
    facts = {"name": "Family liaison officer", "agency": "Police", "agreed_how": "At a visit."}
    posted(client, page_of("-family", incident), facts | day_boxes("since", TODAY()))
    posted(client, page_of("-family", incident), facts | {"agency": "Health"} | day_boxes("since", TODAY()))

    assert FamilyContact.objects.get().agency == "Health"
    assert FamilyContact.history.count() == 2
    assert "Family liaison officer, Health" in text_of(client, page_of("", incident))


def test_the_picture_has_a_band_for_each_process_that_has_a_date():
    today = date(2026, 3, 6)
    strips = [
        Strip("Ours", date(2026, 1, 5), date(2026, 2, 5), pattern="solid"),
        Strip("Trial", date(2026, 2, 1), None, ((date(2026, 6, 1), "Hearing"),), "stripes"),
        Strip("Inquest", None, None),
    ]
    drawn = picture("All", strips, today)

    assert [bar.pattern for bar in drawn.wide.bars] == ["solid", "stripes"]
    ours, trial = drawn.narrow.bars
    assert ours.x + ours.width < drawn.narrow.today == pytest.approx(trial.x + trial.width)
    assert trial.dots[0] <= 320
    assert "Trial: from 1 February 2026 and goes on. Inquest: no date yet." in drawn.description
    assert picture("All", strips[2:], today) is None
    assert [text.words for text in picture("All", [Strip("A", today, None)], today).wide.texts] == ["Today", "A"]


def test_the_page_draws_every_state_of_our_own_reviews(client):
    for review in (LocalReviewFactory(), LocalReviewFactory(state=LocalReviewState.PUBLISHED, finished_on=TODAY())):
        ProcessFactory(case=review.case, state=ProcessState.CONCLUDED, dates={"opened": "2026-01-05"})
        page = text_of(client, page_of("", review.case.incidents.get()))
        assert page.count('<rect x="') >= 6
        assert "Inquest opened: 5 January 2026" in page
    assert "<svg" in text_of(client, page_of("", IncidentFactory(state=IncidentState.NOT_NOTIFIED)))
    ended = RapidReviewFactory(state=ReviewState.ENDED)
    assert "Rapid review" in text_of(client, page_of("", ended.incident))


def test_the_overview_shows_open_cases_by_types_and_what_waits_for_what(client):
    held = a_hold()
    incident = held.process.case.incidents.get()
    closed = IncidentFactory(state=IncidentState.NOT_NOTIFIED)
    page = text_of(client, reverse("reviews:parallel-radar"))

    assert incident.reference in page
    assert "is on hold." in page
    assert "10 not known" in page
    assert closed.reference not in page
    assert reverse("reviews:parallel-radar") in text_of(client, reverse("reviews:reviews"))


def test_readers_of_finished_reviews_do_not_hear_of_other_processes(client_for):
    review = RapidReviewFactory(state=ReviewState.CONCLUDED)
    ProcessFactory(case=review.case)
    page = text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), review.get_absolute_url())

    assert "Other processes" not in page
