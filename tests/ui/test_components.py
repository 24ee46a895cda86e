"""Components escape what they show, say everything in words, and need no query."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import engines

from escp.ui.parts import Event, Row, Task


def drawn(source, request=None, **values):
    return engines["django"].from_string(source).render(values, request)


SHARP = '<script>alert("x")</script>'


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("{% gov_tag x x %}", {}),
        ("{% banner x x x %}", {}),
        ("{% bannerbody x x %}{{ x }}{% endbannerbody %}", {}),
        ("{% details x %}{{ x }}{% enddetails %}", {}),
        ("{% inset %}{{ x }}{% endinset %}", {}),
        ("{% summary_list rows %}", {"rows": [Row(SHARP, SHARP, SHARP, SHARP)]}),
        ("{% task_list rows %}", {"rows": [Task(SHARP, SHARP, SHARP, SHARP, SHARP)]}),
        ("{% timeline rows %}", {"rows": [Event(SHARP, date(2026, 3, 6), SHARP, SHARP, SHARP)]}),
        ("{% strip rows %}", {"rows": [{"label": SHARP, "number": 1, "hint": SHARP, "url": SHARP}]}),
        ("{% breadcrumbs x x %}", {}),
        ("{% back_link x %}", {}),
    ],
)
def test_every_component_escapes_what_it_is_given(source, values):
    page = drawn(source, x=SHARP, **values)

    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_tag_of_an_unknown_colour_is_grey():
    assert 'class="govuk-tag govuk-tag--grey"' in drawn('{% gov_tag "New" "pink" %}')


def test_late_is_said_in_words_too():
    assert ">Late</strong>" in drawn('{% banner "late" "Notify the Panel" %}')


def test_change_links_say_what_they_change():
    page = drawn("{% summary_list rows %}", rows=[{"key": "Due", "value": "", "url": "/change/"}])

    assert 'Change<span class="govuk-visually-hidden"> due</span>' in page
    assert "Not recorded" in page


def test_zero_is_an_answer():
    assert "Not recorded" not in drawn("{% summary_list rows %}", rows=[Row("Visits", 0)])


def test_a_task_that_cannot_start_is_no_link():
    page = drawn("{% task_list rows %}", rows=[Task("Panel", "Cannot start yet")])

    assert "<a" not in page
    assert "Cannot start yet" in page


def test_the_timeline_tells_a_day_from_a_moment():
    page = drawn(
        "{% timeline rows %}", rows=[Event("A", date(2026, 3, 6)), Event("B", datetime(2026, 7, 6, 8, 30, tzinfo=UTC))]
    )

    assert ">6 March 2026<" in page
    assert ">6 July 2026 at 9.30am<" in page


def test_a_step_that_is_not_possible_yet_gives_its_reason_and_no_button(asked):
    page = drawn('{% action "Close" "/close/" reason="Add evidence first." %}', asked())

    assert "Add evidence first." in page
    assert "<button" not in page
    assert "/close/" not in page


def test_a_step_that_writes_is_a_form_with_its_protection(asked):
    page = drawn('{% action "Close" "/close/" method="post" %}', asked())

    assert 'method="post"' in page
    assert "csrfmiddlewaretoken" in page


@pytest.mark.parametrize(
    ("source", "value", "said"),
    [
        ("{{ x|uk_date }}", date(2026, 3, 6), "6 March 2026"),
        ("{{ x|uk_date }}", datetime(2026, 7, 5, 23, 30, tzinfo=UTC), "6 July 2026"),
        ("{{ x|uk_date }}", None, ""),
        ("{{ x|uk_time }}", time(9, 30), "9.30am"),
        ("{{ x|uk_time }}", time(14, 0), "2pm"),
        ("{{ x|uk_time }}", time(0, 0), "midnight"),
        ("{{ x|uk_time }}", time(12, 0), "noon"),
        ("{{ x|uk_time }}", None, ""),
        ("{{ x|uk_datetime }}", datetime(2026, 3, 6, 9, 5, tzinfo=UTC), "6 March 2026 at 9.05am"),
        ("{{ x|uk_datetime }}", None, ""),
        ("{{ x }}", date(2026, 3, 6), "6 March 2026"),
    ],
)
def test_dates_and_times_are_written_as_people_say_them(source, value, said):
    assert drawn(source, x=value) == said
