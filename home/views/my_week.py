"""My week: what I must do, by date; what waits for my decision; what I wait for; the cycle in one strip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.presenters import my_week_page


@require_safe
def my_week(request: HttpRequest) -> HttpResponse:
    return render(request, "home/my_week.html", my_week_page(request.user))
