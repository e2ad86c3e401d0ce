"""The shape of what pages send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.obstacles import queries as obstacles
from giaoban.people.models import Unit
from giaoban.reports.actions import FormRow
from giaoban.ui.forms import DateInput


class RowsForm(forms.Form):
    """The lines of a form, one in each line of a text: «words | measure», without measure for a text."""

    rows = forms.CharField(
        label=_("Các dòng của mẫu"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Mỗi dòng một chỉ tiêu: Tên chỉ tiêu | đơn vị tính. Không ghi đơn vị tính là báo cáo bằng lời."),
    )

    def lines(self) -> list[FormRow]:
        """Return the lines as the verb wants them."""
        parts = [line.partition("|") for line in self.cleaned_data["rows"].splitlines() if line.strip()]
        return [FormRow(label.strip(), measure.strip()) for label, _bar, measure in parts]


class PaperForm(forms.Form):
    """On which item the summary lies."""

    item = forms.ModelChoiceField(label=_("Nội dung"), queryset=AgendaItem.objects.none(), empty_label="")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item: Any = self.fields["item"]
        item.queryset = meeting.items.filter(is_secret=False)


class PhaseForm(forms.Form):
    """A phase: its name, first day and branches."""

    phase_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên giai đoạn"), max_length=120)
    starts_on = forms.DateField(label=_("Từ ngày"), widget=DateInput())
    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = obstacles.branches()
        units.label_from_instance = lambda unit: unit.short_name


class ReadyForm(forms.Form):
    """The day on which something was ready."""

    step = forms.CharField()
    day = forms.DateField(required=False)
