"""Telling people: notices of what happened, reminders by the clock, letters, and what each person wishes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.notify.actions.inbox import mark_all_read, mark_read, set_preferences
from giaoban.notify.actions.remind import remind
from giaoban.notify.actions.send import post, prune, retry, send

ACTIONS: dict[str, Promise | str] = {
    "notify.preferences_set": _("{actor} thay đổi tùy chọn nhận thông báo"),
    "notify.retried": _("{actor} gửi lại thư “{subject}”"),
}

__all__ = [
    "ACTIONS",
    "mark_all_read",
    "mark_read",
    "post",
    "prune",
    "remind",
    "retry",
    "send",
    "set_preferences",
]
