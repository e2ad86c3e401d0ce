/** English for offline/. */
export default {
  "Đồng ý": "Agree",
  "Có ý kiến khác": "Another opinion",
  "Muốn phát biểu": "Wish to speak",
  "Đã giữ trên máy này, sẽ gửi khi có mạng.": "Kept on this device; it will be sent when there is a network.",
  "Cuộc họp mang theo": "Meetings taken along",
  "Đang có mạng": "Connected",
  "Đang không có mạng. Vẫn đọc, ghi chú và góp ý được.":
    "No network. You can still read, write notes and give opinions.",
  "{n} việc đang chờ gửi": "{n} things wait to be sent",
  "Về Hôm nay": "Back to Today",
  "Không có cuộc họp nào đọc được trên máy này. Khi có mạng, mở trang cuộc họp và chọn “Mang theo”.":
    "No meeting can be read on this device. When there is a network, open the page of a meeting and choose “Take along”.",
  "đọc được đến {until}": "can be read until {until}",
  "Gỡ khỏi máy": "Remove from this device",
  "Nội dung mật: đọc bản giấy tại cuộc họp": "Secret: read on paper at the meeting",
  "{n} trang": "{n} pages",
  "Đánh dấu của tôi": "My mark",
  "Góp ý": "Opinion",
  "Chờ gửi": "Waiting to be sent",
  "Ý kiến bằng văn bản, chủ trì và thư ký đọc được": "Written opinion, read by the chair and the secretary",
  "Ý kiến khác là gì?": "What is the other opinion?",
  "Sẽ phát biểu về việc gì?": "What will you speak about?",
  "Giữ lại, gửi khi có mạng": "Keep, send when connected",
  Thôi: "Cancel",
} satisfies Record<string, string>;
