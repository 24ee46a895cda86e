"""A list filters, sorts and pages in the database, at one cost for any number of rows; no address breaks it."""

import uuid

import django_filters
import pytest
from django.http import HttpResponse
from django.utils import timezone

from escp.ui.filters import DateFilter, GovFilterSet, SearchFilter
from escp.ui.lists import list_page
from escp.ui.models import SubmittedForm
from escp.ui.tables import DateColumn, GovTable, TagColumn

pytestmark = pytest.mark.django_db


class SentTable(GovTable):
    path = TagColumn(colours={"/a/": "green"})
    at = DateColumn(verbose_name="Sent")

    class Meta(GovTable.Meta):
        model = SubmittedForm
        fields = ["path", "at"]


class SentFilter(GovFilterSet):
    q = SearchFilter(fields=["path", "location"], label="Words")
    after = DateFilter(field_name="at", lookup_expr="date__gte", label="Sent on or after")

    class Meta:
        model = SubmittedForm
        fields = ["q", "after", "person_id"]


def rows(number, path="/{}/"):
    for place in range(number):
        SubmittedForm.objects.create(token=uuid.uuid4(), path=path.format(place))


def shown(request, **kwargs):
    return list_page(
        request,
        **{
            "queryset": SubmittedForm.objects.all(),
            "filterset_class": SentFilter,
            "table_class": SentTable,
            "title": "Forms",
            "empty": "Forms appear here once they are sent.",
            **kwargs,
        },
    ).content.decode()


@pytest.mark.parametrize("number", [1, 10, 100])
def test_a_list_costs_two_queries_for_any_number_of_rows(asked, django_assert_num_queries, number):
    rows(number)

    with django_assert_num_queries(2):
        shown(asked())


def test_an_empty_list_says_what_would_be_here(asked):
    content = shown(asked())

    assert "No sent forms" in content
    assert "Forms appear here once they are sent." in content


def test_the_count_is_in_words_and_pages_hold_25(asked):
    rows(31)
    first, second = shown(asked()), shown(asked("/form/?page=2"))

    assert "31 sent forms" in first
    assert (first.count("<tr"), second.count("<tr")) == (26, 7)
    assert "<title>Forms (page 2 of 2)" in second


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "", "\x00", "9" * 5000, "1.5", "²"])
def test_a_page_that_does_not_exist_is_the_first(asked, page):
    rows(31)

    assert 'aria-label="Page 1" aria-current="page"' in shown(asked("/form/", QUERY_STRING=f"page={page}"))


@pytest.mark.parametrize("sort", ["nothing", "--path", "-", "path,at,nothing", "pk", "password", "\x00", "x" * 5000])
def test_a_sort_that_is_not_known_is_left_out(asked, sort):
    rows(2)

    assert "2 sent forms" in shown(asked("/form/", QUERY_STRING=f"sort={sort}"))


def test_columns_sort_both_ways_and_say_so(asked):
    rows(3)
    content = shown(asked("/form/?sort=-path"))

    assert content.index("/2/") < content.index("/1/") < content.index("/0/")
    assert 'aria-sort="descending"' in content
    assert 'href="?sort=path"' in content


def test_pages_never_share_a_row_however_the_list_is_sorted(asked):
    rows(60, path="/same/")
    seen = []
    for page in (1, 2, 3):
        request = asked(f"/form/?sort=path&page={page}")
        list_page(
            request,
            queryset=SubmittedForm.objects.all(),
            filterset_class=None,
            table_class=_keeping(seen),
            title="Forms",
        )

    assert len(seen) == len(set(seen)) == 60


def _keeping(seen):
    class Keeping(SentTable):
        def render_path(self, value, record):
            seen.append(record.pk)
            return value

    return Keeping


def test_filters_find_words_and_dates_and_can_be_taken_off_one_by_one(asked):
    rows(12)
    today = timezone.localdate()
    content = shown(
        asked(f"/form/?q=11&after_day={today.day}&after_month={today.month}&after_year={today.year}&sort=path")
    )

    assert "1 sent form<" in content
    assert "Words: 11" in content
    assert f"Sent on or after: {today.day} {today.month} {today.year}" in content.replace(
        f"{today:%-d %B %Y}", f"{today.day} {today.month} {today.year}"
    )
    assert 'href="?q=11&amp;sort=path"' in content


@pytest.mark.parametrize(
    "query", ["after_day=31&after_month=2&after_year=26", "q=%00", "person_id=x", "q=" + "x" * 500]
)
def test_a_filter_that_cannot_be_read_says_so_and_the_list_still_stands(asked, query):
    rows(2)
    content = shown(asked(f"/form/?{query}"))

    assert "There is a problem" in content
    assert "2 sent forms" in content


def test_nothing_found_is_not_the_same_as_nothing_there(asked):
    rows(2)

    assert "Nothing matches these filters." in shown(asked("/form/?q=owl"))


def test_the_export_gets_all_that_is_filtered_as_plain_values(asked):
    rows(30)
    got = {}

    def export(title, columns, values):
        got.update(title=title, columns=columns, values=list(values))
        return HttpResponse("file")

    assert shown(asked("/form/?format=xlsx&sort=path"), export=export) == "file"
    assert (got["title"], got["columns"], len(got["values"])) == ("Forms", ["Path", "Sent"], 30)
    assert got["values"][0][0] == "/0/"
    assert got["values"][0][1].tzinfo is not None


def test_without_an_export_the_address_shows_the_list(asked):
    assert "Export" not in shown(asked("/form/?format=xlsx"))


def test_an_empty_choice_of_a_filter_reads_all(asked):
    class ByPlace(GovFilterSet):
        place = django_filters.ChoiceFilter(field_name="path", choices=[("/0/", "Nought")])

        year = django_filters.TypedChoiceFilter(field_name="at__year", choices=lambda: [(2026, "2026")], coerce=int)

        class Meta:
            model = SubmittedForm
            fields = ["place", "year"]

    content = shown(asked(), filterset_class=ByPlace)

    assert content.count(">All</option>") == 2
    assert "---------" not in content
