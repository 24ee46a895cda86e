"""Figures that agencies are asked for: the list, and asking for those of a quarter in one step."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from intelligence.asked import services
from intelligence.asked.asking import FIGURES
from intelligence.asked.forms import AskFiguresForm
from intelligence.asked.presenters import asked_of_nobody, quarters, still_to_ask, whom_of
from intelligence.asked.queries import asked_figures_for, to_ask
from intelligence.asked.tables import AskedFigureFilter, AskedFigureTable


@require_safe
@needs(Permission.KEEP_INTELLIGENCE)
def asked_figures(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=asked_figures_for(request.user),
        filterset_class=AskedFigureFilter,
        table_class=AskedFigureTable,
        title="Figures from agencies",
        template="intelligence/asked/asked_figures.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What agencies are asked for appears here.",
        context={"still_to_ask": still_to_ask()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.KEEP_INTELLIGENCE)
def ask(request: HttpRequest, quarter: str) -> HttpResponse:
    """Ask every agency for its figures of a quarter that are not here and not asked for yet."""
    period = quarters().get(quarter)
    if period is None:
        raise Http404
    back = reverse("intelligence:asked-figures")

    def save(form: Any) -> tuple[str, str]:
        made = services.ask_for_figures(by=request.user, kind=FIGURES, quarter=period, **form.cleaned_data)
        number = f"{len(made)} {'agency is' if len(made) == 1 else 'agencies are'}"
        return back, f"{number} asked for the figures of {period.name}."

    return form_page(
        request,
        AskFiguresForm,
        title=f"Ask for the figures of {period.name}",
        save=save,
        template="intelligence/asked/ask.html",
        form_kwargs={"quarter": period},
        context={"whom": whom_of(to_ask(period)), "nobody": asked_of_nobody()},
        submit_label="Ask them",
        back=back,
    )
