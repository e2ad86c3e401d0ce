"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "records.only_the_desk": _("Chỉ chủ trì, thư ký và Văn phòng lấy được hồ sơ cuộc họp."),
    "records.not_over": _("Cuộc họp chưa kết thúc nên chưa có hồ sơ."),
    "records.too_big": _("Tài liệu của cuộc họp lớn quá 3,75 GB nên không gói được vào một tệp."),
    "records.file_is_gone": _("Không lấy được tệp gốc của “{title}” từ kho lưu trữ. Hồ sơ thiếu tệp thì không lập."),
    "records.not_a_package": _("Tệp này không phải là gói hồ sơ cuộc họp, hoặc đã hỏng đến mức không đọc được."),
}
