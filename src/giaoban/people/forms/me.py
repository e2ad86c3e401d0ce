"""Forms of one's own page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.people.actions.keys import LIFE
from giaoban.people.actions.sign_in import STAFF_HOURS
from giaoban.people.forms.fields import PersonField
from giaoban.people.models import User
from giaoban.ui.forms import DateTimeInput

THEMES = (
    (User.Theme.AUTO, _("Theo thiết bị")),
    (User.Theme.LIGHT, pgettext_lazy("giao diện", "Sáng")),
    (User.Theme.DARK, _("Tối")),
    (User.Theme.CONTRAST, _("Tương phản cao")),
)


class MyContactsForm(forms.Form):
    """Telephone and e-mail."""

    email = forms.CharField(label=_("Thư điện tử"), max_length=254, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)


class PreferencesForm(forms.Form):
    """Language and look."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=(("vi", "Tiếng Việt"), ("en", "English")))
    theme = forms.ChoiceField(label=_("Giao diện"), choices=THEMES)


class DelegationForm(forms.Form):
    """To whom, from when to when, why."""

    holder = PersonField(label=_("Người nhận ủy quyền"))
    starts_at = forms.DateTimeField(label=_("Từ"), widget=DateTimeInput())
    ends_at = forms.DateTimeField(label=_("Đến"), widget=DateTimeInput())
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ phép, đi công tác"))


class TokenForm(forms.Form):
    """A key for a script."""

    label = forms.CharField(label=_("Dùng cho"), max_length=120, help_text=_("Ví dụ: đồng bộ lịch họp"))
    days = forms.TypedChoiceField(
        label=pgettext_lazy("khóa", "Hiệu lực"),
        coerce=int,
        initial=90,
        choices=[(days, _("{days} ngày").format(days=days)) for days in LIFE],
    )


class StaffForm(forms.Form):
    """Why and for how long."""

    reason = forms.CharField(label=_("Lý do"), max_length=200, help_text=_("Ghi vào sổ nhật ký"))
    hours = forms.TypedChoiceField(
        label=_("Trong"), coerce=int, choices=[(hours, _("{hours} giờ").format(hours=hours)) for hours in STAFF_HOURS]
    )
