"""Whose a key is: shape of input."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.people.forms.fields import PersonField, UnitField
from giaoban.signing.actions import LEAST_MM, MOST_MM


class HolderForm(forms.Form):
    """A key, its holder, and what its signatures show."""

    key = forms.ChoiceField(label=_("Khóa"))
    user = PersonField(label=_("Người ký"), required=False)
    unit = UnitField(label=_("hoặc cơ quan có con dấu"), required=False)
    picture = forms.FileField(
        label=_("Hình chữ ký hoặc con dấu (PNG)"),
        widget=forms.FileInput(attrs={"accept": ".png,image/png"}),
        help_text=_("Nền trong suốt. Chữ ký của cá nhân màu xanh; con dấu của cơ quan màu đỏ, đúng cỡ thực tế."),
    )
    width_mm = forms.IntegerField(
        label=_("Bề rộng trên giấy (mm)"),
        min_value=LEAST_MM,
        max_value=MOST_MM,
        initial=36,
        help_text=_("Con dấu: đường kính thật. Chữ ký: khoảng 45."),
    )

    def __init__(self, names: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the action wants."""
        data = self.cleaned_data
        return {
            "key": data["key"],
            "user_id": getattr(data["user"], "pk", None),
            "unit_id": getattr(data["unit"], "pk", None),
            "picture": data["picture"].read(),
            "width_mm": data["width_mm"],
        }
