"""Forms of the pages of seats."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.seating import order
from giaoban.seating.models import Hall


class HallForm(forms.Form):
    """A hall: its name, its shape, its seats as the editor drew them."""

    name = forms.CharField(label=_("Tên hội trường"), max_length=120)
    shape = forms.ChoiceField(label=_("Kiểu kê ghế"), choices=Hall.Shape.choices)
    seats = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seats(self) -> list[Any]:
        """Read what the editor sent."""
        try:
            seats = json.loads(self.cleaned_data["seats"] or "[]")
        except ValueError as fault:
            raise forms.ValidationError(_("Sơ đồ ghế chưa đúng.")) from fault
        return seats if isinstance(seats, list) else []


class ChooseForm(forms.Form):
    """In which hall a meeting sits."""

    hall = forms.ModelChoiceField(label=_("Hội trường"), queryset=Hall.objects.filter(retired_at=None), empty_label="")


class FillForm(forms.Form):
    """By which rule everybody is seated."""

    rule = forms.ChoiceField(choices=[(rule, rule) for rule in order.RULES])


class PlaceForm(forms.Form):
    """Who sits on which seat."""

    person = forms.UUIDField()
    seat = forms.CharField(max_length=8, required=False)
