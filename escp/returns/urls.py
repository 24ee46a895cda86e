from django.urls import path, register_converter

from escp.partnership.converters import AnyReference
from escp.returns.views import answering, links


class RequestReference(AnyReference):
    regex = r"(?:REQ|req)-[0-9]{4}-[0-9]{3,6}"


class ReturnReference(AnyReference):
    regex = r"(?:RTN|rtn)-[0-9]{4}-[0-9]{3,6}"


register_converter(RequestReference, "asked_request")
register_converter(ReturnReference, "asked_return")

app_name = "returns"
urlpatterns = [
    path("", answering.door, name="door"),
    path("by-link/<str:token>/", links.arrive, name="link"),
    path("by-link/<str:token>/send/", links.send_code, name="send-code"),
    path("by-link/<str:token>/code/", links.code, name="code"),
    path("<asked_return:reference>/", answering.asked_return, name="return"),
    path("<asked_return:reference>/open/", answering.opened, name="open"),
    path("<asked_return:reference>/check/", answering.check, name="check"),
    path("<asked_return:reference>/nothing/", answering.nothing_to_tell, name="nothing"),
    path("<asked_return:reference>/<slug:key>/", answering.section, name="section"),
    path("<asked_return:reference>/<slug:key>/autosave/", answering.autosave, name="autosave"),
]
