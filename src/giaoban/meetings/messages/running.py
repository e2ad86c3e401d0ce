"""Sentences about a running meeting."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RUNNING: dict[str, Promise | str] = {
    "meetings.only_chair_and_secretary": _("Chỉ chủ trì và thư ký cuộc họp được làm việc này."),
    "meetings.too_late_for_assistants": _(
        "Cuộc họp đã có thông báo kết luận hoặc đã hủy, không đổi thư ký giúp việc được."
    ),
    "meetings.at_the_desk_already": _("Đồng chí này đã là chủ trì hoặc thư ký cuộc họp."),
    "meetings.not_to_be_started": _("Chỉ cuộc họp đã phát hành mới bắt đầu được."),
    "meetings.not_running": _("Cuộc họp chưa bắt đầu hoặc đã kết thúc."),
    "meetings.not_closed": _("Cuộc họp chưa kết thúc."),
    "meetings.too_late_to_reopen": _("Đã quá 30 phút từ khi kết thúc, không mở lại cuộc họp được nữa."),
    "meetings.too_early_to_count": _("Điểm danh mở được từ 2 giờ trước giờ họp."),
    "meetings.no_open_round": _("Chưa mở điểm danh. Đồng chí chờ thư ký mở điểm danh."),
    "meetings.not_on_the_list": _("Không có tên trong danh sách dự họp. Đề nghị liên hệ thư ký cuộc họp."),
    "meetings.not_your_site": _("Đồng chí không thuộc điểm cầu này."),
    "meetings.code_is_old": _("Mã điểm danh đã hết hiệu lực. Hãy quét lại mã đang hiện trên màn hình."),
    "meetings.bad_method": _("Cách điểm danh không hợp lệ."),
    "meetings.was_not_there": _("Người này chưa được điểm danh có mặt."),
    "meetings.bad_heads": _("Số người tại điểm cầu từ {fewest} đến {most}."),
    "meetings.nothing_to_adopt": _("Không có nội dung nào trong khối đồng thuận."),
    "meetings.consent_has_changed": _(
        "Khối đồng thuận vừa thay đổi, nay có {count} nội dung. Hãy xem lại rồi thông qua."
    ),
    "meetings.consent_is_adopted": _("Khối nội dung đồng thuận đã được thông qua."),
    "meetings.nothing_to_replan": _("Thời gian vẫn như cũ."),
    "meetings.line_is_gone": _("Dòng này vừa được xóa hoặc gộp vào dòng khác. Nội dung đồng chí viết vẫn được giữ."),
    "meetings.line_changed_meanwhile": _("{by} vừa sửa cùng đoạn này. Hãy chọn hoặc ghép hai bản."),
    "meetings.lines_of_two_items": _("Chỉ gộp được các dòng của cùng một nội dung."),
    "meetings.conclusion_changed_meanwhile": _("Kết luận này vừa được người khác sửa. Hãy xem lại rồi lưu."),
    "meetings.note_changed_meanwhile": _("Ghi chú vừa được sửa trên thiết bị khác. Hãy chọn hoặc ghép hai bản."),
    "meetings.takes_no_guests": _("Chỉ cuộc họp đã phát hành hoặc đang họp mới mời khách qua đường dẫn."),
    "meetings.secret_is_not_for_guests": _("Tài liệu mật không mở cho khách."),
    "meetings.long_note": _("Ghi chú dài quá {most} ký tự."),
    "meetings.item_is_done": _("Nội dung này đã họp xong."),
    "meetings.conclude_first": _("Nội dung này cần quyết định: hãy ghi kết luận, hoặc chuyển tiếp không kết luận."),
    "meetings.bad_minutes": _("Số phút thêm hoặc rút từ 1 đến {most}."),
    "meetings.empty_line": _("Dòng biên bản còn trống."),
    "meetings.long_line": _("Dòng biên bản dài quá {most} ký tự. Hãy tách thành nhiều dòng."),
    "meetings.bad_line_kind": _("Loại dòng biên bản không hợp lệ."),
}
