"""Forms of people, their positions, roles and the import."""

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.people.forms.fields import DayField, PositionField, UnitField
from giaoban.people.models import Role


class ContactsForm(forms.Form):
    """Name and contacts."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    title = forms.CharField(label=_("Ngạch"), max_length=80, required=False)
    employee_code = forms.CharField(label=_("Mã công chức"), max_length=40, required=False)
    email = forms.CharField(label=_("Thư điện tử"), max_length=254, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)

    def details(self) -> dict[str, str]:
        """Return the plain fields as the action takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "employee_code", "phone")}


class InviteForm(ContactsForm):
    """A new account."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, help_text=_("Chữ không dấu, số, dấu chấm; ví dụ hoa.do")
    )
    unit = UnitField()
    position = PositionField()
    starts_on = DayField(label=_("Từ ngày"), initial=clock.today)

    field_order = ("full_name", "username", "unit", "position", "starts_on")


class AppointmentForm(forms.Form):
    """A position in a unit."""

    unit = UnitField()
    position = PositionField()
    starts_on = DayField(label=_("Từ ngày"), initial=clock.today)
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định"))
    is_main = forms.BooleanField(
        label=_("Là chức vụ chính"), required=False, initial=True, help_text=_("Chức vụ chính cũ sẽ kết thúc")
    )


class EndForm(forms.Form):
    """The last day."""

    on = DayField(label=_("Ngày cuối cùng"), initial=clock.today)


class RoleForm(forms.Form):
    """A role over a unit."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = UnitField(label=_("Trong phạm vi"), help_text=_("Gồm cả các đơn vị trực thuộc"))
    starts_on = DayField(label=_("Từ ngày"), initial=clock.today)
    ends_on = DayField(label=_("Đến hết ngày"), required=False)


class ImportForm(forms.Form):
    """The uploaded table."""

    file = forms.FileField(
        label=_("Tệp Excel"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        help_text=_("Tối đa 5 MB. Tệp chưa được áp dụng cho đến khi đồng chí xem và xác nhận."),
    )
