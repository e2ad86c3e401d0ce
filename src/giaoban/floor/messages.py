"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "floor.only_the_desk_or_presenter": _("Chỉ chủ trì, thư ký và người trình bày nội dung được trình chiếu."),
    "floor.nothing_is_shown": _("Chưa có tài liệu nào đang trình chiếu."),
    "floor.no_such_page": _("Tài liệu không có trang {page}; tài liệu có {pages} trang."),
}
