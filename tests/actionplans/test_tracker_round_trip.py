"""The list taken out and brought back: unchanged it is the same, changed it is shown cell by cell and applied."""

import io
from datetime import date, timedelta

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.choices import ActionState
from actionplans.models import Action
from actionplans.tracker.bringing_in import choose_names
from actionplans.tracker.columns import TAKEN_OUT
from actionplans.tracker.taking_out import as_excel
from escp.access.models import AccessLog
from escp.reports.word import UNWRITABLE
from tests.actionplans.sending import text
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ProgressNoteFactory,
    RecommendationLinkFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import PersonFactory
from tests.factories.tracker import a_waiting_tracker, plan_in, read_in_this_process

pytestmark = pytest.mark.django_db

PLACES = {column.name: number for number, column in enumerate(TAKEN_OUT, start=1)}
LIST = "/actions/"


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    read_in_this_process(monkeypatch)


def taken_out(person, **changes):
    """Return the list as a file, with cells changed: `title={"ACT-…": "New words"}`; None empties a cell."""
    content = as_excel(Action.objects.order_by("pk"), person).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows(min_row=6):
        for name, cells in changes.items():
            if row[0].value in cells:
                row[PLACES[name] - 1].value = cells[row[0].value]
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("list.xlsx", kept.getvalue())


def back(person, **changes):
    return a_waiting_tracker(file=taken_out(person, **changes), by=person)


def sent(client, place):
    page = client.get(place).content.decode()
    hidden = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("once", "version")}
    return client.post(place, hidden, follow=True)


# What no workbook can hold is left out of it: a text of nothing else comes back empty.
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
    lambda text: UNWRITABLE.sub("", text).strip()
)
days = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actions=st.lists(
        st.fixed_dictionaries(
            {"title": words, "description": st.just("") | words, "desired_outcome": words, "due_on": days}
        ),
        min_size=1,
        max_size=8,
    ),
    note=words,
)
def test_what_is_taken_out_and_brought_back_unchanged_differs_in_nothing(manager, actions, note):
    made = [
        ActionFactory(starts_on=None, **{name: _storable(value) for name, value in facts.items()}) for facts in actions
    ]
    ProgressNoteFactory(action=made[0], text=_storable(note))

    plan = plan_in(back(manager))

    assert plan.errors == []
    assert [(row.kind, [change.name for change in row.changes], row.refused) for row in plan.rows] == [
        ("same", [], [])
    ] * Action.objects.count()


def _storable(value):
    return value.replace("\0", "") or "x" if isinstance(value, str) else value


def test_texts_that_spreadsheets_would_run_and_odd_marks_come_back_as_they_were(manager):
    for title in (
        "=1+1",
        "'=1+1",
        "'@x",
        "-3",
        "_x000D_ and _x0041_",
        "a\tb",
        "1.0",
        "TBC",
        "E1 6AN",
        "<b>&amp;",
        "007",
    ):
        ActionFactory(title=title, description=f" {title}\r\n{title} ")

    plan = plan_in(back(manager))

    assert (plan.counts["same"], plan.errors) == (11, [])


def test_a_list_with_everything_in_every_column_comes_back_the_same(manager):
    ready_to_close()
    full = ready_to_agree(state=ActionState.CLOSED)
    ImpactMeasureFactory(action=ActionFactory(state=ActionState.BLOCKED))
    EvidenceFactory(measure=full.measure, summary="=Audit")
    ActionLinkFactory(action=full, learning_point__theme=ThemeFactory())
    RecommendationLinkFactory(action=full, recommendation__words="W" * 4500)
    ActionFactory(state=ActionState.WITHDRAWN, owner=None, lead_agency=None)

    plan = plan_in(back(manager))

    assert (plan.counts, plan.errors) == ({"new": 0, "changed": 0, "same": 4, "left": 0}, [])


def test_changes_are_shown_cell_by_cell_and_applied_with_where_they_came_from(client, manager):
    action = ActionFactory(title="Old words", starts_on=None)
    other = PersonFactory(full_name="Ann Patel")
    due = timezone.localdate() + timedelta(days=300)
    one = action.reference
    imported = back(
        manager, title={one: "'=New words"}, owner={one: "Ann Patel"}, due_on={one: due}, progress={one: "Begun."}
    )
    place = f"{LIST}import/{imported.reference}/"

    page = text(client.get(place))
    for said in ("Action: Old words → =New words", "→ Ann Patel", "Progress note: nothing → Begun.", "Import 1 row"):
        assert said in page, said
    sent(client, place)

    action.refresh_from_db()
    assert (action.title, action.owner, action.due_on) == ("=New words", other, due)
    assert action.history.first().history_change_reason == f"From spreadsheet {imported.reference}, row 6"
    assert action.progress_notes.get().text == "Begun."
    assert f"From spreadsheet {imported.reference}, row 6" in text(client.get(action.get_absolute_url()))
    assert plan_in(back(manager)).counts["same"] == 1

    page = sent(client, f"{place}undo/")
    assert "is taken back" in text(page)
    action.refresh_from_db()
    assert action.title == "Old words"
    assert action.progress_notes.count() == 1


def test_what_may_not_change_is_refused_in_words_and_the_rest_applied(manager):
    link = RecommendationLinkFactory(action=ActionFactory(title="Old"))
    one = link.action.reference
    closed = ActionFactory(state=ActionState.CLOSED).reference
    imported = back(
        manager,
        recommendation={one: "Softer words"},
        state={one: "Closed"},
        title={one: "New", closed: "New"},
        due_on={one: "TBC"},
        owner={one: "Nobody such"},
        brag={one: "Blue: made better"},
    )
    assert plan_in(imported).asked == [("owner", "Nobody such")]
    choose_names(by=manager, imported=imported, said={"owner": {"Nobody such": 0}})

    first, second = plan_in(imported).rows

    assert [each.name for each in first.changes] == ["title"]
    assert {each.name: why for each, why in first.refused} == {
        "recommendation": "A recommendation is locked, word for word.",
        "state": "This follows from the steps of the action: take the step on its page.",
        "due_on": "These words take no date away. Write another date, or leave the cell empty.",
        "owner": "“Nobody such” is nobody here: the words are kept, and nobody is named yet.",
    }
    assert second.left == "It is closed, so nothing about it can be changed."


def test_what_somebody_changed_meanwhile_is_a_clash_and_a_file_without_versions_changes_nothing(client, manager):
    action = ActionFactory(title="Old")
    one = action.reference
    imported = back(manager, title={one: "Theirs"})
    action.title = "Ours"
    action.save()

    page = text(client.get(f"{LIST}import/{imported.reference}/"))
    assert "It was changed here after the file was taken out." in page
    assert "Action: Ours → Theirs" in page

    without = plan_in(back(manager, title={one: "Theirs"}, version={one: None}))
    assert "It was changed here" in without.rows[0].left
    imported = back(manager, title={one: "Theirs"})
    imported.columns = [each for each in imported.columns if each["column"] != "version"]
    imported.save()
    assert "is missing, so nobody can tell" in plan_in(imported).rows[0].left


def test_wrong_cells_of_known_actions_are_errors(manager):
    first, second = ActionFactory(), ActionFactory()
    long = {first.reference: "x" * 200}
    early = {second.reference: second.starts_on - timedelta(days=9)}

    plan = plan_in(back(manager, title=long, due_on=early, reference={second.reference: second.reference.lower()}))
    assert [error.problem[:14] for error in plan.errors] == ["this has more ", "this is before"]

    plan = plan_in(back(manager, reference={second.reference: first.reference}))
    assert [error.problem for error in plan.errors] == ["row 6 is about the same action."]


def test_the_list_is_taken_out_to_word_as_filtered_and_that_is_logged(client, client_for, monkeypatch):
    monkeypatch.setattr("actionplans.tracker.taking_out.MOST_IN_WORD", 1)
    for title in ("One is late", "Two is late"):
        ready_to_agree(title=title, state=ActionState.BLOCKED)
    ActionFactory(title="Left out")

    answer = client.get(LIST, {"brag": "red", "format": "docx"})

    document = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "These are the first 1 of 2 actions." in said
    assert "One is late" in said
    assert "Left out" not in said
    assert AccessLog.objects.get().action == "took away the list Actions and impact for Word"
    theirs = client_for(PersonFactory(role="agency_contributor"))
    assert theirs.get(LIST, {"format": "docx"})["Content-Type"].startswith("text/html")


def test_the_spreadsheet_says_brag_in_words_on_its_colour_and_carries_the_marking(manager, settings):
    ActionFactory(state=ActionState.BLOCKED)

    sheet = openpyxl.load_workbook(io.BytesIO(as_excel(Action.objects.order_by("pk"), manager).content)).active

    cell = sheet.cell(6, PLACES["brag"])
    assert (cell.value, cell.fill.start_color.rgb) == ("Red: blocked", "FFF4A6A0")
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref
    assert settings.HANDLING_MARKING in sheet.oddHeader.left.text
    assert sheet.column_dimensions["F"].width > sheet.column_dimensions["A"].width
