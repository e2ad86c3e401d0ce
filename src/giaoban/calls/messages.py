"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "calls.only_who_takes_part": _("Chỉ thành phần dự họp gọi hỗ trợ được; đồng chí đang theo dõi phòng họp."),
    "calls.not_now": _("Cuộc họp đã kết thúc, không còn nhận gọi hỗ trợ."),
    "calls.bad_kind": _("Hãy chọn cần hỗ trợ gì: kỹ thuật, tài liệu hoặc việc khác."),
    "calls.say_what": _("Hãy ghi rõ cần hỗ trợ việc gì."),
    "calls.long_text": _("Nội dung dài quá {most} ký tự."),
    "calls.is_over": _("Lượt gọi này đã xong."),
}
