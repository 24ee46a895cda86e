"""What is asked at the door. These forms stand beneath the design system's own and speak for themselves."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from django import forms
from django.contrib.auth import password_validation

from escp.access import second_factor
from escp.access.adapters import WRONG_CODE, Guess

LONGEST_PASSWORD = 200
LONGEST_CODE = 40
HOW_TO_CHOOSE = "At least 12 characters. Three or four words that do not belong together are good."


def email_field() -> forms.EmailField:
    """Ask for an address."""
    how = "Enter an e-mail address in the correct form, like name@example.org"
    return forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter your e-mail address", "invalid": how, "max_length": how},
    )


def password_field(label: str, autocomplete: str = "current-password", hint: str = "") -> forms.CharField:
    """Ask for a password, current or new."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": f"Enter {label[0].lower()}{label[1:]}",
            "max_length": f"{label} must be {LONGEST_PASSWORD} characters or fewer",
        },
    )


def code_field(hint: str) -> forms.CharField:
    """Ask for a code."""
    return forms.CharField(
        label="Code",
        help_text=hint,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code", "max_length": WRONG_CODE},
    )


class Plain:
    """Labels without colons, and no bubbles of the browser's own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        # The server says what is wrong; a browser would cut a pasted text short without a word.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)


class SignInForm(Plain, account.LoginForm):
    """The address and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"login": email_field(), "password": password_field("Your password")}
        self.fields["password"].label = "Password"


class CodeForm(Plain, AuthenticateForm):
    """The second factor at sign-in, and again before grave acts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field("Six digits from your authenticator application, or a recovery code.")

    def clean_code(self) -> str:
        guess = Guess(context.request, f"code:{self.user.pk}")
        self.authenticator = second_factor.accept(self.user, self.cleaned_data["code"])
        if self.authenticator is None:
            raise forms.ValidationError(WRONG_CODE)
        guess.was_right()
        self.authenticator.user = self.user
        return str(self.cleaned_data["code"])

    def save(self) -> None:
        post_authentication(context.request, self.authenticator)
        second_factor.mark(context.request.session, self.user)


class SetUpForm(Plain, forms.Form):
    """The first code from a new authenticator, to show that it works. `step` is then the time step it belongs to."""

    code = code_field("Six digits.")

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret, self.step = secret, -1

    def clean_code(self) -> str:
        step = second_factor.step_of(self.secret, self.cleaned_data["code"])
        if step is None:
            raise forms.ValidationError(
                "The code is not right. Check that your telephone’s clock is right, and enter the code it shows now"
            )
        self.step = step
        return str(self.cleaned_data["code"])


class ForgottenPasswordForm(Plain, forms.Form):
    """The address to which a link may be sent. Nothing is looked up here: no answer, and no time taken, tells."""

    email = email_field()


class _NewPassword(Plain):
    """A new password, typed twice."""

    def _ask_for_new(self) -> None:
        self.fields["password1"] = password_field("New password", "new-password", HOW_TO_CHOOSE)
        self.fields["password2"] = password_field("New password again", "new-password")

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "password1" in typed and "password2" in typed and typed["password1"] != typed["password2"]:
            self.add_error("password2", "Both new passwords must be the same")
        return typed


class ChosenPasswordForm(_NewPassword, account.ResetPasswordKeyForm):
    """A new password, by the link from an e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_for_new()


class ChangedPasswordForm(_NewPassword, account.ChangePasswordForm):
    """A new password, by someone who knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"oldpassword": password_field("Your current password")}
        self._ask_for_new()
