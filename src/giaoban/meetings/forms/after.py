"""Input of conclusions and of the text of notice and minutes."""

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.meetings.models import AgendaItem, Conclusion, Meeting
from giaoban.people import queries as people
from giaoban.people.models import Unit, User
from giaoban.ui.forms import DateInput

_SPEAKER = re.compile(r"^\[(.+?)\]\s*(.*)$", re.S)
_BREAK = re.compile(r"\n\s*\n")


class ConclusionForm(forms.Form):
    """One conclusion: what, who leads, who helps, until when (R-45-14)."""

    content = forms.CharField(label=_("Nội dung kết luận"), widget=forms.Textarea(attrs={"rows": 3}))
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("Thuộc nội dung"), required=False)
    lead_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị chủ trì"), required=False)
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Người chịu trách nhiệm"), required=False, help_text=_("Để trống: lãnh đạo đơn vị")
    )
    coordinating = forms.ModelMultipleChoiceField(Unit.objects.none(), label=_("Đơn vị phối hợp"), required=False)
    deadline_on = forms.DateField(label=_("Thời hạn"), required=False, widget=DateInput())
    product = forms.CharField(label=_("Sản phẩm"), required=False, max_length=300)
    no_action = forms.BooleanField(label=_("Không phát sinh nhiệm vụ"), required=False)

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = people.open_units().order_by("place", "name")
        for name, rows in (
            ("item", meeting.items.order_by("place")),
            ("lead_unit", units),
            ("coordinating", units),
            ("responsible", people.members().filter(is_active=True)),
        ):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    @staticmethod
    def initial_of(row: Conclusion) -> dict[str, Any]:
        """Return what the form shows of a conclusion."""
        return {
            "content": row.content,
            "item": row.item_id,
            "lead_unit": row.lead_unit_id,
            "responsible": row.responsible_id,
            "coordinating": [helper.unit_id for helper in row.coordinating.all()],
            "deadline_on": row.deadline_on,
            "product": row.product,
            "no_action": row.no_action,
        }

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = self.cleaned_data
        return {
            "content": data["content"],
            "lead_unit_id": data["lead_unit"].pk if data["lead_unit"] else None,
            "responsible_id": data["responsible"].pk if data["responsible"] else None,
            "coordinating": [unit.pk for unit in data["coordinating"]],
            "deadline_on": data["deadline_on"],
            "product": data["product"],
            "no_action": data["no_action"],
        }


def paragraphs(text: str) -> list[str]:
    """Cut a text at its empty lines."""
    return [part.strip() for part in _BREAK.split(text.replace("\r\n", "\n")) if part.strip()]


def shown(entries: list[dict[str, Any]]) -> str:
    """Return statements as one text: a paragraph each, the speaker in square brackets in front."""
    found = [
        f"[{entry['speaker']}] {entry['text']}" if entry.get("speaker") else entry["text"]
        for entry in entries
        if "text" in entry
    ]
    return "\n\n".join(found)


def read(text: str) -> list[dict[str, Any]]:
    """Return the statements of such a text."""
    entries = []
    for part in paragraphs(text):
        match = _SPEAKER.match(part)
        entries.append(
            {"speaker": match[1].strip(), "text": match[2].strip()} if match else {"speaker": "", "text": part}
        )
    return entries


class NoticeForm(forms.Form):
    """The free text of a notice; its conclusions are changed where they stand, then the draft is made anew."""

    attendees = forms.CharField(label=_("Thành phần dự họp"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    heard = forms.CharField(label=_("Sau khi nghe"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    opening = forms.CharField(
        label=_("Đánh giá chung, trước các kết luận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi đoạn cách nhau một dòng trống."),
    )
    closing = forms.CharField(label=_("Đoạn kết"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Mỗi nơi một dòng.")
    )

    @staticmethod
    def initial_of(body: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows of a notice."""
        return {
            "attendees": body["attendees"],
            "heard": body["heard"],
            "opening": "\n\n".join(body["opening"]),
            "closing": body["closing"],
            "recipients": "\n".join(body["recipients"]["lines"]),
        }

    def merged(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the notice with what was typed."""
        data = self.cleaned_data
        lines = [line.strip() for line in data["recipients"].splitlines() if line.strip()]
        return body | {
            "attendees": data["attendees"],
            "heard": data["heard"],
            "opening": paragraphs(data["opening"]),
            "closing": data["closing"],
            "recipients": body["recipients"] | {"lines": lines},
        }


class MinutesForm(forms.Form):
    """The text of the minutes, item by item; votes and presence stay as they were counted."""

    opening = forms.CharField(label=_("Mở đầu"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    adoption = forms.CharField(
        label=_("Thông qua biên bản"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Biên bản được đọc lại và các thành viên dự họp nhất trí thông qua."),
    )

    def __init__(self, body: dict[str, Any], data: Any = None) -> None:
        initial = {"opening": shown(body["opening"]), "adoption": body["adoption"]}
        self.body = body
        self.item_names = [f"item_{place}" for place in range(len(body["items"]))]
        for name, item in zip(self.item_names, body["items"], strict=True):
            initial[name] = shown(item["entries"])
        super().__init__(data, initial=initial)
        for name, item in zip(self.item_names, body["items"], strict=True):
            rows = min(14, 2 + initial[name].count("\n") + len(initial[name]) // 90)
            self.fields[name] = forms.CharField(
                label=item["title"], required=False, widget=forms.Textarea(attrs={"rows": rows})
            )
        self.order_fields(["opening", *self.item_names, "adoption"])

    def merged(self) -> dict[str, Any]:
        """Return the minutes with what was typed; votes stand after the statements of their item."""
        data = self.cleaned_data
        items = []
        for name, item in zip(self.item_names, self.body["items"], strict=True):
            votes = [entry for entry in item["entries"] if "text" not in entry]
            items.append(item | {"entries": [*read(data[name]), *votes]})
        return self.body | {"opening": read(data["opening"]), "items": items, "adoption": data["adoption"]}


class SignedPaperForm(forms.Form):
    """The issued PDF as it comes back from signing."""

    file = forms.FileField(
        label=_("Bản PDF đã ký số"),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_("Tải bản PDF đã ban hành về, ký bằng phần mềm ký số rồi chọn tệp đã ký."),
    )
