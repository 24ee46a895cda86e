"""Your reminders: on which days the digest comes, when the last was sent, and who stands in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.deadlines import queries, services
from escp.deadlines.forms.reminders import DigestDaysForm
from escp.deadlines.presenters.reminders import reminders_page
from escp.ui.flow import form_page


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    def save(form: DigestDaysForm) -> tuple[str, str]:
        days = services.choose_digest_days(by=request.user, weekdays=form.cleaned_data["weekdays"])
        said = "Your digest will come on the days you chose." if days else "You will get no digest."
        return reverse("deadlines:reminders"), said

    return form_page(
        request,
        DigestDaysForm,
        title="Your reminders",
        template="deadlines/reminders.html",
        save=save,
        initial={"weekdays": queries.digest_days_of(request.user)},
        submit_label="Save the days",
        context=reminders_page(request.user),
    )
