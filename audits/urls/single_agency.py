"""The register of single-agency audits, their years, and what was looked at already."""

from django.urls import path

from audits.views import single_agency, single_years

AT = "audits/single-agency"
YEAR = f"{AT}/years/<single_year:reference>"
urlpatterns = [
    path("audits/looked-at/", single_agency.looked_at, name="looked-at"),
    path(f"{AT}/", single_agency.register, name="single-agency-audits"),
    path(f"{AT}/new/", single_agency.new, name="single-agency-audit-new"),
    path(f"{AT}/years/", single_years.years, name="single-agency-years"),
    path(f"{AT}/years/new/", single_years.new, name="single-agency-year-new"),
    path(f"{YEAR}/", single_years.year, name="single-agency-year"),
    path(f"{YEAR}/change/", single_years.change, name="single-agency-year-change"),
    path(f"{YEAR}/days/<slug:key>/", single_years.move_day, name="single-agency-day"),
    path(f"{YEAR}/notes/", single_years.notes, name="single-agency-notes"),
    path(f"{YEAR}/pack/", single_years.pack, name="march-pack"),
    path(f"{YEAR}/steps/<int:number>/", single_years.step, name="single-agency-step"),
    path(f"{AT}/<single_audit:reference>/", single_agency.audit, name="single-agency-audit"),
    path(f"{AT}/<single_audit:reference>/change/", single_agency.change, name="single-agency-audit-change"),
]
