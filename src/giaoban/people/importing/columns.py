"""The columns of the two sheets. The same headings go out in an export and come back in an import."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNITS = "Đơn vị"
PEOPLE = "Người"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in code, its heading (always Vietnamese: it is the file's format), a note, a width."""

    key: str
    heading: str
    note: Promise | str
    needed: bool = False
    width: int = 18


UNIT_COLUMNS = (
    Column("code", "Mã đơn vị", _("Duy nhất, ví dụ NOIBAI"), needed=True, width=14),
    Column("name", "Tên đơn vị", _("Tên đầy đủ"), needed=True, width=44),
    Column("short_name", "Tên ngắn", _("Để trống thì dùng tên đầy đủ"), width=24),
    Column("kind", "Loại đơn vị", _("Đúng tên trong danh mục loại đơn vị"), needed=True),
    Column("parent", "Mã cấp trên", _("Mã của đơn vị cấp trên; chỉ cơ quan gốc để trống"), width=14),
    Column("symbol", "Ký hiệu", _("Dùng trong số văn bản")),
    Column("customs_code", "Mã hải quan", ""),
    Column("town", "Địa danh", _("Dùng trên văn bản, ví dụ Hà Nội")),
    Column("address", "Địa chỉ", "", width=36),
    Column("phone", "Điện thoại", ""),
    Column("is_site", "Điểm cầu", _("Ghi x nếu đơn vị là điểm cầu họp trực tuyến"), width=10),
    Column("place", "Thứ tự", _("Số nhỏ đứng trước"), width=10),
)

PEOPLE_COLUMNS = (
    Column("username", "Tên đăng nhập", _("Chữ không dấu, số, dấu chấm; duy nhất"), needed=True, width=20),
    Column("full_name", "Họ và tên", "", needed=True, width=28),
    Column("employee_code", "Mã công chức", ""),
    Column("title", "Ngạch", _("Ví dụ Kiểm tra viên chính"), width=24),
    Column("email", "Thư điện tử", "", width=30),
    Column("phone", "Điện thoại", ""),
    Column("unit", "Mã đơn vị", _("Mã có trong trang Đơn vị hoặc đã có trong hệ thống"), needed=True, width=14),
    Column("position", "Chức vụ", _("Đúng tên trong danh mục chức vụ"), needed=True, width=22),
    Column("starts_on", "Từ ngày", _("dd/mm/yyyy; để trống là hôm nay"), width=12),
    Column("extra", "Kiêm nhiệm", _("Ghi x nếu dòng này là chức vụ kiêm nhiệm"), width=12),
)

SHEETS = {UNITS: UNIT_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
