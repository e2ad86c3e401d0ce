"""Message keys and the sentences they stand for.

Each app lists its own in ``messages.py``; wiring fills this table. A key without a sentence is a
fault that a test finds, so the person never reads a code word.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.kernel.errors import HouseError

KERNEL: dict[str, Promise | str] = {
    "kernel.not_found": _("Không tìm thấy, hoặc đồng chí không có quyền xem."),
    "kernel.sign_in": _("Đồng chí cần đăng nhập để tiếp tục."),
    "kernel.busy": _("Hệ thống đang bận ghi dữ liệu. Nội dung đã nhập được giữ nguyên, hãy thử lại sau giây lát."),
    "kernel.taken": _("Dữ liệu này vừa được người khác thay đổi. Hãy tải lại trang và thử lại."),
    "kernel.too_many": _("Thao tác quá nhanh. Hãy thử lại sau {seconds} giây."),
    "kernel.forbidden": _("Đồng chí không có quyền thực hiện việc này."),
    "kernel.stale_page": _("Trang này đã mở quá lâu. Hãy tải lại trang rồi gửi lại."),
    "kernel.failed": _("Hệ thống gặp lỗi. Lỗi đã được ghi lại để xử lý; hãy thử lại sau ít phút."),
    "kernel.foreign_page": _("Yêu cầu này đến từ một trang khác nên không được nhận."),
    "kernel.bad_input": _("Dữ liệu gửi lên chưa đúng. Hãy xem lại các ô được đánh dấu."),
}

MESSAGES: dict[str, Promise | str] = dict(KERNEL)


def sentence(code: str, details: Mapping[str, Any] | None = None) -> str:
    """Return the sentence of a message key in the reader's language, facts filled in."""
    text = str(MESSAGES[code])
    return text.format_map(_Facts(details or {}))


def words_of(error: HouseError) -> str:
    """Return what an error says to a person."""
    return sentence(error.code, error.details)


class _Facts(dict[str, Any]):
    """A missing fact leaves a gap, never an exception while an error is being explained."""

    def __missing__(self, key: str) -> str:
        return "…"
