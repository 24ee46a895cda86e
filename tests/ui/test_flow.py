"""A form is sent once, on the row as it is, in one transaction, and never fails with a server error."""

import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.http import Http404

from escp.partnership.models import Agency
from escp.ui.flow import form_page
from escp.ui.forms import DateField, GovForm, GovModelForm
from escp.ui.models import SubmittedForm

pytestmark = pytest.mark.django_db


class NoteForm(GovForm):
    note = forms.CharField(max_length=20)
    due_on = DateField(label="When is it due?", required=False)


class AgencyForm(GovModelForm):
    class Meta:
        model = Agency
        fields = ["name", "short_name", "kind", "active_from"]


@dataclass
class Record:
    """A record with a version, as rows of `escp.lifecycle.models.Versioned` have."""

    version: int = 3
    pk: int = 1

    def get_absolute_url(self):
        return "/record/"


class Counter:
    """A save that counts."""

    def __init__(self, result="/done/"):
        self.result, self.calls = result, 0

    def __call__(self, form):
        self.calls += 1
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def sent(note="Enough", **more):
    return {"once": str(uuid.uuid4()), "note": note, **more}


def page(request, save=None, **kwargs):
    return form_page(request, NoteForm, title="Add a note", save=save or Counter(), **kwargs)


def test_the_form_is_shown_with_a_fresh_token_each_time_and_nothing_is_written(asked):
    first, second = (page(asked()).content.decode() for _ in range(2))

    assert "<h1" in first
    assert first != second
    assert not SubmittedForm.objects.exists()


def test_a_good_form_is_saved_and_leads_on(asked):
    save = Counter(Record())
    response = page(asked(data=sent()), save)

    assert (response.status_code, response["Location"], save.calls) == (302, "/record/", 1)


def test_the_page_it_leads_to_can_say_what_was_done(asked):
    request = asked(data=sent())
    page(request, Counter(("/done/", "The note has been added.")))

    assert [str(message) for message in request._messages] == ["The note has been added."]


def test_sent_twice_it_saves_once_and_leads_to_the_same_place(asked):
    save, data = Counter(), sent()
    answers = [page(asked(data=data), save) for _ in range(3)]

    assert save.calls == 1
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/done/")}


def test_a_refused_form_may_be_put_right_with_the_same_token(asked):
    save, data = Counter(), sent("")
    refused = page(asked(data=data), save)
    accepted = page(asked(data={**data, "note": "Now there is one"}), save)

    assert (refused.status_code, accepted.status_code, save.calls) == (200, 302, 1)


@pytest.mark.parametrize("token", ["", "x", "\x00", "9" * 9999, "1b4e28ba-2fa1-11d2-883f-0016d3cca42"])
def test_a_bad_token_is_an_error_with_a_fresh_one_and_nothing_is_saved(asked, token):
    save = Counter()
    response = page(asked(data=sent(once=token)), save)

    assert response.status_code == 200
    assert "This page had expired. Check your answers and save again." in response.content.decode()
    assert save.calls == 0
    assert not SubmittedForm.objects.exists()


def test_a_token_used_by_someone_else_or_elsewhere_is_no_good(asked):
    data = sent()
    page(asked(data=data))
    other = page(asked(data=data, by=SimpleNamespace(pk=8, is_authenticated=True, full_name="B")), save := Counter())
    elsewhere = page(asked("/elsewhere/", data=data), save)

    assert (other.status_code, elsewhere.status_code, save.calls) == (200, 200, 0)


def test_errors_stand_in_the_summary_at_the_field_and_in_the_title_and_what_was_typed_stays(asked):
    content = page(asked(data=sent("x" * 21, due_on_day="31", due_on_month="2", due_on_year="26"))).content.decode()

    assert "<title>Error: Add a note" in content
    assert content.count("Note must be 20 characters or fewer") == 2
    assert 'href="#id_due_on_day"' in content
    assert "x" * 21 in content


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (ValidationError({"note": ["Say more"], "elsewhere": ["And there"]}), ["Say more", "And there"]),
        (ValidationError(["Not now", "Nor later"]), ["Not now", "Nor later"]),
        (IntegrityError("clash"), ["does not fit with this"]),
    ],
)
def test_what_saving_refuses_becomes_errors_and_nothing_is_kept(asked, refusal, said):
    def save(form):
        Agency.objects.create(name="Half written", short_name="Half", kind="other")
        raise refusal

    response = page(asked(data=sent()), save)

    assert response.status_code == 200
    assert not [words for words in said if words not in response.content.decode()]
    assert not Agency.objects.exists()
    assert not SubmittedForm.objects.exists()


def test_a_stale_page_is_a_conflict_that_shows_both_texts_and_can_be_saved_again(asked):
    save, record = Counter(), Record(version=4)
    stale = page(asked(data=sent("Mine", version="3")), save, instance=record, initial={"note": "Theirs"})
    content = stale.content.decode()
    again = page(asked(data=sent("Mine", version="4")), save, instance=record, initial={"note": "Theirs"})

    assert stale.status_code == 409
    assert "Someone else changed this after you opened it." in content
    assert "Theirs" in content
    assert content.count("Mine") == 2
    assert 'name="version" value="4"' in content
    assert (again.status_code, save.calls) == (302, 1)


def test_a_conflict_names_who_and_when(asked):
    record = Record(version=4)
    saved = SimpleNamespace(
        history_user=SimpleNamespace(full_name="Sam Okoro"), history_date=datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    )
    record.history = SimpleNamespace(first=lambda: saved)
    content = page(asked(data=sent("Mine", version="3")), instance=record).content.decode()

    assert "Sam Okoro changed this on 6 March 2026 at 9.30am, after you opened it." in content


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
def test_a_forged_version_is_a_conflict_too(asked, version):
    assert page(asked(data=sent(version=version)), save := Counter(), instance=Record()).status_code == 409
    assert save.calls == 0


def test_a_model_form_is_bound_to_the_row_as_it_is_now(asked):
    agency = Agency.objects.create(name="Borough Council", short_name="Council", kind="other")
    seen = Agency.objects.get(pk=agency.pk)
    Agency.objects.filter(pk=agency.pk).update(contact_email="new@example.org")
    data = {"once": str(uuid.uuid4()), "name": "City Council", "short_name": "Council", "kind": agency.kind}

    def save(form):
        form.save()
        return "/done/"

    form_page(asked(data=data), AgencyForm, title="Change", save=save, instance=seen)
    agency.refresh_from_db()

    assert (agency.name, agency.contact_email) == ("City Council", "new@example.org")


def test_a_row_that_has_gone_is_not_found(asked):
    agency = Agency.objects.create(name="Borough Council", short_name="Council", kind="other")
    Agency.objects.all().delete()

    with pytest.raises(Http404):
        form_page(asked(data=sent()), AgencyForm, title="Change", save=Counter(), instance=agency)


def test_a_model_form_speaks_plainly_of_what_is_already_taken(asked):
    Agency.objects.create(name="Borough Council", short_name="Council", kind="other")
    form = AgencyForm({"name": "Borough Council", "short_name": "New", "kind": "nonsense", "active_from": "6/3/26"})

    assert form.errors["name"] == ["Name is already used: enter another"]
    assert "not one of the choices" in form.errors["kind"][0]
    assert form.cleaned_data["active_from"].isoformat() == "2026-03-06"


def test_other_methods_are_not_allowed(asked):
    request = asked()
    request.method = "DELETE"

    assert page(request).status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time anyway")
def test_sent_twice_at_the_same_moment_it_saves_once(asked):
    data, places, together = sent(), [], threading.Barrier(2)
    calls = []

    def save(form):
        calls.append(form)
        threading.Event().wait(0.3)
        return f"/done/{len(calls)}/"

    def send():
        try:
            request = asked(data=data)
            together.wait()
            places.append(page(request, save)["Location"])
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert (len(calls), places) == (1, ["/done/1/", "/done/1/"])
