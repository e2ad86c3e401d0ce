"""Telling people: notices of what happened, reminders by the clock, letters, and what each person wishes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.notify.actions.devices import (
    add_device,
    follow_session_end,
    forget_unseen_devices,
    note_device,
    withdraw_device,
)
from giaoban.notify.actions.inbox import mark_all_read, mark_read, set_preferences
from giaoban.notify.actions.keys import renew_zalo_keys
from giaoban.notify.actions.policies import send_test, set_channel_policy
from giaoban.notify.actions.post import post, prune, retry
from giaoban.notify.actions.remind import remind
from giaoban.notify.actions.send import send
from giaoban.notify.actions.spending import reserve

ACTIONS: dict[str, Promise | str] = {
    "notify.preferences_set": _("{actor} thay đổi tùy chọn nhận thông báo"),
    "notify.retried": _("{actor} gửi lại thông báo “{subject}”"),
    "notify.channel_set": _("{actor} thay đổi thiết lập kênh {subject}"),
    "notify.tested": _("{actor} gửi thử một kênh thông báo cho chính mình"),
    "notify.cap_warned": _("Kênh {subject} sắp hết hạn mức chi"),
    "notify.cap_reached": _("Kênh {subject} tạm dừng vì hết hạn mức chi"),
    "notify.keys_lost": _("Kênh {subject} không còn khóa"),
    "notify.device_added": _("{actor} bật nhận thông báo trên {subject}"),
    "notify.device_withdrawn": _("{actor} tắt nhận thông báo trên {subject}"),
}

__all__ = [
    "ACTIONS",
    "add_device",
    "follow_session_end",
    "forget_unseen_devices",
    "mark_all_read",
    "mark_read",
    "note_device",
    "post",
    "prune",
    "remind",
    "renew_zalo_keys",
    "reserve",
    "retry",
    "send",
    "send_test",
    "set_channel_policy",
    "set_preferences",
    "withdraw_device",
]
