"""The unit writes a questionnaire in the browser: in drafts, checked, compared, published, exported and imported."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from escp.access.roles import RoleKey
from escp.returns.choices import QuestionKind, VersionState
from escp.returns.definition import Definition, Question, Section
from escp.returns.differences import between
from escp.returns.models import Questionnaire, Version
from escp.returns.services import questionnaires
from tests.factories.partnership import PersonFactory
from tests.factories.returns import QUESTIONS, RequestFactory, ReturnFactory, VersionFactory, filled_in
from tests.sweeps.forms import forms_in

ASKED = Definition.from_data(QUESTIONS)


@pytest.fixture
def client(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))


@pytest.fixture
def draft(db):
    return VersionFactory(state=VersionState.DRAFT)


def page_of(version, name, *more):
    return reverse(f"returns:{name}", args=[version.questionnaire.key, version.number, *more])


def send(client, url, **answers):
    """Answer the form of a page as a browser would."""
    return client.post(url, forms_in(client.get(url).content.decode())[0].as_shown() | answers)


def asks_of(version):
    return Version.objects.get(pk=version.pk).asks


@pytest.mark.django_db
def test_a_questionnaire_is_written_from_nothing_to_published(client):
    names = {"title": "Supervision", "key": "Supervision", "start_from": "nothing"}
    assert send(client, reverse("returns:questionnaire-new"), **names).status_code == 302
    draft = Version.objects.get(questionnaire__key="supervision")
    assert "Add at least one question" in client.get(draft.get_absolute_url()).content.decode()

    send(client, page_of(draft, "section-add"), title="How it is")
    assert send(client, page_of(draft, "question-kind", "s1"), kind="yes_no").url == page_of(
        draft, "question-add", "s1", "yes_no"
    )
    ordinary = {"required": "yes", "seen_by": "agency"}
    send(client, page_of(draft, "question-add", "s1", "yes_no"), label="Is there supervision?", **ordinary)
    send(
        client,
        page_of(draft, "question-add", "s1", "choice"),
        label="How often?",
        options="Weekly\nMonthly",
        **ordinary,
    )
    columns = {"columns": "Day, date\nWhat, why, words\nHours, number"}
    send(client, page_of(draft, "question-add", "s1", "table"), label="When?", **columns, **ordinary)
    assert send(client, page_of(draft, "question-shown", "q2"), on="q1").url == page_of(
        draft, "question-answers", "q2", "q1"
    )
    send(client, page_of(draft, "question-answers", "q2", "q1"), answers="yes")
    send(client, page_of(draft, "part-move", "q3"), after="q1")

    asks = asks_of(draft)
    assert [question.key for question in asks.questions] == ["q1", "q3", "q2"]
    assert [option.value for option in asks.question("q2").options] == ["weekly", "monthly"]
    assert [(c.label, c.kind) for c in asks.question("q3").columns] == [
        ("Day", "date"), ("What, why", "text"), ("Hours", "number"),
    ]  # fmt: skip
    assert asks.question("q2").show_when.answers == ("yes",)
    preview = client.get(page_of(draft, "preview")).content.decode()
    assert "Answer this only if you answered “Yes”" in preview
    assert send(client, page_of(draft, "version-publish"), change_note="The first").status_code == 302
    assert Version.objects.get(pk=draft.pk).state == VersionState.PUBLISHED
    assert client.get(page_of(draft, "section-add")).status_code == 404


@pytest.mark.django_db
def test_a_choice_that_keeps_its_words_keeps_its_value(client, draft):
    choice = {"key": "q1", "kind": "choice", "label": "Which?",
              "options": [{"value": "a", "label": "Apple"}, {"value": "b", "label": "Bean"}]}  # fmt: skip
    draft.definition = {"sections": [{"key": "s1", "title": "All", "questions": [choice]}]}
    draft.save()
    send(client, page_of(draft, "question-change", "q1"), options="Bean\nA\nApple")
    values = [(one.value, one.label) for one in asks_of(draft).question("q1").options]
    assert (values[0], values[2]) == (("b", "Bean"), ("a", "Apple"))
    assert len({value for value, _ in values}) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "more", "answers", "said"),
    [
        ("question-kind", ["s1"], {"kind": "magic"}, "kind of answer"),
        ("question-add", ["s1", "choice"], {"label": "?", "options": "One"}, "at least two choices"),
        ("question-add", ["s1", "choice"], {"label": "?", "options": "One\nOne"}, "same choice twice"),
        ("question-add", ["s1", "table"], {"label": "?", "columns": "Day, moon"}, "words, date or number"),
        ("question-add", ["s1", "grade"], {"label": "?", "scale": "magic"}, "Scale"),
        ("question-shown", ["q1"], {"on": "q3"}, "There is a problem"),
        ("part-move", ["q1"], {"after": "q9"}, "There is a problem"),
    ],
)
def test_what_makes_no_question_is_refused_in_words(client, draft, name, more, answers, said):
    response = send(client, page_of(draft, name, *more), required="yes", seen_by="agency", **answers)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert asks_of(draft) == ASKED


@pytest.mark.django_db
def test_addresses_of_what_is_not_there_are_unknown(client, draft):
    for name, more in (
        ("question-add", ["s1", "magic"]),
        ("question-kind", ["s9"]),
        ("question-change", ["q9"]),
        ("question-answers", ["q1", "q3"]),
        ("part-remove", ["q9"]),
        ("version-since", [9]),
    ):
        assert client.get(page_of(draft, name, *more)).status_code == 404, name


@pytest.mark.django_db
def test_a_stale_page_shows_both_and_keeps_what_was_typed(client, draft):
    url = page_of(draft, "section-change", "s1")
    shown = forms_in(client.get(url).content.decode())[0].as_shown()
    colleague = questionnaires.with_section(ASKED, Section(key="s1", title="Theirs"))
    questionnaires.rewrite(by=PersonFactory(), version=Version.objects.get(pk=draft.pk), definition=colleague)

    response = client.post(url, shown | {"title": "Mine"})

    assert response.status_code == 409
    assert {"Theirs", "Mine"} <= {word for word in ("Theirs", "Mine") if word in response.content.decode()}
    assert asks_of(draft).section("s1").title == "Theirs"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "more", "typed"),
    [
        ("section-change", ["s1"], {"title": "Mine"}),
        ("question-kind", ["s1"], {"kind": "text"}),
        ("question-add", ["s1", "text"], {"label": "Mine", "required": "yes", "seen_by": "agency"}),
        ("question-change", ["q1"], {"label": "Mine"}),
        ("question-shown", ["q2"], {"on": ""}),
        ("question-answers", ["q2", "q1"], {"answers": "good"}),
        ("part-move", ["q1"], {"after": "q2"}),
        ("part-remove", ["q1"], {}),
    ],
)
def test_a_part_removed_meanwhile_is_said_in_words_and_keeps_what_was_typed(client, draft, name, more, typed):
    url = page_of(draft, name, *more)
    shown = forms_in(client.get(url).content.decode())[0].as_shown()
    current = Version.objects.get(pk=draft.pk)
    left = questionnaires.without_section(ASKED, "s1")
    questionnaires.rewrite(by=PersonFactory(), version=current, definition=left)

    for _again in range(2):
        response = client.post(url, shown | typed)
        page = response.content.decode()
        assert response.status_code == 200
        assert "A colleague has removed this from the draft meanwhile" in page
        assert "Mine" not in typed.values() or "Mine" in page
        shown = forms_in(page)[0].as_shown()
    assert asks_of(draft) == left
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_a_part_that_never_was_stays_unknown_when_it_is_sent(client, draft):
    assert client.post(page_of(draft, "section-change", "s9"), {"title": "Mine"}).status_code == 404


@pytest.mark.django_db
def test_the_title_and_the_purpose_of_a_questionnaire_can_be_changed(client, draft):
    found = draft.questionnaire
    url = reverse("returns:questionnaire-change", args=[found.key])
    assert url in client.get(found.get_absolute_url()).content.decode()
    refused = send(client, url, title="")
    assert refused.status_code == 200
    assert "There is a problem" in refused.content.decode()

    assert send(client, url, title="Supervision, twice a year", purpose="To see it grow").status_code == 302

    now = Questionnaire.objects.get(pk=found.pk)
    assert (now.key, now.title, now.purpose) == (found.key, "Supervision, twice a year", "To see it grow")


@pytest.mark.django_db
def test_what_is_published_meanwhile_is_not_changed(client, draft):
    url = page_of(draft, "section-change", "s1")
    shown = forms_in(client.get(url).content.decode())[0].as_shown()
    questionnaires.publish(by=PersonFactory(), version=draft)
    newest = Version.objects.get(pk=draft.pk).version
    response = client.post(url, shown | {"title": "Mine", "version": newest})
    assert "stays as it is" in response.content.decode()
    assert asks_of(draft) == ASKED


@pytest.mark.django_db
def test_a_part_that_others_depend_on_is_missed_before_publishing(client, draft):
    send(client, page_of(draft, "part-remove", "q1"))
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "depends on a question that does not come before it" in page
    assert "Only after a question that has been removed" in page
    refused = send(client, page_of(draft, "version-publish"), change_note="Try")
    assert refused.status_code == 200
    send(client, page_of(draft, "part-remove", "s1"))
    assert asks_of(draft).section("s1") is None


@pytest.mark.django_db
def test_a_draft_is_discarded_and_a_published_version_is_not(client):
    first = VersionFactory()
    assert send(client, page_of(first, "version-copy")).status_code == 302
    second = first.questionnaire.versions.get(number=2)
    gone = page_of(second, "version-discard")
    shown = forms_in(client.get(gone).content.decode())[0].as_shown()
    assert client.post(gone, shown).url == client.post(gone, shown).url == first.questionnaire.get_absolute_url()
    assert "may have been asked" in send(client, page_of(first, "version-discard")).content.decode()
    alone = VersionFactory(state=VersionState.DRAFT)
    send(client, page_of(alone, "version-discard"))
    assert not Questionnaire.objects.filter(pk=alone.questionnaire_id).exists()


@pytest.mark.django_db
def test_two_versions_are_read_side_by_side(client):
    first = VersionFactory(state=VersionState.RETIRED)
    asks = questionnaires.placed(questionnaires.without_question(ASKED, "q5"), "q3", "q4")
    asks = questionnaires.with_question(asks, "s1", Question(key="q7", kind=QuestionKind.TEXT, label="New here"))
    second = VersionFactory(questionnaire=first.questionnaire, number=2, definition=asks.as_data())
    page = client.get(page_of(second, "version-since", 1)).content.decode()
    for said in ("New here", "How many visits?", "Removed", "Added", "Moved", "“Recognition”, question 3"):
        assert said in page, said
    assert between(ASKED, ASKED) == []
    assert "They ask the same" in client.get(page_of(first, "version-since", 1)).content.decode()


@pytest.mark.django_db
def test_what_is_exported_is_imported_the_same(client, draft):
    exported = client.get(page_of(draft, "version-export"))
    assert exported["Content-Disposition"].startswith("attachment")
    file = SimpleUploadedFile("q.json", exported.content)
    answer = send(client, reverse("returns:questionnaire-import"), file=file, key="again", title="Again")
    assert answer.status_code == 302
    assert Version.objects.get(questionnaire__key="again").asks == ASKED


GRADE = {"key": "q1", "kind": "grade", "label": "?", "scale": "magic"}
LATER = {"key": "q2", "kind": "text", "label": "?", "show_when": {"question": "q1", "answers": ["x"]}}


def around(*asked):
    return json.dumps({"title": "T", "key": "t", "sections": [{"key": "s1", "title": "All", "questions": asked}]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a file or paste"),
        ("not JSON", "This is not JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"sections": NaN}', "a number that is none"),
        ("9" * 6000, "a number that is none"),
        ("[]", "Expected named values"),
        ('{"sections": {"a": 1}}', "Expected a list"),
        (around({"key": "q1", "kind": "magic", "label": "?"}), "question 1: “kind” must be one of"),
        (around({"key": "q1", "kind": ["text"], "label": "?"}), "“kind” must be one of"),
        (around(GRADE, LATER), "needs a scale"),
        (around(LATER, GRADE), "does not come before it"),
        (around({"key": "q1", "kind": "text", "label": "?"}, {"key": "q1", "kind": "text", "label": "?"}), "Two parts"),
        (around({"key": "version", "kind": "text", "label": "?"}), "is no key"),
        (around(*[{"key": "q1", "kind": "text", "label": "?"}] * 5000), "300 questions at the most"),
        ("x" * 1_600_000, "or fewer"),
    ],
    ids=range(15),
)
def test_what_is_no_questionnaire_is_not_imported(client, text, said):
    response = send(client, reverse("returns:questionnaire-import"), text=text)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Questionnaire.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 5_000_000], ids=["no text", "5 MB"])
def test_a_file_that_is_no_text_or_too_large_is_refused(client, content):
    file = SimpleUploadedFile("q.json", content)
    response = send(client, reverse("returns:questionnaire-import"), file=file, key="a1", title="A")
    assert response.status_code == 200
    assert "UTF-8" in response.content.decode() or "smaller than" in response.content.decode()


@pytest.mark.django_db
def test_a_short_name_that_is_taken_or_ours_is_refused(client, draft):
    for key in (draft.questionnaire.key, "new", "IMPORT"):
        answers = {"title": "T", "key": key, "start_from": "section-11"}
        assert "taken" in send(client, reverse("returns:questionnaire-new"), **answers).content.decode()
        text = json.dumps({**QUESTIONS, "title": "T", "key": key})
        assert "taken" in send(client, reverse("returns:questionnaire-import"), text=text).content.decode()
    for beside in ({"title": "T", "key": "…"}, {"key": "t1"}):
        text = json.dumps({**QUESTIONS, **beside})
        said = send(client, reverse("returns:questionnaire-import"), text=text)
        assert said.status_code in (200, 302)


@pytest.mark.django_db
def test_a_half_filled_return_keeps_working_when_the_next_version_drops_a_question():
    first = VersionFactory()
    asked = filled_in(ReturnFactory(request=RequestFactory(asks=first)))
    draft = questionnaires.copy(by=PersonFactory(), version=first)
    fewer = questionnaires.without_section(draft.asks, "s1")
    questionnaires.rewrite(by=PersonFactory(), version=draft, definition=fewer)
    questionnaires.publish(by=PersonFactory(), version=draft)
    asked.refresh_from_db()
    assert asked.request.asks.asks == ASKED


edits = st.lists(
    st.tuples(st.sampled_from(["section", "question", "remove", "move"]), st.integers(0, 9), st.integers(0, 9)),
    max_size=15,
)


def edited(definition, edit, ever):
    """Make one edit as the pages would."""
    what, one, other = edit
    parts = [part.key for part in (*definition.sections, *definition.questions)]
    if what == "section" or not definition.sections:
        section = Section(key=questionnaires.new_key("s", *ever), title="S")
        return questionnaires.with_section(definition, section)
    if what == "question":
        question = Question(key=questionnaires.new_key("q", *ever), kind=QuestionKind.TEXT, label="Q")
        return questionnaires.with_question(
            definition, definition.sections[one % len(definition.sections)].key, question
        )
    key, goal = parts[one % len(parts)], parts[other % len(parts)]
    if what == "remove":
        without = questionnaires.without_section if definition.section(key) else questionnaires.without_question
        return without(definition, key)
    kinds = {bool(definition.section(key)), bool(definition.section(goal))}
    return definition if key == goal or kinds == {True, False} else questionnaires.placed(definition, key, goal)


@given(edits)
def test_any_edits_keep_keys_unique_and_the_file_the_same(made):
    definition, ever = ASKED, [ASKED]
    for edit in made:
        definition = edited(definition, edit, ever)
        ever.append(definition)
    keys = [part.key for part in (*definition.sections, *definition.questions)]
    assert len(keys) == len(set(keys))
    if not definition.problems():
        version = Version(number=1, questionnaire=Questionnaire(key="k1", title="T"), definition=definition.as_data())
        assert questionnaires.read_text(questionnaires.as_text(version))[1] == definition
