"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "video.on_site": _("Cuộc họp này họp trực tiếp, không có cầu truyền hình."),
    "video.not_now": _("Cầu truyền hình mở trước giờ họp 2 giờ và đóng khi cuộc họp kết thúc."),
    "video.removed": _(
        "Chủ trì đã đưa đồng chí ra khỏi cầu truyền hình. Chương trình, tài liệu và biểu quyết vẫn dùng được."
    ),
    "video.unreachable": _("Máy chủ hình ảnh, âm thanh chưa sẵn sàng. Cuộc họp vẫn tiếp tục; hệ thống tự nối lại."),
    "video.full": _("Máy chủ hình ảnh đã đủ người. Hãy theo dõi chương trình và tài liệu trong phòng họp."),
    "video.link_is_gone": _("Kết nối hình ảnh đã được lập lại. Hãy thử lần nữa."),
    "video.bad_request": _("Yêu cầu hình ảnh, âm thanh không hợp lệ."),
    "video.bad_choice": _("Cách mở micrô không hợp lệ."),
    "video.not_the_desk": _("Không đưa chủ trì, thư ký ra khỏi cầu truyền hình."),
    "video.only_the_unit": _("Chỉ người của đơn vị hoặc Văn phòng ghép thiết bị điểm cầu."),
    "video.no_such_code": _("Không có mã này, hoặc mã đã hết hạn. Hãy xem lại mã trên màn hình điểm cầu."),
    "video.too_many_screens": _("Có quá nhiều màn hình cùng xin mã từ một nơi. Hãy thử lại sau {minutes} phút."),
    "video.not_a_site": _("Đơn vị này không phải là điểm cầu."),
    "video.only_the_site": _("Chỉ người của điểm cầu ghi kết quả kiểm tra đường truyền."),
    "video.no_camera": _("không có hình"),
    "video.no_microphone": _("không có tiếng"),
    "video.no_loudspeaker": _("không nghe được loa"),
    "video.thin_line": _("đường truyền hẹp"),
    "video.long_delay": _("trễ cao"),
    "video.much_loss": _("mất gói nhiều"),
    "video.only_the_chair": _("Chỉ chủ trì bật hoặc dừng ghi hình."),
    "video.recording_not_out": _("Bản ghi hình xem được sau khi thông báo kết luận được ban hành."),
}
