"""The audit tools of a multi-agency audit, and what follows from them."""

from django.urls import path

from audits.views import audit_tools, lines, moderation, reports, voices

urlpatterns = [
    path("audits/<audit:reference>/tools/", audit_tools.tools, name="tools"),
    path("audits/<audit:reference>/flags/<int:number>/", audit_tools.flag, name="flag"),
    path("audits/<audit:reference>/flags/<int:number>/resolved/", audit_tools.flag_resolved, name="flag-resolved"),
    path("audits/<audit:reference>/moderation/", moderation.moderation, name="moderation"),
    path("audits/<audit:reference>/moderation/<int:number>/", moderation.moderate, name="case-moderate"),
    path("audits/<audit:reference>/moderation/<int:number>/read/", moderation.read, name="case-read"),
    path("audits/<audit:reference>/grades/<int:number>/change/", moderation.change, name="grade-change"),
    path("audits/<audit:reference>/voices/", voices.voices, name="voices"),
    path("audits/<audit:reference>/lines/", lines.lines, name="lines"),
    path("audits/<audit:reference>/headings/<slug:heading>/finding/", lines.heading_finding, name="heading-finding"),
    path(
        "audits/<audit:reference>/lines/<int:number>/<slug:question>/finding/", lines.line_finding, name="line-finding"
    ),
    path("audits/<audit:reference>/lines/<int:number>/<slug:question>/action/", lines.line_action, name="line-action"),
    path("audits/<audit:reference>/report/", reports.report, name="report"),
    path("audits/<audit:reference>/voices/new/", voices.new, name="voice-new"),
    path("audits/<audit:reference>/voices/<int:number>/", voices.voice, name="voice"),
]
