"""The verbs of weekly reports and of the rollout."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.reports.actions.rollout import keep_phase, mark_ready
from giaoban.reports.actions.weekly import FormRow, file_report, keep_form, put_on_agenda, save_report

ACTIONS: dict[str, Promise | str] = {
    "reports.form_kept": _("{actor} đặt mẫu báo cáo của “{subject}”: {count} dòng"),
    "reports.saved": _("{actor} soạn báo cáo tuần “{subject}”"),
    "reports.filed": _("{actor} nộp báo cáo tuần “{subject}”"),
    "reports.put_on_agenda": _("{actor} đưa tổng hợp báo cáo của {count} đơn vị vào “{subject}”"),
    "reports.phase_kept": _("{actor} đặt giai đoạn “{subject}” từ {day}, {count} đơn vị"),
    "reports.made_ready": _("{actor} ghi mức sẵn sàng của {subject}: {step} {day}"),
}

__all__ = [
    "ACTIONS",
    "FormRow",
    "file_report",
    "keep_form",
    "keep_phase",
    "mark_ready",
    "put_on_agenda",
    "save_report",
]
