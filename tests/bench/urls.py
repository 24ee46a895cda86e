"""The service’s addresses, and two bare pages that are the least a page can cost."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.generic import ListView

from escp.deadlines.models import Deadline
from escp.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

EMPTY = "<!doctype html><title>Empty</title><p>{{ request.user.full_name }}</p>"
LIST = """<!doctype html><title>List</title><table>{% for row in object_list %}
<tr><td>{{ row.reference }}</td><td>{{ row.label }}</td><td>{{ row.due_on }}</td><td>{{ row.owed_person.full_name }}</td></tr>
{% endfor %}</table>{{ page_obj.number }} of {{ page_obj.paginator.num_pages }}"""  # noqa: E501


def empty(request: HttpRequest) -> HttpResponse:
    """B0: an empty page for somebody who has signed in."""
    return HttpResponse(engines["django"].from_string(EMPTY).render({}, request))


class PlainList(ListView):
    """B1: 25 rows with one foreign key."""

    queryset = Deadline.objects.select_related("owed_person").order_by("pk")
    paginate_by = 25

    def render_to_response(self, context: dict, **kwargs: object) -> HttpResponse:
        return HttpResponse(engines["django"].from_string(LIST).render(context, self.request))


urlpatterns = [*urlpatterns, path("bench/empty/", empty), path("bench/list/", PlainList.as_view())]
