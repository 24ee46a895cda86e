"""Where the pages of audits stand: one file for each kind of audit, in the order in which addresses are tried."""

from django.urls import register_converter

from escp.partnership.converters import AnyReference


class AuditReference(AnyReference):
    regex = r"(?:AUD|aud)-[0-9]{4}-[0-9]{2,}"


class CycleReference(AnyReference):
    regex = r"(?:S11|SCH|s11|sch)-[0-9]{4}-[0-9]{2,}"


register_converter(AuditReference, "audit")
register_converter(CycleReference, "cycle")

from audits.urls import multi_agency, section_11  # noqa: E402 - their addresses use the converters

app_name = "audits"
urlpatterns = [*multi_agency.urlpatterns, *section_11.urlpatterns]
