/** English for kernel/ and elements/. tests/i18n.test.ts finds sentences that are missing here. */
export default {
  "Bỏ {name}": "Remove {name}",
  "Bỏ, dùng bản đã lưu": "Discard, use the saved version",
  "Chưa sao chép được: {text}": "Could not copy: {text}",
  "Chữ lớn": "Large text",
  "Chữ rất lớn": "Very large text",
  "Chữ thường": "Normal text",
  "Cỡ chữ": "Text size",
  "Giao diện": "Appearance",
  "Gõ tên để tìm": "Type a name to search",
  "Hệ thống chưa trả lời được. Hãy thử lại sau ít phút.":
    "The system could not answer. Try again in a few minutes.",
  "Không tìm thấy ai khớp. Thử gõ tên, chức vụ hoặc đơn vị.":
    "Nothing matches. Try a name, a position or a unit.",
  "Không tìm thấy, hoặc đồng chí không có quyền xem.": "Not found, or you may not see it.",
  "Mất kết nối. Nội dung đã nhập vẫn còn, hãy thử lại khi có mạng.":
    "The connection is lost. What you typed is still here; try again when you are online.",
  "Phiên làm việc đã hết. Hãy đăng nhập lại.": "Your session has ended. Sign in again.",
  Sáng: "Light",
  "Thao tác quá nhanh. Hãy thử lại sau giây lát.": "Too fast. Try again in a moment.",
  "Theo thiết bị": "As the device",
  "Thử lại": "Try again",
  "Tìm và chọn": "Search and choose",
  "Tương phản cao": "High contrast",
  "Tệp lớn hơn {most} MB.": "The file is larger than {most} MB.",
  "Tệp quá lớn.": "The file is too large.",
  "Tệp rỗng, không có nội dung.": "The file is empty.",
  Tối: "Dark",
  "Vị trí {n} trong {total}": "Place {n} of {total}",
  "quá {time}": "{time} over",
  "{hours} giờ {minutes} phút": "{hours} h {minutes} min",
  "{n} ngày": "{n} days",
  "{n} phút": "{n} min",
  "Đang chờ": "Waiting",
  "Đang kiểm tra…": "Checking…",
  "Đã giữ trên máy này lúc {time}": "Kept on this device at {time}",
  "Đã khôi phục nội dung chưa lưu lúc {time}.": "Restored what was not saved at {time}.",
  "Đã lưu thứ tự mới.": "The new order is saved.",
  "Đã nhấc mục {n} trong {total}. Dùng phím mũi tên để chuyển, phím cách để đặt, Esc để thôi.":
    "Picked up item {n} of {total}. Arrow keys move it, Space puts it down, Escape cancels.",
  "Đã sao chép.": "Copied.",
  "Đã trả về chỗ cũ.": "Put back where it was.",
  "Đã tải lên": "Uploaded",
  "Đã chọn {files}. Đánh dấu xác nhận không chứa bí mật nhà nước để bắt đầu gửi.":
    "Chosen: {files}. Tick that they hold no state secret, and sending begins.",
  "Đang gửi tiếp {n} tệp còn dở.": "Going on with {n} unfinished files.",
  "Mất kết nối, sẽ gửi tiếp khi có mạng.": "No connection; sending goes on when it is back.",
  "Dùng bản đã có": "Use the one that is there",
  "Vẫn giữ bản này": "Keep this one as well",
  "Bỏ tệp này": "Drop this file",
  "Đóng thông báo": "Close message",
  "Đồng chí không có quyền thực hiện việc này.": "You may not do this.",
  "Phiếu của đồng chí đã được kiểm: {choice}.": "Your ballot was counted: {choice}.",
  "Không có phiếu nào mang mã này. Kiểm tra lại mã, hoặc báo thư ký.":
    "No ballot bears this code. Check the code, or tell the secretary.",
  "Đã kiểm lại {n} phiếu trên máy này: khớp với kết quả đã công bố.":
    "Counted {n} votes again on this device: they match the published result.",
  "Kiểm lại trên máy này không khớp với kết quả đã công bố. Hãy báo thư ký.":
    "The count on this device does not match the published result. Tell the secretary.",
  "Đã mang cuộc họp theo trên máy này.": "The meeting is taken along on this device.",
  "Đã gỡ khỏi máy này.": "Removed from this device.",
  "Mang theo": "Take along",
  "Đọc được chương trình, tài liệu và ghi chú khi không có mạng.":
    "Read agenda, papers and notes without a network.",
  "Đang tải về máy này": "Fetching to this device",
  "Đang tải về máy này: {done}/{total} phần, {size}": "Fetching to this device: {done}/{total} parts, {size}",
  Dừng: "Stop",
  "Đã mang theo trên máy này: {size}, đọc được đến {until}.":
    "Taken along on this device: {size}, can be read until {until}.",
  "Xem phần mang theo": "See what is along",
  "Tải bản mới": "Fetch anew",
  "Gỡ khỏi máy": "Remove from this device",
  "Đã gửi {n} việc làm khi không có mạng.": "Sent {n} things done without a network.",
  Xem: "See",
  "{n} tài liệu mang theo không còn được xem nên đã xóa khỏi máy này.":
    "{n} papers taken along may no longer be seen; they were removed from this device.",
  "Không gửi được một việc làm khi không có mạng: {words}":
    "Something done without a network could not be sent: {words}",
  "Tài liệu mang theo đã bị thu hồi và xóa khỏi máy này.":
    "What was taken along has been withdrawn and removed from this device.",
  "Thông báo đẩy cần địa chỉ https.": "Push messages need an https address.",
  "Trình duyệt đang chặn thông báo của trang này. Hãy cho phép trong cài đặt của trình duyệt.":
    "The browser blocks notifications of this page. Allow them in the browser's settings.",
  "Trình duyệt này không nhận được thông báo đẩy. Trên iPhone, iPad: thêm trang vào màn hình chính.":
    "This browser cannot receive push messages. On iPhone and iPad: add the page to the home screen.",
  "Không đăng ký được với dịch vụ đẩy của trình duyệt.":
    "The browser's push service could not be subscribed to.",
  "Nhận thông báo trên thiết bị này": "Receive messages on this device",
} satisfies Record<string, string>;
