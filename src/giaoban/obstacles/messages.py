"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "obstacles.not_your_branch": _("Đồng chí chỉ nêu được vướng mắc của đơn vị mình."),
    "obstacles.only_the_branch": _("Chỉ đơn vị nêu vướng mắc làm được việc này."),
    "obstacles.only_the_office": _("Chỉ Văn phòng làm được việc này."),
    "obstacles.only_the_division": _("Chỉ lãnh đạo phòng được chuyển vướng mắc (hoặc người được ủy quyền) trả lời."),
    "obstacles.only_the_leader": _("Vướng mắc đã trình lãnh đạo; chỉ lãnh đạo phụ trách quyết định được."),
    "obstacles.only_to_look_at": _("Đồng chí chỉ có quyền xem vướng mắc này."),
    "obstacles.cannot_be_edited": _("Vướng mắc đã chuyển xử lý nên không sửa được nữa; hãy viết trao đổi bổ sung."),
    "obstacles.already_raised": _("Vướng mắc đã được nêu."),
    "obstacles.not_to_route": _("Vướng mắc không còn chờ phân loại hoặc chờ trả lời."),
    "obstacles.not_to_return": _("Chỉ trả lại được vướng mắc đang chờ phân loại."),
    "obstacles.no_answer_expected": _("Vướng mắc không chờ trả lời."),
    "obstacles.not_answered": _("Chưa có trả lời hoặc kết luận để xác nhận."),
    "obstacles.nothing_to_ask_on": _("Chỉ hỏi thêm được khi đã có trả lời."),
    "obstacles.not_to_escalate": _("Vướng mắc không ở bước trình cấp cao hơn được."),
    "obstacles.already_highest": _("Vướng mắc đã báo cáo cấp trên."),
    "obstacles.not_to_reopen": _("Chỉ mở lại được vướng mắc đã tháo gỡ hoặc đã có kết luận."),
    "obstacles.not_to_withdraw": _("Vướng mắc đã có kết luận hoặc đã kết thúc nên không rút được."),
    "obstacles.not_to_conclude": _("Vướng mắc này không còn chờ kết luận."),
    "obstacles.is_closed": _("Vướng mắc đã kết thúc."),
    "obstacles.title_needed": _("Cần ghi tên vướng mắc."),
    "obstacles.facts_needed": _("Cần ghi tình hình, sự việc vướng mắc."),
    "obstacles.field_needed": _("Cần chọn lĩnh vực."),
    "obstacles.branch_needed": _("Cần chọn đơn vị nêu vướng mắc."),
    "obstacles.division_needed": _("Cần chọn phòng trả lời."),
    "obstacles.text_needed": _("Cần ghi nội dung."),
    "obstacles.reason_needed": _("Cần ghi rõ lý do."),
    "obstacles.day_in_the_past": _("Ngày không được trước ngày hôm nay."),
    "obstacles.bad_date": _("Ngày chưa đúng."),
    "obstacles.bad_term": _("Số ngày phải từ 1 đến 60, và có phối hợp thì không ít hơn tự trả lời."),
    "obstacles.higher_source_needed": _("Cần ghi số, ngày văn bản của cơ quan cấp trên."),
}
