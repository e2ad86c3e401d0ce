"""Forms of catalogues, groups and working days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.people import queries
from giaoban.people.forms.fields import DayField, PersonField, UnitField, active_people, person_label
from giaoban.people.models import DayRule, Position, Unit, UnitKind, User

AUTHORITIES = (
    (Position.Authority.HEAD, _("Người đứng đầu")),
    (Position.Authority.DEPUTY, _("Cấp phó")),
    (Position.Authority.MEMBER, _("Công chức, nhân viên")),
)
LEVELS = (
    (UnitKind.Level.AGENCY, _("Cơ quan")),
    (UnitKind.Level.LEADERSHIP, _("Lãnh đạo")),
    (UnitKind.Level.DIVISION, _("Phòng tham mưu")),
    (UnitKind.Level.OFFICE, _("Văn phòng")),
    (UnitKind.Level.BRANCH, _("Chi cục")),
    (UnitKind.Level.TEAM, _("Đội, tổ")),
)


class PositionForm(forms.Form):
    """A position."""

    name = forms.CharField(label=_("Tên chức vụ"), max_length=120)
    authority = forms.ChoiceField(label=_("Thẩm quyền"), choices=AUTHORITIES)
    rank = forms.IntegerField(
        label=_("Thứ bậc"), min_value=1, max_value=999, initial=100, help_text=_("Số nhỏ đứng trước")
    )


class UnitKindForm(forms.Form):
    """A kind of unit."""

    label = forms.CharField(label=_("Tên loại"), max_length=80)
    level = forms.ChoiceField(label=_("Cấp"), choices=LEVELS)
    place = forms.IntegerField(label=_("Thứ tự"), min_value=0, initial=0)


class EntryForm(forms.Form):
    """An entry of a simple catalogue."""

    code = forms.CharField(label=_("Mã"), max_length=40)
    name = forms.CharField(label=_("Tên"), max_length=200)
    unit = UnitField(label=_("Đơn vị phụ trách"), required=False)
    place = forms.IntegerField(label=_("Thứ tự"), min_value=0, initial=0)
    is_active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)


class DayForm(forms.Form):
    """A holiday or a swap day."""

    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=DayRule.Kind.choices)
    name = forms.CharField(label=_("Tên"), max_length=120)
    basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)


class _People(forms.ModelMultipleChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return person_label(obj)


class _Units(forms.ModelMultipleChoiceField[Unit]):
    def label_from_instance(self, obj: Unit) -> str:
        return obj.name


class GroupForm(forms.Form):
    """An attendee group."""

    name = forms.CharField(label=_("Tên nhóm"), max_length=160)
    unit = UnitField(label=_("Của đơn vị"))
    chair = PersonField(label=_("Chủ trì thường lệ"), required=False)
    secretary = PersonField(label=_("Thư ký thường lệ"), required=False)
    units = _Units(
        label=_("Đơn vị (mời người đứng đầu)"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    users = _People(label=_("Cá nhân"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        units, people = self.fields["units"], self.fields["users"]
        units.queryset = queries.open_units()  # type: ignore[attr-defined]
        people.queryset = active_people()  # type: ignore[attr-defined]
