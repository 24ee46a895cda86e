"""The year's programme of audits, and each multi-agency audit from proposal to cases."""

from django.urls import path

from audits.views import audit_cases, audit_terms, multi_agency, programme

urlpatterns = [
    path("audits/", multi_agency.audits, name="audits"),
    path("audits/new/", multi_agency.new, name="audit-new"),
    path("audits/programme/", programme.programme, name="programme"),
    path("audits/programme/agree/", programme.agree, name="programme-agree"),
    path("audits/methods/", audit_terms.methods, name="methods"),
    path("audits/methods/new/", audit_terms.method_new, name="method-new"),
    path("audits/methods/<slug:key>/", audit_terms.method, name="method"),
    path("audits/<audit:reference>/terms/", audit_terms.terms, name="terms"),
    path("audits/<audit:reference>/terms/approve/", audit_terms.approve, name="terms-approve"),
    path("audits/<audit:reference>/terms/<slug:part>/", audit_terms.write, name="terms-write"),
    path("audits/<audit:reference>/agencies/new/", audit_terms.agency_new, name="agency-new"),
    path("audits/<audit:reference>/agencies/<int:number>/", audit_terms.agency, name="agency"),
    path("audits/<audit:reference>/agencies/<int:number>/remove/", audit_terms.agency_remove, name="agency-remove"),
    path("audits/<audit:reference>/cases/", audit_cases.cases, name="cases"),
    path("audits/<audit:reference>/cases/new/", audit_cases.add, name="cases-add"),
    path("audits/<audit:reference>/cases/file/", audit_cases.add_file, name="cases-file"),
    path("audits/<audit:reference>/cases/fill/", audit_cases.fill, name="cases-fill"),
    path("audits/<audit:reference>/cases/<int:number>/", audit_cases.case, name="case"),
    path("audits/<audit:reference>/cases/<int:number>/remove/", audit_cases.remove, name="case-remove"),
    path("audits/<audit:reference>/cases/<int:number>/exclude/", audit_cases.exclude, name="case-exclude"),
    path("audits/<audit:reference>/", multi_agency.audit, name="audit"),
    path("audits/<audit:reference>/change/", multi_agency.change, name="audit-change"),
]
