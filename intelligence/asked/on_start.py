"""What asking for figures adds when the service starts: what is asked, and what follows once it is accepted."""

from django.db.models.signals import post_save

from escp.returns import kinds
from escp.returns.models import Return
from intelligence.asked.asking import FIGURES, return_saved


def register_asked() -> None:
    """Make it known. A return that is accepted stands in the scorecard at once."""
    kinds.register(FIGURES)
    post_save.connect(return_saved, sender=Return, dispatch_uid="intelligence:figures-return")
