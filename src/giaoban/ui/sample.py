"""What the gallery shows in its components: one office's week, the same every day. Nothing here is stored."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.kernel import clock
from giaoban.kernel.paging import Page
from giaoban.ui.forms import DateInput, DateTimeInput, TimeInput
from giaoban.ui.frame import Banner, Frame, Hat, Me, MenuLink, NavEntry, Running

STATES = (
    ("draft", _("Dự thảo")),
    ("asked", _("Trình duyệt")),
    ("published", _("Đã phát hành")),
)

NAV = (
    NavEntry("#", _("Hôm nay"), "home", active=True),
    NavEntry("#", _("Lịch"), "calendar"),
    NavEntry("#", _("Cuộc họp"), "users-group", count=2),
    NavEntry("#", _("Nhiệm vụ"), "list-check", count=12),
    NavEntry("#", _("Tài liệu"), "files"),
    NavEntry("#", _("Chờ duyệt"), "clipboard-check", count=3),
    NavEntry("#", _("Báo cáo"), "report"),
    NavEntry("#", _("Quản trị"), "settings"),
)

MENU = (
    MenuLink("#", _("Hồ sơ của tôi"), "user"),
    MenuLink("#", _("Ủy quyền"), "user-check"),
    MenuLink("#", _("Mật khẩu và xác thực"), "shield-check"),
)


class SampleForm(forms.Form):
    """Every kind of control that the house's forms use."""

    title = forms.CharField(label=_("Tên cuộc họp"), help_text=_("Ngắn gọn, như sẽ ghi trên giấy mời."))
    kind = forms.ChoiceField(label=_("Loại"), choices=STATES)
    starts = forms.DateTimeField(label=_("Bắt đầu"), widget=DateTimeInput, required=False)
    day = forms.DateField(label=_("Ngày họp"), widget=DateInput)
    time = forms.TimeField(label=_("Giờ họp"), widget=TimeInput)
    people = forms.MultipleChoiceField(
        label=_("Thành phần"), choices=(("1", "Nguyễn Văn An"), ("2", "Trần Thị Bình")), required=False
    )
    purpose = forms.CharField(label=_("Mục đích"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    form = forms.ChoiceField(
        label=_("Hình thức"),
        choices=(("here", _("Trực tiếp")), ("online", _("Trực tuyến")), ("both", _("Kết hợp"))),
        widget=forms.RadioSelect,
    )
    papers = forms.FileField(label=_("Tài liệu"), required=False)
    closed = forms.BooleanField(label=_("Họp kín"), help_text=_("Chỉ người trong thành phần thấy."), required=False)
    code = forms.CharField(label=_("Số văn bản"), disabled=True, initial="128/GM-CHQ", required=False)


def world(query: Mapping[str, str]) -> dict[str, Any]:
    """Return everything that the sheets of the gallery draw."""
    now = clock.now()
    wrong = SampleForm({"title": "", "kind": "published", "form": "both", "day": "2026-02-31", "purpose": "Giao ban"})
    wrong.is_valid()
    return {
        "form": SampleForm(initial={"title": "Giao ban tuần 12", "kind": "asked", "form": "both"}),
        "wrong": wrong,
        "states": STATES,
        "page": Page(list(range(30)), 4, 9, 264, 30),
        "now": now,
        "soon": now + timedelta(minutes=24, seconds=40),
        "due": now + timedelta(days=2),
        "late": now - timedelta(days=3),
        "length": timedelta(minutes=95),
        "steps": _steps(),
        "crumbs": ({"label": _("Cuộc họp"), "url": "#"}, {"label": _("Giao ban tuần"), "url": "#"}, {"label": "12"}),
        "reason": _("Chỉ chủ trì được duyệt chương trình này."),
        "frame": _frame(),
        "tones": ("neutral", "brand", "live", "chair", "done", "warning"),
        "query": query,
    }


def _steps() -> list[dict[str, Any]]:
    words = (
        _("Dự thảo"), _("Trình duyệt"), _("Đã duyệt"), _("Đã phát hành"), _("Đang họp"), _("Đã kết thúc"),
        _("Đã có kết luận"),
    )  # fmt: skip
    states = ("done", "done", "done", "done", "live", "todo", "todo")
    return [{"label": word, "state": state} for word, state in zip(words, states, strict=True)]


def _frame() -> Frame:
    now = clock.now()
    return Frame(
        me=Me(
            name="Trần Thị Bình",
            role=str(_("Phó Chánh Văn phòng")),
            unit=str(_("Văn phòng")),
            hats=(Hat("Nguyễn Văn An", str(_("Cục trưởng")), now + timedelta(days=2)),),
        ),
        nav=NAV,
        running=(Running("#", str(_("Giao ban tuần 12")), now),),
        unread=7,
        banner=Banner(_("Đang trong phiên quản trị, mọi thao tác được ghi lại."), url="#", action=_("Kết thúc phiên")),
        agency=_("Cục Hải quan"),
        search_url="#",
        notices_url="#",
        language_url="/ngon-ngu",
        sign_out_url="#",
        menu=MENU,
    )
