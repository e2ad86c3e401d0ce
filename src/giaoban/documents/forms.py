"""Forms of documents' pages: shape of input, no policy."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.documents.models import Document, Regulation
from giaoban.documents.sniff import ACCEPTED
from giaoban.people.forms.fields import PersonField, UnitField, active_people
from giaoban.people.models import CatalogueEntry
from giaoban.ui.forms import DateInput

Choices = Sequence[tuple[str, str]]
TAKEN = forms.FileInput(attrs={"accept": ACCEPTED})


class PlaceholderForm(forms.Form):
    """Among whose papers the line goes."""

    owner_kind = forms.CharField(max_length=40)
    owner_id = forms.UUIDField()


class VersionForm(forms.Form):
    """A file in place of the one in force, and why."""

    file = forms.FileField(
        label=_("Tệp mới"), widget=forms.FileInput(attrs={"accept": ACCEPTED}), allow_empty_file=True
    )
    reason = forms.CharField(
        label=_("Lý do thay"), max_length=300, help_text=_("Người đã đọc bản cũ sẽ thấy lý do này.")
    )
    vouched = forms.BooleanField(label=_("Tài liệu không chứa bí mật nhà nước"))


class RightsForm(forms.Form):
    """Its name, and what readers may do with it."""

    title = forms.CharField(label=_("Tên tài liệu"), max_length=300)
    may_download = forms.BooleanField(label=_("Người đọc được tải về"), required=False)
    may_print = forms.BooleanField(label=_("Người đọc được in"), required=False)
    watermark = forms.BooleanField(label=_("Đóng tên người đọc và thời gian lên trang"), required=False)


class GrantForm(forms.Form):
    """Whom to share with, and what that person or unit may do besides reading."""

    user = PersonField(label=_("Người"), required=False)
    unit = UnitField(label=_("hoặc đơn vị"), required=False)
    may_download = forms.BooleanField(label=_("Được tải về"), required=False)
    may_print = forms.BooleanField(label=_("Được in"), required=False)
    may_share = forms.BooleanField(label=_("Được chia sẻ tiếp"), required=False)

    def given(self) -> dict[str, Any]:
        """Return what the action wants."""
        user, unit = self.cleaned_data["user"], self.cleaned_data["unit"]
        rights = {name: self.cleaned_data[name] for name in ("may_download", "may_print", "may_share")}
        return {"user_id": getattr(user, "pk", None), "unit_id": getattr(unit, "pk", None), **rights}


class HandOutForm(forms.Form):
    """To whom paper copies go."""

    users = forms.ModelMultipleChoiceField(queryset=active_people(), label=_("Người nhận"), required=False)
    names = forms.CharField(
        label=_("Khách, mỗi dòng một tên"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def given(self) -> dict[str, Any]:
        """Return what the action wants."""
        names = self.cleaned_data["names"].splitlines()
        return {"user_ids": [user.pk for user in self.cleaned_data["users"]], "names": names}


class MissingForm(forms.Form):
    """What is known about a copy that cannot be found."""

    note = forms.CharField(label=_("Sự việc"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class FolderForm(forms.Form):
    """The name of a folder."""

    name = forms.CharField(label=_("Tên thư mục"), max_length=150)


class MoveFolderForm(forms.Form):
    """Into which folder it goes."""

    parent = forms.ChoiceField(label=_("Chuyển vào"))

    def __init__(self, *args: Any, among: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = list(among)  # type: ignore[attr-defined]


class ShelveForm(forms.Form):
    """Into which folder a paper goes."""

    folder = forms.ChoiceField(label=_("Chuyển vào thư mục"))

    def __init__(self, *args: Any, among: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].choices = list(among)  # type: ignore[attr-defined]


class RegulationForm(forms.Form):
    """What a regulation is."""

    document_type = forms.ModelChoiceField(
        queryset=CatalogueEntry.objects.filter(catalogue="document_type", is_active=True),
        label=_("Loại văn bản"),
        required=False,
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    issuing_body = forms.ModelChoiceField(
        queryset=CatalogueEntry.objects.filter(catalogue="issuing_body", is_active=True),
        label=_("Cơ quan ban hành"),
        required=False,
    )
    issued_on = forms.DateField(label=_("Ngày ban hành"), required=False, widget=DateInput())
    effective_on = forms.DateField(label=_("Ngày có hiệu lực"), required=False, widget=DateInput())
    expires_on = forms.DateField(label=_("Ngày hết hiệu lực"), required=False, widget=DateInput())
    replaced_by = forms.ModelChoiceField(
        queryset=Regulation.objects.none(), label=_("Văn bản thay thế"), required=False
    )
    summary = forms.CharField(
        label=_("Trích yếu"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        regulation = getattr(document, "regulation", None)
        start = {name: getattr(regulation, name, None) for name in self.base_fields}
        start["document_type"] = document.document_type
        super().__init__(*args, **kwargs)
        self.initial = start
        others = Regulation.objects.filter(document__withdrawn_at=None).exclude(pk=document.pk)
        self.fields["replaced_by"].queryset = others.select_related("document")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the action wants."""
        given = self.cleaned_data
        ids = {
            f"{name}_id": getattr(given[name], "pk", None) for name in ("document_type", "issuing_body", "replaced_by")
        }
        plain = {name: given[name] for name in ("number", "issued_on", "effective_on", "expires_on", "summary")}
        return ids | plain


class AuthorityForm(forms.Form):
    """A file of certificates."""

    file = forms.FileField(
        label=_("Tệp chứng thư (.cer, .crt, .pem, .p7b)"),
        widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der,.p7b,.p7c"}),
    )
