"""The shape of what pages send. Policy is in ``permissions``; here text becomes people, units, days, answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.consultations import queries
from giaoban.consultations.actions import Said
from giaoban.consultations.models import Consultation, OpinionLine, OpinionSlip, Question, Treatment
from giaoban.consultations.models.consultation import LONGEST, SHORTEST
from giaoban.kernel.actor import Actor
from giaoban.people import queries as people
from giaoban.people.models import AttendeeGroup, Unit, UnitKind, User
from giaoban.ui.forms import ChosenManyOnly, DateInput

SILENCE = (
    (Consultation.Silence.NO_OPINION, _("Tính là không có ý kiến")),
    (Consultation.Silence.AGREE, _("Tính là đồng ý")),
)


class ConsultationForm(forms.Form):
    """What is asked, of whom, until when, and how silence counts."""

    unit = forms.ModelChoiceField(label=_("Đơn vị xin ý kiến"), queryset=Unit.objects.none(), empty_label=None)
    subject = forms.CharField(
        label=_("Xin ý kiến về việc gì"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "autofocus": True})
    )
    text = forms.CharField(
        label=_("Nội dung xin ý kiến"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Tóm tắt để người đọc trả lời được ngay; tài liệu đính kèm tải lên sau khi lưu."),
    )
    questions = forms.CharField(
        label=_("Các câu hỏi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một câu, trả lời riêng từng câu. Để trống thì hỏi chung một câu: có đồng ý không."),
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Lãnh đạo đơn vị"), queryset=Unit.objects.none(), required=False, widget=ChosenManyOnly()
    )
    kinds = forms.ModelMultipleChoiceField(
        label=_("Mọi đơn vị cùng loại"),
        queryset=UnitKind.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Cả nhóm"),
        queryset=AttendeeGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Đích danh"), queryset=User.objects.none(), required=False, widget=ChosenManyOnly()
    )
    working_days = forms.IntegerField(
        label=_("Thời hạn trả lời"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=5,
        help_text=_("Ngày làm việc, tính từ ngày làm việc tiếp theo ngày gửi."),
    )
    silence = forms.ChoiceField(
        label=_("Quá hạn không trả lời"),
        choices=SILENCE,
        initial=Consultation.Silence.NO_OPINION,
        widget=forms.RadioSelect,
        help_text=_("Người được hỏi thấy rõ cách tính này trên phiếu."),
    )
    approver = forms.ModelChoiceField(
        label=_("Lãnh đạo duyệt"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không trình duyệt"),
    )

    def __init__(self, *args: Any, by: Actor, consultation: Consultation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = people.open_units().filter(pk__in=queries.asking_units(by))
        unit_id = consultation.unit_id if consultation else next(iter(own.values_list("pk", flat=True)), None)
        self._let("unit", people.open_units().filter(pk=consultation.unit_id) if consultation else own)
        self._let("units", people.open_units().order_by("place", "name"))
        levels = (UnitKind.Level.DIVISION, UnitKind.Level.OFFICE, UnitKind.Level.BRANCH)
        self._let("kinds", UnitKind.objects.filter(level__in=levels, units__closed_on=None).distinct())
        self._let("groups", AttendeeGroup.objects.filter(is_active=True).order_by("name"))
        self._let("people", people.members().filter(is_active=True))
        approvers = queries.possible_approvers(unit_id) if unit_id else User.objects.none()
        self._let("approver", approvers.exclude(pk__in=[by.person_id]))
        if consultation is None and unit_id and not queries.leads_unit(by, unit_id):
            self.fields["approver"].initial = people.heads_of(unit_id).first()

    def _let(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    @classmethod
    def first(cls, consultation: Consultation) -> dict[str, Any]:
        """Return what the form shows of a draft."""
        slips = list(consultation.slips.all())
        questions = list(consultation.questions.values_list("text", flat=True))
        return {
            "unit": consultation.unit_id,
            "subject": consultation.subject,
            "text": consultation.text,
            "questions": "\n".join(questions),
            "units": [slip.unit_id for slip in slips if slip.unit_id],
            "people": [slip.user_id for slip in slips if not slip.unit_id],
            "working_days": consultation.working_days,
            "silence": consultation.silence,
            "approver": consultation.approver_id,
        }

    def facts_given(self) -> dict[str, Any]:
        """Return what the verb wants to know."""
        asked = self.cleaned_data
        alike = people.open_units().filter(kind__in=asked["kinds"]).exclude(pk=asked["unit"].pk)
        return {
            "subject": asked["subject"],
            "text": asked["text"],
            "questions": asked["questions"].splitlines(),
            "units": [unit.pk for unit in (*asked["units"], *alike)],
            "groups": [group.pk for group in asked["groups"]],
            "people": [user.pk for user in asked["people"]],
            "working_days": asked["working_days"],
            "silence": asked["silence"],
            "approver_id": asked["approver"].pk if asked["approver"] else None,
        }


class AnswerForm(forms.Form):
    """One slip: for every question a choice, and words where they are needed."""

    def __init__(self, *args: Any, slip: OpinionSlip, questions: list[Question], **kwargs: Any) -> None:
        lines = {line.question_id: line for line in slip.opinion.lines.all()} if slip.opinion else {}
        kwargs.setdefault("auto_id", f"slip-{slip.pk}-%s")
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            line = lines.get(question.pk)
            self.fields[f"choice-{question.place}"] = forms.ChoiceField(
                label=question.text,
                choices=OpinionLine.Choice.choices,
                initial=line.choice if line else None,
                widget=forms.RadioSelect,
            )
            self.fields[f"text-{question.place}"] = forms.CharField(
                label=_("Lời góp ý"),
                required=False,
                initial=line.text if line else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each question."""
        return [(self[f"choice-{q.place}"], self[f"text-{q.place}"]) for q in self.questions]

    def said(self) -> list[Said]:
        """Return what the verb wants to know; a missing choice is its to refuse."""
        sent = self.data
        return [Said(q.pk, sent.get(f"choice-{q.place}", ""), sent.get(f"text-{q.place}", "")) for q in self.questions]


class ExtendForm(forms.Form):
    """The new last day, and why."""

    due_on = forms.DateField(label=_("Hạn trả lời mới"), widget=DateInput())
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}))


class SubstituteForm(forms.Form):
    """Who answers in one's place."""

    person = forms.ModelChoiceField(
        label=_("Người trả lời thay"), queryset=User.objects.none(), required=False, empty_label=""
    )

    def __init__(self, *args: Any, chosen: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people.members().filter(is_active=True)
        field.widget.choices = [
            ("", ""),
            *((user.pk, str(user)) for user in field.queryset.filter(pk__in=[chosen] if chosen else [])),
        ]
        field.initial = chosen


class PaperForm(forms.Form):
    """A paper that lies somewhere already."""

    paper = forms.ChoiceField(label=_("Lấy từ kho tài liệu"), choices=(("", ""),), required=False)


class TreatForm(forms.Form):
    """What becomes of one opinion."""

    kind = forms.ChoiceField(label=_("Xử lý"), choices=Treatment.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
