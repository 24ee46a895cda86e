from django.urls import include, path, register_converter

from escp.documents import urls as documents  # noqa: F401 its converters
from escp.partnership.converters import AnyReference
from escp.returns.views import (
    answering,
    as_before,
    asking,
    building,
    chasing,
    copies,
    files,
    handing,
    links,
    offline,
    passing,
    questionnaires,
    requests,
    unit,
    weekly,
)


class RequestReference(AnyReference):
    regex = r"(?:REQ|req)-[0-9]{4}-[0-9]{3,6}"


class ReturnReference(AnyReference):
    regex = r"(?:RTN|rtn)-[0-9]{4}-[0-9]{3,6}"


register_converter(RequestReference, "asked_request")
register_converter(ReturnReference, "asked_return")

app_name = "returns"
version_patterns = [
    path("", questionnaires.version, name="version"),
    path("preview/", questionnaires.preview, name="preview"),
    path("export/", questionnaires.export, name="version-export"),
    path("since/<int:earlier>/", questionnaires.since, name="version-since"),
    path("copy/", questionnaires.copy, name="version-copy"),
    path("publish/", questionnaires.publish, name="version-publish"),
    path("discard/", questionnaires.discard, name="version-discard"),
    path("sections/add/", building.add_section, name="section-add"),
    path("sections/<slug:part>/change/", building.change_section, name="section-change"),
    path("sections/<slug:part>/add/", building.choose_kind, name="question-kind"),
    path("sections/<slug:part>/add/<slug:kind>/", building.add_question, name="question-add"),
    path("questions/<slug:part>/change/", building.change_question, name="question-change"),
    path("questions/<slug:part>/shown/", building.depends, name="question-shown"),
    path("questions/<slug:part>/shown/<slug:on>/", building.answers, name="question-answers"),
    path("parts/<slug:part>/move/", building.move, name="part-move"),
    path("parts/<slug:part>/remove/", building.remove, name="part-remove"),
]
urlpatterns = [
    path("", answering.door, name="door"),
    path("weekly/", weekly.weekly, name="weekly"),
    path("ask/", asking.ask, name="ask"),
    path("ask/check/", asking.check, name="ask-check"),
    path("requests/", requests.requests, name="requests"),
    path("matrix/", requests.replies, name="matrix"),
    path("<asked_request:reference>/", requests.asked_request, name="request"),
    path("<asked_request:reference>/answers/", requests.answers, name="answers"),
    path("<asked_request:reference>/also/", asking.also, name="ask-also"),
    path("<asked_request:reference>/chase/", chasing.chase, name="chase"),
    path("<asked_request:reference>/chase/check/", chasing.check, name="chase-check"),
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="questionnaire-new"),
    path("questionnaires/import/", questionnaires.bring_in, name="questionnaire-import"),
    path("questionnaires/<slug:key>/", questionnaires.questionnaire, name="questionnaire"),
    path("questionnaires/<slug:key>/change/", questionnaires.change, name="questionnaire-change"),
    path("questionnaires/<slug:key>/<int:number>/", include(version_patterns)),
    path("by-link/<str:token>/", links.arrive, name="link"),
    path("by-link/<str:token>/send/", links.send_code, name="send-code"),
    path("by-link/<str:token>/code/", links.code, name="code"),
    path("<asked_return:reference>/", answering.asked_return, name="return"),
    path("<asked_return:reference>/open/", answering.opened, name="open"),
    path("<asked_return:reference>/check/", answering.check, name="check"),
    path("<asked_return:reference>/nothing/", answering.nothing_to_tell, name="nothing"),
    path("<asked_return:reference>/copy/", copies.copy, name="copy"),
    path("<asked_return:reference>/copy/made/", copies.copy_by_link, name="copy-by-link"),
    path("<asked_return:reference>/copy/file/", copies.copy_by_link_file, name="copy-by-link-file"),
    path("<asked_return:reference>/offline/", offline.offline, name="offline"),
    path("<asked_return:reference>/offline/copy/", offline.copy, name="offline-copy"),
    path("<asked_return:reference>/as-before/", as_before.whole, name="as-before"),
    path("<asked_return:reference>/hand-over/", handing.whole, name="hand-over"),
    path("<asked_return:reference>/take-back/", handing.take_back, name="take-back"),
    path("<asked_return:reference>/unit/recipient/", unit.recipient, name="recipient"),
    path("<asked_return:reference>/pass-on/", passing.pass_on, name="pass-on"),
    path("<asked_return:reference>/unit/passing/", passing.answer, name="passing"),
    path("<asked_return:reference>/unit/date/", unit.another_date, name="another-date"),
    path("<asked_return:reference>/unit/link/", unit.link, name="end-link"),
    path("<asked_return:reference>/unit/fields/", unit.fields, name="unit-fields"),
    path("<asked_return:reference>/files/<document_reference:document>", files.file, name="file"),
    path("<asked_return:reference>/<slug:key>/", answering.section, name="section"),
    path("<asked_return:reference>/<slug:key>/autosave/", answering.autosave, name="autosave"),
    path("<asked_return:reference>/<slug:key>/hand/", handing.section, name="hand-section"),
    path("<asked_return:reference>/<slug:key>/take-back/", handing.take_section_back, name="take-section-back"),
]
