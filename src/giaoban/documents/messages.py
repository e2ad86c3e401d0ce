"""What this app says when it says no."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Promise | str] = {
    # at the door
    "documents.empty": _("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy rồi gửi lại."),
    "documents.too_large": _("Tệp lớn quá {limit} MB. Hãy nén ảnh trong tệp hoặc chia thành nhiều tệp rồi gửi lại."),
    "documents.kind": _(
        "Nội dung tệp không phải loại văn bản được nhận. "
        "Hệ thống nhận PDF, Word, Excel, PowerPoint, OpenDocument và ảnh JPEG, PNG, WebP, TIFF."
    ),
    "documents.two_kinds": _("Tệp chứa lẫn hai loại nội dung nên không an toàn để mở. Hãy xuất lại tệp PDF rồi gửi."),
    "documents.bomb": _("Tệp nén bung ra lớn bất thường nên không được nhận."),
    "documents.odd_names": _("Tệp chứa đường dẫn bất thường bên trong nên không được nhận."),
    "documents.macros": _("Tệp có chứa macro nên không được nhận. Hãy lưu lại dưới dạng .docx, .xlsx hoặc .pptx."),
    "documents.packed": _("Tệp nén không được nhận. Hãy giải nén rồi kéo các tệp bên trong vào đây."),
    "documents.letter": _("Tệp thư điện tử không được nhận. Hãy lưu từng tệp đính kèm rồi gửi các tệp đó."),
    "documents.remote_parts": _(
        "Tệp tự lấy mẫu hoặc chương trình từ địa chỉ bên ngoài nên không an toàn để mở. Hãy lưu lại thành PDF rồi gửi."
    ),
    "documents.virus": _("Tệp có mã độc ({name}) nên không được nhận. Hãy báo bộ phận công nghệ thông tin."),
    "documents.virus_unknown": _("Chưa kiểm tra được mã độc nên chưa nhận tệp. Hãy thử lại sau ít phút."),
    "documents.owner_missing": _("Chưa nói tài liệu thuộc về cuộc họp, nội dung hay nhiệm vụ nào."),
    "documents.not_vouched": _("Hãy xác nhận tài liệu không chứa bí mật nhà nước trước khi gửi."),
    "documents.secret_owner": _(
        "Nội dung này thuộc phạm vi bí mật nhà nước: không được đưa tệp lên hệ thống nối mạng "
        "(Luật Bảo vệ bí mật nhà nước 117/2025/QH15). Hãy ghi một chỗ giữ và phát bản giấy tại cuộc họp."
    ),
    "documents.not_secret_owner": _("Chỗ giữ chỉ dùng cho nội dung bí mật nhà nước."),
    "documents.duplicate": _("Tệp này đã có ở đây với tên “{title}”."),
    "documents.id_taken": _("Mã tài liệu này đã dùng cho một tệp khác."),
    "documents.known_elsewhere": _(
        "Tệp này đã có trên hệ thống: “{title}” ({owner}). Đồng chí có thể dùng bản đã có hoặc giữ bản riêng ở đây."
    ),
    "documents.part_size": _("Mỗi phần của tệp phải có nội dung và không quá 8 MB."),
    "documents.part_cut_off": _("Một phần của tệp chưa đến đủ. Hệ thống sẽ gửi lại phần đó."),
    "documents.upload_elsewhere": _("Phần này không nối tiếp phần đã nhận. Hệ thống sẽ gửi tiếp từ chỗ đã nhận."),
    "documents.upload_too_long": _("Tệp dài hơn cỡ đã báo. Hãy chọn lại tệp rồi gửi lại."),
    "documents.upload_unfinished": _("Tệp chưa đến đủ. Hệ thống sẽ gửi tiếp."),
    "documents.too_many_uploads": _("Đang có quá nhiều tệp gửi dở. Hãy chờ các tệp đó gửi xong."),
    "documents.may_not_link": _("Đồng chí không được đưa tài liệu này sang nơi khác. Hãy gửi tệp của mình."),
    "documents.title_needed": _("Hãy đặt tên cho tài liệu."),
    "documents.reason_needed": _("Hãy ghi lý do thay bản mới để người đã đọc bản cũ được biết."),
    # while converting
    "documents.broken": _("Tệp bị hỏng, không đọc được. Hãy mở tệp trên máy, lưu lại rồi gửi bản mới."),
    "documents.encrypted": _("Tệp có mật khẩu. Hãy gỡ mật khẩu rồi gửi bản mới."),
    "documents.too_long": _("Chuyển đổi quá lâu nên đã dừng. Hãy xuất tệp thành PDF rồi gửi bản mới."),
    "documents.too_heavy": _("Tệp cần quá nhiều bộ nhớ để mở. Hãy xuất tệp thành PDF rồi gửi bản mới."),
    "documents.too_many_pages": _(
        "Tệp có nhiều trang hơn mức hệ thống nhận ({limit} trang). Hãy chia thành nhiều tệp."
    ),
    "documents.page_too_long": _("Nhận dạng chữ trang này quá lâu nên đã dừng."),
    "documents.page_unreadable": _("Máy không nhận dạng được chữ trên trang này."),
    "documents.ocr_off": _("Đơn vị chưa bật nhận dạng chữ cho trang quét."),
    "documents.no_page_to_read": _("Không có trang nào cần nhận dạng chữ lại."),
    "documents.broken_page": _("Trang này bị hỏng, không hiện được."),
    "documents.no_such_version": _("Chưa có hai bản đọc được để so sánh."),
    "documents.no_page": _("Tài liệu không có trang này."),
    "documents.no_font": _("Không đóng dấu được tên người đọc lên tài liệu."),
    # libraries
    "documents.folder_name": _("Hãy đặt tên cho thư mục."),
    "documents.folder_there": _("Ở đây đã có thư mục “{name}”."),
    "documents.folder_too_deep": _("Thư mục lồng nhau quá sâu (nhiều nhất 8 cấp)."),
    "documents.folder_into_itself": _("Không chuyển được thư mục vào chính nó."),
    "documents.folder_not_empty": _("Thư mục “{name}” còn tài liệu hoặc thư mục con. Hãy chuyển hoặc rút hết trước."),
    "documents.library_stays": _("Thư mục gốc của tủ tài liệu không đổi tên, không chuyển, không xóa được."),
    "documents.other_library": _("Chỉ chuyển được trong cùng một tủ tài liệu."),
    "documents.not_in_a_library": _("Tài liệu này thuộc về cuộc họp hoặc nhiệm vụ, không nằm trong tủ tài liệu."),
    "documents.not_your_library": _("Đây là tủ tài liệu riêng của người khác."),
    "documents.only_librarians": _("Kho văn bản quy định do Văn phòng và quản trị hệ thống quản lý."),
    "documents.shortcut_in_own": _("Chỉ lưu được tài liệu ở nơi khác vào tủ của mình."),
    "documents.not_a_regulation": _("Chỉ văn bản trong kho quy định mới có số, ngày và hiệu lực."),
    "documents.expires_too_early": _("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
    "documents.replaced_by_what": _("Hãy chọn một văn bản khác trong kho."),
    # rights
    "documents.not_locked": _("Chỉ văn bản đã khóa mới nhận bản ký số."),
    "documents.not_this_paper": _(
        "Tệp không phải văn bản này được ký số: nội dung khác với bản đã ban hành. Hãy tải bản PDF đã ban hành về, "
        "ký rồi đưa lên; không in ra quét lại, không lưu lại bằng phần mềm khác."
    ),
    "documents.not_signed": _("Tệp chưa có chữ ký số."),
    "documents.locked": _("Tài liệu đã khóa khi được duyệt. Muốn thay, đề nghị người duyệt trả lại."),
    "documents.withdrawn": _("Tài liệu đã được rút."),
    "documents.not_ready": _("Tài liệu đang được chuyển đổi. Hãy thử lại sau giây lát."),
    "documents.may_not_change": _("Đồng chí không có quyền thay đổi tài liệu này."),
    "documents.may_not_download": _("Tài liệu này chỉ được đọc trên hệ thống, không được tải về."),
    "documents.may_not_print": _("Tài liệu này không được in."),
    "documents.may_not_share": _("Đồng chí không có quyền chia sẻ tài liệu này."),
    "documents.may_not_watch": _("Chỉ người phụ trách tài liệu xem được nhật ký và tình trạng đọc."),
    "documents.only_administrators": _("Chỉ quản trị hệ thống làm được việc này."),
    "documents.not_a_certificate": _("Tệp không chứa chứng thư số đọc được. Hãy chọn tệp .cer, .crt, .pem hoặc .p7b."),
    "documents.not_an_authority": _(
        "Tệp chỉ có chứng thư của người hoặc cơ quan ký. Hãy chọn chứng thư của tổ chức chứng thực đã cấp."
    ),
    "documents.may_not_keep_copies": _("Chỉ người phụ trách tài liệu giao và thu bản giấy."),
    "documents.whom_to_hand": _("Hãy chọn người nhận bản giấy hoặc ghi tên khách."),
    "documents.note_needed": _("Hãy ghi rõ sự việc: giao cho ai, lần cuối thấy ở đâu."),
    "documents.whom": _("Hãy chọn một người hoặc một đơn vị."),
    # notes
    "documents.note_not_for_them": _("Không chia sẻ được vì những người sau không có quyền xem tài liệu: {names}."),
    "documents.note_bad": _("Ghi chú chưa có nội dung hoặc vị trí chưa đúng."),
}
