"""Words for message keys, for pages and API alike."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "signing.only_administrators": _("Chỉ quản trị hệ thống mới quản lý khóa ký số."),
    "signing.only_the_person": _("Khóa ký số của cá nhân chỉ do chính người đó dùng."),
    "signing.only_the_office": _("Chỉ Văn phòng của cơ quan mới ký số thay cơ quan."),
    "signing.prove_presence": _("Hãy xác nhận lại mật khẩu hoặc khóa bảo mật trước khi ký."),
    "signing.others_sign": _("Nhiều người đang ký văn bản này cùng lúc. Hãy thử lại."),
    "signing.no_key": _("Chưa có khóa ký số cho người hoặc cơ quan này. Hãy liên hệ quản trị hệ thống."),
    "signing.person_first": _("Người có thẩm quyền ký trước, sau đó cơ quan mới ký số."),
    "signing.no_place": _("Không tìm thấy chỗ ký của {name} trên văn bản."),
    "signing.key_taken": _("Khóa này đã giao cho người hoặc cơ quan khác."),
    "signing.whom": _("Hãy chọn một người hoặc một cơ quan."),
    "signing.not_a_picture": _("Hình chữ ký hoặc con dấu phải là tệp PNG, không quá 1 MB."),
    "signing.picture_not_clear": _("Hình phải có nền trong suốt."),
    "signing.picture_is_empty": _("Hình không có nét nào."),
    "signing.picture_not_blue": _("Hình chữ ký của cá nhân phải màu xanh."),
    "signing.picture_not_red": _("Hình con dấu của cơ quan phải màu đỏ."),
    "signing.keys_unreadable": _("Không đọc được tệp khai báo khóa ký số."),
    "signing.key_not_set_up": _("Khóa ký số này không còn trong tệp khai báo của hệ thống."),
    "signing.no_key_file": _("Không đọc được tệp khóa ký số."),
    "signing.key_is_open": _("Tệp khóa ký số đang để người khác trên máy chủ đọc được."),
    "signing.no_secret": _("Chưa có mật khẩu hoặc mã PIN của khóa ký số."),
    "signing.secret_is_open": _("Tệp mật khẩu của khóa ký số đang để người khác trên máy chủ đọc được."),
    "signing.wrong_secret": _("Mật khẩu hoặc mã PIN của khóa ký số không đúng, hoặc tệp khóa đã hỏng."),
    "signing.locked": _("Thiết bị ký số đã khóa vì nhập sai mã PIN nhiều lần."),
    "signing.no_token": _("Không tìm thấy thiết bị ký số."),
    "signing.no_key_on_token": _("Không tìm thấy khóa trên thiết bị ký số."),
    "signing.no_certificate": _("Khóa ký số không có chứng thư."),
    "signing.expired": _("Chứng thư của khóa ký số không còn hiệu lực."),
    "signing.no_timestamp": _("Máy chủ cấp dấu thời gian không trả lời. Văn bản chưa được ký."),
    "signing.failed": _("Không ký được văn bản bằng khóa này."),
    "signing.no_answer": _("Khóa ký số không trả lời. Văn bản chưa được ký."),
}
