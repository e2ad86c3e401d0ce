"""django-allauth's forms in the words of an office."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = Promise | str


class Relabelled:
    """Give the library's fields our labels and help, and take its placeholders away."""

    labels: ClassVar[dict[str, Text]] = {}
    helps: ClassVar[dict[str, Text]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Relabelled, LoginForm):
    """Sign in."""

    labels: ClassVar = {
        "login": _("Tên đăng nhập"),
        "password": _("Mật khẩu"),
        "remember": _("Duy trì đăng nhập trên máy này"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}


def _rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())


class ChangePassword(Relabelled, ChangePasswordForm):
    """Choose a new password."""

    labels: ClassVar = {
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _rules()

    def clean(self) -> Any:
        """Say in our words that the two new passwords differ."""
        cleaned = super().clean()
        if self.has_error("password2"):
            del self.errors["password2"]
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return cleaned


class Reauthenticate(Relabelled, ReauthenticateForm):
    """Confirm by password."""

    labels: ClassVar = {"password": _("Mật khẩu")}


class SecondFactor(Relabelled, AuthenticateForm):
    """The second step of signing in."""

    labels: ClassVar = {"code": _("Mã xác thực")}
    helps: ClassVar = {"code": _("Mã sáu số của ứng dụng xác thực, hoặc một mã khôi phục.")}


class ReauthenticateByCode(Relabelled, ReauthenticateCodeForm):
    """Confirm by code."""

    labels: ClassVar = {"code": _("Mã xác thực")}
    helps: ClassVar = {"code": _("Mã sáu số của ứng dụng xác thực, hoặc một mã khôi phục.")}


class ActivateApp(Relabelled, ActivateTOTPForm):
    """Bind an authenticator app."""

    labels: ClassVar = {"code": _("Mã sáu số ứng dụng vừa hiện")}


class AddKey(Relabelled, AddWebAuthnForm):
    """Add a passkey or a security key."""

    labels: ClassVar = {"name": _("Tên khóa"), "passwordless": _("Dùng để đăng nhập không cần mật khẩu")}
    helps: ClassVar = {
        "name": _("Để sau này nhận ra khóa nào, ví dụ “Điện thoại của tôi”."),
        "passwordless": _("Thiết bị sẽ hỏi vân tay, khuôn mặt hoặc mã PIN."),
    }


class EditKey(Relabelled, EditWebAuthnForm):
    """Rename a key."""

    labels: ClassVar = {"name": _("Tên khóa")}
