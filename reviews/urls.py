from django.urls import path, register_converter

from escp.partnership.converters import AnyReference
from reviews.views import (
    cases,
    chronology,
    chronology_files,
    immediate_actions,
    incident_details,
    incidents,
    lists,
    local_reviews,
    national_reviews,
    parallel,
    rapid_reviews,
    redacting,
    reports,
    timeline,
)


class IncidentReference(AnyReference):
    regex = r"(?:SI|si)-[A-Za-z0-9]{5}"


class RapidReviewReference(AnyReference):
    regex = r"(?:RR|rr)-[A-Za-z0-9]{5}"


class LocalReviewReference(AnyReference):
    regex = r"(?:LCSPR|lcspr)-[A-Za-z0-9]{5}"


class NationalReviewReference(AnyReference):
    regex = r"(?:NR|nr)-[0-9]{4}-[0-9]{3,}"


register_converter(NationalReviewReference, "national_review")
register_converter(IncidentReference, "incident")
register_converter(RapidReviewReference, "rapid_review")
register_converter(LocalReviewReference, "local_review")

app_name = "reviews"
urlpatterns = [
    path("", lists.reviews, name="reviews"),
    path("new/", incidents.new, name="incident-new"),
    path("national/new/", national_reviews.new, name="national-review-new"),
    path("<national_review:reference>/", national_reviews.national_review, name="national-review"),
    path("<national_review:reference>/change/", national_reviews.change, name="national-review-change"),
    path("<national_review:reference>/panel/", national_reviews.panel, name="national-review-panel"),
    path("<national_review:reference>/report/", national_reviews.report, name="national-review-report"),
    path("<incident:reference>/", incidents.incident, name="incident"),
    path("<incident:reference>/change/", incidents.change, name="incident-change"),
    path("<incident:reference>/criteria/", incidents.criteria, name="incident-criteria"),
    path("<incident:reference>/views/", incidents.partner_view, name="incident-view"),
    path("<incident:reference>/partners/", incidents.partners_told, name="incident-partners"),
    path("considered/", incident_details.considered, name="incidents-considered"),
    path("<incident:reference>/details/<slug:part>/", incident_details.details, name="incident-details"),
    path("<incident:reference>/children/new/", incident_details.another_child, name="incident-child-new"),
    path("<incident:reference>/children/<int:child>/<slug:part>/", incident_details.child, name="incident-child"),
    path("<incident:reference>/areas/", incident_details.other_areas, name="incident-areas"),
    path("<incident:reference>/copy/", incident_details.copy, name="incident-copy"),
    path("<incident:reference>/national-form/", incident_details.text, name="incident-national"),
    path("<incident:reference>/national-form/names/", incident_details.named_text, name="incident-national-named"),
    path("<incident:reference>/access/", cases.access, name="access"),
    path("<incident:reference>/access/conflict/", cases.conflict, name="conflict"),
    path("<incident:reference>/access/grant/", cases.grant, name="grant"),
    path("<incident:reference>/access/restrict/", cases.restrict, name="restrict"),
    path("<incident:reference>/identity/<int:child>/", cases.identity, name="identity"),
    path("<incident:reference>/identity/<int:child>/change/", cases.identity_change, name="identity-change"),
    path("timeline/<any_reference:reference>/", timeline.timeline, name="timeline"),
    path("parallel/", parallel.radar, name="parallel-radar"),
    path("<incident:reference>/parallel/", parallel.parallel, name="parallel"),
    path("<incident:reference>/parallel/answers/", parallel.answers, name="parallel-answers"),
    path("<incident:reference>/parallel/family/", parallel.family_contact, name="parallel-family"),
    path("<incident:reference>/parallel/questions/new/", parallel.question_new, name="parallel-question-new"),
    path("<incident:reference>/parallel/questions/<int:number>/", parallel.question, name="parallel-question"),
    path("<incident:reference>/parallel/holds/<int:number>/", parallel.release, name="parallel-release"),
    path("<incident:reference>/parallel/of/<slug:kind>/", parallel.process, name="parallel-process"),
    path("<incident:reference>/parallel/of/<slug:kind>/change/", parallel.process_change, name="parallel-change"),
    path("<incident:reference>/parallel/of/<slug:kind>/hold/", parallel.hold, name="parallel-hold"),
    path("<rapid_review:reference>/", rapid_reviews.rapid_review, name="rapid-review"),
    path("<rapid_review:reference>/write/<slug:part>/", rapid_reviews.write, name="rapid-review-write"),
    path("<rapid_review:reference>/decision/", rapid_reviews.decision, name="rapid-review-decision"),
    path("<rapid_review:reference>/criteria/", rapid_reviews.criteria, name="rapid-review-criteria"),
    path("<rapid_review:reference>/meeting/", rapid_reviews.meeting, name="rapid-review-meeting"),
    path("<rapid_review:reference>/known/<slug:asked>/", rapid_reviews.known, name="rapid-review-known"),
    path("<rapid_review:reference>/dissent/", rapid_reviews.dissent, name="rapid-review-dissent"),
    path("<rapid_review:reference>/seal/", rapid_reviews.seal, name="rapid-review-seal"),
    path("<rapid_review:reference>/signatures/", rapid_reviews.signature, name="rapid-review-signature"),
    path("<any_reference:reference>/report/", reports.report, name="report"),
    path(
        "<rapid_review:reference>/immediate/new/", immediate_actions.immediate_action_new, name="immediate-action-new"
    ),
    path("immediate/<int:number>/", immediate_actions.immediate_action, name="immediate-action"),
    path("<any_reference:reference>/report/redacted/", redacting.new, name="redacted-new"),
    path("redacted/<any_reference:reference>/", redacting.edition, name="redacted"),
    path("redacted/<any_reference:reference>/words/", redacting.words, name="redacted-words"),
    path("redacted/<any_reference:reference>/findings/", redacting.findings, name="redacted-findings"),
    path("<rapid_review:reference>/chronology/", chronology.chronology, name="chronology"),
    path("<rapid_review:reference>/chronology/gaps/", chronology.gap, name="chronology-gap"),
    path("<rapid_review:reference>/chronology/rows/new/", chronology.row_new, name="chronology-row-new"),
    path("<rapid_review:reference>/chronology/rows/<int:row>/", chronology.row_change, name="chronology-row"),
    path(
        "<rapid_review:reference>/chronology/rows/<int:row>/remove/",
        chronology.row_remove,
        name="chronology-row-remove",
    ),
    path(
        "<rapid_review:reference>/chronology/pairs/<int:first>/<int:second>/",
        chronology.pair,
        name="chronology-pair",
    ),
    path("<rapid_review:reference>/chronology/files/new/", chronology_files.file_new, name="chronology-file-new"),
    path("<rapid_review:reference>/chronology/files/<int:number>/", chronology_files.file, name="chronology-file"),
    path(
        "<rapid_review:reference>/chronology/files/<int:number>/back/",
        chronology_files.take_back,
        name="chronology-file-back",
    ),
    path(
        "<rapid_review:reference>/chronology/files/<int:number>/tables/<int:table>/",
        chronology_files.columns,
        name="chronology-columns",
    ),
    path(
        "<rapid_review:reference>/chronology/returns/<slug:returned>/",
        chronology_files.bring_in,
        name="chronology-return",
    ),
    path("<local_review:reference>/", local_reviews.local_review, name="local-review"),
    path("<local_review:reference>/dates/", local_reviews.dates, name="local-review-dates"),
    path("<local_review:reference>/progress/", local_reviews.progress, name="local-review-progress"),
    path("<local_review:reference>/write/<slug:part>/", local_reviews.write, name="local-review-write"),
    path("<local_review:reference>/terms/<slug:part>/", local_reviews.terms, name="local-review-terms"),
    path("<local_review:reference>/beside/<slug:kind>/new/", local_reviews.beside_new, name="local-review-beside-new"),
    path(
        "<local_review:reference>/beside/<slug:kind>/<int:number>/",
        local_reviews.beside,
        name="local-review-beside",
    ),
    path("<local_review:reference>/sign/<slug:of>/", local_reviews.sign, name="local-review-sign"),
    path("<local_review:reference>/approve/", local_reviews.approve, name="local-review-approve"),
]
