"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "reports.only_the_office": _("Chỉ Văn phòng làm được việc này."),
    "reports.only_the_unit": _("Chỉ người của đơn vị lập được báo cáo của đơn vị mình."),
    "reports.meeting_is_over": _("Cuộc họp đã bắt đầu hoặc đã kết thúc nên không nộp, sửa báo cáo được nữa."),
    "reports.no_form": _("Loạt họp này chưa có mẫu báo cáo."),
    "reports.rows_needed": _("Mẫu báo cáo cần ít nhất một dòng."),
    "reports.row_twice": _("Mẫu báo cáo có hai dòng trùng tên: {label}."),
    "reports.not_a_number": _("“{label}” cần ghi bằng số."),
    "reports.row_missing": _("Chưa ghi “{label}”."),
    "reports.nothing_filed": _("Chưa có đơn vị nào nộp báo cáo."),
    "reports.name_needed": _("Cần ghi tên giai đoạn."),
    "reports.name_taken": _("Đã có giai đoạn mang tên này."),
    "reports.day_needed": _("Cần chọn ngày bắt đầu."),
    "reports.unknown_step": _("Không có bước chuẩn bị này."),
}
