"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "notify.only_administrators": _("Chỉ quản trị hệ thống làm được việc này."),
    "notify.already_left": _("Thông báo này đã được gửi đi."),
    "notify.bad_push_address": _("Địa chỉ nhận thông báo của trình duyệt này không dùng được."),
    "notify.bad_push_keys": _("Khóa nhận thông báo của trình duyệt này không dùng được."),
    "notify.too_many_devices": _("Đồng chí đã bật thông báo trên {count} thiết bị. Hãy tắt bớt một thiết bị cũ."),
    "notify.device_id_taken": _("Mã thiết bị này đã được dùng. Hãy thử lại."),
    "notify.session_needed": _("Việc này cần đăng nhập bằng trình duyệt."),
    "notify.push_is_off": _("Cơ quan chưa bật thông báo đẩy."),
    "notify.cap_needed": _("Kênh mất phí cần đủ giá và hạn mức mới bật được."),
    "notify.day_above_month": _("Hạn mức ngày không lớn hơn hạn mức tháng."),
    "notify.no_address_of_yours": _("Đồng chí chưa có địa chỉ nhận tin bằng kênh này."),
    "notify.quiet_needs_both": _("Giờ yên lặng cần cả giờ bắt đầu và giờ kết thúc."),
}
