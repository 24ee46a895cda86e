"""Where the pages of audits stand: one file for each kind of audit, in the order in which addresses are tried."""

from django.urls import register_converter

from escp.partnership.converters import AnyReference


class AuditReference(AnyReference):
    regex = r"(?:AUD|aud)-[0-9]{4}-[0-9]{2,}"


register_converter(AuditReference, "audit")

from audits.urls import multi_agency  # noqa: E402 - its addresses use the converter

app_name = "audits"
urlpatterns = [*multi_agency.urlpatterns]
