from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """Say on which records documents stand, of which there are reports, and what agencies are asked about."""
        from django.db.models.signals import post_save

        from actionplans import signing
        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.documents.registry import DocumentsOn, register
        from escp.reports import kinds as papers
        from escp.returns import kinds
        from escp.returns.models import Part, Return
        from learning import gathering
        from learning.choices import Kind
        from learning.models import Activity
        from reviews import queries, receivers, reported, timeline
        from reviews.asking import AGENCY_REPORT, ASSURANCE, INFORMATION
        from reviews.gathering import NATIONAL
        from reviews.models import LocalReview, NationalReview, RapidReview, SeriousIncident
        from reviews.presenters import happenings
        from reviews.reports import local_review, rapid_review
        from reviews.reports.papers import REPORT
        from reviews.reports.redacted import REDACTED_REPORT

        for kind in (INFORMATION, AGENCY_REPORT, ASSURANCE):
            kinds.register(kind)
        gathering.register(NATIONAL)
        papers.register(REPORT)
        papers.register(REDACTED_REPORT)
        reported.register(
            reported.Reported(
                "rapid-review",
                "Rapid review",
                queries.rapid_reviews_for,
                rapid_review.pieces,
                rapid_review.people,
            )
        )
        reported.register(
            reported.Reported(
                "local-review",
                "Local review",
                queries.local_reviews_for,
                local_review.pieces,
                local_review.people,
            )
        )
        post_save.connect(receivers.return_saved, sender=Return, dispatch_uid="reviews:return")
        post_save.connect(receivers.part_saved, sender=Part, dispatch_uid="reviews:part")
        post_save.connect(receivers.activity_saved, sender=Activity, dispatch_uid="reviews:activity")
        for contribution in happenings.CONTRIBUTIONS:
            timeline.register(contribution)
        signing.register(signing.WordsOf(Kind.LOCAL_REVIEW, signed_off=queries.local_review_is_signed))
        signing.register(signing.WordsOf(Kind.NATIONAL_REVIEW, signed_off=lambda activity: True, brought_in=True))
        consider, run = has(Permission.CONSIDER_INCIDENTS), has(Permission.RUN_REVIEWS)
        register(DocumentsOn(SeriousIncident, queries.incidents_for, consider, case="case"))
        register(DocumentsOn(RapidReview, queries.rapid_reviews_for, run, case="case"))
        register(DocumentsOn(LocalReview, queries.local_reviews_for, run, case="case"))
        register(DocumentsOn(NationalReview, queries.national_reviews_for, run))
