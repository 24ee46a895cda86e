from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from escp.returns import kinds
        from reviews.asking import INFORMATION

        if INFORMATION.key not in kinds.KINDS:
            kinds.register(INFORMATION)
