"""The verbs of consultations: drafting, sending, answering, closing, settling."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.consultations.actions.announcing import announce, on_notice_approved, on_notice_returned
from giaoban.consultations.actions.answering import Said, answer, name_substitute
from giaoban.consultations.actions.drafting import (
    draft,
    edit,
    on_approved,
    on_notice_withdrawn,
    on_returned,
    on_withdrawn,
    submit,
    take_back,
)
from giaoban.consultations.actions.following import follow_heads
from giaoban.consultations.actions.running import cancel, close, extend, remind, send
from giaoban.consultations.actions.settling import treat
from giaoban.consultations.actions.signing import sign_notice

ACTIONS: dict[str, Promise | str] = {
    "consultations.drafted": _("{actor} soạn phiếu lấy ý kiến “{subject}”"),
    "consultations.edited": _("{actor} sửa phiếu lấy ý kiến “{subject}”"),
    "consultations.submitted": _("{actor} trình duyệt phiếu lấy ý kiến “{subject}”"),
    "consultations.approved": _("{actor} duyệt phiếu lấy ý kiến “{subject}”"),
    "consultations.returned": _("{actor} trả lại phiếu lấy ý kiến “{subject}”: {reason}"),
    "consultations.taken_back": _("{actor} rút đề nghị duyệt của “{subject}”"),
    "consultations.sent": _("{actor} gửi phiếu lấy ý kiến “{subject}” đến {asked} người, hạn trả lời {due}"),
    "consultations.answered": _("{actor} cho ý kiến về “{subject}”"),
    "consultations.answered_on_behalf": _("{actor} thay mặt {asked_person} cho ý kiến về “{subject}”"),
    "consultations.answer_changed": _("{actor} thay đổi ý kiến về “{subject}”"),
    "consultations.answer_changed_on_behalf": _("{actor} thay mặt {asked_person} thay đổi ý kiến về “{subject}”"),
    "consultations.substitute_named": _("{actor} cử {person} trả lời thay về “{subject}”"),
    "consultations.substitute_taken_back": _("{actor} thôi cử người trả lời thay về “{subject}”"),
    "consultations.reminded": _("{actor} nhắc {count} người chưa trả lời về “{subject}”"),
    "consultations.slip_moved": _("{actor} chuyển phiếu hỏi {asked_unit} về “{subject}” đến {asked_person}"),
    "consultations.extended": _("{actor} gia hạn lấy ý kiến “{subject}” từ {before} đến {due}: {reason}"),
    "consultations.closed": _("{actor} kết thúc lấy ý kiến “{subject}”: {answered}/{asked} người trả lời"),
    "consultations.cancelled": _("{actor} hủy lấy ý kiến “{subject}”: {reason}"),
    "consultations.taken_in": _("{actor} tiếp thu ý kiến của {asked_person} về “{subject}”"),
    "consultations.taken_in_partly": _("{actor} tiếp thu một phần ý kiến của {asked_person} về “{subject}”"),
    "consultations.explained": _("{actor} giải trình ý kiến của {asked_person} về “{subject}”"),
    "consultations.treated": _("{actor} ghi xử lý ý kiến của {asked_person} về “{subject}”"),  # in older books
    "consultations.notice_submitted": _("{actor} trình thông báo kết quả lấy ý kiến “{subject}”"),
    "consultations.notice_returned": _("{actor} trả lại thông báo kết quả lấy ý kiến “{subject}”: {reason}"),
    "consultations.published": _("{actor} ban hành thông báo số {number} về kết quả lấy ý kiến “{subject}”"),
    "consultations.notice_signed": _(
        "{actor} ký số thông báo số {number} về kết quả lấy ý kiến “{subject}” bằng khóa của {holder}"
    ),
}

__all__ = [
    "ACTIONS",
    "Said",
    "announce",
    "answer",
    "cancel",
    "close",
    "draft",
    "edit",
    "extend",
    "follow_heads",
    "name_substitute",
    "on_approved",
    "on_notice_approved",
    "on_notice_returned",
    "on_notice_withdrawn",
    "on_returned",
    "on_withdrawn",
    "remind",
    "send",
    "sign_notice",
    "submit",
    "take_back",
    "treat",
]
