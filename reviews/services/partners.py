"""Who may record something for which safeguarding partner."""

from django.core.exceptions import ValidationError

from reviews.choices import Partner


def must_be_among(partners: list[Partner], partner: str) -> None:
    """Raise ValidationError unless the partner is among those that the writer speaks for."""
    if partner not in partners:
        raise ValidationError(f"You cannot record this for {Partner(partner).label.lower()}.")
