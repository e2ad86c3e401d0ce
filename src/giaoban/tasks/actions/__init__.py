"""The verbs of tasks: giving, working, judging, and what may happen beside the way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.tasks.actions.answer import answer_by_link, answer_reminder
from giaoban.tasks.actions.duties import end_duty, give_duties, set_up_duty
from giaoban.tasks.actions.give import Part, Source, assign, hand_over, split
from giaoban.tasks.actions.judge import (
    ask_extension,
    cancel,
    confirm,
    grant_extension,
    refuse_extension,
    resume,
    return_work,
    suspend,
)
from giaoban.tasks.actions.reminding import set_reminder_policy
from giaoban.tasks.actions.work import accept, add_step, comment, hand_in, report_progress, tick_step

ACTIONS: dict[str, Promise | str] = {
    "tasks.assigned": _("{actor} giao nhiệm vụ “{subject}”"),
    "tasks.accepted": _("{actor} nhận nhiệm vụ “{subject}”"),
    "tasks.progressed": _("{actor} cập nhật tiến độ nhiệm vụ “{subject}”: {progress}%"),
    "tasks.handed_in": _("{actor} báo cáo hoàn thành nhiệm vụ “{subject}”"),
    "tasks.returned": _("{actor} trả lại nhiệm vụ “{subject}”"),
    "tasks.confirmed": _("{actor} xác nhận hoàn thành nhiệm vụ “{subject}”"),
    "tasks.extension_asked": _("{actor} đề nghị gia hạn nhiệm vụ “{subject}” đến {wanted}"),
    "tasks.extension_granted": _("{actor} đồng ý gia hạn nhiệm vụ “{subject}” đến {deadline}"),
    "tasks.extension_refused": _("{actor} không đồng ý gia hạn nhiệm vụ “{subject}”"),
    "tasks.suspended": _("{actor} tạm dừng nhiệm vụ “{subject}”"),
    "tasks.resumed": _("{actor} cho tiếp tục nhiệm vụ “{subject}”"),
    "tasks.cancelled": _("{actor} hủy nhiệm vụ “{subject}”"),
    "tasks.handed_over": _("{actor} chuyển nhiệm vụ “{subject}” cho {person}"),
    "tasks.split": _("{actor} chia nhiệm vụ “{subject}” thành {count} phần việc"),
    "tasks.step_added": _("{actor} thêm bước thực hiện vào nhiệm vụ “{subject}”"),
    "tasks.step_ticked": _("{actor} cập nhật bước thực hiện của nhiệm vụ “{subject}”"),
    "tasks.commented": _("{actor} trao đổi về nhiệm vụ “{subject}”"),
    "tasks.duty_set_up": _("{actor} đặt việc định kỳ “{subject}”"),
    "tasks.duty_ended": _("{actor} kết thúc việc định kỳ “{subject}”"),
    "tasks.policy_set": _("{actor} thay đổi chính sách nhắc việc: {changes}"),
}

__all__ = [
    "ACTIONS",
    "Part",
    "Source",
    "accept",
    "add_step",
    "answer_by_link",
    "answer_reminder",
    "ask_extension",
    "assign",
    "cancel",
    "comment",
    "confirm",
    "end_duty",
    "give_duties",
    "grant_extension",
    "hand_in",
    "hand_over",
    "refuse_extension",
    "report_progress",
    "resume",
    "return_work",
    "set_reminder_policy",
    "set_up_duty",
    "split",
    "suspend",
    "tick_step",
]
