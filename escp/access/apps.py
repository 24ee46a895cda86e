from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may come in, and what each may do."""

    name = "escp.access"

    def ready(self) -> None:
        from django.contrib import admin

        from escp.access import checks  # noqa: F401
        from escp.access.views import sign_in

        # Django's admin has doors of its own, which know nothing of codes: they lead to ours.
        admin.site.login = sign_in.admin_sign_in  # type: ignore[method-assign]
        admin.site.logout = sign_in.sign_out  # type: ignore[assignment, method-assign]
