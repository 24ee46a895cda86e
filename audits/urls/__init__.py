"""Where the pages of audits stand: one file for each kind of audit, in the order in which addresses are tried."""

from django.urls import register_converter

from escp.partnership.converters import AnyReference


class AuditReference(AnyReference):
    regex = r"(?:AUD|aud)-[0-9]{4}-[0-9]{2,}"


class CycleReference(AnyReference):
    regex = r"(?:S11|SCH|s11|sch)-[0-9]{4}-[0-9]{2,}"


class SingleAuditReference(AnyReference):
    regex = r"(?:SAA|saa)-[0-9]{4}-[0-9]{2,}"


class SingleYearReference(AnyReference):
    regex = r"(?:SAY|say)-[0-9]{4}"


register_converter(AuditReference, "audit")
register_converter(CycleReference, "cycle")
register_converter(SingleAuditReference, "single_audit")
register_converter(SingleYearReference, "single_year")

from audits.urls import audit_tools, multi_agency, readiness, section_11, single_agency  # noqa: E402 - their addresses use the converters

app_name = "audits"
urlpatterns = [
    *multi_agency.urlpatterns,
    *audit_tools.urlpatterns,
    *section_11.urlpatterns,
    *single_agency.urlpatterns,
    *readiness.urlpatterns,
]
