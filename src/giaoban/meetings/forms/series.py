"""A series and its usual agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings import recurrence
from giaoban.meetings.actions import UsualItem
from giaoban.meetings.forms.fields import DateInput, TimeInput, a_person, a_unit
from giaoban.meetings.forms.meeting import units_to_plan_for
from giaoban.meetings.models import AgendaItem, Meeting, MeetingKind, Series
from giaoban.people.models import AttendeeGroup, Unit

EVERY = (("week", _("Hằng tuần")), ("two_weeks", _("Hai tuần một lần")), ("month", _("Hằng tháng")))
NTH = tuple((number, words) for number, words in recurrence.NTH_WORDS.items())
DAYS = tuple(enumerate(recurrence.DAY_WORDS))
SIMPLE = (
    "title", "form", "minutes", "location", "demands", "contact", "until", "on_holiday", "is_drill", "draft_days",
    "cutoff_days",
)  # fmt: skip


class SeriesForm(forms.Form):
    """A meeting that comes back."""

    title = forms.CharField(
        label=_("Tên cuộc họp"),
        max_length=300,
        help_text=_("{tuần}, {tháng}, {năm}, {ngày} được điền tự động cho từng kỳ."),
    )
    kind = forms.ModelChoiceField(MeetingKind.objects.filter(is_active=True), label=_("Loại họp"), empty_label=None)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Meeting.Form.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị tổ chức"), empty_label=None)
    every = forms.ChoiceField(label=_("Lặp lại"), choices=EVERY)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Vào"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple()
    )
    nth = forms.TypedChoiceField(label=_("Tuần trong tháng (khi họp hằng tháng)"), choices=NTH, coerce=int, initial=1)
    time = forms.TimeField(label=_("Giờ bắt đầu"), widget=TimeInput())
    minutes = forms.IntegerField(label=_("Số phút"), min_value=5, max_value=960, initial=150)
    starts_on = forms.DateField(label=_("Áp dụng từ ngày"), widget=DateInput())
    until = forms.DateField(label=_("Đến hết ngày"), widget=DateInput(), required=False)
    on_holiday = forms.ChoiceField(label=_("Khi trùng ngày nghỉ lễ, Tết"), choices=Series.OnHoliday.choices)
    chair = a_person(_("Chủ trì"), required=True)
    secretary = a_person(_("Thư ký"), required=True)
    groups = forms.ModelMultipleChoiceField(
        AttendeeGroup.objects.none(), label=_("Nhóm dự họp"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    location = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    demands = forms.CharField(label=_("Yêu cầu đối với người dự"), required=False, widget=forms.Textarea({"rows": 2}))
    contact = forms.CharField(label=_("Đầu mối liên hệ"), max_length=200, required=False)
    cutoff_days = forms.IntegerField(
        label=_("Chốt vướng mắc trước (ngày làm việc)"),
        help_text=_("Vướng mắc nêu sau 16 giờ ngày chốt vào kỳ sau."),
        min_value=0,
        max_value=20,
        initial=2,
    )
    draft_days = forms.IntegerField(label=_("Tự soạn dự thảo trước (ngày)"), min_value=0, max_value=60, initial=10)
    is_drill = forms.BooleanField(label=_("Diễn tập, không tính vào số liệu"), required=False)

    def __init__(self, *args: Any, by: Actor, series: Series | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        unit_ids = {unit.pk for unit in units_to_plan_for(by)} | ({series.unit_id} if series else set())
        units: Any = self.fields["unit"]
        groups: Any = self.fields["groups"]
        units.queryset = Unit.objects.filter(pk__in=unit_ids)
        groups.queryset = AttendeeGroup.objects.filter(unit__in=unit_ids, is_active=True)
        if series:
            del self.fields["unit"]
            self.fields["starts_on"].label = _("Sửa từ kỳ họp ngày")

    @classmethod
    def of(cls, series: Series) -> dict[str, Any]:
        """Return a series for the form; it is changed from today on unless another day is chosen."""
        every, weekdays, nth = recurrence.form_of(series.rule)
        return {name: getattr(series, name) for name in SIMPLE} | {
            "kind": series.kind_id,
            "chair": series.chair_id,
            "secretary": series.secretary_id,
            "groups": [group.pk for group in series.groups.all()],
            "every": every,
            "weekdays": weekdays,
            "nth": nth,
            "time": series.time,
            "starts_on": max(clock.today(), series.starts_on),
        }

    def values(self) -> dict[str, Any]:
        """Return what was sent as the fields of a series."""
        sent = self.cleaned_data
        return {name: sent[name] for name in SIMPLE} | {
            "kind_id": sent["kind"].pk,
            "chair_id": sent["chair"].pk,
            "secretary_id": sent["secretary"].pk,
            "time": sent["time"],
            "rule": recurrence.rule_of(sent["every"], sent["weekdays"], sent["nth"]),
        }


class UsualItemForm(forms.Form):
    """One line of the usual agenda."""

    title = forms.CharField(label=_("Nội dung"), max_length=300, required=False)
    minutes = forms.IntegerField(label=_("Phút"), min_value=1, max_value=600, initial=10, required=False)
    wanted = forms.ChoiceField(label=_("Yêu cầu"), choices=AgendaItem.Wanted.choices, required=False)
    preparing_unit = a_unit(_("Đơn vị chuẩn bị"))
    asks_paper = forms.BooleanField(label=_("Cần tài liệu"), required=False)


UsualAgenda = forms.formset_factory(UsualItemForm, extra=3, max_num=60)


def usual_items(formset: Any) -> list[UsualItem]:
    """Return the lines that were filled in."""
    return [
        UsualItem(
            title=sent["title"],
            minutes=sent["minutes"] or 10,
            wanted=sent["wanted"] or "inform",
            preparing_unit_id=sent["preparing_unit"].pk if sent["preparing_unit"] else None,
            asks_paper=sent["asks_paper"],
        )
        for form in formset
        if (sent := form.cleaned_data) and sent.get("title")
    ]
