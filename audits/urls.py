from django.urls import path, register_converter

from audits.views import multi_agency, programme
from escp.partnership.converters import AnyReference


class AuditReference(AnyReference):
    regex = r"(?:AUD|aud)-[0-9]{4}-[0-9]{2,}"


register_converter(AuditReference, "audit")

app_name = "audits"
urlpatterns = [
    path("audits/", multi_agency.audits, name="audits"),
    path("audits/new/", multi_agency.new, name="audit-new"),
    path("audits/programme/", programme.programme, name="programme"),
    path("audits/programme/agree/", programme.agree, name="programme-agree"),
    path("audits/<audit:reference>/", multi_agency.audit, name="audit"),
    path("audits/<audit:reference>/change/", multi_agency.change, name="audit-change"),
]
