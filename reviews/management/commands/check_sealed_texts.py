"""Compares every rapid review that is signed off with the text that its partners signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.choices import ReviewState
from reviews.queries import sealed_reviews
from reviews.services import check_seal


class Command(BaseCommand):
    help = "Says of every sealed rapid review whether it still reads as it was signed. Fails when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = []
        checks = [(review, check_seal(review)) for review in sealed_reviews()]
        for review, check in checks:
            # A decision that is being reconsidered may differ until it is sealed again.
            if check and not check.holds and review.state != ReviewState.RECONSIDERED:
                changed.append(f"{review.reference}: {'; '.join(check.changed)}")
        if changed:
            raise CommandError("Not as signed:\n" + "\n".join(changed))
        self.stdout.write(f"{len(checks)} sealed texts are as they were signed.")
