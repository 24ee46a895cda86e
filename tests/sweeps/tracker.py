"""Pages of the tracker and of many actions with as many rows as asked for."""

from django.urls import reverse

from actionplans.choices import ActionState
from actionplans.models import SavedView
from escp.imports.models import Import
from tests.factories.actionplans import ActionFactory, ActionLinkFactory
from tests.factories.tracker import a_waiting_tracker, brought_in, plain_actions


def tracker_preview(rows, person):
    """Half of the rows are known here."""
    known = [[ActionFactory().reference, "Other words", "", "", "", ""] for _ in range(rows // 2 + 1)]
    return reverse("actionplans:import", args=[a_waiting_tracker(known + plain_actions(rows), by=person).reference])


def tracker_done(rows, person):
    done = brought_in(a_waiting_tracker(plain_actions(rows), by=person))
    return reverse("actionplans:import", args=[done.reference])


def tracker_imports(rows, person):
    for _ in range(rows):
        Import.objects.create(kind="actions", about_cases=False, stored_as="0" * 40, added_by=person)
    return reverse("actionplans:imports")


def board_by_theme(rows, _):
    for _number in range(rows):
        ActionLinkFactory()
    return f"{reverse('actionplans:board')}?by=theme"


def chase(rows, _):
    chosen = [ActionFactory(state=ActionState.IN_PROGRESS).reference for _number in range(rows)]
    return f"{reverse('actionplans:chase')}?" + "&".join(f"chosen={reference}" for reference in chosen)


def views(rows, person):
    for number in range(rows):
        SavedView.objects.create(person=person, name=f"View {number}", query="")
    return reverse("actionplans:views")


TRACKER = {tracker_preview: 13, tracker_done: 6, tracker_imports: 3, board_by_theme: 4, chase: 4, views: 4}
