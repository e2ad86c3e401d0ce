"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "voting.only_the_desk": _("Chỉ chủ trì, thư ký và người chuẩn bị cuộc họp được làm việc này."),
    "voting.only_the_secretary": _("Biểu quyết này chỉ thư ký biết tên người bỏ phiếu."),
    "voting.meeting_is_over": _("Cuộc họp đã kết thúc, không chuẩn bị biểu quyết được nữa."),
    "voting.not_a_member": _("Chỉ thành viên cuộc họp biểu quyết; khách mời không biểu quyết."),
    "voting.not_on_the_roll": _("Đồng chí không có trong danh sách biểu quyết đã chốt khi mở biểu quyết."),
    "voting.was_absent": _("Đồng chí vắng mặt khi chốt danh sách; biểu quyết này không nhận phiếu của người vắng mặt."),
    "voting.not_closed": _("Biểu quyết chưa đóng nên chưa có kết quả."),
    "voting.not_published": _("Kết quả biểu quyết chưa được công bố."),
    "voting.id_is_taken": _("Mã biểu quyết này đã dùng ở cuộc họp khác."),
    "voting.is_no_draft": _("Biểu quyết này đã mở hoặc đã bỏ, không sửa được nữa."),
    "voting.is_not_over": _("Biểu quyết chưa kết thúc. Hãy đóng trước khi biểu quyết lại."),
    "voting.unknown_rule": _("Quy tắc biểu quyết không hợp lệ: {names}."),
    "voting.question_needed": _("Hãy ghi vấn đề cần biểu quyết, không quá 500 ký tự."),
    "voting.bad_options": _("Hãy ghi đủ các phương án, không trùng nhau, mỗi phương án không quá 200 ký tự."),
    "voting.bad_most": _("Số được chọn từ 1 đến {most}."),
    "voting.bad_number": _("Số điểm hoặc thời gian không hợp lệ."),
    "voting.bad_weight": _("Số phiếu của một người từ 1 đến 100."),
    "voting.bad_part": _("Tỷ lệ không hợp lệ. Hãy ghi như 1/2, 2/3 hoặc 75%."),
    "voting.secret_tells_nothing": _(
        "Bỏ phiếu kín không cho đổi phiếu, không trọng số, không theo phía chủ trì, không hiện kết quả khi đang bỏ."
    ),
    "voting.another_is_open": _("Đang có biểu quyết khác: {question}. Hãy đóng biểu quyết đó trước."),
    "voting.has_begun": _("Biểu quyết đã mở."),
    "voting.nobody_asks": _("Chủ trì không còn kiểm tra sẵn sàng."),
    "voting.already_closed": _("Biểu quyết này đã đóng. Muốn biểu quyết lại hãy lập vòng mới."),
    "voting.nobody_may_vote": _("Không có thành viên nào có mặt để biểu quyết. Hãy kiểm tra điểm danh."),
    "voting.is_not_open": _("Biểu quyết chưa mở."),
    "voting.is_paused": _("Biểu quyết đang tạm dừng. Phiếu chưa được nhận."),
    "voting.is_over": _("Biểu quyết đã đóng. Phiếu chưa được nhận."),
    "voting.time_is_up": _("Đã hết giờ biểu quyết. Phiếu chưa được nhận."),
    "voting.has_voted": _("Đồng chí đã bỏ phiếu; phiếu đã bỏ không đổi được."),
    "voting.other_content": _("Phiếu này đã gửi với nội dung khác. Phiếu gửi lần đầu được giữ nguyên."),
    "voting.is_counted": _("Phiếu của đồng chí đã được nhận và kiểm. Hãy dùng mã phiếu để kiểm tra."),
    "voting.key_needed": _("Thiếu mã lần gửi (Idempotency-Key), không quá 200 ký tự."),
    "voting.bad_commitment": _("Dấu của mã phiếu không hợp lệ."),
    "voting.bad_choice": _("Phiếu không có lựa chọn này."),
    "voting.too_many_choices": _("Chọn tối đa {most}."),
    "voting.bad_score": _("Điểm từ 0 đến {most}."),
    "voting.text_needed": _("Hãy ghi ý kiến khác của đồng chí."),
    "voting.no_text_here": _("Chỉ ghi nội dung khi chọn «Ý kiến khác»."),
    "voting.long_text": _("Ý kiến dài quá {most} ký tự."),
    "voting.key_is_missing": _("Máy chủ không còn khóa của hòm phiếu kín nên không mở được. Hãy hủy và bỏ phiếu lại."),
    "voting.urn_does_not_match": _(
        "Số phiếu trong hòm ({boxes}) khác số người đã bỏ ({voted}). Không kiểm phiếu; hãy hủy và bỏ phiếu lại."
    ),
    "voting.cannot_be_voided": _("Biểu quyết này chưa mở hoặc đã công bố, không hủy được."),
    "voting.reason_needed": _("Hãy ghi lý do hủy biểu quyết."),
    "voting.close_it_first": _("Biểu quyết «{question}» chưa đóng. Hãy đóng trước khi kết thúc cuộc họp."),
    "voting.send_again": _("Phiếu chưa ghi được. Máy sẽ gửi lại; phiếu chỉ được tính một lần."),
}
