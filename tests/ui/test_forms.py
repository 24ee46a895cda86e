"""Forms speak the words of their labels, keep what was typed, and name the control that puts an error right."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from escp.ui.examples import ExampleForm
from escp.ui.forms import CountedTextarea, DateField, DateTimeField, FileField, GovForm, Radios, YesNoNotKnown

DJANGO_SAYS = [
    "This field",
    "Enter a valid",
    "Select a valid",
    "Ensure this",
    "Null characters",
    "Enter a list",
    "No file",
]


def good(**changes):
    answers = {
        "title": "Ask health to every strategy discussion",
        "due_on_day": "31",
        "due_on_month": "3",
        "due_on_year": "2027",
        "aware_at_day": "6 March 2026",
        "aware_at_time": "9.30am",
        "going": "on",
        "criterion": "not_known",
        "agencies": ["la", "police"],
        "lead": "la",
        "checked": "on",
    }
    return {**answers, **changes}


def drawn(form):
    return render_crispy_form(form)


def test_a_good_form_gives_dates_moments_and_choices():
    form = ExampleForm(good())

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due_on"] == date(2027, 3, 31)
    assert form.cleaned_data["aware_at"] == datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    assert form.cleaned_data["criterion"] is YesNoNotKnown.NOT_KNOWN


def test_an_empty_form_says_what_to_do_at_every_field():
    form = ExampleForm({})

    assert [link["text"] for link in form.error_links] == [
        "Enter title",
        "Enter a date for “When is it due?”",
        "Enter a date for “When did the partnership become aware?”",
        "Select an answer for “How is it going?”",
        "Select an answer for “Is the criterion met?”",
        "Select an answer for “Which agencies own it?”",
        "Select lead agency",
        "Tick the box to confirm “The lead agency has agreed to this”",
    ]


def test_every_error_leads_to_a_control_that_is_on_the_page():
    form = ExampleForm({"due_on_day": "31", "due_on_month": "3"})
    page = drawn(form)

    assert "#id_due_on_year" in [link["href"] for link in form.error_links]
    assert all(f'id="{link["href"][1:]}"' in page for link in form.error_links)


def test_what_was_typed_in_a_date_stays_and_only_the_wrong_box_is_marked():
    page = drawn(ExampleForm(good(due_on_day="31", due_on_month="Smarch", due_on_year="27")))

    assert 'value="Smarch"' in page
    assert 'value="27"' in page
    assert page.count('aria-invalid="true"') == 1
    assert "Your answer to “When is it due?” must be a real date" in page


def test_a_date_may_come_under_the_field_s_own_name():
    form = ExampleForm({**good(due_on_day="", due_on_month="", due_on_year=""), "due_on": "2027-03-31"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due_on"] == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"aware_at_time": ""}, "must include a time, like 9.30am"),
        ({"aware_at_day": ""}, "must include a date"),
        ({"aware_at_time": "late"}, "must include a real time, like 9.30am or 14:00"),
        ({"aware_at_day": "29 March 2026", "aware_at_time": "1.30am"}, "the clocks went forward"),
    ],
)
def test_a_moment_needs_a_day_and_a_time_that_exist(changes, said):
    form = ExampleForm(good(**changes))

    assert said in form.errors["aware_at"][0]


def test_the_hour_that_comes_twice_in_october_means_the_first():
    form = ExampleForm(good(aware_at_day="25 October 2026", aware_at_time="1.30am"))

    assert form.is_valid()
    assert form.cleaned_data["aware_at"].astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@time_machine.travel("2026-03-06 12:00:00+00:00")
def test_a_date_may_be_held_to_the_past_or_the_future():
    class Held(GovForm):
        happened_on = DateField(label="When it happened", past=True)
        due_on = DateField(label="When it is due", future=True)
        aware_at = DateTimeField(label="When we knew", past=True)

    form = Held({"happened_on": "7/3/26", "due_on": "5/3/26", "aware_at_day": "6/3/26", "aware_at_time": "1pm"})

    assert form.errors == {
        "happened_on": ["When it happened must be today or in the past"],
        "due_on": ["When it is due must be today or in the future"],
        "aware_at": ["When we knew must not be in the future"],
    }


def test_an_unchanged_date_counts_as_unchanged():
    form = ExampleForm(
        good(), initial={"due_on": date(2027, 3, 31), "aware_at": datetime(2026, 3, 6, 9, 30, tzinfo=UTC)}
    )

    assert not {"due_on", "aware_at"} & set(form.changed_data)


BAD = [
    "\x00",
    "a\x00b",
    "\ud800",
    "9" * 5000,
    "-1",
    "1e999999",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "🦉",
    "\u202e",
]


@pytest.mark.parametrize("bad", BAD)
def test_no_content_breaks_a_form_or_makes_django_speak(bad):
    names = [*good(), "baseline", "note", "due_on", "aware_at"]
    form = ExampleForm({name: [bad] if name == "agencies" else bad for name in names})
    page = drawn(form)

    assert not form.is_valid()
    assert not [phrase for phrase in DJANGO_SAYS if phrase in page]
    assert "<script>" not in page


def test_text_that_is_too_long_says_how_long_it_may_be_and_stays():
    form = ExampleForm(good(title="x" * 121, note="y" * 301))

    assert form.errors == {
        "title": ["Title must be 120 characters or fewer"],
        "note": ["Progress note must be 300 characters or fewer"],
    }
    assert "x" * 121 in drawn(form)


def test_long_text_says_its_limit_and_counts_a_new_line_once():
    form = ExampleForm(good(note="a\r\n" * 150))

    assert form.is_valid()
    assert "You can enter up to 300 characters" in drawn(form)
    assert 'data-maxlength="300"' in drawn(form)
    assert "maxlength=" not in drawn(form).replace("data-maxlength=", "")


def test_long_text_without_a_limit_of_its_own_still_has_one():
    class Long(GovForm):
        story = forms.CharField(widget=CountedTextarea())

    assert Long({"story": "x" * 20_001}).errors == {"story": ["Story must be 20000 characters or fewer"]}


def test_the_author_s_own_message_stands():
    class Own(GovForm):
        title = forms.CharField(error_messages={"required": "Say what will change"})

    assert Own({}).errors == {"title": ["Say what will change"]}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.IntegerField(), "many", "Field must be a whole number"),
        (forms.IntegerField(min_value=1), "0", "Field must be 1 or more"),
        (forms.DecimalField(max_digits=5, decimal_places=1), "x", "Field must be a number, like 29.8"),
        (forms.DecimalField(max_digits=5, decimal_places=1), "1.23", "Field must have 1 decimal places or fewer"),
        (forms.EmailField(), "me", "Field must be an e-mail address, like name@example.org"),
        (forms.URLField(assume_scheme="https"), "not here", "Field must be a web address, like https://example.org"),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Select field: what was sent is not one of the choices"),
    ],
)
def test_each_kind_of_field_says_what_it_takes(field, typed, said):
    form = type("One", (GovForm,), {"field": field})({"field": typed})

    assert form.errors == {"field": [said]}


def test_a_file_must_be_of_a_kind_and_a_size():
    class Upload(GovForm):
        evidence = FileField(extensions=["pdf"], megabytes=1)

    def sent(name, size):
        return Upload({}, {"evidence": SimpleUploadedFile(name, b"x" * size)}).errors.get("evidence", [""])[0]

    assert sent("a.pdf", 10) == ""
    assert sent("a.exe", 10) == "The file must be one of these kinds: pdf"
    assert sent("a.pdf", 0).startswith("The file for evidence is empty")
    assert sent("a.pdf", 1024 * 1024 + 1).startswith("The file must be smaller than 1 MB")


def test_every_control_has_a_label_and_its_hint_and_error_are_tied_to_it():
    page = drawn(ExampleForm({}))

    assert 'for="id_title"' in page
    assert 'aria-describedby="id_title-hint id_title-error"' in page
    assert 'aria-describedby="id_due_on-hint id_due_on-error"' in page
    assert page.count("<legend") == 6


def test_hints_of_choices_and_optional_answers_are_shown():
    page = drawn(ExampleForm())

    assert "It may be late, or may not do what it should" in page
    assert page.count("(optional)") == 4


def test_the_empty_choice_has_words():
    assert "Select from the list" in drawn(ExampleForm())
    assert "---------" not in drawn(ExampleForm())


def test_labels_hints_and_choices_are_escaped():
    class Sharp(GovForm):
        way = forms.ChoiceField(
            label="<b>Way</b>",
            help_text="<i>Hint</i>",
            choices=[("<a>", "<u>A</u>")],
            widget=Radios(hints={"<a>": "<s>h</s>"}),
        )

    page = drawn(Sharp({"way": "<script>"}))

    assert not [tag for tag in ("<b>", "<i>", "<u>", "<s>", "<script>", '"<a>"') if tag in page]
