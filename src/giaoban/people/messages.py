"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "people.only_administrators": _("Chỉ quản trị hệ thống hoặc quản trị của đơn vị này được làm việc đó."),
    "people.only_system_administrators": _("Chỉ quản trị hệ thống được làm việc đó."),
    "people.only_office": _("Chỉ quản trị hệ thống hoặc thư ký Văn phòng được làm việc đó."),
    "people.only_unit_keepers": _("Chỉ lãnh đạo, quản trị của đơn vị này hoặc thư ký Văn phòng được làm việc đó."),
    "people.only_the_owner": _("Chỉ chủ của khóa truy cập được hủy khóa đó."),
    "people.only_the_giver": _("Chỉ người ủy quyền, người nhận ủy quyền hoặc quản trị hệ thống được làm việc đó."),
    "people.only_book_readers": _("Sổ nhật ký chỉ dành cho quản trị hệ thống và thanh tra, kiểm tra."),
    "people.person_holds_more": _("Người này giữ vai trò trong hệ thống: chỉ quản trị hệ thống được sửa tài khoản."),
    "people.not_to_yourself": _("Quản trị không được lập ủy quyền của người khác cho chính mình."),
    "people.needed": _("Hãy điền ô này."),
    "people.unit_code_taken": _("Mã đơn vị “{taken}” đã có."),
    "people.unit_cycle": _("Không thể đặt “{unit}” dưới “{parent}”: “{parent}” đang nằm trong “{unit}”."),
    "people.unit_is_root": _("Đơn vị gốc của cơ quan không thể chuyển, nhập hoặc giải thể."),
    "people.unit_closed": _("Đơn vị “{unit}” đã kết thúc hoạt động."),
    "people.unit_has_children": _("Còn {count} đơn vị trực thuộc: hãy chuyển hoặc giải thể các đơn vị đó trước."),
    "people.unit_has_people": _("Còn {count} người đang giữ chức vụ ở đơn vị: hãy kết thúc hoặc chuyển chức vụ trước."),
    "people.unit_has_a_head": _("“{unit}” đã có người đứng đầu là {head}; mỗi đơn vị chỉ có một người đứng đầu."),
    "people.merge_into_itself": _("Không thể nhập đơn vị vào chính nó hoặc vào đơn vị trực thuộc của nó."),
    "people.agency_exists": _("Cơ quan đã được lập."),
    "people.not_in_the_future": _("Ngày hiệu lực chưa đến: hãy ghi nhận khi quyết định có hiệu lực."),
    "people.before_last_change": _("Đơn vị đã có thay đổi từ {day}: ngày hiệu lực không được trước ngày đó."),
    "people.before_opening": _("Ngày này trước ngày thành lập đơn vị ({day})."),
    "people.username_taken": _("Tên đăng nhập “{username}” đã có."),
    "people.username_shape": _("Tên đăng nhập gồm chữ không dấu, số, dấu chấm, gạch nối; từ 2 đến 60 ký tự."),
    "people.bad_email": _("Địa chỉ thư điện tử “{email}” chưa đúng."),
    "people.weak_password": _("Mật khẩu chưa đạt: {why}"),
    "people.not_yourself": _("Đồng chí không thể tự khóa tài khoản của mình."),
    "people.last_administrator": _("Đây là quản trị hệ thống cuối cùng: hãy giao vai trò cho người khác trước."),
    "people.is_inactive": _("Tài khoản của {person} đang bị khóa."),
    "people.position_held": _("{person} đang giữ chức vụ này ở đơn vị."),
    "people.ends_before_start": _("Ngày kết thúc không được trước ngày bắt đầu."),
    "people.already_ended": _("Việc này đã kết thúc."),
    "people.role_held": _("{person} đang giữ vai trò này ở đơn vị."),
    "people.unknown_role": _("Không có vai trò này."),
    "people.not_a_leader": _("{person} không phải lãnh đạo: hãy giao vai trò Lãnh đạo trước."),
    "people.delegation_to_self": _("Không thể ủy quyền cho chính mình."),
    "people.delegation_overlap": _("Trong thời gian này đã có ủy quyền cho {holder} ({from} – {to})."),
    "people.delegation_in_the_past": _("Thời gian ủy quyền đã qua."),
    "people.name_taken": _("Tên “{name}” đã có."),
    "people.group_empty": _("Nhóm chưa có thành phần nào."),
    "people.day_not_weekend": _("Ngày làm bù phải là ngày nghỉ hằng tuần (thứ Bảy, Chủ nhật)."),
    "people.wrong_password": _("Tên đăng nhập hoặc mật khẩu không đúng."),
    "people.locked": _("Đăng nhập sai quá {limit} lần: tài khoản tạm khóa, hãy thử lại sau {minutes} phút."),
    "people.second_factor_needed": _("Tài khoản bật xác thực hai lớp: hãy gửi kèm mã xác thực (code)."),
    "people.wrong_code": _("Mã xác thực không đúng hoặc đã dùng."),
    "people.change_password_first": _("Hãy đổi mật khẩu trước khi sử dụng hệ thống."),
    "people.set_up_second_factor": _("Vai trò quản trị cần bật xác thực hai lớp trước khi sử dụng hệ thống."),
    "people.staff_session_needed": _("Hãy bắt đầu phiên quản trị trước khi thay đổi dữ liệu."),
    "people.file_too_large": _("Tệp lớn hơn {limit} MB."),
    "people.file_unreadable": _("Không đọc được tệp: hãy lưu lại dưới dạng Excel (.xlsx), không đặt mật khẩu."),
    "people.import_faults": _("Tệp còn {count} lỗi: hãy sửa trong Excel rồi tải lên lại."),
    "people.import_done": _("Tệp này đã được nhập."),
    "people.identity_unreachable": _(
        "Hệ thống đăng nhập của cơ quan đang không trả lời. Hãy thử lại sau ít phút, hoặc báo quản trị hệ thống."
    ),
    "people.identity_failed": _("Đăng nhập bằng tài khoản cơ quan không thành công. Hãy bắt đầu lại từ đầu."),
    "people.identity_cancelled": _("Đồng chí đã dừng đăng nhập bằng tài khoản cơ quan."),
    "people.identity_locked": _("Tài khoản của {person} đang bị khóa. Hãy liên hệ quản trị của đơn vị để được mở lại."),
    "people.identity_says_nothing": _(
        "Hệ thống đăng nhập của cơ quan không gửi thông tin “{claim}” để nhận ra đồng chí. Hãy báo quản trị hệ thống."
    ),
    "people.identity_unverified_email": _(
        "Thư điện tử chưa được hệ thống đăng nhập của cơ quan xác minh, nên không dùng để nhận ra đồng chí được."
    ),
    "people.identity_ambiguous": _("Có nhiều người mang “{value}”. Hãy báo quản trị hệ thống để sửa cho khớp."),
    "people.identity_unknown": _("Đồng chí chưa có tên trong hệ thống Giao ban. Hãy liên hệ quản trị của đơn vị."),
    "people.identity_no_post": _(
        "Chưa biết đồng chí thuộc đơn vị, giữ chức vụ nào trong hệ thống Giao ban. Hãy liên hệ quản trị hệ thống."
    ),
    "people.identity_other": _("{person} đã gắn với một tài khoản cơ quan khác. Hãy báo quản trị hệ thống."),
    "people.identity_administrator": _(
        "Tài khoản quản trị không tự gắn với tài khoản cơ quan. Hãy đăng nhập bằng mật khẩu của Giao ban."
    ),
    "people.identity_email_claim": _(
        "Chỉ thông tin “email” được hệ thống đăng nhập xác minh: so khớp theo thư điện tử phải dùng đúng tên đó."
    ),
    "people.password_closed": _("Cơ quan đã tắt mật khẩu riêng của Giao ban. Hãy đăng nhập bằng tài khoản cơ quan."),
}
