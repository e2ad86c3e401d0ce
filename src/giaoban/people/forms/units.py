"""Forms of units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.people.forms.fields import DayField, KindField, PersonField, UnitField

DETAILS = ("symbol", "customs_code", "town", "address", "phone", "technician", "place", "is_site")


class DetailsForm(forms.Form):
    """What is no matter of history."""

    symbol = forms.CharField(label=_("Ký hiệu trong số văn bản"), max_length=40, required=False)
    customs_code = forms.CharField(label=_("Mã hải quan"), max_length=20, required=False)
    town = forms.CharField(label=_("Địa danh trên văn bản"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    technician = forms.CharField(label=_("Cán bộ kỹ thuật điểm cầu"), max_length=120, required=False)
    place = forms.IntegerField(label=_("Thứ tự trong danh sách"), min_value=0, required=False, initial=0)
    is_site = forms.BooleanField(label=_("Là điểm cầu họp trực tuyến"), required=False)

    def details(self) -> dict[str, Any]:
        """Return the details as the action takes them."""
        return {name: self.cleaned_data[name] for name in DETAILS if self.cleaned_data[name] is not None}


class UnitForm(DetailsForm):
    """A new unit."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=80, required=False)
    code = forms.CharField(label=_("Mã đơn vị"), max_length=40, help_text=_("Duy nhất, ví dụ NOIBAI"))
    kind = KindField()
    parent = UnitField(label=_("Trực thuộc"))
    opened_on = DayField(label=_("Ngày thành lập"), initial=clock.today)

    field_order = ("name", "short_name", "code", "kind", "parent", "opened_on")


class RenameForm(forms.Form):
    """Another name or kind from a day on."""

    name = forms.CharField(label=_("Tên mới"), max_length=200)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=80, required=False)
    kind = KindField()
    on = DayField(label=_("Từ ngày"), initial=clock.today)
    reason = forms.CharField(label=_("Căn cứ"), max_length=300, required=False, help_text=_("Ví dụ: QĐ 382/QĐ-BTC"))


class MoveForm(forms.Form):
    """Another unit above from a day on."""

    parent = UnitField(label=_("Trực thuộc đơn vị mới"))
    on = DayField(label=_("Từ ngày"), initial=clock.today)
    reason = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)


class MergeForm(forms.Form):
    """Into another unit on a day."""

    into = UnitField(label=_("Nhập vào đơn vị"))
    on = DayField(label=_("Từ ngày"), initial=clock.today)
    reason = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)


class CloseForm(forms.Form):
    """Dissolved on a day."""

    on = DayField(label=_("Từ ngày"), initial=clock.today)
    reason = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)


class ChargeForm(forms.Form):
    """The leader in charge."""

    leader = PersonField(label=_("Lãnh đạo phụ trách"))
    starts_on = DayField(label=_("Từ ngày"), initial=clock.today)
