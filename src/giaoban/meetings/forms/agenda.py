"""Items, papers asked for, marks, opinions, remarks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.meetings.forms.fields import VOUCH, MomentInput, a_person, a_unit
from giaoban.meetings.models import AgendaItem, Mark


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = forms.CharField(label=_("Nội dung"), max_length=300)
    minutes = forms.IntegerField(label=_("Số phút"), min_value=1, max_value=600, initial=10)
    wanted = forms.ChoiceField(label=_("Yêu cầu"), choices=AgendaItem.Wanted.choices)
    presenter = a_person(_("Người trình bày"))
    preparing_unit = a_unit(_("Đơn vị chuẩn bị"))
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea({"rows": 2}))
    is_secret = forms.BooleanField(
        label=_("Nội dung mật"), required=False, help_text=_("Chỉ phát bản giấy; hệ thống không nhận tệp.")
    )

    @classmethod
    def of(cls, item: AgendaItem) -> dict[str, Any]:
        """Return an item for the form."""
        return {
            "title": item.title,
            "minutes": item.minutes,
            "wanted": item.wanted,
            "presenter": item.presenter_id,
            "preparing_unit": item.preparing_unit_id,
            "note": item.note,
            "is_secret": item.is_secret,
        }

    def details(self) -> dict[str, Any]:
        """Return what was sent as the fields of ``change_item``, the title aside."""
        sent = self.cleaned_data
        return {
            "minutes": sent["minutes"],
            "wanted": sent["wanted"],
            "presenter_id": sent["presenter"].pk if sent["presenter"] else None,
            "preparing_unit_id": sent["preparing_unit"].pk if sent["preparing_unit"] else None,
            "note": sent["note"],
            "is_secret": sent["is_secret"],
        }


class AskPaperForm(forms.Form):
    """Which unit is asked for which paper by when."""

    unit = a_unit(_("Đơn vị"), required=True)
    what = forms.CharField(label=_("Tài liệu cần chuẩn bị"), max_length=300)
    due_at = forms.DateTimeField(label=_("Hạn gửi"), widget=MomentInput())


class UploadForm(forms.Form):
    """A file for an item, and for which request it is the answer."""

    file = forms.FileField(label=_("Tệp"))
    title = forms.CharField(label=_("Tên tài liệu"), required=False, max_length=300)
    vouched = forms.BooleanField(label=VOUCH, required=False)
    request = forms.UUIDField(required=False)


class MarkForm(forms.Form):
    """A member's mark."""

    mark = forms.ChoiceField(choices=Mark.Kind.choices)
    text = forms.CharField(required=False, max_length=2000)


class OpinionForm(forms.Form):
    """An opinion, kept for oneself or handed in."""

    text = forms.CharField(required=False, max_length=20_000)
    document = forms.UUIDField(required=False)
    submit = forms.CharField(required=False)


class RemarkForm(forms.Form):
    """A leader's remark on the meeting, an item, or a page of a paper."""

    text = forms.CharField(max_length=4000)
    item = forms.UUIDField(required=False)
    document = forms.UUIDField(required=False)
    page = forms.IntegerField(required=False, min_value=1)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(required=False, max_length=500)
