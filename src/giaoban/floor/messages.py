"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "floor.only_the_desk_or_presenter": _("Chỉ chủ trì, thư ký và người trình bày nội dung được trình chiếu."),
    "floor.nothing_is_shown": _("Chưa có tài liệu nào đang trình chiếu."),
    "floor.no_such_page": _("Tài liệu không có trang {page}; tài liệu có {pages} trang."),
    "floor.page_has_turned": _("Trang trình chiếu vừa được chuyển, đánh dấu không được giữ lại."),
    "floor.too_many_highlights": _("Trang này đã có {most} đánh dấu. Hãy xóa bớt trước khi đánh dấu thêm."),
    "floor.bad_drawing": _("Đánh dấu không hợp lệ."),
    "floor.only_who_takes_part": _(
        "Chỉ thành phần dự họp và các điểm cầu đăng ký phát biểu; đồng chí đang theo dõi phòng họp."
    ),
    "floor.not_now": _("Cuộc họp không còn nhận đăng ký phát biểu."),
    "floor.list_is_closed": _("Chủ trì đang tạm dừng nhận đăng ký."),
    "floor.only_for_yourself": _("Đồng chí chỉ đăng ký cho mình hoặc cho điểm cầu của mình."),
    "floor.not_in_the_room": _("Người này không có trong phòng họp."),
    "floor.not_of_this_site": _("Người này không thuộc điểm cầu đã chọn."),
    "floor.bad_kind": _("Loại đăng ký không hợp lệ."),
    "floor.item_is_over": _("Nội dung này đã họp xong. Hãy đăng ký ở nội dung đang diễn ra hoặc sắp tới."),
    "floor.asked_needed": _("Hãy chọn người được chất vấn."),
    "floor.asks_oneself": _("Không tự chất vấn mình. Hãy chọn người khác."),
    "floor.topic_needed": _("Hãy ghi nội dung chất vấn."),
    "floor.long_topic": _("Nội dung đăng ký dài quá {most} ký tự."),
    "floor.secret_topic": _("Nội dung mật: không ghi chủ đề phát biểu trên hệ thống."),
    "floor.long_name": _("Tên dài quá {most} ký tự."),
    "floor.has_begun": _("Lượt phát biểu này đã bắt đầu hoặc đã kết thúc."),
    "floor.reason_needed": _("Hãy ghi lý do đưa ra khỏi danh sách."),
    "floor.waits_no_longer": _("Lượt này không còn trong danh sách chờ."),
    "floor.bad_rule": _("Cách sắp thứ tự không hợp lệ."),
    "floor.bad_minutes": _("Số phút từ 1 đến {most}."),
    "floor.nobody_waits": _("Không còn ai chờ phát biểu ở nội dung này."),
    "floor.order_has_changed": _("Thứ tự vừa thay đổi. Hãy xem lại người tiếp theo rồi mời."),
    "floor.does_not_speak": _("Lượt này không đang phát biểu."),
    "floor.is_not_paused": _("Lượt này không tạm dừng."),
    "floor.somebody_speaks": _("{speaker} đang phát biểu. Hãy kết thúc hoặc tạm dừng lượt đó trước."),
    "floor.has_spoken_too_long": _("Đã phát biểu hơn 1 phút nên không đưa về danh sách chờ. Hãy kết thúc lượt."),
    "floor.is_no_question": _("Đây không phải là lượt chất vấn."),
    "floor.only_the_speaker": _("Chỉ người phát biểu gửi phần còn lại bằng văn bản."),
    "floor.only_the_asked": _("Chỉ người được chất vấn trả lời bằng văn bản."),
    "floor.speak_first": _("Gửi bằng văn bản được khi đã hết giờ hoặc đã kết thúc lượt phát biểu."),
    "floor.too_late_for_writing": _("Biên bản đã khóa hoặc cuộc họp chưa bắt đầu, không gửi bằng văn bản được."),
    "floor.secretary_has_edited": _("Thư ký đã biên tập phần văn bản này. Đề nghị liên hệ thư ký để sửa."),
    "floor.secret_text": _("Nội dung mật: đề nghị gửi văn bản giấy theo chế độ mật, không gửi trên hệ thống."),
    "floor.empty_text": _("Hãy ghi nội dung trước khi gửi."),
    "floor.long_text": _("Văn bản dài quá {most} ký tự. Hãy gửi bản đầy đủ thành tài liệu."),
}
