"""The unit asks, sees who has replied, reminds, and reads the answers side by side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Letter, LetterKind, Link, Request, Return, UnitNote
from escp.returns.services import links
from reviews.asking import INFORMATION, due_on
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory, VersionFactory, sent
from tests.factories.reviews import RapidReviewFactory
from tests.sweeps.forms import forms_in

pytestmark = pytest.mark.django_db
ASK, CHECK = "/returns/ask/", "/returns/ask/check/"


@pytest.fixture
def unit(client_for):
    return client_for(PersonFactory())


def contributor(**kwargs):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, **kwargs)


def form_of(client, url):
    return forms_in(client.get(url).content.decode())[0]


def post(client, url, **answers):
    return client.post(url, form_of(client, url).as_shown() | answers)


def in_days(number):
    day = timezone.localdate() + timedelta(days=number)
    return {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}


def asking(client, url=ASK, days=10, **answers):
    version = answers.pop("version", None) or VersionFactory()
    facts = {"asks": version.pk, "title": "Supervision", "message": "Please look.", **in_days(days)}
    return post(client, url, **facts | answers)


def words(response):
    return response.content.decode()


# Asking -------------------------------------------------------------------------------------------------------------


def test_nothing_is_sent_before_it_was_checked_and_then_each_gets_one_letter(unit):
    person, silent = contributor(), AgencyFactory()
    member = contributor()
    pasted = f"Somebody Else <{member.email.upper()}>; {member.email}"

    assert asking(unit, agencies=[person.agency.pk, silent.pk], people=pasted).url == CHECK
    page = words(unit.get(CHECK))

    assert not Request.objects.exists()
    assert f"{person}, {person.email}" in page
    assert "reaches nobody" in page
    assert member.email in page
    made = post(unit, CHECK)
    request = Request.objects.get()
    assert made.url == request.get_absolute_url()
    assert {(asked.agency, asked.person) for asked in request.returns.all()} == {
        (person.agency, None),
        (silent, None),
        (member.agency, member),
    }
    assert sorted(letter.person.pk for letter in Letter.objects.all()) == sorted([person.pk, member.pk])
    assert unit.get(CHECK).url == ASK


def test_sent_twice_asks_once(unit):
    asking(unit, agencies=[contributor().agency.pk])
    answers = form_of(unit, CHECK).as_shown()

    assert unit.post(CHECK, answers).url == unit.post(CHECK, answers).url
    assert Request.objects.count() == 1


def test_whoever_has_no_agency_yet_is_placed_before_anything_is_sent(unit):
    agency = AgencyFactory()
    asking(unit, people="Ash Alder <ash@school.example>")

    assert "Select the agency of Ash Alder" in words(post(unit, CHECK))
    assert not Request.objects.exists()
    post(unit, CHECK, agency_0=agency.pk)
    asked = Return.objects.get()
    assert (asked.agency, asked.person.email, asked.person.full_name) == (agency, "ash@school.example", "Ash Alder")
    # The next time the agency stands there already.
    asking(unit, people="ash@school.example")
    assert form_of(unit, CHECK).fields["agency_0"].value == str(agency.pk)


def test_where_somebody_is_named_the_agency_is_not_asked_twice(unit):
    agency = AgencyFactory()
    asking(unit, agencies=[agency.pk], people="ash@school.example")
    post(unit, CHECK, agency_0=agency.pk)

    assert Return.objects.get().person.email == "ash@school.example"


def test_another_window_does_not_change_what_is_sent(unit):
    asking(unit, agencies=[contributor().agency.pk])
    seen = form_of(unit, CHECK).as_shown()
    asking(unit, agencies=[contributor().agency.pk], title="Something else")

    assert "changed in another window" in words(unit.post(CHECK, seen))
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"agencies": [], "people": " ; ,\n"}, "Choose an agency, or paste somebody"),
        ({"people": "Ash Alder; ash@"}, "is not an e-mail address"),
        ({"people": ";".join(f"p{n}@x.example" for n in range(201))}, "200 people at the most"),
        ({"days": -1}, "must be today or in the future"),
        ({"agencies": ["999999"]}, "not one of the available choices"),
        ({"asks": "999999"}, "govuk-error-summary"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_was_typed(unit, answers, said):
    page = words(asking(unit, **{"agencies": [AgencyFactory().pk]} | answers))

    assert "govuk-error-summary" in page
    assert said.lower() in page.lower() or "choice" in page
    assert "Please look." in page


def test_two_hundred_people_can_be_asked(unit):
    agency = AgencyFactory()
    people = ";".join(f"p{n}@x.example" for n in range(200))
    asking(unit, people=people)

    post(unit, CHECK, **{f"agency_{n}": agency.pk for n in range(200)})
    assert Return.objects.count() == 200


def test_a_closed_account_is_not_asked(unit):
    gone = PersonFactory(role=None, is_active=False)
    asking(unit, people=gone.email)

    assert "The account is closed" in words(post(unit, CHECK, agency_0=AgencyFactory().pk))


def test_one_more_agency_is_asked_and_nobody_twice_or_for_another(unit):
    request, person = RequestFactory(), contributor()
    url = reverse("returns:ask-also", args=[request.reference])

    assert post(unit, url, agency=person.agency.pk).url == request.get_absolute_url()
    assert "They are asked already" in words(post(unit, url, agency=person.agency.pk))
    assert "belongs to" in words(post(unit, url, agency=AgencyFactory().pk, people=person.email))
    assert "Paste one person" in words(post(unit, url, agency=person.agency.pk, people="a@x.example;b@x.example"))
    assert request.returns.count() == 1


# Requests -----------------------------------------------------------------------------------------------------------


def test_the_list_counts_replies_filters_and_is_taken_away(unit):
    answered, waiting = RequestFactory(title="Answered"), RequestFactory(title="Waiting")
    sent(ReturnFactory(request=answered))
    ReturnFactory(request=waiting)
    url = reverse("returns:requests")

    page = words(unit.get(url))
    assert "1 of 1" in page
    assert "0 of 1" in page
    assert "Answered" not in words(unit.get(f"{url}?open=yes"))
    assert words(unit.get(f"{url}?kind=general&sort=-replied&page=9&due_before_day=x")).count("Waiting")
    assert unit.get(f"{url}?format=xlsx")["Content-Disposition"].startswith("attachment")


def test_the_page_of_a_request_says_who_has_replied_and_whom_nobody_reaches(unit):
    request = RequestFactory()
    silent = ReturnFactory(request=request)
    sent(ReturnFactory(request=request, person=PersonFactory(role=None)))
    late = ReturnFactory(request=request, person=contributor(), due_on=timezone.localdate() - timedelta(days=2))

    page = words(unit.get(request.get_absolute_url()))

    assert "1 of 3 have replied" in page
    assert "Reaches nobody" in page
    assert reverse("returns:recipient", args=[silent.reference]) in page
    assert "<strong>Late</strong>" in page
    assert late.get_absolute_url() in page


def test_the_table_of_agencies_by_requests_is_read_without_colour(unit):
    late = ReturnFactory(due_on=timezone.localdate() - timedelta(days=1))
    sent(ReturnFactory(request=late.request))
    RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())

    page = words(unit.get(reverse("returns:matrix")))

    assert "Late: asked" in page
    assert ">●</span>&nbsp;Sent" in page
    assert page.count("Reaches nobody") == 1
    assert "Accepted</a>" not in page


def test_nothing_to_see_is_said(unit):
    assert "Nothing is waiting" in words(unit.get(reverse("returns:matrix")))
    assert "Nobody has replied yet" in words(unit.get(reverse("returns:answers", args=[RequestFactory().reference])))


# One return ---------------------------------------------------------------------------------------------------------


def test_somebody_is_named_and_nobody_of_another_agency(unit):
    asked, stranger = ReturnFactory(), contributor()
    member = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)
    url = reverse("returns:recipient", args=[asked.reference])

    assert "belongs to" in words(post(unit, url, people=stranger.email))
    assert "Choose one person, or paste one" in words(post(unit, url))
    assert post(unit, url, person=member.pk).url == asked.get_absolute_url()
    assert "is asked already" in words(post(unit, url, person=member.pk))
    assert Letter.objects.get().person == member
    post(unit, url, people="New <new@x.example>")
    asked.refresh_from_db()
    assert asked.person.email == "new@x.example"


def test_another_date_is_given_and_never_one_in_the_past(unit):
    asked = ReturnFactory()
    url = reverse("returns:another-date", args=[asked.reference])

    assert "today or in the future" in words(post(unit, url, **in_days(-1)))
    post(unit, url, **in_days(30))
    asked.refresh_from_db()
    assert asked.due_on == timezone.localdate() + timedelta(days=30)


def test_a_stale_page_moves_no_date(unit):
    asked = ReturnFactory()
    url = reverse("returns:another-date", args=[asked.reference])
    stale = form_of(unit, url).as_shown()
    post(unit, url, **in_days(30))

    assert unit.post(url, stale | {key: str(value) for key, value in in_days(20).items()}).status_code == 409
    asked.refresh_from_db()
    assert asked.due_on == timezone.localdate() + timedelta(days=30)


def test_a_link_is_ended_and_sent_anew(unit):
    asked = ReturnFactory(person=PersonFactory(role=None))
    _, token = links.link_for(asked=asked, person=asked.person)
    url = reverse("returns:end-link", args=[asked.reference])

    post(unit, url, what="end")
    assert links.live_link(token) is None
    assert not Letter.objects.exists()
    post(unit, url, what="again")
    assert Letter.objects.get().kind == LetterKind.ASK
    assert "nobody to send" in words(
        post(unit, reverse("returns:end-link", args=[ReturnFactory().reference]), what="again")
    )
    assert Link.objects.filter(revoked_at=None).count() == 0


def test_the_units_own_fields_are_kept_and_shown_to_no_agency(unit, client_for):
    person = contributor()
    asked = ReturnFactory(agency=person.agency)
    url = reverse("returns:unit-fields", args=[asked.reference])
    stale = form_of(unit, url).as_shown()

    post(unit, url, q6="Ask the trust")
    assert UnitNote.objects.get().answers == {"q6": "Ask the trust"}
    assert "Ask the trust" in words(unit.get(asked.get_absolute_url()))
    assert "Ask the trust" not in words(client_for(person).get(asked.get_absolute_url()))
    assert "meanwhile" in words(unit.post(url, stale | {"q6": "Else"}))
    bare = ReturnFactory(request__asks__definition={"sections": []})
    assert unit.get(reverse("returns:unit-fields", args=[bare.reference])).status_code == 404


def test_a_rapid_review_asks_for_information_by_its_eighth_working_day(unit):
    review = RapidReviewFactory()
    child = ChildFactory(case=review.incident.case)
    VersionFactory(questionnaire__key="rapid-review-information")
    url = f"{ASK}?about={review.reference}"

    assert url in words(unit.get(review.get_absolute_url()))
    page = form_of(unit, url)
    due = due_on(review)
    assert page.fields["title"].value == "Information for a rapid review"
    assert page.fields["due_on_day"].value == (str(due.day) if due else "")
    assert "leave out" in words(asking(unit, url, agencies=[AgencyFactory().pk], message=f"For {child.pseudonym}"))
    asking(unit, url, agencies=[AgencyFactory().pk])
    post(unit, CHECK)

    request = Request.objects.get()
    assert (request.about, request.case, request.kind) == (review, review.incident.case, INFORMATION.key)
    assert f"{request.reference} Supervision</a>: 0 of 1 have replied" in words(unit.get(review.get_absolute_url()))
    assert unit.get(f"{ASK}?about=RR-ZZZZZ").status_code == 404


def test_what_reaches_nobody_stands_on_my_week_of_the_unit(unit, client_for):
    silent, person = ReturnFactory(), contributor()

    assert f"{silent.reference}: {silent.agency}" in words(unit.get("/"))
    assert silent.reference not in words(client_for(person).get("/"))
    assert reverse("returns:door") in words(client_for(person).get("/"))
