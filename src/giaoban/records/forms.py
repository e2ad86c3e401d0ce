"""A package to be checked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PackageForm(forms.Form):
    """The file that somebody brings."""

    file = forms.FileField(
        label=_("Gói hồ sơ (.zip)"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("Tệp chỉ được đọc để kiểm tra, không lưu lại."),
    )
