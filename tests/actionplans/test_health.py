"""Thread health: twenty threads broken on purpose are found, and no other; each leads to the page that mends it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.roles import RoleKey
from escp.returns.models import Return
from learning.choices import PointState, Stage
from learning.health import groups_for
from reviews.choices import ReviewState
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ReadingFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
)
from tests.factories.embedding import PolicyChangeFactory
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import CaseFactory, ConflictFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory
from tests.factories.sharing import a_shared
from tests.pages import text_of

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


def learned(theme):
    """Return a learning point with a finding behind it and, where one is given, a theme above it."""
    return FindingLinkFactory(learning_point__theme=theme).learning_point


def acted_on(point, **action):
    """Return an action under way that answers a learning point."""
    return ActionLinkFactory(learning_point=point, action__state=ActionState.IN_PROGRESS, **action).action


@pytest.fixture
def whole():
    """A theme with a thread from an incident and its review to evidence: nothing is missing."""
    theme = ThemeFactory(place=1)
    point = learned(theme)
    measure = ImpactMeasureFactory(action=acted_on(point), measured_by_on=YESTERDAY)
    ReadingFactory(measure=measure)
    delivered = ActionLinkFactory(learning_point=point, action__state=ActionState.COMPLETE_PENDING_IMPACT).action
    EvidenceFactory(measure=ImpactMeasureFactory(action=delivered))
    case = CaseFactory()
    ActivityFactory(casework=True, case=case, stage=Stage.CONCLUDED)
    FindingLinkFactory(finding__activity=ActivityFactory(casework=True, case=case), learning_point=point)
    RecommendationLinkFactory(action=delivered)
    RecommendationFactory(response="not_accepted", response_reason="Done.", responded_on=YESTERDAY)
    ActivityFactory(stage=Stage.NOT_TAKEN_FORWARD)
    ActionFactory(state=ActionState.WITHDRAWN)
    return theme


@pytest.fixture
def planted(whole):
    """Twenty breaks by kind."""
    point = learned(whole)
    ImpactMeasureFactory(action=acted_on(point))
    alone = [LearningPointFactory(theme=whole), LearningPointFactory(theme=whole)]
    homeless = [learned(None), learned(None)]
    for each in (*alone, *homeless):
        ImpactMeasureFactory(action=acted_on(each))
    idle = ThemeFactory(place=3)
    given_up = learned(whole)
    ActionLinkFactory(learning_point=given_up, action__state=ActionState.WITHDRAWN)
    unmeasured = [acted_on(point), acted_on(point)]
    late = acted_on(point)
    ImpactMeasureFactory(action=late, measured_by_on=YESTERDAY)
    unshown = ActionLinkFactory(learning_point=point, action__state=ActionState.COMPLETE_PENDING_IMPACT).action
    ImpactMeasureFactory(action=unshown)
    stray = ImpactMeasureFactory().action
    kept_quiet = FindingLinkFactory(learning_point__theme=whole, learning_point__state=PointState.AGREED).learning_point
    ImpactMeasureFactory(action=acted_on(kept_quiet))
    unheard = a_shared()
    carried = unheard.points.get()
    alien, carried.learning_point = carried.learning_point, point
    carried.save()
    alien.delete()
    Return.objects.filter(request=unheard.request).update(due_on=YESTERDAY)
    return {
        "not-learned": [FindingFactory()],
        "not-found": alone,
        "no-theme": homeless,
        "empty-theme": [ThemeFactory(place=2)],
        "idle-theme": [idle],
        "no-action": [learned(idle), given_up],
        "nothing-found": [RapidReviewFactory(state=ReviewState.CONCLUDED).activity],
        "told-to-nobody": [kept_quiet],
        "no-receipt": [unheard],
        "policy-late": [PolicyChangeFactory(learning_point=point, due_on=YESTERDAY)],
        "unanswered": RecommendationFactory.create_batch(2),
        "answers-nothing": [stray],
        "no-measure": unmeasured,
        "not-judged": [late],
        "no-evidence": [unshown],
    }


def test_a_thread_that_is_whole_has_no_break(client_for, whole):
    page = text_of(client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER)).get(reverse("learning:health")))

    assert "No thread is broken that you can see." in page


def test_twenty_breaks_are_found_and_no_other_and_each_leads_to_a_page_that_opens(client_for, planted):
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    client = client_for(manager)

    found = {group.kind.key: group for group in groups_for(manager)}
    page = text_of(client.get(reverse("learning:health")))

    assert sum(map(len, planted.values())) == 20
    assert {key: {one.reference for one in group.first} for key, group in found.items()} == {
        key: {record.reference for record in records} for key, records in planted.items()
    }
    assert "broken in 20 places" in page
    # As the thread goes: from what was found to what changed.
    assert [*found][:2] == ["nothing-found", "not-found"]
    last = {"no-measure", "not-judged", "no-evidence", "no-receipt", "policy-late"}
    assert {*[*found][-5:]} == last
    for group in found.values():
        for one in group.first:
            assert one.reference in page
            assert client.get(one.url.partition("#")[0]).status_code == 200, one
            assert client.get(one.cure_url.partition("#")[0]).status_code == 200, one


def test_all_of_a_kind_stand_on_pages_of_their_own(client_for):
    FindingFactory.create_batch(30)
    client = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    health = reverse("learning:health")

    assert 'href="?kind=not-learned"' in client.get(health).content.decode()
    first, second = (client.get(f"{health}?kind=not-learned&page={number}").content.decode() for number in (1, 2))
    assert "30 in all" in first
    assert [page.count("thread-records__item") for page in (first, second)] == [25, 5]
    assert "broken in 30 places" in text_of(client.get(f"{health}?kind=no-such-kind"))


def test_what_a_person_may_not_see_is_not_counted_and_who_may_not_mend_is_offered_nothing(client_for, planted):
    scrutineer = PersonFactory(role=RoleKey.SCRUTINEER)
    case = CaseFactory()
    FindingFactory(activity=ActivityFactory(casework=True, case=case))
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    ConflictFactory(case=case, person=manager)

    totals = {person: sum(group.total for group in groups_for(person)) for person in (scrutineer, manager)}

    assert totals[manager] == 20
    assert totals[scrutineer] == 20
    assert not [one.cure_url for group in groups_for(scrutineer) for one in group.first if one.cure_url]
    # A reader of learning who does not see every action is told of no missing one.
    reviewer = {group.kind.key: group.total for group in groups_for(PersonFactory(role=RoleKey.REVIEWER))}
    assert reviewer["not-learned"] == 1
    assert reviewer["no-action"] == reviewer["idle-theme"] == reviewer["no-measure"] == 0
