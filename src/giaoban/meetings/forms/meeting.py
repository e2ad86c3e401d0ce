"""Planning a meeting, changing its head, moving it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings import queries
from giaoban.meetings.forms.fields import (
    DateInput,
    MomentInput,
    TimeInput,
    a_person,
    next_round_hour,
    some_people,
    span,
)
from giaoban.meetings.models import Meeting, MeetingKind
from giaoban.meetings.permissions import may_schedule
from giaoban.people import queries as people
from giaoban.people.models import AttendeeGroup, Unit


def units_to_plan_for(by: Actor) -> list[Unit]:
    """Return the units whose meetings the person may plan, the own ones first."""
    units = [unit for unit in people.open_units() if may_schedule(by, unit.pk)]
    return sorted(units, key=lambda unit: (unit.parent_id is not None, unit.pk not in by.units, unit.place))


class MeetingForm(forms.Form):
    """The head of a meeting, as the new and the edit page ask for it."""

    title = forms.CharField(label=_("Tên cuộc họp"), max_length=300)
    kind = forms.ModelChoiceField(MeetingKind.objects.filter(is_active=True), label=_("Loại họp"), empty_label=None)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Meeting.Form.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị tổ chức"), empty_label=None)
    day = forms.DateField(label=_("Ngày họp"), widget=DateInput())
    starts = forms.TimeField(label=_("Bắt đầu"), widget=TimeInput())
    ends = forms.TimeField(label=_("Kết thúc"), widget=TimeInput())
    location = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    chair = a_person(_("Chủ trì"), required=True)
    secretary = a_person(_("Thư ký"), required=True)
    groups = forms.ModelMultipleChoiceField(
        AttendeeGroup.objects.none(), label=_("Nhóm dự họp"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    guests = some_people(_("Người dự khác"))
    purpose = forms.CharField(label=_("Mục đích, yêu cầu"), required=False, widget=forms.Textarea({"rows": 2}))
    demands = forms.CharField(
        label=_("Yêu cầu đối với người dự"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi dòng một yêu cầu; in trong giấy mời."),
    )
    contact = forms.CharField(label=_("Đầu mối liên hệ"), max_length=200, required=False)
    marks_until = forms.DateTimeField(
        label=_("Hạn cho ý kiến trước"),
        required=False,
        widget=MomentInput(),
        help_text=_("Nội dung không ai có ý kiến khác sẽ được thông qua chung khi khai mạc."),
    )
    is_ad_hoc = forms.BooleanField(label=_("Họp đột xuất"), required=False)
    is_drill = forms.BooleanField(label=_("Diễn tập, không tính vào số liệu"), required=False)

    def __init__(self, *args: Any, by: Actor, meeting: Meeting | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        units = units_to_plan_for(by)
        known = [meeting.unit] if meeting else []
        unit_ids = {unit.pk for unit in [*units, *known]}
        self._field("unit").queryset = Unit.objects.filter(pk__in=unit_ids)
        self._field("groups").queryset = AttendeeGroup.objects.filter(unit__in=unit_ids, is_active=True)
        if meeting:
            for name in ("groups", "guests", "unit"):
                del self.fields[name]
            if meeting.published_at:
                for name in ("day", "starts", "ends"):
                    del self.fields[name]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    @classmethod
    def first(cls, by: Actor) -> dict[str, Any]:
        """Return what a new meeting begins with, so that it is made in seconds."""
        start = next_round_hour(clock.now())
        units = units_to_plan_for(by)
        return {
            "day": start.date(),
            "starts": start.time(),
            "ends": start.replace(hour=10).time(),
            "unit": units[0].pk if units else None,
            "secretary": by.user_id,
        }

    @classmethod
    def of(cls, meeting: Meeting) -> dict[str, Any]:
        """Return a meeting's head for the edit page."""
        starts, ends = clock.local(meeting.starts_at), clock.local(meeting.ends_at)
        names = ("title", "form", "location", "purpose", "demands", "contact", "marks_until", "is_ad_hoc", "is_drill")
        return {name: getattr(meeting, name) for name in names} | {
            "kind": meeting.kind_id,
            "chair": meeting.chair_id,
            "secretary": meeting.secretary_id,
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
        }

    def head(self) -> dict[str, Any]:
        """Return what was sent as the fields of ``change_meeting``."""
        sent = self.cleaned_data
        names = ("title", "form", "location", "purpose", "demands", "contact", "marks_until", "is_ad_hoc", "is_drill")
        values = {name: sent[name] for name in names}
        values |= {"kind_id": sent["kind"].pk, "chair_id": sent["chair"].pk, "secretary_id": sent["secretary"].pk}
        if "day" in sent:
            values["starts_at"], values["ends_at"] = span(sent["day"], sent["starts"], sent["ends"])
        return values


class MoveForm(forms.Form):
    """Another time, and why."""

    day = forms.DateField(label=_("Ngày họp mới"), widget=DateInput())
    starts = forms.TimeField(label=_("Bắt đầu"), widget=TimeInput())
    ends = forms.TimeField(label=_("Kết thúc"), widget=TimeInput())
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


class InviteForm(forms.Form):
    """Groups and people to add to the list."""

    groups = forms.ModelMultipleChoiceField(
        AttendeeGroup.objects.none(), label=_("Nhóm"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    guests = some_people(_("Cá nhân"))

    def __init__(self, *args: Any, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        groups: Any = self.fields["groups"]
        groups.queryset = AttendeeGroup.objects.filter(unit=meeting.unit_id, is_active=True)


class AssistantsForm(forms.Form):
    """Who assists the secretary: the whole list."""

    assistants = some_people(_("Người giúp việc thư ký"))


class SubmitForm(forms.Form):
    """Who is asked to approve the agenda."""

    approver = forms.ChoiceField(label=_("Trình"))

    def __init__(self, *args: Any, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = self.fields["approver"]
        choices.choices = [(user.pk, user.full_name) for user in queries.approver_choices(meeting)]


class AnswerForm(forms.Form):
    """What an invited person answers."""

    answer = forms.CharField()
    reason = forms.CharField(required=False, max_length=300, label=_("Lý do"), widget=forms.Textarea({"rows": 2}))
    substitute = a_person(_("Người dự thay"))


class SiteForm(forms.Form):
    """What a branch answers as a site."""

    heads = forms.IntegerField(label=_("Số người dự tại điểm cầu"), min_value=0, max_value=500)
    technician = forms.CharField(label=_("Cán bộ kỹ thuật"), required=False, max_length=120)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
