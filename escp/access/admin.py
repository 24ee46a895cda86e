"""What administrators may do about someone's second factor: see that there is one, and remove it when it is lost."""

from allauth.account import admin as addresses  # noqa: F401  (registers what is taken back below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as factors  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest

# Addresses are kept with the person; secrets and codes are nobody's to read.
admin.site.unregister([EmailAddress, Authenticator])


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """A person whose authenticator is removed sets up a new one at the next sign-in.

    The recovery codes are removed apart, and should be: whoever has the telephone may have them too.
    """

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__full_name", "user__email"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
