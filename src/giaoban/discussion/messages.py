"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    "discussion.only_who_takes_part": _("Chỉ thành phần dự họp được trao đổi; đồng chí đang theo dõi phòng họp."),
    "discussion.not_now": _("Cuộc họp không còn nhận trao đổi bằng văn bản."),
    "discussion.secret_item": _("Nội dung mật: không trao đổi trên hệ thống."),
    "discussion.bad_receiver": _("Hãy chọn người nhận: cả phòng họp, chủ trì hoặc thư ký."),
    "discussion.empty_text": _("Hãy viết nội dung trước khi gửi."),
    "discussion.long_text": _("Tin nhắn dài quá {most} ký tự. Hãy gửi thành tài liệu."),
    "discussion.too_fast": _("Đồng chí gửi quá nhanh. Hãy đợi {seconds} giây."),
    "discussion.only_the_author": _("Chỉ người viết thu hồi được tin nhắn."),
    "discussion.stands_in_the_minutes": _("Tin nhắn đã được đưa vào biên bản, không thu hồi được. Hãy liên hệ thư ký."),
    "discussion.only_to_all": _("Chỉ ẩn được tin nhắn gửi cả phòng họp."),
    "discussion.is_hidden": _("Tin nhắn đang bị ẩn. Hãy hiện lại trước khi đưa vào biên bản."),
    "discussion.is_withdrawn": _("Tin nhắn đã được người viết thu hồi."),
}
