from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        """Say on which records documents stand, and what agencies are asked about."""
        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.documents.registry import DocumentsOn, register
        from escp.returns import kinds
        from reviews import queries
        from reviews.asking import INFORMATION
        from reviews.models import LocalReview, RapidReview, SeriousIncident

        if INFORMATION.key not in kinds.KINDS:
            kinds.register(INFORMATION)
        consider, run = has(Permission.CONSIDER_INCIDENTS), has(Permission.RUN_REVIEWS)
        register(DocumentsOn(SeriousIncident, queries.incidents_for, consider, case="case"))
        register(DocumentsOn(RapidReview, queries.rapid_reviews_for, run, case="case"))
        register(DocumentsOn(LocalReview, queries.local_reviews_for, run, case="case"))
