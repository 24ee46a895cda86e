from django.urls import path, register_converter

from cdop.views import (
    analysis,
    deaths,
    family,
    figures,
    identity,
    imports,
    national,
    pack,
    panel,
    reporting,
    response,
)
from escp.partnership.converters import AnyReference


class DeathReference(AnyReference):
    regex = r"(?:CDR|cdr)-[A-Za-z0-9]{5}"


class LearningReference(AnyReference):
    regex = r"(?:IL|il)-[A-Za-z0-9]{5}"


class PanelReference(AnyReference):
    regex = r"(?:CDOP|cdop)-\d{4}-\d{3,}"


class ImportReference(AnyReference):
    regex = r"(?:IMP|imp)-[0-9]{4}-[0-9]{3,6}"


register_converter(DeathReference, "death")
register_converter(LearningReference, "immediate_learning")
register_converter(PanelReference, "panel")
register_converter(ImportReference, "import")

app_name = "cdop"
urlpatterns = [
    path("", deaths.deaths, name="deaths"),
    path("new/", deaths.new, name="death-new"),
    path("new/ecdop/", deaths.new_in_ecdop, name="death-new-ecdop"),
    path("scope/", deaths.scope, name="scope"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<import:reference>/", imports.imported, name="import"),
    path("imports/<import:reference>/sheet/", imports.sheet, name="import-sheet"),
    path("imports/<import:reference>/columns/", imports.columns, name="import-columns"),
    path("imports/<import:reference>/abandon/", imports.abandon, name="import-abandon"),
    path("imports/<import:reference>/undo/", imports.take_back, name="import-undo"),
    path("items/", national.items, name="items"),
    path("figures/", figures.exact, name="figures"),
    path("figures/three-years/", figures.suppressed, name="figures-suppressed"),
    path("<death:reference>/", deaths.death, name="death"),
    path("<death:reference>/about/<slug:part>/", deaths.about, name="death-about"),
    path("<death:reference>/told/", deaths.told, name="death-told"),
    path("<death:reference>/professionals/new/", deaths.professional, name="professional-new"),
    path(
        "<death:reference>/professionals/<int:number>/remove/", deaths.remove_professional, name="professional-remove"
    ),
    path("<death:reference>/forms/", reporting.forms, name="forms"),
    path("<death:reference>/forms/ask/", reporting.ask, name="forms-ask"),
    path("<death:reference>/response/", response.steps, name="response"),
    path("<death:reference>/considered/", response.considered, name="considered"),
    path("<death:reference>/carry-on/", response.carry_on, name="carry-on"),
    path("<death:reference>/meeting/", analysis.meeting, name="meeting"),
    path("<death:reference>/analysis/", analysis.analysis, name="analysis"),
    path("<death:reference>/analysis/keep/", analysis.keep, name="analysis-keep"),
    path("<death:reference>/analysis/learning/take-up/", analysis.take_up, name="analysis-take-up"),
    path("<death:reference>/analysis/recommendations/follow/", analysis.recommend, name="analysis-recommend"),
    path("<death:reference>/analysis/versions/<int:number>/", analysis.version, name="analysis-version"),
    path("<death:reference>/analysis/parts/<slug:part>/", analysis.part, name="analysis-part"),
    path("learning/<immediate_learning:reference>/", response.immediate_learning, name="immediate-learning"),
    path("learning/<immediate_learning:reference>/answer/", response.answer, name="immediate-learning-answer"),
    path("<death:reference>/family/", family.family, name="family"),
    path("<death:reference>/family/key-worker/new/", family.key_worker, name="key-worker-new"),
    path("<death:reference>/family/key-worker/<int:number>/", family.key_worker, name="key-worker"),
    path("<death:reference>/family/plan/", family.plan, name="contact-plan"),
    path("<death:reference>/family/contacts/new/", family.contact, name="family-contact-new"),
    path("<death:reference>/family/contacts/<int:number>/", family.contact, name="family-contact"),
    path("<death:reference>/family/questions/new/", family.question, name="family-question-new"),
    path("<death:reference>/family/questions/<int:number>/", family.question, name="family-question"),
    path("<death:reference>/national/new/", national.submission, name="submission-new"),
    path("<death:reference>/national/<int:number>/", national.submission, name="submission"),
    path("<death:reference>/identity/", identity.identity, name="identity"),
    path("<death:reference>/identity/change/", identity.change, name="identity-change"),
    path("panels/", panel.panels, name="panels"),
    path("panels/new/", panel.new, name="panel-new"),
    path("panels/put-on/", panel.put_on, name="panel-put-on"),
    path("panels/<panel:reference>/", panel.panel, name="panel"),
    path("panels/<panel:reference>/change/", panel.change, name="panel-change"),
    path("panels/<panel:reference>/attendance/", panel.attendance, name="panel-attendance"),
    path("panels/<panel:reference>/order/", panel.order, name="panel-order"),
    path("panels/<panel:reference>/pack/", pack.pack, name="panel-pack"),
    path("panels/<panel:reference>/<death:death>/found/", pack.found, name="panel-found"),
    path("panels/<panel:reference>/<death:death>/agree/", pack.agree, name="panel-agree"),
    path("panels/<panel:reference>/<death:death>/decide/", panel.decide, name="panel-decide"),
    path("panels/<panel:reference>/<death:death>/feedback/", panel.feedback, name="panel-feedback"),
    path("panels/<panel:reference>/<death:death>/conflict/", panel.conflict, name="panel-conflict"),
]
