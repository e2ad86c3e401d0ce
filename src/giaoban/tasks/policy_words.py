"""What the audit book says of changed rules of reminding: each rule by its name, each value as an office says it."""

from typing import Any, Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.tasks.policy import OnTheDay, Policy

ON_THE_DAY: Final[tuple[tuple[OnTheDay, Promise | str], ...]] = (
    (OnTheDay.ALL, _("Nhắc mọi người")),
    (OnTheDay.SLOW, _("Trừ người thường đúng hạn")),
    (OnTheDay.NOBODY, _("Không nhắc")),
)
NAMES: Final[dict[str, Promise | str]] = {
    "digest_minute": _("giờ gửi bản nhắc việc"),
    "unopened_after": _("nhắc việc chưa nhận sau (ngày làm việc)"),
    "unopened_share": _("nhắc việc chưa nhận không sớm hơn (% thời gian được giao)"),
    "effort_share": _("công sức ước tính (% thời gian được giao)"),
    "lead_least": _("nhắc bắt đầu muộn nhất trước hạn (ngày làm việc)"),
    "lead_most": _("nhắc bắt đầu sớm nhất trước hạn (ngày làm việc)"),
    "slow_margin": _("công sức tính cho người hay trễ hạn (%)"),
    "punctual_margin": _("công sức tính cho người thường đúng hạn (%)"),
    "punctual_from": _("coi là thường đúng hạn từ (% việc đúng hạn)"),
    "slow_below": _("coi là hay trễ hạn dưới (% việc đúng hạn)"),
    "on_the_day": _("sáng ngày đến hạn"),
    "gather": _("gộp việc sắp nhắc trong (ngày làm việc)"),
    "rest": _("ngừng nhắc sau khi báo tiến độ (ngày làm việc)"),
    "overdue_first": _("nhắc quá hạn lần đầu sau (ngày làm việc)"),
    "overdue_gap": _("nhắc quá hạn lần tiếp theo cách (ngày làm việc)"),
    "overdue_growth": _("nhắc quá hạn mỗi lần sau cách thêm (ngày làm việc)"),
    "wish_silence": _("ngừng nhắc khi chờ gia hạn nhiều nhất (ngày làm việc)"),
    "head_after": _("báo lãnh đạo đơn vị sau (ngày làm việc)"),
    "leader_after": _("báo lãnh đạo phụ trách và người giao sau (ngày làm việc)"),
    "decide_after": _("nhắc trả lời gia hạn sau (ngày làm việc)"),
    "confirm_after": _("nhắc xác nhận kết quả sau (ngày làm việc)"),
    "link_days": _("trả lời từ thư không cần đăng nhập trong (ngày)"),
}


def changes(before: Policy, after: Policy) -> str:
    """Say what changed from which value to which, in the language of the book."""
    old, new = before.as_data(), after.as_data()
    with translation.override("vi"):
        said = [
            f"{name}: {_value(rule, old[rule])} → {_value(rule, new[rule])}"
            for rule, name in NAMES.items()
            if old[rule] != new[rule]
        ]
        return "; ".join(said)


def _value(rule: str, value: Any) -> str:
    if rule == "digest_minute":
        return "{:02}:{:02}".format(*divmod(value, 60))
    return str(dict(ON_THE_DAY).get(value, value)) if rule == "on_the_day" else str(value)
