"""The weekly mail of an agency's door: on which day it comes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.returns.forms.weekly import NONE, WeekdayForm
from escp.returns.queries.weekly import weekday_of
from escp.returns.services.weekly import choose_weekday
from escp.ui.flow import form_page


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ANSWER_FOR_AGENCY)
def weekly(request: HttpRequest) -> HttpResponse:
    """Choose the day, or none."""

    def save(form: WeekdayForm) -> tuple[str, str]:
        weekday = choose_weekday(by=request.user, weekday=form.cleaned_data["weekday"])
        said = "You will get no weekly e-mail." if weekday is None else "Your weekly e-mail will come on that day."
        return reverse("deadlines:reminders"), said

    weekday = weekday_of(request.user)
    return form_page(
        request,
        WeekdayForm,
        title="What is asked of your agency, once a week",
        save=save,
        initial={"weekday": NONE if weekday is None else str(weekday)},
        back=reverse("deadlines:reminders"),
        submit_label="Save the day",
    )
