"""Who is signed in, at every request."""

from allauth.account.auth_backends import AuthenticationBackend

from escp.partnership.models import Person
from escp.partnership.queries import person_signed_in


class PersonBackend(AuthenticationBackend):
    """Signs people in by their address, and loads who is signed in with the memberships held now, in one query."""

    def get_user(self, user_id: int) -> Person | None:
        return person_signed_in(user_id)
