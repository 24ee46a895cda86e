"""Asking, answering and settling, through the services that the pages use."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.lifecycle.engine import Refused, Stale
from escp.partnership.services import declare_conflict, grant_access, restrict
from escp.returns import queries
from escp.returns.choices import ReturnState, VersionState
from escp.returns.definition import Definition
from escp.returns.kinds import GENERAL
from escp.returns.lifecycle import RETURN, seal_of
from escp.returns.models import Letter, LetterKind, Part, Return
from escp.returns.queries import reaching
from escp.returns.services import answering, asking, letters, links
from escp.returns.services.asking import Asked
from tests.factories.partnership import AgencyFactory, CaseFactory, PersonFactory
from tests.factories.returns import (
    FULL,
    PartFactory,
    RequestFactory,
    ReturnFactory,
    VersionFactory,
    filled_in,
    sent,
)

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=14)


def contributor(asked=None, **kwargs):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, **({"agency": asked.agency} if asked else {}), **kwargs)


def ask(**changes):
    person = contributor()
    facts = {
        "by": PersonFactory(),
        "kind": GENERAL,
        "version": VersionFactory(),
        "title": "Supervision",
        "due_on": SOON,
        "whom": [Asked(person.agency, person)],
    }
    return asking.ask(**facts | changes)


# Asking -------------------------------------------------------------------------------------------------------------


def test_asking_makes_a_return_with_a_deadline_and_a_letter_for_each_agency():
    person, other = contributor(), AgencyFactory()
    request = ask(whom=[Asked(person.agency, person), Asked(other)], message="Please look at supervision.")
    returns = list(request.returns.order_by("pk"))
    deadlines = Deadline.objects.filter(clock="returns.general").order_by("pk")

    assert [asked.agency for asked in returns] == [person.agency, other]
    assert [deadline.due_on for deadline in deadlines] == [SOON, SOON]
    assert [deadline.owed_person for deadline in deadlines] == [person, None]
    letter = Letter.objects.get()
    assert (letter.person, letter.kind) == (person, LetterKind.ASK)
    assert "Please look at supervision." in letter.text
    assert letter.subject.startswith(f"[OFFICIAL-SENSITIVE] {returns[0].reference}: please answer by")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": timezone.localdate() - timedelta(days=1)}, "due_on"),
        ({"whom": []}, "whom"),
    ],
)
def test_a_request_that_cannot_be_answered_is_refused(changes, field):
    with pytest.raises(ValidationError) as refusal:
        ask(**changes)

    assert field in refusal.value.error_dict


def test_a_draft_is_not_asked_and_nobody_is_asked_twice():
    twice = Asked(AgencyFactory())

    with pytest.raises(ValidationError, match="Publish"):
        ask(version=VersionFactory(state=VersionState.DRAFT))
    with pytest.raises(ValidationError, match="twice"):
        ask(whom=[twice, twice])


def test_one_more_can_be_asked_and_the_same_one_only_once():
    request, agency, person = ask(), AgencyFactory(), contributor()

    added = asking.ask_also(by=PersonFactory(), request=request, whom=Asked(agency))
    asking.ask_also(by=PersonFactory(), request=request, whom=Asked(person.agency, person))

    assert added.due_on == request.due_on
    for again in (Asked(agency), Asked(person.agency, person)):
        with pytest.raises(ValidationError, match="already"):
            asking.ask_also(by=PersonFactory(), request=request, whom=again)


def test_a_recipient_is_named_and_written_to_while_it_is_open():
    asked = ReturnFactory()
    person = contributor(asked)

    asking.name_recipient(by=PersonFactory(), asked=asked, person=person)

    assert Letter.objects.get().person == person
    done = sent(Return.objects.get(pk=asked.pk))
    with pytest.raises(ValidationError):
        asking.name_recipient(by=PersonFactory(), asked=done, person=person)
    with pytest.raises(ValidationError):
        asking.extend(by=PersonFactory(), asked=done, due_on=SOON)


def test_another_date_moves_the_deadline_and_is_never_in_the_past():
    asked = ReturnFactory()
    later = SOON + timedelta(days=10)

    asking.extend(by=PersonFactory(), asked=asked, due_on=later)

    assert Deadline.objects.get(object_id=asked.pk, clock="returns.general").due_on == later
    with pytest.raises(ValidationError):
        asking.extend(by=PersonFactory(), asked=asked, due_on=timezone.localdate() - timedelta(days=1))


# Answering ----------------------------------------------------------------------------------------------------------


def test_opening_is_noted_once_and_only_for_those_who_answer():
    asked = ReturnFactory()

    assert answering.note_seen(by=PersonFactory(), asked=asked).state == ReturnState.ASKED
    seen = answering.note_seen(by=contributor(asked), asked=asked)
    assert (seen.state, seen.seen_at is not None) == (ReturnState.SEEN, True)
    # From a page that was opened before: the row is looked at again.
    assert answering.note_seen(by=contributor(asked), asked=asked).seen_at == seen.seen_at
    assert answering.note_seen(by=contributor(asked), asked=seen) is seen


def test_the_first_saving_starts_it_and_saves_nothing_of_other_sections():
    asked = ReturnFactory()
    person = contributor(asked)
    for section, answers in FULL.items():
        part = answering.part_for(by=person, asked=asked, section=section)
        answering.save_part(by=person, part=part, answers=answers)
    asked.refresh_from_db()

    assert asked.state == ReturnState.STARTED
    assert queries.answers_of(asked) == FULL["s1"] | FULL["s2"]
    assert {part.saved_by for part in Part.objects.all()} == {person}


def test_what_was_sent_can_no_longer_be_saved():
    asked = sent(ReturnFactory())
    part = asked.parts.first()

    with pytest.raises(ValidationError, match="sent"):
        answering.save_part(by=contributor(asked), part=part, answers={})


def test_another_agency_neither_sees_nor_answers():
    asked, stranger = ReturnFactory(), contributor()

    assert not queries.returns_for(stranger).exists()
    with pytest.raises(PermissionDenied):
        answering.part_for(by=stranger, asked=asked, section="s1")


def test_last_times_answers_come_forward_where_the_question_is_the_same():
    first = RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())
    changed = first.request.asks.asks.as_data()
    changed["sections"][0]["questions"][2]["kind"] = "text"
    VersionFactory(questionnaire=first.request.asks.questionnaire, number=2, state=VersionState.RETIRED)
    third = VersionFactory(questionnaire=first.request.asks.questionnaire, number=3, definition=changed)
    again = ReturnFactory(request=RequestFactory(asks=third), agency=first.agency)
    person = contributor(first)

    part = answering.carry_forward(by=person, asked=again, section="s1")

    assert part.answers == {"q1": "good"}
    assert part.carried_forward
    with pytest.raises(ValidationError, match="already"):
        answering.carry_forward(by=person, asked=again, section="s1")


def test_nothing_comes_forward_from_another_agency_or_where_nothing_was_answered():
    RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())
    asked = ReturnFactory()
    with pytest.raises(ValidationError, match="no earlier answer"):
        answering.carry_forward(by=contributor(asked), asked=asked, section="s1")

    first = ReturnFactory()
    for section in FULL:
        PartFactory(of=first, section=section, answers=FULL["s1"] if section == "s1" else {})
    RETURN.apply("accept", RETURN.apply("send", first, by=contributor(first)), by=PersonFactory())
    again = ReturnFactory(request=RequestFactory(asks=first.request.asks), agency=first.agency)
    with pytest.raises(ValidationError, match="no earlier answer"):
        answering.carry_forward(by=contributor(again), asked=again, section="s2")


# Moving -------------------------------------------------------------------------------------------------------------


def test_it_cannot_be_sent_before_every_question_is_answered():
    asked = ReturnFactory()

    with pytest.raises(Refused, match="Answer 2 questions first, in: Recognition"):
        RETURN.apply("send", asked, by=contributor(asked))


def test_sending_stops_the_clock_and_gives_a_receipt():
    asked = sent(ReturnFactory())

    assert Deadline.objects.get(object_id=asked.pk, clock="returns.general").state == DeadlineState.MET
    assert Letter.objects.get().kind == LetterKind.RECEIPT


def test_a_senior_sign_off_is_asked_where_the_request_wants_it_and_always_for_nothing_to_tell():
    signed = {"signed_off_name": "Ash Alder", "signed_off_title": "Director"}
    asked = filled_in(ReturnFactory(request__senior_sign_off=True))
    with pytest.raises(ValidationError, match="signs this off"):
        RETURN.apply("send", asked, by=contributor(asked))
    assert RETURN.apply("send", asked, by=contributor(asked), **signed).signed_off_name == "Ash Alder"

    nil = ReturnFactory()
    with pytest.raises(ValidationError, match="signs this off"):
        RETURN.apply("send_nil", nil, by=contributor(nil), nil_reason="We never knew the child.")
    done = RETURN.apply("send_nil", nil, by=contributor(nil), nil_reason="We never knew the child.", **signed)
    assert (done.is_nil, done.state) == (True, ReturnState.SENT)


def test_changes_asked_for_start_the_clock_again_and_tell_the_agency_what():
    asked = sent(ReturnFactory())

    back = RETURN.apply("request_changes", asked, by=PersonFactory(), what="Say which ward.")

    assert Deadline.objects.get(object_id=asked.pk, clock="returns.general").state == DeadlineState.OPEN
    assert back.is_open
    assert Letter.objects.get(kind=LetterKind.CHANGES).person == asked.sent_by


def test_what_is_accepted_is_sealed_and_can_be_reopened():
    accepted = RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())

    assert accepted.seal == seal_of(accepted)
    Part.objects.filter(of=accepted, section="s1").first().delete()
    assert accepted.seal != seal_of(accepted)
    reopened = RETURN.apply("reopen", accepted, by=PersonFactory())
    assert (reopened.seal, reopened.settled_by, reopened.is_open) == ("", None, True)
    with pytest.raises(Stale):
        RETURN.apply("accept", reopened, by=PersonFactory())


def test_who_is_no_longer_asked_owes_nothing():
    asked = ReturnFactory()

    RETURN.apply("waive", asked, by=PersonFactory(), note="They merged.")

    assert Deadline.objects.get(object_id=asked.pk, clock="returns.general").state == DeadlineState.WITHDRAWN


# Seeing -------------------------------------------------------------------------------------------------------------


def test_the_unit_sees_every_return_but_of_a_case_that_is_closed_to_them():
    manager, case = PersonFactory(), CaseFactory()
    asked = ReturnFactory(request__case=case)
    assert queries.returns_for(manager).get() == asked
    assert queries.requests_for(manager).get() == asked.request

    declare_conflict(by=manager, case=case, person=manager, reason="Knows the family.")

    assert not queries.returns_for(manager).exists()
    assert not queries.requests_for(manager).exists()
    assert not queries.requests_for(contributor()).exists()


def test_of_a_restricted_case_only_those_asked_by_name_know():
    case = CaseFactory()
    restrict(by=PersonFactory(), case=case, reason="A colleague’s child.")
    named = contributor()
    asked = ReturnFactory(request__case=case, agency=named.agency, person=named)

    assert queries.returns_for(named).get() == asked
    assert not queries.returns_for(contributor(asked)).exists()
    declare_conflict(by=named, case=case, person=named, reason="Knows the family.")
    assert not queries.returns_for(named).exists()
    assert not queries.asked_of(named).exists()


def test_a_request_that_reaches_nobody_is_found():
    silent, named, held = ReturnFactory(), ReturnFactory(person=PersonFactory(role=None)), ReturnFactory()
    contributor(held)

    assert list(reaching.without_recipient(PersonFactory())) == [silent]
    reached = {pk: bool(people) for pk, people in reaching.people_asked([silent, named, held]).items()}
    assert reached == {silent.pk: False, named.pk: True, held.pk: True}
    assert not reaching.without_recipient(contributor()).exists()
    assert named.is_open


def test_a_request_about_a_restricted_case_reaches_only_a_contributor_who_may_open_it():
    case, unit = CaseFactory(), PersonFactory()
    asked = ReturnFactory(request__case=case)
    person, colleague = contributor(asked), contributor(asked)
    assert set(reaching.people_asked([asked])[asked.pk]) == {person, colleague}

    restrict(by=unit, case=case, reason="A colleague’s child.")
    assert reaching.people_asked([asked])[asked.pk] == []
    assert reaching.without_recipient(unit).get() == asked
    assert letters.send_ask(by=unit, asked=asked) is None

    grant_access(by=unit, case=case, person=person, reason="Answers for the agency.")
    assert reaching.people_asked([asked])[asked.pk] == [person]
    assert not reaching.without_recipient(unit).exists()


def test_a_named_person_who_has_left_is_reached_no_longer():
    asked = ReturnFactory(person=PersonFactory(role=None, is_active=False))
    contributor(asked)
    assert reaching.people_asked([asked])[asked.pk] == []
    assert reaching.without_recipient(PersonFactory()).get() == asked


def test_somebody_with_a_conflict_of_interest_is_not_reached_nor_asked_nor_let_in_by_a_link():
    asked = ReturnFactory(request__case=CaseFactory(), person=PersonFactory(role=None))
    unit, case, person = PersonFactory(), asked.request.case, asked.person
    link, token = links.link_for(asked=asked, person=person)
    assert links.live_link(token) == link
    assert [one.reached for one in reaching.open_returns_by_agency(unit)] == [True]

    declare_conflict(by=unit, case=case, person=person, reason="Knows the family.")

    assert reaching.people_asked([asked])[asked.pk] == []
    assert reaching.without_recipient(unit).get() == asked
    assert [one.reached for one in reaching.open_returns_by_agency(unit)] == [False]
    assert links.live_link(token) is None
    other = ReturnFactory(request=asked.request)
    with pytest.raises(ValidationError, match="may not know of this case"):
        asking.name_recipient(by=unit, asked=other, person=person)
    with pytest.raises(ValidationError, match="may not know of this case"):
        asking.ask_also(by=unit, request=asked.request, whom=asking.Asked(other.agency, person))


def test_questionnaires_are_for_those_who_write_or_ask():
    version = VersionFactory()
    VersionFactory(questionnaire=version.questionnaire, number=2, state=VersionState.DRAFT)

    assert queries.questionnaires_for(PersonFactory()).get() == version.questionnaire
    assert not queries.questionnaires_for(contributor()).exists()
    assert [one.number for one in queries.versions_of(version.questionnaire)] == [2, 1]
    assert queries.published(version.questionnaire.key) == version == queries.versions_to_ask().get()
    assert queries.published("unheard-of") is None


# Letters ------------------------------------------------------------------------------------------------------------


def test_chasing_writes_to_each_who_has_not_replied_and_says_who_cannot_be_written_to():
    person = contributor()
    asked, silent, done = ReturnFactory(person=person, agency=person.agency), ReturnFactory(), sent(ReturnFactory())

    written = letters.chase(by=PersonFactory(), returns=[asked], subject="a gentle reminder", text="Could you reply?")

    assert [(letter.person, letter.text) for letter in written] == [(person, "Could you reply?")]
    assert list(queries.letters_about(asked)) == written
    for wrong, said in (([], "at least one"), ([silent], "Name somebody"), ([done], "replied meanwhile")):
        with pytest.raises(ValidationError, match=said):
            letters.chase(by=PersonFactory(), returns=wrong, subject="x", text="y")
    replied = sent(ReturnFactory(person=contributor()))
    with pytest.raises(ValidationError, match="replied meanwhile"):
        letters.chase(by=PersonFactory(), returns=[replied], subject="x", text="y")


def test_rows_say_what_they_are():
    asked = ReturnFactory()
    part = PartFactory(of=asked)

    assert str(asked) == f"{asked.reference} {asked.agency.short_name}"
    assert str(part) == f"{asked.reference}, s1"
    assert str(asked.request) == f"{asked.request.reference} Supervision across the partnership"
    assert str(asked.request.asks).endswith(", version 1")
    assert asked.case is None
    assert Definition.from_data(asked.request.asks.definition) == asked.request.asks.asks
