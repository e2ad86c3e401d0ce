"""The shape of what pages send. Policy is in ``permissions``; here text becomes dates, fields and units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.actor import Actor
from giaoban.obstacles import queries
from giaoban.obstacles.models import Obstacle
from giaoban.people.models import CatalogueEntry, Unit
from giaoban.ui.forms import DateInput


def _text(label: Any, rows: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget)


class ObstacleForm(forms.Form):
    """What a branch writes: two fields and a text are enough, the rest makes the answer quicker."""

    branch = forms.ModelChoiceField(label=_("Đơn vị nêu"), queryset=Unit.objects.none(), empty_label=None)
    field = forms.ModelChoiceField(label=_("Lĩnh vực"), queryset=CatalogueEntry.objects.none(), empty_label="")
    title = forms.CharField(
        label=_("Vướng mắc gì"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    facts = _text(
        _("Tình hình, sự việc"), 6, required=True, help_text=_("Mặt hàng, mã số HS, số tờ khai, thời gian, số liệu.")
    )
    legal_basis = _text(_("Căn cứ pháp lý"), 3, help_text=_("Điều, khoản, số văn bản đang áp dụng."))
    own_view = _text(_("Quan điểm của đơn vị"), 3)
    proposal = _text(_("Đề xuất, kiến nghị"), 3)
    urgency = forms.ChoiceField(label=_("Mức khẩn"), choices=Obstacle.Urgency.choices, initial="normal")
    wanted_on = forms.DateField(label=_("Cần trả lời trước ngày"), required=False, widget=DateInput())
    keeps_to_itself = forms.BooleanField(
        label=_("Không đưa vào kho trả lời chung"),
        required=False,
        help_text=_("Kho trả lời cho cả Cục xem câu hỏi và câu trả lời, không nêu tên đơn vị."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hats = queries.hats_of(by)
        self.fields["branch"].queryset = queries.branches().filter(pk__in=hats.homes | hats.led)  # type: ignore[attr-defined]
        self.fields["field"].queryset = queries.fields()  # type: ignore[attr-defined]

    @classmethod
    def first(cls, obstacle: Obstacle) -> dict[str, Any]:
        """Return what the form shows of an obstacle."""
        plain = ("title", "facts", "legal_basis", "own_view", "proposal", "urgency", "wanted_on")
        found = {name: getattr(obstacle, name) for name in plain}
        return found | {
            "branch": obstacle.branch_id,
            "field": obstacle.field_id,
            "keeps_to_itself": not obstacle.is_shared,
        }

    def facts_given(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        plain = ("title", "facts", "legal_basis", "own_view", "proposal", "urgency", "wanted_on")
        found = {name: asked[name] for name in plain}
        return found | {"field_id": asked["field"].pk, "is_shared": not asked["keeps_to_itself"]}


class RouteForm(forms.Form):
    """Who answers, who helps, until when."""

    division = forms.ModelChoiceField(label=_("Phòng trả lời"), queryset=Unit.objects.none(), empty_label="")
    coordinating = forms.ModelMultipleChoiceField(
        label=_("Phối hợp"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=_("Hạn trả lời"), required=False, widget=DateInput())
    in_writing = forms.BooleanField(label=_("Giải quyết bằng văn bản, không đưa ra giao ban"), required=False)
    note = forms.CharField(label=_("Ý kiến chuyển"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, obstacle: Obstacle, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "division": obstacle.division_id or obstacle.field.unit_id,
            "coordinating": [row.unit_id for row in obstacle.coordinating.all()],
            "due_on": obstacle.due_on or queries.term_of(obstacle.field_id, together=False),
            "in_writing": obstacle.in_writing,
        }
        super().__init__(*args, **kwargs)
        for name in ("division", "coordinating"):
            field: Any = self.fields[name]
            field.queryset = queries.divisions()
            field.label_from_instance = lambda unit: unit.short_name

    def facts_given(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        return {
            "division_id": asked["division"].pk,
            "coordinating": [unit.pk for unit in asked["coordinating"]],
            "due_on": asked["due_on"],
            "in_writing": asked["in_writing"],
            "note": asked["note"],
        }


class AnswerForm(forms.Form):
    """The answer with what it rests on; the letter when it is the higher agency's."""

    text = _text(_("Nội dung trả lời"), 6, required=True)
    legal_basis = _text(_("Căn cứ"), 2)
    source = forms.CharField(label=_("Số, ngày văn bản của cấp trên"), max_length=200, required=False)

    def __init__(self, *args: Any, obstacle: Obstacle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if obstacle.level != Obstacle.Level.HIGHER:
            del self.fields["source"]


class EscalateForm(forms.Form):
    """To whom, and why it is beyond competence."""

    level = forms.ChoiceField(label=_("Báo cáo lên"), choices=(), widget=forms.RadioSelect)
    reason = _text(_("Vì sao vượt thẩm quyền, kiến nghị gì"), 4, required=True)

    def __init__(self, *args: Any, obstacle: Obstacle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [Obstacle.Level.LEADER, Obstacle.Level.HIGHER]
        if obstacle.level == Obstacle.Level.LEADER:
            levels = [Obstacle.Level.HIGHER]
        field: Any = self.fields["level"]
        field.choices = [(level.value, level.label) for level in levels]
        field.initial = levels[0].value


class WordsForm(forms.Form):
    """One text."""

    text = _text(_("Nội dung"), 3)


class TermForm(forms.Form):
    """The days of one field."""

    days = forms.IntegerField(label=_("Tự trả lời"), min_value=1, max_value=60)
    days_together = forms.IntegerField(label=_("Có phối hợp"), min_value=1, max_value=60)
