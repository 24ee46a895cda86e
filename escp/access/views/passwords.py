"""A password forgotten, or changed."""

from typing import Any

from allauth.account import views as account
from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from kombu.exceptions import OperationalError

from escp.access.tasks import send_password_reset


class ForgottenPasswordView(account.PasswordResetView):
    """Takes any address and answers every one alike: what it sets going happens elsewhere."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        too_often: HttpResponse | None = ratelimit.consume_or_429(self.request, action="reset_password", key=email)
        if too_often:
            return too_often
        try:
            send_password_reset.delay(email)
        except OperationalError:
            # The queue is away; a letter sent slowly is better than none.
            send_password_reset(email)
        return redirect("account_reset_password_done")


class ChangePasswordView(account.PasswordChangeView):
    """Changes the password. Every other session of the person ends with it."""

    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, "Your password is changed. Sessions on other devices have ended.")
        return response


forgotten = ForgottenPasswordView.as_view()
forgotten_done = account.password_reset_done
choose = account.password_reset_from_key
chosen = account.password_reset_from_key_done
change = ChangePasswordView.as_view()
