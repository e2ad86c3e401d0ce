"""What a password must be (rules.md § 5: eight characters or more, four classes), and one-time passwords."""

import secrets
import string

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from giaoban.kernel.errors import Invalid
from giaoban.people.models import User

_SIGNS = "@#%+=?!"
# Read over a telephone and typed by hand: no letters that look alike.
_LOWER = "".join(c for c in string.ascii_lowercase if c not in "lo")
_UPPER = "".join(c for c in string.ascii_uppercase if c not in "IO")
_DIGITS = "23456789"


class FourClasses:
    """A password has lower case, upper case, a digit and a sign."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ValidationError naming every class that is missing."""
        missing = [
            name
            for name, there in (
                (_("chữ thường"), any(c.islower() for c in password)),
                (_("chữ hoa"), any(c.isupper() for c in password)),
                (_("chữ số"), any(c.isdigit() for c in password)),
                (_("ký hiệu (ví dụ @ # !)"), any(not c.isalnum() and not c.isspace() for c in password)),
            )
            if not there
        ]
        if missing:
            raise ValidationError(_("Mật khẩu còn thiếu: {classes}.").format(classes=", ".join(missing)), "classes")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Có chữ thường, chữ hoa, chữ số và ký hiệu.")


class LongEnough:
    """A password has eight characters or more."""

    def __init__(self, min_length: int = 8) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ValidationError for a short password."""
        if len(password) < self.min_length:
            raise ValidationError(_("Mật khẩu cần ít nhất {count} ký tự.").format(count=self.min_length), "short")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Ít nhất {count} ký tự.").format(count=self.min_length)


class NotTheOldOne:
    """A new password differs from the one before: a forced change must change something."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for the password in use."""
        if user is not None and user.password and user.has_usable_password() and user.check_password(password):
            raise ValidationError(_("Mật khẩu mới phải khác mật khẩu đang dùng."), "same")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Khác mật khẩu đang dùng.")


class NotTheName(UserAttributeSimilarityValidator):
    """A password does not look like the person's own name or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "folded_name", "email"))

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that is the name."""
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(_("Mật khẩu quá giống tên hoặc địa chỉ thư."), "similar") from error

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Không giống tên đăng nhập, họ tên.")


class NotCommon(CommonPasswordValidator):
    """A password is not one that everybody tries first."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password of the list."""
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(_("Mật khẩu này quá phổ biến."), "common") from error

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("Không dùng mật khẩu phổ biến.")


def one_time() -> str:
    """Return a fresh password that can be read out and typed: three groups of four."""
    chars = [secrets.choice(_LOWER) for _ in range(6)] + [secrets.choice(_UPPER) for _ in range(2)]
    chars += [secrets.choice(_DIGITS) for _ in range(3)] + [secrets.choice(_SIGNS)]
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)


def check(password: str, user: User) -> None:
    """Raise Invalid with every reason why the password is too weak for that person."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        why = " ".join(str(message) for message in error.messages)
        raise Invalid("people.weak_password", why=why, fields={"password": "people.weak_password"}) from error
