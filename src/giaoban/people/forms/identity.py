"""Forms of agency accounts: which claim means what, which word means which unit or position."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.people.forms.fields import PositionField, UnitField
from giaoban.people.models import IdentityRules


class RulesForm(forms.Form):
    """The rules of one source."""

    match = forms.ChoiceField(
        label=_("Nhận ra người theo"), choices=IdentityRules.Match.choices,
        help_text=_("Chọn thông tin do cơ quan cấp, người dùng không tự sửa được."),
    )  # fmt: skip
    username_claim = forms.CharField(label=_("Thuộc tính chứa tên đăng nhập"), max_length=80)
    domain = forms.CharField(
        label=_("Bỏ tên miền"), max_length=120, required=False,
        help_text=_("Ví dụ coquan.gov.vn: “an.nv@coquan.gov.vn” thành “an.nv”; tên miền khác giữ nguyên."),
    )  # fmt: skip
    employee_code_claim = forms.CharField(label=_("Thuộc tính chứa mã công chức"), max_length=80, required=False)
    email_claim = forms.CharField(label=_("Thuộc tính chứa thư điện tử"), max_length=80, required=False)
    full_name_claim = forms.CharField(label=_("Thuộc tính chứa họ và tên"), max_length=80, required=False)
    unit_claim = forms.CharField(
        label=_("Thuộc tính chứa đơn vị"), max_length=80, required=False,
        help_text=_("Mã đơn vị, hoặc giá trị được khớp ở trang trước. Để trống: đơn vị do Giao ban quản lý."),
    )  # fmt: skip
    position_claim = forms.CharField(
        label=_("Thuộc tính chứa chức vụ"), max_length=80, required=False,
        help_text=_("Tên chức vụ, hoặc giá trị được khớp. Để trống: chức vụ do Giao ban quản lý."),
    )  # fmt: skip
    creates = forms.BooleanField(
        label=_("Tự thêm người chưa có trong hệ thống, khi biết đơn vị của người đó"), required=False
    )
    default_position = PositionField(label=_("Chức vụ của người được tự thêm"), required=False)
    links_administrators = forms.BooleanField(
        label=_("Cho quản trị hệ thống, quản trị đơn vị đăng nhập bằng tài khoản cơ quan"), required=False,
        help_text=_("Khi bật, ai quản lý tài khoản cơ quan cũng vào được với quyền quản trị."),
    )  # fmt: skip


class WordForm(forms.Form):
    """A word and its meaning: of one kind."""

    word = forms.CharField(label=_("Giá trị ở tài khoản cơ quan"), max_length=200)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[kind] = UnitField() if kind == "unit" else PositionField()
