"""The merged chronology as people see it: rows by hand, uncertain dates, ages, duplicates, gaps, silence, exports."""

import io
from datetime import date

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.services import hold_identity
from reviews.choices import ReviewState
from reviews.models import Chronology, ChronologyRow, NotADuplicate
from reviews.presenters.chronology import Merged
from reviews.queries.chronology import rows_of
from reviews.services import chronology as services
from tests.factories.chronology import a_row, an_import
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory
from tests.pages import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))


@pytest.fixture
def review():
    return RapidReviewFactory()


@pytest.fixture
def police():
    return AgencyFactory(short_name="Police")


@pytest.fixture
def health():
    return AgencyFactory(short_name="Health")


def page(review, name="", *parts):
    return reverse(f"reviews:chronology{name}", args=[review.reference, *parts])


def text(client, url, **query):
    return " ".join(client.get(url, query).content.decode().split())


def test_an_empty_chronology_says_what_to_do(officer, review):
    shown = text(officer, page(review))

    assert "Nothing stands in it yet" in shown
    assert page(review) in text(officer, review.get_absolute_url())
    assert not Chronology.objects.exists()


def test_a_row_is_added_by_hand_and_stands_in_its_place(officer, review, police):
    a_row(review, "1 May 2024", agency=police, event="Later")
    data = {"written": "early March 2024", "agency": police.pk, "event": "Earlier", "seen": "No, asleep"}
    answer = posted(officer, page(review, "-row-new"), data)

    assert answer.url == page(review)
    assert [row.event for row in rows_of(review)] == ["Earlier", "Later"]
    shown = text(officer, page(review))
    assert "Uncertain date" in shown
    assert "Written as “early March 2024”" in shown
    assert rows_of(review)[0].seen_answer == "no"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"written": "03/25/2024"}, "There is no month 25"),
        ({"written": ""}, "#id_written"),
        ({"event": ""}, "Enter what happened, or what was done about it"),
        ({"agency": "0"}, "#id_agency"),
    ],
)
def test_what_does_not_fit_is_refused_and_what_was_typed_stays(officer, review, police, change, words):
    data = {"written": "3/3/24", "agency": police.pk, "event": "A visit of some kind", "source": "Notes"} | change
    shown = posted(officer, page(review, "-row-new"), data).content.decode()

    assert "govuk-error-summary" in shown
    assert "Notes" in shown
    assert words in shown
    assert not ChronologyRow.objects.exists()


def test_a_row_is_changed_and_what_it_said_before_stays(officer, review, police):
    row = a_row(review, agency=police, event="A vist")
    url = page(review, "-row", row.pk)
    posted(officer, url, {"written": "4 March 2024", "agency": police.pk, "event": "A visit"})

    row.refresh_from_db()
    assert (row.event, row.earliest) == ("A visit", date(2024, 3, 4))
    shown = text(officer, url)
    assert "A vist" in shown
    assert "3 March 2024" in shown


def test_two_who_change_the_same_row_are_told(officer, review, police):
    row = a_row(review, agency=police)
    url = page(review, "-row", row.pk)
    data = {"written": "4 March 2024", "agency": police.pk, "event": "Mine", "version": row.version}
    posted(officer, url, {"written": "4 March 2024", "agency": police.pk, "event": "Theirs"})

    late = posted(officer, url, data, keep_version=True)

    assert late.status_code == 409
    assert "Theirs" in late.content.decode()


def test_a_row_is_taken_out_with_a_reason_and_what_stood_under_it_stands_alone(officer, review):
    top = a_row(review, event="Wrong child")
    under = a_row(review, event="Right child", merged_into=top)
    posted(officer, page(review, "-row-remove", top.pk), {"reason": "It is about another child."})

    top.refresh_from_db()
    assert top.removal_reason == "It is about another child."
    assert [row.pk for row in rows_of(review)] == [under.pk]
    assert officer.get(page(review, "-row", top.pk)).status_code == 404


def test_the_child_s_age_stands_at_each_row_and_the_day_of_birth_nowhere(officer, review):
    child = ChildFactory(case=review.case)
    ChildFactory(case=review.case)
    facts = {"full_name": "Wren Testername", "date_of_birth": date(2020, 6, 17)}
    hold_identity(by=PersonFactory(), child=child, **facts)
    a_row(review, "3 March 2024")
    a_row(review, "2023")

    shown = text(officer, page(review))
    assert "3 years 8 months" in shown
    assert "2 years 6 months to 3 years 6 months" in shown
    assert "17 June 2020" not in shown
    assert "Testername" not in shown


def test_several_children_are_told_apart_by_their_pseudonyms(officer, review):
    for year in (2018, 2020):
        child = ChildFactory(case=review.case)
        hold_identity(by=PersonFactory(), child=child, full_name="Testername", date_of_birth=date(year, 3, 3))
        last = child
    a_row(review, "3 March 2024")

    assert f"{last.pseudonym}: 4 years" in text(officer, page(review))


def test_a_row_that_holds_a_child_s_name_is_marked_without_saying_which(officer, review):
    hold_identity(by=PersonFactory(), child=ChildFactory(case=review.case), full_name="Wren Testername")
    a_row(review, event="Spoke to TESTERNAME at school", written="1 January 2024")
    a_row(review, event="Nothing of the kind")

    shown = text(officer, page(review))
    assert shown.count("May name a child") == 1
    assert "A name may stand in it" in shown


def test_duplicates_are_offered_one_after_the_other_and_both_keep_their_words(officer, review, police, health):
    first = a_row(review, agency=police, event="Police called to the home by a neighbour", place="")
    second = a_row(review, agency=health, event="Told that police were called to the home", source="Letter")
    third = a_row(review, agency=health, event="Called to home, police there")
    assert "3 possible duplicates." in text(officer, page(review))
    assert "Possible duplicate, Health" in text(officer, page(review))
    url = page(review, "-pair", first.pk, second.pk)
    assert "Told that police were called" in text(officer, url)

    answer = posted(officer, url, {"answer": "same"})
    assert answer.url == page(review, "-pair", first.pk, third.pk)
    answer = posted(officer, answer.url, {"answer": "different"})
    assert answer.url == page(review)

    shown = text(officer, page(review))
    assert "2 events from 3 records" in shown
    assert "Also recorded by Health:" in shown
    assert "Told that police were called to the home" in shown
    assert "possible duplicate" not in shown.lower()
    assert NotADuplicate.objects.count() == 1


def test_what_was_merged_can_be_taken_apart_again(officer, review):
    first, second = a_row(review), a_row(review)
    url = page(review, "-pair", first.pk, second.pk)
    posted(officer, url, {"answer": "same"})
    assert "Take apart" in text(officer, page(review))
    posted(officer, url, {"answer": "different"})

    assert rows_of(review).count() == 2
    posted(officer, url, {"answer": "same"})
    assert rows_of(review).count() == 1
    assert not NotADuplicate.objects.exists()


def test_a_chain_of_duplicates_stands_under_one_row(review):
    by, (top, middle, last) = PersonFactory(), (a_row(review), a_row(review), a_row(review))
    services.merge(by=by, review=review, first=middle, second=last)
    middle.refresh_from_db()
    services.merge(by=by, review=review, first=top, second=middle)

    (row,) = rows_of(review)
    assert row.duplicates == [middle, last]
    last.refresh_from_db()
    with pytest.raises(ValidationError, match="under another row"):
        services.merge(by=by, review=review, first=last, second=top)
    assert services.keep_apart(by=by, review=review, first=top, second=a_row(review)) == top


def test_a_row_is_no_duplicate_of_itself_or_of_another_review(officer, review):
    row, elsewhere = a_row(review), a_row(RapidReviewFactory())

    assert officer.get(page(review, "-pair", row.pk, row.pk)).status_code == 404
    assert officer.get(page(review, "-pair", row.pk, elsewhere.pk)).status_code == 404


def test_gaps_and_silence_stand_in_words_at_their_place(officer, review, police, health):
    a_row(review, "1 March 2024", agency=health, event="Seen")
    for day in ("20 March 2024", "2 April 2024", "1 June 2024"):
        a_row(review, day, agency=police, event=f"Call of {day}")
    a_row(review, "2024", agency=health, event="Letter")

    shown = text(officer, page(review))
    assert (
        "Nobody recorded any contact for 8 weeks, from 3 April 2024 to 31 May 2024. "
        "One row with an uncertain date may fall into this time."
    ) in shown
    silent = "Health recorded nothing for 13 weeks, from 2 March 2024 to 1 June 2024"
    assert f"{silent}, while Police recorded 3 events." in shown
    assert (
        shown.index("Call of 2 April 2024") < shown.index("Nobody recorded any contact") < shown.index("Call of 1 June")
    )


def test_the_weeks_of_a_gap_are_the_reviewers_own(officer, review):
    a_row(review, "1 March 2024")
    a_row(review, "1 June 2024", event="A call")
    assert "1 gap and" in text(officer, page(review))
    posted(officer, page(review, "-gap"), {"weeks": 20})

    assert "0 gaps and 0 silences of more than 20 weeks" in text(officer, page(review))
    for weeks in ("0", "105", "x", ""):
        assert "govuk-error-summary" in posted(officer, page(review, "-gap"), {"weeks": weeks}).content.decode()


def test_rows_are_filtered_by_agency_time_and_whether_the_child_was_seen(officer, review, police, health):
    a_row(review, "1 March 2024", agency=police, event="Seen by police", seen="Yes", seen_answer="yes")
    a_row(review, "2024", agency=health, event="Some time that year", seen="No", seen_answer="no")

    def found(**query):
        merged = Merged(review)
        shown = text(officer, page(review), **query)
        return [row.event for row in merged.rows if row.event in shown]

    assert found(agency=police.pk) == ["Seen by police"]
    assert found(seen="no") == ["Some time that year"]
    after = {"after_day": "1", "after_month": "4", "after_year": "2024"}
    assert found(**after) == ["Some time that year"]
    before = {"before_day": "1", "before_month": "2", "before_year": "2024"}
    assert found(**before) == ["Some time that year"]
    assert "1 of 2 events are shown" in text(officer, page(review), agency=police.pk)
    assert "Nothing matches these filters" in text(officer, page(review), agency=health.pk, seen="yes")
    assert len(found(**(after | {"after_month": "14"}))) == 2


def test_a_long_chronology_has_pages_and_one_to_print(officer, review, monkeypatch):
    monkeypatch.setattr("reviews.presenters.chronology.ROWS_ON_A_PAGE", 2)
    for number in range(3):
        a_row(review, f"{number + 1} March 2024", event=f"Event number {number}")

    assert "Event number 2" not in text(officer, page(review))
    assert "Event number 2" in text(officer, page(review), page=2)
    assert "Event number 2" in text(officer, page(review), all=1)


def test_it_is_taken_away_as_excel_and_as_word_and_logged(officer, review, police, health):
    top = a_row(review, "early March 2024", agency=police, event="=Visit", source="Notes")
    a_row(review, "early March 2024", agency=health, event="Told of it", merged_into=top)
    a_row(review, "1 June 2024", agency=police, event="Call")

    answer = officer.get(page(review), {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert [row[5] for row in rows] == [
        "'=Visit",
        "The same event as the row above. Told of it",
        "Nobody recorded any contact for 11 weeks, from 11 March 2024 to 31 May 2024.",
        "Call",
    ]
    answer = officer.get(page(review), {"format": "docx"})
    table = docx.Document(io.BytesIO(answer.content)).tables[0]
    assert [row.cells[2].text for row in table.rows][:2] == ["What happened", "=Visit"]
    assert AccessLog.objects.filter(action="opened a copy of the chronology of rapid review").count() == 2


def test_who_may_only_read_sees_no_way_to_change_it(client_for, review):
    a_row(review)
    an_import(review)
    shown = text(client_for(PersonFactory(role=RoleKey.STATUTORY_PARTNER)), page(review))

    assert "A visit to the home" in shown
    assert "Add a row" not in shown
    assert "Change" not in shown


def test_a_signed_off_review_s_chronology_is_shown_and_cannot_be_changed(officer, police):
    review = RapidReviewFactory(state=ReviewState.SIGNED_OFF)
    row = a_row(review, agency=police)
    shown = text(officer, page(review))
    assert "Add a row" not in shown

    answer = posted(officer, page(review, "-row", row.pk), {"written": "2019", "agency": police.pk, "event": "Other"})
    assert "can no longer be changed" in answer.content.decode()
    by = PersonFactory()
    for write in (services.merge, services.keep_apart):
        with pytest.raises(ValidationError):
            write(by=by, review=review, first=row, second=a_row(review))
    with pytest.raises(ValidationError):
        services.remove_row(by=by, review=review, row=row, reason="No.")
    row.refresh_from_db()
    assert (row.event, row.removed_at) == ("A visit to the home.", None)


def test_a_chronology_and_its_rows_have_a_name_without_a_child():
    review = RapidReviewFactory()
    row, imported = a_row(review), an_import(review)
    pair = NotADuplicate(first=row, second=a_row(review))

    assert str(row.chronology) == f"Chronology of {review.reference}"
    assert str(row) == f"Row {row.pk}"
    assert str(imported) == "events.xlsx"
    assert str(pair).startswith(str(row))
