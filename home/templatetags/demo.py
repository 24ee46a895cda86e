"""What the sign-in page of a demo installation offers."""

from django import template

from home.demo import people

register = template.Library()


@register.simple_tag
def demo_people() -> list[people.DemoPerson]:
    """Return the demo people to sign in as; none outside a demo installation."""
    return people.offered()


@register.simple_tag
def demo_password() -> str:
    """Return the password that the demo people share."""
    return people.DEMO_PASSWORD
