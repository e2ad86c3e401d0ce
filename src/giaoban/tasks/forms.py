"""The shape of what pages send. Policy is in ``permissions``; here text becomes dates, people and units."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.kernel.workdays import FRIDAY
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.tasks import queries
from giaoban.tasks.models import Duty, Task
from giaoban.ui.forms import ChosenManyOnly, ChosenOnly, DateInput

QUICK_DAYS: Final = 3  # working days
PRESETS: Final[tuple[tuple[str, Promise | str], ...]] = (
    ("today", _("Hôm nay")),
    ("three", _("3 ngày làm việc")),
    ("week", _("Cuối tuần này")),
    ("date", _("Ngày khác")),
    ("none", _("Không thời hạn")),
)


def day_of(preset: str) -> date | None:
    """Return the day that a preset stands for, counted in working days; None where it names no day."""
    today, calendar = clock.today(), people.work_calendar()
    if preset == "today":
        return today
    if preset == "three":
        return calendar.after(today, QUICK_DAYS)
    if preset == "week":
        friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
        return friday if calendar.works_on(friday) else max(today, calendar.before(friday, 1))
    return None


class AssignForm(forms.Form):
    """The six clear facts (6 rõ). Title and unit are enough; the rest opens when it is wanted."""

    title = forms.CharField(
        label=_("Việc cần làm"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    lead_unit = forms.ModelChoiceField(label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), empty_label="")
    assignee = forms.ModelChoiceField(
        label=_("Người thực hiện"),
        queryset=people.members().filter(is_active=True),
        required=False,
        empty_label=_("Lãnh đạo đơn vị chủ trì"),
        widget=ChosenOnly,
    )
    due = forms.ChoiceField(label=_("Thời hạn"), choices=PRESETS, initial="three", widget=forms.RadioSelect)
    deadline_on = forms.DateField(label=_("Ngày đến hạn"), required=False, widget=DateInput())
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Task.Urgency.choices, initial=Task.Urgency.NORMAL)
    effort_days = forms.IntegerField(
        label=_("Ước tính cần làm (ngày làm việc)"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Để nhắc bắt đầu đúng lúc; có thể để trống."),
    )
    product = forms.CharField(
        label=_("Sản phẩm phải nộp"), max_length=300, required=False, help_text=_("Ví dụ: báo cáo, dự thảo công văn.")
    )
    responsibility = forms.CharField(
        label=_("Trách nhiệm"), max_length=300, required=False, help_text=_("Ai chịu trách nhiệm đến đâu.")
    )
    authority = forms.CharField(
        label=_("Thẩm quyền"), max_length=300, required=False, help_text=_("Được quyết những gì, trình ai ký.")
    )
    content = forms.CharField(label=_("Nội dung chi tiết"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    coordinators = forms.ModelMultipleChoiceField(
        label=_("Đơn vị phối hợp"), queryset=Unit.objects.none(), required=False
    )
    coordinating_people = forms.ModelMultipleChoiceField(
        label=_("Người phối hợp"),
        queryset=people.members().filter(is_active=True),
        required=False,
        widget=ChosenManyOnly,
    )
    is_routine = forms.BooleanField(label=_("Công việc thường xuyên (không tính vào số liệu thống kê)"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["lead_unit"]
        units.queryset = queries.assignable_units(by)
        helpers: Any = self.fields["coordinators"]
        helpers.queryset = people.open_units().order_by("place", "name")

    def clean(self) -> dict[str, Any]:
        """Turn the preset into a day."""
        asked: dict[str, Any] = super().clean() or {}
        if asked.get("due") == "date":
            if not asked.get("deadline_on") and "deadline_on" not in self.errors:
                self.add_error("deadline_on", _("Chọn ngày đến hạn."))
        else:
            asked["deadline_on"] = day_of(asked.get("due", ""))
        return asked

    def facts(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        assignee = asked["assignee"]
        plain = (
            "title",
            "content",
            "deadline_on",
            "product",
            "authority",
            "responsibility",
            "urgency",
            "is_routine",
            "effort_days",
        )
        return {name: asked[name] for name in plain} | {
            "lead_unit_id": asked["lead_unit"].pk,
            "assignee_id": assignee.pk if assignee else None,
            "coordinators": [unit.pk for unit in asked["coordinators"]],
            "coordinating_people": [user.pk for user in asked["coordinating_people"]],
        }


class DutyForm(forms.Form):
    """A duty that comes back. The id comes with the page, so that a second click sends the same duty again."""

    duty_id = forms.UUIDField(required=False, widget=forms.HiddenInput())
    title = forms.CharField(label=_("Việc định kỳ"), max_length=300)
    lead_unit = forms.ModelChoiceField(label=_("Đơn vị chủ trì"), queryset=Unit.objects.none(), empty_label="")
    assignee = forms.ModelChoiceField(
        label=_("Người thực hiện"),
        queryset=people.members().filter(is_active=True),
        required=False,
        empty_label=_("Lãnh đạo đơn vị chủ trì"),
        widget=ChosenOnly,
    )
    every = forms.ChoiceField(label=_("Chu kỳ"), choices=Duty.Every.choices, initial=Duty.Every.WEEK)
    first_due_on = forms.DateField(
        label=_("Hạn lần đầu"),
        widget=DateInput(),
        help_text=_("Các lần sau cùng thứ hoặc cùng ngày; ngày nghỉ thì lùi về trước."),
    )
    lead_days = forms.IntegerField(label=_("Giao trước hạn (ngày làm việc)"), min_value=0, max_value=60, initial=5)
    product = forms.CharField(label=_("Sản phẩm phải nộp"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty_id"].initial = new_id()
        units: Any = self.fields["lead_unit"]
        units.queryset = queries.assignable_units(by)

    def facts(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        plain = ("title", "every", "first_due_on", "lead_days", "product", "duty_id")
        assignee = asked["assignee"]
        return {name: asked[name] for name in plain} | {
            "lead_unit_id": asked["lead_unit"].pk,
            "assignee_id": assignee.pk if assignee else None,
        }


class ProgressForm(forms.Form):
    """How far the work is."""

    progress = forms.IntegerField(label=_("Tiến độ (%)"), min_value=0, max_value=100)
    text = forms.CharField(label=_("Đã làm được gì"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    """What was done."""

    text = forms.CharField(label=_("Kết quả thực hiện"), widget=forms.Textarea(attrs={"rows": 4}))


class ConfirmForm(forms.Form):
    """How well it was done; both may stay empty."""

    rating = forms.TypedChoiceField(
        label=_("Đánh giá chất lượng"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Không đánh giá")), (3, _("Tốt")), (2, _("Đạt")), (1, _("Cần rút kinh nghiệm"))],
    )
    text = forms.CharField(label=_("Nhận xét"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ExtensionForm(forms.Form):
    """Until when more time is wanted, and why."""

    wanted_on = forms.DateField(label=_("Xin gia hạn đến ngày"), widget=DateInput())
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))


class LinkForm(forms.Form):
    """What may be added to an answer by link; everything may stay as it stands."""

    text = forms.CharField(
        label=_("Ghi thêm"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    wanted_on = forms.DateField(label=_("Xin gia hạn đến ngày"), required=False, widget=DateInput())

    def __init__(self, *args: Any, reply: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reply != "time":
            del self.fields["wanted_on"]
        if reply == "taken":
            del self.fields["text"]

    def facts(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        return dict(self.cleaned_data)


class GrantForm(forms.Form):
    """Until when more time is given."""

    until = forms.DateField(label=_("Đồng ý đến ngày"), required=False, widget=DateInput())
    answer = forms.CharField(label=_("Ý kiến"), required=False, max_length=300)


class HandOverForm(forms.Form):
    """To whom in the unit."""

    assignee = forms.ModelChoiceField(label=_("Chuyển cho"), queryset=User.objects.none(), empty_label="")
    reason = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["assignee"]
        person.queryset = queries.people_below(task.lead_unit_id)


class PartForm(forms.Form):
    """One part of a task that is split."""

    unit = forms.ModelChoiceField(label=_("Giao cho đơn vị"), queryset=Unit.objects.none(), empty_label="")
    assignee = forms.ModelChoiceField(
        label=_("Người thực hiện"), queryset=User.objects.none(), required=False, empty_label=_("Lãnh đạo đơn vị")
    )
    title = forms.CharField(label=_("Phần việc"), max_length=300)
    deadline_on = forms.DateField(label=_("Thời hạn"), required=False, widget=DateInput())

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = queries.units_below(task.lead_unit_id)
        person: Any = self.fields["assignee"]
        person.queryset = queries.people_below(task.lead_unit_id)


class WordsForm(forms.Form):
    """One text: a comment, a step, a reason."""

    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 2}))
