"""Cases from an eCDOP extract: sent, read, looked at, brought in as a whole, taken back as a whole."""

import io
import re
from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cdop.choices import HeldIn, Precision, State
from cdop.models import ChildDeath
from cdop.queries.imports import imports_for, plan_for, sheet_in, table_of
from cdop.services.imports import bring_in, mark_of, take_back
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of
from escp.documents import queries as documents
from escp.documents import store
from escp.imports.models import Import
from escp.imports.table import Table
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Agency, Case, Child, ConflictOfInterest
from escp.ui.words import date_in_words
from learning.models import Activity, Finding
from tests.factories.cdop import ChildDeathFactory, ResponseFactory
from tests.factories.documents import a_document
from tests.factories.imports import (
    FULL,
    HEADINGS,
    a_panel,
    a_waiting_import,
    at_noon,
    book_file,
    brought_in,
    csv_file,
    full_row,
    plain_rows,
    some_days_ago,
    uk,
)
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

LIST = reverse("cdop:imports")


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    a_panel()
    return client_for(person)


def sent(client, file):
    """Send a file and return the answer."""
    return posted(client, LIST, {"file": file})


def hidden_in(client, url):
    """Return what the page of an import sends along."""
    page = client.get(url).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("once", "version")}


def looked_at(client, imported):
    return client.get(reverse("cdop:import", args=[imported.reference]))


def test_an_extract_is_sent_mapped_looked_at_brought_in_and_taken_back(
    cdop, person, django_capture_on_commit_callbacks
):
    answer = sent(
        cdop,
        csv_file(
            [
                full_row(**{"Panel date": ""}),
                full_row(
                    **{
                        "eCDOP reference": "E-101",
                        "JAR": "No",
                        "JAR trigger": "",
                        "JAR meeting date": "",
                        "Panel date": "",
                    }
                ),
            ],
            headings=FULL,
        ),
    )
    imported = Import.objects.get()
    kept = store.path_of(imported.stored_as)
    assert answer.url == reverse("cdop:import-columns", args=[imported.reference])
    assert kept.exists()
    assert documents.knows(imported.stored_as)

    page = text_of(cdop.get(answer.url))
    assert "Column 2, “Surname”: who somebody is, by its heading." in page
    assert "Canaryname" not in page
    assert "Column 4, “Date of birth”: a date of birth." in page
    fields = {f"column_{each['place']}": each["column"] for each in imported.columns}
    assert fields.keys().isdisjoint({"column_1", "column_2", "column_3"})
    answer = posted(cdop, answer.url, fields | {"column_3": "born_on"})

    page = text_of(cdop.get(answer.url))
    assert "Row 2, E-100: died on" in page
    assert "Review meeting held" in page
    assert ChildDeath.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        done = posted(cdop, answer.url, {})
    assert not kept.exists()

    page = text_of(cdop.get(done.url))
    assert "2 new" in page
    first = ChildDeath.objects.get(ecdop_reference="E-100")
    second = ChildDeath.objects.get(ecdop_reference="E-101")
    assert (first.state, second.state) == (State.MEETING_HELD, State.MEETING_HELD)
    assert (first.held_in, first.sex, first.area_of_residence) == (HeldIn.ECDOP, "female", "Meadows")
    assert first.child.age_band == "1_to_4"
    assert first.meeting_on == some_days_ago(120)
    assert (first.response.triggers, first.response.met_on) == (["sudden", "external"], some_days_ago(197))
    assert first.died_precision == Precision.MINUTE
    assert first.known_at == first.died_at, "a bare day that is the day of death is no earlier than it"
    assert deadlines_of(first).get(clock="cdop.review-meeting").stopped_at is not None
    moves = [(move.transition, timezone.localdate(move.at)) for move in moves_of(first)]
    assert moves[::-1] == [
        ("respond", some_days_ago(200)), ("end_response", some_days_ago(197)),
        ("hold_meeting", some_days_ago(120)),
    ]  # fmt: skip
    assert (first.analysis.category, first.analysis.modifiability) == (9, "identified")
    assert not first.incident_considered, "nobody has answered that: it is still asked"
    assert first.activity.findings.get().what == "Advice lines cannot see each other’s notes."
    death_page = text_of(cdop.get(first.get_absolute_url()))
    assert "Imported from an eCDOP extract, row 2, on" in death_page
    assert AccessLog.objects.filter(action="brought in an extract of child deaths").exists()

    undone = posted(cdop, reverse("cdop:import-undo", args=[imported.reference]), {})
    assert "removed again" in text_of(cdop.get(undone.url))
    for model in (ChildDeath, Child, Case, Activity, Finding, Deadline):
        assert not model.objects.exists(), model


def test_what_the_panel_has_reviewed_is_reviewed_here_on_its_day(person):
    brought_in(a_waiting_import(file=csv_file([full_row()], headings=FULL), by=person))

    death = ChildDeath.objects.get()
    assert (death.state, death.panel_on) == (State.REVIEWED, some_days_ago(80))
    assert (death.analysis.category, death.analysis.modifiability) == (9, "identified")
    assert timezone.localdate(moves_of(death)[0].at) == some_days_ago(80)


def test_identities_of_an_extract_stand_nowhere_in_the_database(cdop, django_capture_on_commit_callbacks):
    imported = a_waiting_import(file=csv_file([full_row()], headings=FULL))
    dump = _dump()
    assert "E-100" not in dump
    with django_capture_on_commit_callbacks(execute=True):
        brought_in(imported)
    dump = _dump()
    assert "E-100" in dump
    assert not re.search("Canaryname|9434765919|943 476 5919|Surname|extract.csv", dump)


def _dump():
    out = io.StringIO()
    call_command("dumpdata", "cdop", "imports", "partnership", "learning", "lifecycle", stdout=out)
    return out.getvalue()


def test_the_next_extract_is_read_as_the_last_one_was(cdop):
    rows = plain_rows(1)
    first = a_waiting_import(file=csv_file(rows, headings=["Unusual", *HEADINGS[1:]]))
    assert "ecdop_reference" not in first.mapping.values()
    assert looked_at(cdop, first).url.endswith("/columns/")
    url = reverse("cdop:import-columns", args=[first.reference])
    fields = {f"column_{each['place']}": each["column"] for each in first.columns}
    refused = posted(cdop, url, fields)
    assert "Choose the column for each of these: eCDOP reference." in text_of(refused)
    twice = posted(cdop, url, fields | {"column_0": "died_on"})
    assert "Two columns are chosen for “Date of death”" in text_of(twice)
    posted(cdop, url, fields | {"column_0": "ecdop_reference"})

    assert a_waiting_import(file=csv_file(rows, headings=["unusual", *HEADINGS[1:]])).mapping[0] == "ecdop_reference"


def test_of_several_sheets_one_is_chosen(cdop):
    rows = [
        [HEADINGS[0], "Date of death", "Notified"],
        ["E-1", some_days_ago(30), datetime.combine(some_days_ago(29), time(9))],
    ]
    answer = sent(cdop, book_file({"Cover": [["An extract"]], "Cases": rows}))
    imported = Import.objects.get()
    assert answer.url.endswith("/sheet/")
    assert cdop.get(reverse("cdop:import-columns", args=[imported.reference])).url == answer.url
    assert looked_at(cdop, imported).url == answer.url
    posted(cdop, answer.url, {"sheet": "1"})

    assert "Row 2, E-1: died on" in text_of(looked_at(cdop, imported))


def test_a_list_of_deaths_that_is_taken_away_is_read_as_it_stands(client_for, person):
    """An extract of our own: what was imported, written as a workbook, changes nothing when it comes back."""
    first = a_waiting_import(file=csv_file([full_row()], headings=FULL), by=person)
    brought_in(first)
    death = ChildDeath.objects.get()
    row = [
        death.ecdop_reference, timezone.localtime(death.died_at).replace(tzinfo=None),
        timezone.localtime(death.notified_at).replace(tzinfo=None), death.meeting_on, death.panel_on,
    ]  # fmt: skip
    again = a_waiting_import(file=book_file({"Ours": [HEADINGS, row]}), by=person)
    plan = plan_for(person, table_of(again, sheet_in(again)))

    assert plan.errors == []
    assert plan.counts == {"new": 0, "changed": 0, "same": 1, "left": 0}
    page = text_of(looked_at(client_for(person), again))
    assert "Nothing would change" in page
    assert "1 row says what is recorded here already." in page


def test_a_known_record_is_moved_on_by_its_dates_and_put_back_when_the_import_is_taken_back(cdop, person):
    before = a_waiting_import(by=person)
    brought_in(before)
    death = ChildDeath.objects.get()
    headings = [
        *HEADINGS,
        "JAR",
        "JAR trigger",
        "JAR meeting",
        "Age",
        "Area",
        "Learning",
        "NCMD",
        "Category",
        "Modifiable",
    ]
    notified = timezone.localdate(death.notified_at)
    row = [
        "e-1", uk(timezone.localdate(death.died_at)), uk(notified - timedelta(days=1)), uk(some_days_ago(5)),
        "", "y", "external", uk(some_days_ago(18)), "7", "Meadows", "Share notes.",
        uk(some_days_ago(18)), "Malignancy", "no",
    ]  # fmt: skip
    imported = a_waiting_import(file=csv_file([row], headings=headings), by=person)
    page = text_of(looked_at(cdop, imported))
    assert "How far it has come: Notified → Review meeting held" in page
    assert "Age band: Not known → 5 to 9" in page
    posted(cdop, reverse("cdop:import", args=[imported.reference]), {})

    death.refresh_from_db()
    assert (death.state, death.meeting_on) == (State.MEETING_HELD, some_days_ago(5))
    assert (death.response.met_on, death.analysis.category) == (some_days_ago(18), 4)
    assert "Changed by" in text_of(cdop.get(death.get_absolute_url())) or "Imported from" in text_of(
        cdop.get(death.get_absolute_url())
    )
    stuck = text_of(cdop.get(reverse("cdop:import", args=[before.reference])))
    assert f"It cannot be taken back: {death.reference} (row 2) has been worked on since." in stuck
    refused = posted(cdop, reverse("cdop:import-undo", args=[before.reference]), {})
    assert "has been worked on since" in text_of(refused)

    posted(cdop, reverse("cdop:import-undo", args=[imported.reference]), {})
    put_back = ChildDeath.objects.get()
    assert (put_back.state, put_back.meeting_on) == (State.NOTIFIED, None)
    assert (put_back.child.age_band, put_back.area_of_residence, put_back.national_at) == ("not_known", "", None)
    assert timezone.localdate(put_back.notified_at) == notified
    assert not hasattr(put_back, "response")
    assert not hasattr(put_back, "analysis")
    assert not put_back.activity.findings.exists()
    assert moves_of(put_back)[0].label == "Import taken back"


def test_a_response_that_is_recorded_here_gets_its_meeting_and_loses_it_again(cdop, person):
    response = ResponseFactory(death__ecdop_reference="E-1", death__held_in=HeldIn.ECDOP)
    today = timezone.localdate()
    died_on, known_on = timezone.localdate(response.death.died_at), timezone.localdate(response.death.known_at)
    row = ["E-1", uk(died_on), uk(known_on), "", "", "yes", "sudden", uk(today)]
    imported = a_waiting_import(
        file=csv_file([row], headings=[*HEADINGS, "JAR", "JAR trigger", "JAR meeting"]), by=person
    )
    brought_in(imported)
    response.refresh_from_db()
    assert response.met_on == today
    take_back(by=person, imported=imported)
    response.refresh_from_db()
    assert (response.met_on, response.death.state) == (None, State.RESPONDING)


def test_what_is_held_here_closed_or_not_open_to_the_person_is_left_alone(cdop, person):
    here = ChildDeathFactory(ecdop_reference="E-1")
    closed = ChildDeathFactory(ecdop_reference="E-2", held_in=HeldIn.ECDOP, state=State.CLOSED, answered=True)
    hidden = ChildDeathFactory(ecdop_reference="E-3", held_in=HeldIn.ECDOP)
    ConflictOfInterest.objects.create(case=hidden.case, person=person, reason="A neighbour", declared_by=person)
    ChildDeathFactory.create_batch(2, ecdop_reference="E-4", held_in=HeldIn.ECDOP)
    imported = a_waiting_import(plain_rows(5), by=person)
    page = text_of(looked_at(cdop, imported))

    assert "4 left alone" in page
    assert f"E-1, {here.reference}: It is held here in full: an extract does not overwrite it." in page
    assert f"E-2, {closed.reference}: It stays as it is: “Closed”" in page
    assert "E-3: It is recorded already, and stays as it is." in page
    assert hidden.reference not in page
    assert "E-4" in page
    assert "1 new" in page


def test_what_contradicts_a_known_record_is_an_error(person):
    held = {"held_in": HeldIn.ECDOP, "state": State.REVIEWED}
    known = ChildDeathFactory(ecdop_reference="E-1", died_at=at_noon(some_days_ago(100)), **held)
    answered = ResponseFactory(death__ecdop_reference="E-2", death__held_in=HeldIn.ECDOP).death
    headings = [*HEADINGS, "JAR", "JAR trigger"]
    rows = [
        ["E-1", *(uk(some_days_ago(days)) for days in (99, 99, 50, 40)), "yes", "sudden"],
        ["E-2", uk(timezone.localdate(answered.died_at)), uk(timezone.localdate()), "", "", "no", ""],
    ]  # fmt: skip
    imported = a_waiting_import(file=csv_file(rows, headings=headings), by=person)
    found = list(map(str, plan_for(person, table_of(imported, sheet_in(imported))).errors))

    assert [each.partition(":")[0] for each in found] == [
        "Row 2, Date of death", "Row 2, CDRM date", "Row 2, CDOP date", "Row 2, Joint agency response",
        "Row 3, Joint agency response",
    ]  # fmt: skip
    assert f"{known.reference} has {date_in_words(timezone.localdate(known.died_at))} here." in found[0]


def test_a_page_that_is_out_of_date_imports_nothing_and_one_sent_twice_imports_once(cdop, person):
    imported, other = a_waiting_import(plain_rows(2), by=person), a_waiting_import(plain_rows(1), by=person)
    url = reverse("cdop:import", args=[imported.reference])
    hidden = hidden_in(cdop, url)
    brought_in(other, by=PersonFactory())

    stale = cdop.post(url, hidden)
    assert stale.status_code == 409
    assert ChildDeath.objects.count() == 1
    hidden = hidden_in(cdop, url)
    first, second = cdop.post(url, hidden), cdop.post(url, hidden)
    assert first.url == second.url
    assert ChildDeath.objects.count() == 2
    assert cdop.get(reverse("cdop:import-columns", args=[imported.reference])).url == url
    with pytest.raises(ValidationError, match="settled already"):
        bring_in(by=person, imported=other, table=Table(), seen="")


def test_something_that_changes_after_the_page_was_judged_stops_the_import(person):
    imported = a_waiting_import(by=person)
    table = table_of(imported, sheet_in(imported))
    with pytest.raises(ValidationError, match="changed since"):
        bring_in(by=person, imported=imported, table=table, seen="another plan")
    nothing = a_waiting_import([["E-1", "", "", "", ""]], by=person)
    table = table_of(nothing, sheet_in(nothing))
    mark = plan_for(person, table).fingerprint(mark_of(nothing))
    with pytest.raises(ValidationError, match="Nothing is brought in while"):
        bring_in(by=person, imported=nothing, table=table, seen=mark)
    Agency.objects.all().update(kind="council")
    with pytest.raises(ValidationError, match="No agency leads"):
        brought_in(imported)
    assert not ChildDeath.objects.exists()


def test_a_file_that_changes_or_goes_between_the_looks_is_not_read(cdop, person, django_capture_on_commit_callbacks):
    imported = a_waiting_import(by=person)
    store.path_of(imported.stored_as).write_bytes(b"another file")

    answer = looked_at(cdop, imported)
    assert answer.status_code == 409
    assert "no longer the one that was sent" in text_of(answer)
    with django_capture_on_commit_callbacks(execute=True):
        left = posted(cdop, reverse("cdop:import-abandon", args=[imported.reference]), {})
    assert left.url == LIST
    assert not store.path_of(imported.stored_as).exists()
    assert f"{imported.reference}: Abandoned" in text_of(cdop.get(LIST))
    assert "Abandoned" in text_of(looked_at(cdop, imported))
    assert cdop.get(reverse("cdop:import-undo", args=[imported.reference])).status_code == 302


def test_a_record_on_which_something_was_built_is_not_taken_back(cdop, person):
    imported = brought_in(a_waiting_import(plain_rows(2), by=person))
    death = ChildDeath.objects.get(ecdop_reference="E-1")
    a_document(death)

    refused = posted(cdop, reverse("cdop:import-undo", args=[imported.reference]), {})
    assert f"{death.reference} (row 2) has been worked on since" in text_of(refused)
    assert ChildDeath.objects.count() == 2
    with pytest.raises(ValidationError):
        take_back(by=person, imported=a_waiting_import(by=person))


def test_an_import_is_not_there_for_those_who_do_not_review_deaths(client_for, person):
    imported = a_waiting_import(by=person)
    outsider = PersonFactory(role=RoleKey.PIG_MEMBER)

    assert client_for(outsider).get(LIST).status_code == 403
    assert not imports_for(outsider).exists()
    assert looked_at(client_for(outsider), imported).status_code in (403, 404)
