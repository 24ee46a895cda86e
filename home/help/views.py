"""What can be done here, task by task, and what each role is for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.roles import ROLES
from home.help.contents import TASKS
from home.help.presenters import listed, page_of_task


@require_safe
def help_and_roles(request: HttpRequest) -> HttpResponse:
    """Show the tasks of whoever asks, then all others: what colleagues do is no secret."""
    page = {
        "title": "Help and roles",
        "yours": listed(lambda task: task.is_done_by(request.user)),
        "others": listed(lambda task: not task.is_done_by(request.user)),
        "roles": ROLES.values(),
    }
    return render(request, "home/help/help.html", page)


@require_safe
def task(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((each for each in TASKS if each.slug == slug), None)
    if found is None:
        raise Http404
    return render(request, "home/help/task.html", page_of_task(found))
