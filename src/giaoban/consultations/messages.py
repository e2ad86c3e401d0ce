"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "consultations.only_members": _("Chỉ công chức của đơn vị soạn được phiếu lấy ý kiến."),
    "consultations.only_the_officer": _("Chỉ công chức phụ trách phiếu lấy ý kiến làm được việc này."),
    "consultations.own_unit_needed": _("Cần chọn đơn vị của đồng chí."),
    "consultations.not_a_draft": _("Phiếu đã trình hoặc đã gửi nên không sửa được nữa."),
    "consultations.nothing_to_take_back": _("Không có gì đang chờ duyệt để rút lại."),
    "consultations.needs_approval": _("Cần lãnh đạo duyệt trước khi gửi."),
    "consultations.sent_already": _("Phiếu không còn ở bước gửi đi."),
    "consultations.not_asked": _("Đồng chí không có trong danh sách được lấy ý kiến."),
    "consultations.past_due": _("Đã hết hạn trả lời; đề nghị đồng chí phụ trách gia hạn nếu vẫn cần ý kiến."),
    "consultations.takes_no_answers": _("Phiếu này không nhận ý kiến nữa."),
    "consultations.not_open": _("Phiếu không ở bước đang lấy ý kiến."),
    "consultations.not_all_answered": _("Chỉ kết thúc trước hạn được khi mọi người đã trả lời."),
    "consultations.not_to_cancel": _("Phiếu đã kết thúc lấy ý kiến nên không hủy được."),
    "consultations.not_closed": _("Chỉ làm được khi đã kết thúc lấy ý kiến và chưa thông báo kết quả."),
    "consultations.not_published": _("Ý kiến của từng người được xem sau khi có thông báo kết quả."),
    "consultations.subject_needed": _("Cần ghi việc xin ý kiến."),
    "consultations.text_needed": _("Cần ghi nội dung xin ý kiến."),
    "consultations.bad_term": _("Thời hạn phải từ 1 đến 60 ngày làm việc."),
    "consultations.bad_silence": _("Cần chọn cách tính khi không trả lời."),
    "consultations.bad_approver": _("Người duyệt phải là lãnh đạo đơn vị hoặc lãnh đạo cơ quan."),
    "consultations.approver_needed": _("Cần chọn lãnh đạo duyệt."),
    "consultations.nobody_asked": _("Cần chọn người hoặc đơn vị được lấy ý kiến."),
    "consultations.too_many_questions": _("Một phiếu có nhiều nhất 20 câu hỏi."),
    "consultations.too_many_asked": _("Một phiếu gửi nhiều nhất {most} người."),
    "consultations.unit_without_head": _("{unit} hiện không có lãnh đạo; hãy chọn đích danh người trả lời."),
    "consultations.choice_needed": _("Cần chọn đồng ý, không đồng ý hoặc ý kiến khác cho từng câu hỏi."),
    "consultations.words_needed": _("Ý kiến khác cần ghi rõ nội dung."),
    "consultations.unknown_question": _("Câu hỏi không thuộc phiếu này."),
    "consultations.bad_substitute": _("Cần chọn một đồng chí khác trong cơ quan."),
    "consultations.reason_needed": _("Cần ghi rõ lý do."),
    "consultations.only_later": _("Hạn mới phải sau hạn đang có và không trước hôm nay."),
    "consultations.treatment_needed": _("Cần chọn tiếp thu, tiếp thu một phần hoặc giải trình."),
    "consultations.explanation_needed": _("Cần ghi rõ phần không tiếp thu và vì sao."),
    "consultations.paper_needed": _("Cần chọn tài liệu trong kho."),
    "consultations.untreated": _("Còn {count} ý kiến chưa ghi tiếp thu, giải trình."),
    "consultations.nobody_signs": _("{unit} hiện không có lãnh đạo ký thông báo kết quả."),
    "consultations.list_needed": _("Cần gửi một danh sách; không có gì thì gửi danh sách rỗng."),
    "consultations.unit_closed": _("{unit} đã ngừng hoạt động; hãy bỏ khỏi danh sách hỏi."),
    "consultations.opinion_taken": _(
        "Ý kiến này đã được ghi với nội dung khác. Hãy tải lại trang, xem ý kiến đang có rồi ghi lại nếu cần đổi."
    ),
    "consultations.bad_date": _("Ngày chưa đúng."),
}
