"""What a guest is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class KnockForm(forms.Form):
    """Name and unit, and perhaps a telephone number. ``key``: so that the form sent twice makes one guest."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    organisation = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=160)
    phone = forms.CharField(label=_("Số điện thoại"), max_length=40, required=False)
