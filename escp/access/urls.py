"""Only the doors that are needed. There is no sign-up: an administrator opens accounts."""

from allauth.account import views as allauth_account
from django.urls import path, re_path

from escp.access.views import account, sign_in

urlpatterns = [
    path("", account.account, name="account"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/code/", sign_in.enter_code, name="mfa_authenticate"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("password/change/", allauth_account.password_change, name="account_change_password"),
    path("password/reset/", allauth_account.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
