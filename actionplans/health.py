"""The breaks of the golden thread that action plans know of, each with the page that puts it right."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from actionplans.policies import may_manage, may_update
from actionplans.queries import health
from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.health import Break
from learning.thread import Column


def _records_learning(person: Person, record: Any) -> bool:
    return person.may(Permission.RECORD_LEARNING)


def _title(record: Any) -> str:
    return str(record.title)


def _page(name: str) -> Callable[[Any], str]:
    return lambda record: reverse(f"actionplans:{name}", args=[record.reference])


def _new(of: str) -> Callable[[Any], str]:
    return lambda record: f"{reverse('actionplans:new')}?{of}={record.reference}"


OF_ACTIONS = (
    Break(
        "nothing-found",
        Column.FINDING,
        "Activities that concluded with nothing found",
        "Record a finding",
        health.activities_without_outcome,
        _title,
        lambda activity: reverse("learning:finding-new", args=[activity.reference]),
        _records_learning,
    ),
    Break(
        "no-action",
        Column.ACTION,
        "Learning points that no action answers",
        "Record an action",
        health.points_without_action,
        lambda point: point.statement,
        _new("point"),
        may_manage,
    ),
    Break(
        "idle-theme",
        Column.ACTION,
        "Themes of this year with learning and no action",
        "See what was learned under it",
        health.themes_without_action,
        _title,
        lambda theme: theme.get_absolute_url(),
        may_manage,
    ),
    Break(
        "unanswered",
        Column.ACTION,
        "Recommendations that no action answers",
        "Add an action",
        health.recommendations_without_action,
        lambda recommendation: recommendation.headline,
        _new("recommendation"),
        may_manage,
    ),
    Break(
        "answers-nothing",
        Column.LEARNING,
        "Actions that answer nothing that was learned",
        "Join it to a learning point",
        health.actions_that_answer_nothing,
        _title,
        _page("link"),
        may_manage,
    ),
    Break(
        "no-measure",
        Column.CHANGE,
        "Actions of which nobody has said what will be measured",
        "Say what will be measured",
        health.actions_without_measure,
        _title,
        _page("measure"),
        may_manage,
    ),
    Break(
        "not-judged",
        Column.CHANGE,
        "Actions to be judged by now, with nothing measured",
        "Add a reading",
        health.actions_not_judged,
        _title,
        _page("reading-new"),
        may_update,
    ),
    Break(
        "no-evidence",
        Column.CHANGE,
        "Delivered actions without evidence of a difference",
        "Add evidence",
        health.actions_without_evidence,
        _title,
        _page("evidence-new"),
        may_update,
    ),
)
