"""A partnership's own tracker brought in: what is understood, what is asked, what is refused, and taken back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.models import Action
from actionplans.planning import milestones_done
from actionplans.services import add_progress
from actionplans.tracker.bringing_in import take_back
from actionplans.tracker.days import read_when
from actionplans.tracker.looking_up import origin_of
from actionplans.tracker.names import Names
from actionplans.tracker.taking_out import as_excel, cells_of, with_all
from escp.documents import store
from escp.imports.cells import Unreadable
from escp.imports.models import Import
from tests.actionplans.sending import text
from tests.factories.actionplans import ActionFactory, MilestoneFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.tracker import (
    a_waiting_tracker,
    brought_in,
    plain_actions,
    plan_in,
    read_in_this_process,
    tracker_book,
    tracker_csv,
)

pytestmark = pytest.mark.django_db

IMPORTS = "/actions/import/"


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    read_in_this_process(monkeypatch)


TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Q3", date(2026, 12, 31)),
        ("Q4", date(2027, 3, 31)),
        ("q3 2026/27", date(2026, 12, 31)),
        ("Q4 2026-27", date(2027, 3, 31)),
        ("2027/28 Q1", date(2027, 6, 30)),
        ("Quarter 2 2026/2027", date(2026, 9, 30)),
        ("December 2026", date(2026, 12, 31)),
        ("end of Feb 28", date(2028, 2, 29)),
        ("Sept-26", date(2026, 9, 30)),
        ("TBC", None),
        ("ongoing", None),
        ("A.S.A.P.", None),
        ("asap", None),
    ],
)
def test_what_trackers_write_for_a_date_is_understood_and_said(said, day):
    found = read_when(said, TODAY)

    assert found.day == day
    assert said in found.note


def test_a_plain_date_needs_no_word_and_one_that_could_be_another_is_counted():
    assert read_when("31/12/2026", TODAY) == read_when("2026-12-31", TODAY)
    assert read_when("31/12/2026", TODAY).note == ""
    assert read_when("03/04/2027", TODAY).doubtful


@pytest.mark.parametrize(
    "said", ["Q3 2026", "Q3 2026/29", "Q5", "31/02/2027", "03/25/2027", "soonish", "1 May 1950", "May"]
)
def test_what_is_no_date_is_never_guessed(said):
    with pytest.raises(Unreadable):
        read_when(said, TODAY)


def test_names_are_those_of_here_or_asked_about_with_those_who_could_be_meant_first():
    police, health = (
        AgencyFactory.build(pk=pk, name=n, short_name=s)
        for pk, n, s in [(1, "Metropolitan Police", "Met"), (2, "Health Board", "HB")]
    )
    jo, ann = (
        PersonFactory.build(pk=pk, full_name=n, email=f"{pk}@x.example")
        for pk, n in [(3, "Jo Smith"), (4, "Ann Patel")]
    )
    names = Names([police, health], [jo, ann], {"owner": {"somebody": 4, "nobody": 0}})

    assert names.meant("owner", "jo  smith") == (jo, True)
    assert names.meant("owner", "4@x.example") == (ann, True)
    assert names.meant("owner", "Somebody") == (ann, True)
    assert names.meant("owner", "Nobody") == (None, True)
    assert names.meant("owner", "J Smith / A Patel") == (None, False)
    assert names.could_be("owner", "J Smith / A Patel") == [3, 4]
    assert names.could_be("owner", "/") == []
    assert names.meant("lead_agency", "MET") == (police, True)
    assert names.could_be("lead_agency", "Police and HB") == [2, 1]
    assert names.could_be("lead_agency", "MP") == [1]


def nasty():
    """Return a tracker as partnerships keep it: several sheets, a title above, merged cells, words for dates."""
    return tracker_book(
        {
            "Read me": [["How to use this tracker"]],
            "Live": [
                ["Safeguarding partnership: action tracker"],
                [],
                [
                    "Ref",
                    "Recommendation",
                    "Action Required",
                    "Lead",
                    "Owner's name",
                    "Due Date",
                    "RAG Rating",
                    "Update",
                ],
                ["Theme 1: Neglect"],
                [
                    "1.1",
                    "Fathers are seen.",
                    "Every father is asked",
                    "Police",
                    "Jo Smith",
                    "Q3 2026/27",
                    "Amber",
                    "=1+1",
                ],
                ["1.2", None, "Audit of assessments", "Polis", "J Smith / A Patel", "TBC", "Green", "going well"],
            ],
        },
        merge=["B5:B6", "A4:H4"],
    )


def test_a_nasty_tracker_is_understood_row_by_row_imported_and_taken_back(client, manager):
    police = AgencyFactory(name="Police", short_name="Police")
    jo = PersonFactory(full_name="Jo Smith")
    answer = client.get(IMPORTS)
    once = answer.content.decode().partition('name="once" value="')[2][:36]
    client.post(IMPORTS, {"file": nasty(), "once": once})
    imported = Import.objects.get()
    place = f"{IMPORTS}{imported.reference}/"

    def send(address, **answers):
        page = client.get(address)
        hidden = {
            name: page.content.decode().partition(f'name="{name}" value="')[2].partition('"')[0]
            for name in ("once", "version")
        }
        return client.post(address, hidden | answers, follow=True)

    page = send(f"{place}sheet/", sheet="1")
    assert page.redirect_chain[-1][0] == f"{place}columns/"
    form = page.context["form"]
    chosen = {name: form[name].initial for name in form.fields}
    assert list(chosen.values()) == [
        "reference", "recommendation", "title", "lead_agency", "owner", "due_on", "brag", "progress",
    ]  # fmt: skip
    page = send(f"{place}columns/", **chosen)
    # A formula that was never worked out has no value; what was typed as text is text.
    assert "1 error" in text(page)
    assert "Row 5, Progress note: this is a formula of which no value is kept." in text(page)
    assert not Action.objects.exists()

    page = send(f"{place}columns/", **chosen | {"column_7": ""})
    assert page.redirect_chain[-1][0] == f"{place}names/"
    labels = [field.label for field in page.context["form"]]
    assert labels == ["Lead agency: “Polis”", "Named owner: “J Smith / A Patel”"]
    page = send(f"{place}names/", name_0=str(police.pk), name_1="0")
    assert "Theme" not in text(page)
    for words in (
        "Row 4 is a heading over several columns, and is left out.",
        "Row 5: a new draft. Every father is asked. Due 31 December 2026. Jo Smith.",
        "Row 5, Due: “Q3 2026/27” is read as its last day: 31 December 2026.",
        "Row 6, Due: “TBC” is no date: there is none yet, and the words are kept.",
        "Row 6, Named owner: “J Smith / A Patel” is nobody here: the words are kept, and nobody is named yet.",
        "2 new",
    ):
        assert words in text(page), words

    page = send(place)
    assert "Imported: 2 new." in text(page)
    first, second = Action.objects.order_by("pk")
    assert (first.owner, first.lead_agency, first.due_on, first.state) == (jo, police, date(2026, 12, 31), "draft")
    assert first.history.get().history_change_reason == f"From spreadsheet {imported.reference}, row 5"
    assert (second.owner, second.lead_agency, second.due_on) == (None, police, None)
    page = text(client.get(second.get_absolute_url()))
    for words in ("TBC", "J Smith / A Patel", "Fathers are seen.", "Polis", "Green", f"{imported.reference}, row 6"):
        assert words in page, words
    assert "1.2" in page

    add_progress(by=manager, action=second, text="Done.")
    assert f"<li>{second.reference}</li>" in text(client.get(f"{place}undo/"))
    page = send(f"{place}undo/")
    assert f"What it brought is taken back. Left as they are: {second.reference}." in text(page)
    assert f"{first.reference}, new, removed again" in text(page)
    assert list(Action.objects.all()) == [second]


def test_what_was_sent_is_imported_as_it_was_looked_at_or_not_at_all(client, manager):
    imported = a_waiting_tracker(plain_actions(2), by=manager)
    place = f"{IMPORTS}{imported.reference}/"
    page = client.get(place).content.decode()
    hidden = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("once", "version")}
    ActionFactory(title="Teams meet weekly, 1")

    stale = client.post(place, hidden)
    assert stale.status_code == 409
    assert Action.objects.count() == 1
    assert "has the same words already" in text(client.get(place))

    path = store.path_of(imported.stored_as)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"A9,Added later,,,,\n")
    refused = client.get(place)
    assert (refused.status_code, "no longer the one that was sent" in text(refused)) == (409, True)


def test_five_thousand_rows_with_nine_hundred_bad_ones_are_all_listed_and_nothing_is_imported(client, manager):
    rows = plain_actions(5_000)
    for row in rows[::5][:900]:
        row[4] = "31/02/2027"
    imported = a_waiting_tracker(file=tracker_csv(rows), by=manager)

    page = client.get(f"{IMPORTS}{imported.reference}/", {"page": "9"})

    assert "900 errors" in text(page)
    assert page.context["page"].paginator.num_pages == 9
    assert "Row 4497, Due: “31/02/2027” is not a date." in text(page)
    assert client.post(f"{IMPORTS}{imported.reference}/").status_code == 200
    assert not Action.objects.exists()


def test_rows_that_contradict_themselves_or_name_a_child_are_said_by_their_cell(manager):
    rows = [
        ["", "Ends before it starts", "", "", "1 May 2026", "", "1 June 2026"],
        ["", "", "", "", "TBC", "", ""],
        ["ACT-2020-001", "Not here", "", "", "", "", ""],
        ["", "The child at SW1A 1AA is seen", "", "", "", "", ""],
        ["", "Dates", "", "", "03/25/2027", "", "03/04/2026"],
        ["", "Dates again", "", "", "03/04/2027", "", ""],
        ["", "x" * 200, "", "", "", "", ""],
        ["", "x" * 200, "", "", "", "", ""],
    ]
    headings = ["Ref", "Action required", "Lead", "Owner", "Due date", "RAG", "Start date"]

    plan = plan_in(a_waiting_tracker(file=tracker_csv(rows, headings=headings), by=manager))

    assert [str(error) for error in plan.errors] == [
        "Row 2, Due: this is before the start.",
        "Row 3, Action: this is empty, and it is needed.",
        "Row 4, Reference: no action with this reference is open to you. Empty the cell to record a new action.",
        "Row 5, Action: this has what looks like a postcode in it. Take it out: an action identifies nobody.",
        "Row 6, Due: “03/25/2027” has the month before the day. Write the day first.",
        "Row 7, Due: “03/04/2027” may have the month first, as row 6 of this column has. Write the day first.",
    ]
    assert not plan.can_be_brought_in
    long, again = plan.rows[-2:]
    assert (len(long.facts["title"]), long.facts["description"]) == (160, "x" * 200)
    assert again.left == "Row 8 says the same."


def test_a_file_that_is_empty_and_one_that_would_do_too_much_are_refused_as_a_whole(manager, monkeypatch):
    monkeypatch.setattr("actionplans.tracker.plan.MOST_ACTIONS", 1)

    assert "More than" in plan_in(a_waiting_tracker(plain_actions(2), by=manager)).refusal
    assert plan_in(a_waiting_tracker([], by=manager)).refusal == "There is no row below the headings."


def test_what_nobody_worked_on_is_taken_back_and_what_ended_stays(client, manager):
    done = brought_in(a_waiting_tracker(plain_actions(1), by=manager))
    action = Action.objects.get()
    Action.objects.filter(pk=action.pk).update(version=2)

    page = client.get(f"{IMPORTS}{done.reference}/")
    assert "It cannot be taken back" in text(page)
    assert client.get(f"{IMPORTS}{done.reference}/sheet/").status_code == 302


def test_an_import_is_abandoned_with_its_file(client, manager, django_capture_on_commit_callbacks):
    imported = a_waiting_tracker(by=manager)
    place = f"{IMPORTS}{imported.reference}/abandon/"
    once = client.get(place).content.decode().partition('name="once" value="')[2][:36]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(place, {"once": once, "version": imported.version})

    assert not store.path_of(imported.stored_as).exists()
    assert "Abandoned" in text(client.get(IMPORTS))


def test_a_new_row_brings_who_contributes_and_its_milestones_and_keeps_what_cannot_be_read(manager):
    police = AgencyFactory(name="Police", short_name="Police")
    trust, schools = AgencyFactory(name="Trust", short_name="NHS"), AgencyFactory(name="Schools", short_name="Sch")
    headings = ["Action required", "Lead", "Contributing agencies", "Milestones"]
    steps = [
        "Form agreed: by 31 December 2026",
        "Teams told by 25/03/2027",
        "Looked at again",
        "Soon: by TBC",
        "Never by 31/02/2027",
        "Done before: by 1 May 2026, done 30 April 2026",
    ]
    rows = [
        ["Fathers are asked", "Police", "NHS\nPolice; Schools; Youth club", "\n".join(steps)],
        ["Nothing beside", "Police", "NHS", "Form agreed: by 31 December 2026"],
    ]
    done = brought_in(a_waiting_tracker(file=tracker_csv(rows, headings=headings), by=manager))
    action, plain = Action.objects.order_by("pk")
    assert (action.lead_agency, set(action.contributing.all())) == (police, {trust, schools})
    read = [(one.what, one.due_on) for one in action.milestones.all()]
    assert read == [("Form agreed", date(2026, 12, 31)), ("Teams told", date(2027, 3, 25))]
    _, words = origin_of(action)
    assert words == {"Contributing agencies": "Youth club", "Milestones": "\n".join(steps[2:])}
    assert origin_of(plain)[1] == {}

    milestones_done(by=manager, action=action, milestones=[action.milestones.all()[0]])
    assert take_back(by=manager, imported=done) == [action.reference]
    assert list(Action.objects.all()) == [action]


def test_what_one_tracker_says_beside_its_actions_another_brings_in_the_same(manager):
    trust = AgencyFactory(name="Trust")
    action = MilestoneFactory(action__lead_agency=AgencyFactory(name="Police")).action
    action.contributing.add(trust)
    cells = cells_of(with_all(Action.objects.all(), manager).get())
    headings = ["Action", "Lead agency", "Contributing agencies", "Milestones"]
    row = ["Another action", "Police", cells["contributing"], cells["milestones"]]
    brought_in(a_waiting_tracker(file=tracker_csv([row], headings=headings), by=manager))
    copied = cells_of(with_all(Action.objects.filter(title="Another action"), manager).get())
    assert [copied[name] for name in ("contributing", "milestones")] == [cells["contributing"], cells["milestones"]]
    assert not plan_in(a_waiting_tracker(file=as_sent(manager), by=manager)).writes


def as_sent(person):
    """Return the tracker as it is taken out, as a file to send back."""
    return SimpleUploadedFile("tracker.xlsx", as_excel(Action.objects.all(), person).content)
