"""The list of tasks, and the page of one, as they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from home.help.contents import Part, Task, by_part
from home.help.words import page_of


@dataclass(frozen=True)
class Listed:
    """One task on a list: what it is called, and where its page is."""

    title: str
    url: str


def listed(chosen: Callable[[Task], bool]) -> list[tuple[str, list[Listed]]]:
    """Return the chosen tasks under the parts of the work."""
    return [(part.label, [_listed(task) for task in tasks]) for part, tasks in by_part(chosen)]


def page_of_task(task: Task) -> dict[str, Any]:
    """Return the words of a task, with the other tasks of the same part of the work."""
    page = page_of(task.slug)
    beside = dict(by_part(lambda other: other != task)).get(task.part, [])
    return {
        "title": page.title,
        "body": page.body,
        "part": Part(task.part).label,
        "beside": [_listed(other) for other in beside],
    }


def _listed(task: Task) -> Listed:
    return Listed(page_of(task.slug).title, reverse("home:help-task", args=[task.slug]))
