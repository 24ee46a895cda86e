from django.urls import path, register_converter

from escp.partnership.converters import AnyReference
from escp.returns.views import answering, asking, chasing, links, requests, unit


class RequestReference(AnyReference):
    regex = r"(?:REQ|req)-[0-9]{4}-[0-9]{3,6}"


class ReturnReference(AnyReference):
    regex = r"(?:RTN|rtn)-[0-9]{4}-[0-9]{3,6}"


register_converter(RequestReference, "asked_request")
register_converter(ReturnReference, "asked_return")

app_name = "returns"
urlpatterns = [
    path("", answering.door, name="door"),
    path("ask/", asking.ask, name="ask"),
    path("ask/check/", asking.check, name="ask-check"),
    path("requests/", requests.requests, name="requests"),
    path("matrix/", requests.replies, name="matrix"),
    path("<asked_request:reference>/", requests.asked_request, name="request"),
    path("<asked_request:reference>/answers/", requests.answers, name="answers"),
    path("<asked_request:reference>/also/", asking.also, name="ask-also"),
    path("<asked_request:reference>/chase/", chasing.chase, name="chase"),
    path("<asked_request:reference>/chase/check/", chasing.check, name="chase-check"),
    path("by-link/<str:token>/", links.arrive, name="link"),
    path("by-link/<str:token>/send/", links.send_code, name="send-code"),
    path("by-link/<str:token>/code/", links.code, name="code"),
    path("<asked_return:reference>/", answering.asked_return, name="return"),
    path("<asked_return:reference>/open/", answering.opened, name="open"),
    path("<asked_return:reference>/check/", answering.check, name="check"),
    path("<asked_return:reference>/nothing/", answering.nothing_to_tell, name="nothing"),
    path("<asked_return:reference>/unit/recipient/", unit.recipient, name="recipient"),
    path("<asked_return:reference>/unit/date/", unit.another_date, name="another-date"),
    path("<asked_return:reference>/unit/link/", unit.link, name="end-link"),
    path("<asked_return:reference>/unit/fields/", unit.fields, name="unit-fields"),
    path("<asked_return:reference>/<slug:key>/", answering.section, name="section"),
    path("<asked_return:reference>/<slug:key>/autosave/", answering.autosave, name="autosave"),
]
