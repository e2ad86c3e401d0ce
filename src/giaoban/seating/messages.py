"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "seating.only_the_office": _("Chỉ thư ký Văn phòng vẽ sơ đồ hội trường."),
    "seating.only_who_prepares": _("Chỉ người chuẩn bị cuộc họp xếp chỗ ngồi."),
    "seating.is_over": _("Cuộc họp đã kết thúc, không xếp lại chỗ ngồi."),
    "seating.name_needed": _("Hãy đặt tên hội trường."),
    "seating.bad_shape": _("Hãy chọn kiểu kê ghế."),
    "seating.bad_seats": _("Sơ đồ ghế chưa đúng: mỗi ghế một số hiệu riêng, tối đa một chỗ chủ trì và {most} ghế."),
    "seating.no_hall": _("Hãy chọn sơ đồ hội trường trước."),
    "seating.no_such_seat": _("Hội trường không có ghế này."),
    "seating.does_not_come": _("Người này không có trong danh sách dự họp."),
    "seating.bad_rule": _("Hãy chọn xếp theo chức vụ hoặc theo đơn vị."),
}
