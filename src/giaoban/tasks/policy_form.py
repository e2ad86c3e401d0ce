"""The rules of reminding as a form: a number each, its bounds, and in a sentence what it does."""

from datetime import time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from giaoban.tasks.actions.reminding import BOUNDS
from giaoban.tasks.policy import Policy, Reason, policy_of
from giaoban.tasks.policy_words import ON_THE_DAY
from giaoban.ui.forms import TimeInput

GROUPS: Final[tuple[tuple[Any, tuple[tuple[str, Any, Any], ...]], ...]] = (
    (
        _("Trước hạn"),
        (
            ("unopened_after", _("Chưa nhận việc: nhắc sau (ngày làm việc)"), _("0 là không nhắc.")),
            ("unopened_share", _("… và không sớm hơn (% thời gian được giao)"), ""),
            (
                "effort_share",
                _("Công sức ước tính (% thời gian được giao)"),
                _("Dùng khi người giao không ghi số ngày cần làm."),
            ),
            ("lead_least", _("Nhắc bắt đầu: muộn nhất trước hạn (ngày làm việc)"), ""),
            ("lead_most", _("Nhắc bắt đầu: sớm nhất trước hạn (ngày làm việc)"), ""),
            ("gather", _("Gộp cả việc sắp nhắc trong (ngày làm việc)"), _("Chỉ khi hôm đó đã có việc phải nhắc.")),
            ("rest", _("Ngừng nhắc sau khi báo tiến độ (ngày làm việc)"), ""),
        ),
    ),
    (
        _("Theo kết quả một năm qua của từng người"),
        (
            ("punctual_from", _("Thường đúng hạn: từ (% việc đúng hạn)"), ""),
            ("punctual_margin", _("… nhắc bắt đầu muộn hơn, còn (% công sức)"), ""),
            ("slow_below", _("Hay trễ hạn: dưới (% việc đúng hạn)"), ""),
            ("slow_margin", _("… nhắc bắt đầu sớm hơn, tính (% công sức)"), ""),
        ),
    ),
    (
        _("Quá hạn"),
        (
            ("overdue_first", _("Nhắc lần đầu sau (ngày làm việc)"), _("0 là không nhắc.")),
            ("overdue_gap", _("Lần tiếp theo cách (ngày làm việc)"), ""),
            ("overdue_growth", _("Mỗi lần sau cách thêm (ngày làm việc)"), ""),
            (
                "wish_silence",
                _("Xin gia hạn: ngừng nhắc nhiều nhất (ngày làm việc)"),
                _("Chưa có ý kiến thì sau đó vẫn nhắc và báo lãnh đạo theo hạn cũ."),
            ),
            ("head_after", _("Báo lãnh đạo đơn vị sau (ngày làm việc)"), _("Việc khẩn: sau một nửa. 0 là không báo.")),
            ("leader_after", _("Báo lãnh đạo phụ trách và người giao sau (ngày làm việc)"), _("0 là không báo.")),
        ),
    ),
    (
        _("Chờ người giao"),
        (
            ("decide_after", _("Đề nghị gia hạn chưa trả lời: nhắc sau (ngày làm việc)"), _("0 là không nhắc.")),
            ("confirm_after", _("Kết quả chưa xác nhận: nhắc sau (ngày làm việc)"), _("0 là không nhắc.")),
        ),
    ),
)
REASONS: Final[dict[str, Any]] = {
    Reason.UNOPENED: _("Chưa nhận việc"),
    Reason.START: _("Cần bắt đầu"),
    Reason.DUE: _("Đến hạn trong ngày"),
    Reason.OVERDUE: _("Quá hạn"),
    Reason.AWAY: _("Người thực hiện vắng"),
    Reason.HEAD: _("Báo lãnh đạo đơn vị"),
    Reason.LEADER: _("Báo lãnh đạo, người giao"),
    Reason.DECIDE: _("Chờ quyết định gia hạn"),
    Reason.CONFIRM: _("Chờ xác nhận"),
}


class PolicyForm(forms.Form):
    """The whole of the rules; a note says why they were changed."""

    digest_at = forms.TimeField(
        label=_("Giờ gửi bản nhắc việc"),
        widget=TimeInput(),
        help_text=_("Một lần mỗi ngày làm việc, từ 06:30 đến 18:00."),
    )
    on_the_day = forms.ChoiceField(label=_("Sáng ngày đến hạn"), choices=ON_THE_DAY)
    link_days = forms.IntegerField(
        label=_("Trả lời từ thư không cần đăng nhập trong (ngày)"),
        min_value=BOUNDS["link_days"][0],
        max_value=BOUNDS["link_days"][1],
        help_text=_("0 là thư không có liên kết trả lời."),
    )
    note = forms.CharField(label=_("Lý do thay đổi"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, policy: Policy) -> None:
        kept = policy.as_data()
        super().__init__(data, initial=kept | {"digest_at": time(*divmod(policy.digest_minute, 60))})
        for _group, rules in GROUPS:
            for name, label, help_text in rules:
                least, most = BOUNDS[name]
                self.fields[name] = forms.IntegerField(
                    label=label, min_value=least, max_value=most, help_text=help_text
                )

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the numbers by group, as the page lays them out."""
        return [(title, [self[name] for name, _label, _help in rules]) for title, rules in GROUPS]

    def policy(self) -> Policy:
        """Return what was filled in as rules."""
        asked = dict(self.cleaned_data)
        at = asked.pop("digest_at")
        return policy_of(asked | {"digest_minute": at.hour * 60 + at.minute})
