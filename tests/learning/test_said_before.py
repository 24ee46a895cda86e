"""“We have said this before”: offered from what a person may see, kept with why it did not hold, merged and parted."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.doing import how_far
from actionplans.models import Action
from escp.access.roles import RoleKey
from learning import saying_again
from learning.choices import FindingKind, Kind
from learning.earlier import done_about, earlier_like, recurring
from learning.models import Finding, FindingMerge, SaidAgain
from tests.factories.actionplans import ActionFactory, ActionLinkFactory
from tests.factories.learning import ActivityFactory, FindingFactory, FindingLinkFactory
from tests.factories.partnership import ConflictFactory, PersonFactory
from tests.factories.said_before import FindingMergeFactory, SaidAgainFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

FATHERS = {"title": "Fathers were left out of assessments", "what": "No record named the father or asked his wishes."}
AGAIN = {
    "kind": "improvement",
    "title": "Dads are not part of assessments",
    "what": "The assessments that were read named no father.",
    "why": "",
    "who_for": "All who assess",
    "confidence": "medium",
}
LIKE = reverse("learning:findings-like")


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def client(client_for, person):
    return client_for(person)


def new(activity):
    return reverse("learning:finding-new", args=[activity.reference])


def page(name, finding, *more):
    return reverse(f"learning:{name}", args=[finding.reference, *more])


def test_what_was_said_before_is_offered_on_sending_kept_with_why_it_did_not_hold_and_seen_to_come_back(client):
    earlier = FindingFactory(
        activity__kind=Kind.MULTI_AGENCY_AUDIT,
        activity__reference="AUD-2026-01",
        activity__url_name="audits:audit",
        **FATHERS,
    )
    ActionLinkFactory(
        action__title="Ask fathers at booking", learning_point=FindingLinkFactory(finding=earlier).learning_point
    )
    FindingFactory(title="Chronologies are not kept", what="Events stood scattered over the file.")
    activity = ActivityFactory()

    asked = text_of(posted(client, new(activity), AGAIN))
    assert "Something like this was found before" in asked
    assert f"{earlier.reference} {earlier.title}" in asked
    assert "Ask fathers at booking" in asked
    assert "Chronologies" not in asked
    assert AGAIN["title"] in client.post(new(activity), AGAIN).content.decode()
    chosen = AGAIN | {"said_before": earlier.reference}
    assert saying_again.WHY_NOT_HELD in text_of(posted(client, new(activity), chosen))
    assert Finding.objects.filter(title=AGAIN["title"]).count() == 0

    why = {"why_not_held": "The form was changed and nobody was trained."}
    done = posted(client, new(activity), chosen | why)
    kept = SaidAgain.objects.get()
    assert done.url == kept.finding.get_absolute_url()
    for shown, words in ((kept.finding, f"Said before: {earlier.reference}"), (earlier, "Said again:")):
        read = text_of(client.get(shown.get_absolute_url()))
        assert words in read
        assert why["why_not_held"] in read
    back = text_of(client.get(reverse("learning:findings-recurring")))
    for words in ("2 times, from 2 activities", "Multi-agency audit and Rapid review", "Ask fathers at booking"):
        assert words in back


def test_a_new_finding_that_is_new_is_saved_at_once_or_when_somebody_says_so(client):
    FindingFactory(**FATHERS)
    other = AGAIN | {"title": "Window catches are missing", "what": "Upper floors had none."}

    assert posted(client, new(ActivityFactory()), other).status_code == 302
    assert posted(client, new(ActivityFactory()), AGAIN | {"said_before": "new"}).status_code == 302
    assert not SaidAgain.objects.exists()


def test_what_is_typed_is_compared_without_standing_in_an_address(client, client_for):
    earlier = FindingFactory(**FATHERS)
    typed = {name: AGAIN[name] for name in ("title", "what", "why")}

    part = client.post(LIKE, typed)
    assert f"1 earlier finding is like this: {earlier.reference}." in part.content.decode()
    assert "<html" not in part.content.decode()
    assert earlier.reference not in client.post(LIKE, typed | {"beside": earlier.activity.reference}).content.decode()
    assert "FND" not in client.post(LIKE, {"title": "Fathers"}).content.decode()
    assert client.get(LIKE).status_code == 405
    assert client_for(PersonFactory(role=RoleKey.SCRUTINEER)).post(LIKE, typed).status_code == 403


def test_only_findings_that_a_person_may_see_are_offered_counted_or_named(client, person):
    hidden = FindingFactory(activity=ActivityFactory(casework=True), **FATHERS)
    said = SaidAgainFactory(earlier=hidden)
    merged = FindingMergeFactory(kept=hidden)
    assert earlier_like(person, *FATHERS.values())[0] == hidden
    assert len(recurring(person)) == 1
    ConflictFactory(case=hidden.activity.case, person=person)

    assert hidden not in earlier_like(person, *FATHERS.values())
    assert recurring(person) == []
    assert recurring(PersonFactory(role=RoleKey.ADMINISTRATOR)) == [], "who takes no part in learning sees none"
    assert hidden.reference not in client.post(LIKE, FATHERS).content.decode()
    for shown in (said.finding, merged.duplicate):
        assert hidden.reference not in client.get(shown.get_absolute_url()).content.decode()
    typed = {"reference": hidden.reference, "why": "Same.", "why_not_held": "No."}
    for name in ("finding-said-before", "finding-merge"):
        assert "that you can see" in text_of(posted(client, page(name, said.finding), typed))
    assert client.get(page("finding-apart", merged.duplicate, merged.pk)).status_code == 404


def test_two_that_are_recorded_already_are_said_to_be_the_same_once(client, person):
    earlier, later = FindingFactory(**FATHERS), FindingFactory(title=AGAIN["title"], what=AGAIN["what"])
    url, why = page("finding-said-before", later), {"why_not_held": "Nobody was told."}

    assert "Select an earlier finding" in text_of(posted(client, url, why))
    assert posted(client, url, {"near": earlier.reference, **why}).url == later.get_absolute_url()
    assert "It is kept already" in text_of(posted(client, url, {"reference": earlier.reference, **why}))
    assert "was recorded later" in text_of(
        posted(client, page("finding-said-before", earlier), {"reference": later.reference, **why})
    )
    for refused in ({"earlier": later}, {"earlier": FindingFactory()}, {"earlier": earlier, "why_not_held": " "}):
        with pytest.raises(ValidationError):
            saying_again.say_again(by=person, finding=later, **refused)
    strength = FindingFactory(kind=FindingKind.STRENGTH)
    said = saying_again.say_again(by=person, finding=strength, earlier=earlier)
    assert "No reason was asked" in text_of(client.get(strength.get_absolute_url()))
    assert said.history.count() == 1


def test_duplicates_are_merged_with_history_taken_apart_again_and_never_in_a_loop(client, person):
    first, second, third = FindingFactory(**FATHERS), FindingFactory(**FATHERS), FindingFactory(**FATHERS)
    done = posted(client, page("finding-merge", second), {"reference": first.reference.lower(), "why": "One audit."})
    assert done.url == second.get_absolute_url()
    merged = FindingMerge.objects.get()
    assert f"The same as {first.reference}" in text_of(client.get(second.get_absolute_url()))
    assert f"Also recorded as {second.reference}" in text_of(client.get(first.get_absolute_url()))
    assert second not in earlier_like(person, *FATHERS.values())
    assert [len(one.findings) for one in recurring(person)] == [2]

    saying_again.merge(by=person, duplicate=first, kept=third, why="Same.")
    for kept in (second, first):
        with pytest.raises(ValidationError, match=r"itself|already"):
            saying_again.merge(by=person, duplicate=third, kept=kept, why="Same.")
    with pytest.raises(ValidationError, match="itself"):
        saying_again.merge(by=person, duplicate=third, kept=third, why="Same.")
    loop = text_of(posted(client, page("finding-merge", third), {"reference": second.reference, "why": "Same."}))
    assert "neither would stand for both" in loop
    with pytest.raises(ValidationError, match="already"):
        saying_again.merge(by=person, duplicate=second, kept=third, why="Same.")

    url = page("finding-apart", second, merged.pk)
    assert "Enter why they are two" in text_of(posted(client, url, {"apart_because": ""}))
    assert posted(client, url, {"apart_because": "Two teams."}).url == second.get_absolute_url()
    read = text_of(client.get(second.get_absolute_url()))
    assert "because “One audit”." in read
    assert "because “Two teams”." in read
    assert FindingMerge.objects.get(pk=merged.pk).history.count() == 2
    for why, said in (("Again.", "apart already"), (" ", "already")):
        with pytest.raises(ValidationError, match=said):
            saying_again.take_apart(by=person, merged=FindingMerge.objects.get(pk=merged.pk), why=why)
    with pytest.raises(ValidationError, match="two after all"):
        saying_again.take_apart(by=person, merged=FindingMerge.objects.get(duplicate=first), why=" ")
    assert second in earlier_like(person, *FATHERS.values())


def test_terms_follow_the_words_and_a_text_without_words_is_like_nothing(person):
    finding = FindingFactory(**FATHERS)
    before = set(finding.terms.values_list("term", flat=True))
    finding.title, finding.what = "Window catches are missing", "Upper floors had none of them."
    finding.save()

    assert not before & set(finding.terms.values_list("term", flat=True))
    assert earlier_like(person, *FATHERS.values()) == []
    assert earlier_like(person, "", "the and of") == []
    assert done_about(person, []) == {}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": ActionState.CLOSED, "sustained_on": timezone.localdate()}, "It still held on"),
        ({"state": ActionState.CLOSED, "closed_on": timezone.localdate()}, "Nobody has checked yet"),
        ({"state": ActionState.COMPLETE_PENDING_IMPACT}, "not shown yet"),
        ({"state": ActionState.WITHDRAWN}, "not done"),
        ({"state": ActionState.IN_PROGRESS}, "In progress."),
    ],
)
def test_what_was_done_says_how_far_it_came_and_whether_it_held(facts, words):
    assert words in how_far(Action(**facts))


def test_what_was_done_is_said_as_far_as_a_person_may_see_it(person):
    link = FindingLinkFactory()
    ActionLinkFactory(learning_point=link.learning_point, action=ActionFactory(title="Train all"))
    reader = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)

    assert "Train all" in done_about(person, [link.finding])[link.finding.pk][0].words
    assert not done_about(reader, [link.finding])
