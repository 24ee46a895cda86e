"""Only the doors that are needed. There is no sign-up: an administrator opens accounts."""

from django.urls import path, re_path

from escp.access.views import account, passwords, sign_in

# allauth looks its own pages up by these names.
urlpatterns = [
    path("", account.account, name="account"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/code/", sign_in.enter_code, name="mfa_authenticate"),
    path("login/set-up/", sign_in.set_up, name="account_set_up"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("confirm/", account.confirm, name="account_confirm"),
    path("recovery-codes/", account.recovery_codes, name="account_recovery_codes"),
    path("authenticator/", account.change_authenticator, name="account_change_authenticator"),
    path("sessions/end/", account.end_others, name="account_end_other_sessions"),
    path("password/change/", passwords.change, name="account_change_password"),
    path("password/reset/", passwords.forgotten, name="account_reset_password"),
    path("password/reset/done/", passwords.forgotten_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.choose,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", passwords.chosen, name="account_reset_password_from_key_done"),
]
