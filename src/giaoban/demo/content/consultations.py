"""Opinion slips of the demo agency: one or two in every state, as an office would write them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """A consultation and how far it has come. ``sent`` and ``ended`` are days before today; ``silent`` never answer.

    ``end``: draft, submitted, approved, open, closed, signing, published or cancelled.
    """

    officer: str
    unit: str
    approver: str
    subject: str
    text: str
    end: str
    sent: int
    days: int = 5
    questions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    group: str = ""
    silence: str = "no_opinion"
    silent: tuple[str, ...] = ()
    ended: int = 0
    note: str = ""
    extended: str = ""
    paper: str = ""


OPINIONS = (
    ("agree", "", "", ""),
    ("agree", "", "", ""),
    (
        "other",
        "Đề nghị bổ sung thời hạn thực hiện cho các Chi cục ở xa vì phải bố trí lại người trực.",
        "taken",
        "Đã bổ sung thời hạn riêng cho các Chi cục ở xa tại mục tổ chức thực hiện.",
    ),
    ("agree", "", "", ""),
    (
        "disagree",
        "Chưa thống nhất giao Chi cục tự cân đối kinh phí; đề nghị nêu rõ nguồn.",
        "explained",
        "Kinh phí đã có trong dự toán được giao đầu năm; Phòng Tài vụ - Quản trị hướng dẫn riêng bằng văn bản.",
    ),
    (
        "agree",
        "Thống nhất. Đề nghị gửi kèm biểu mẫu bản Excel để đơn vị điền thuận tiện.",
        "taken",
        "Biểu mẫu Excel sẽ gửi kèm văn bản chính thức.",
    ),
    ("agree", "", "", ""),
    (
        "other",
        "Đề nghị rõ đầu mối tổng hợp, tránh hai phòng cùng yêu cầu báo cáo.",
        "partly",
        "Đã ghi rõ đầu mối là đơn vị soạn thảo; số liệu chuyên ngành vẫn báo cáo phòng phụ trách.",
    ),
)

DIVISIONS = ("GSQL", "TXNK", "CBL", "QLRR", "TTr", "TCCB", "TVQT", "CNTT")
BRANCHES = (
    "NOIBAI", "DTGC", "VINHPHUC", "BACHANOI", "BACTHANGLONG", "GIATHUY", "YENVIEN", "HATAY", "BUUDIEN", "PHUTHO",
    "YENBAI", "KTSTQ",
)  # fmt: skip

ASKINGS = (
    Asking(
        "vanphong", "VP", "cuctruong",
        "Dự thảo Quy chế làm việc (sửa đổi) của Cục",
        "Văn phòng gửi dự thảo Quy chế làm việc sửa đổi. Nội dung mới: giao ban trực tuyến toàn Cục sáng thứ "
        "Sáu, tài liệu "
        "gửi trước 02 ngày làm việc, vướng mắc của Chi cục tự vào chương trình, kết luận thành nhiệm vụ có thời hạn.",
        "open", 3, 5, units=(*DIVISIONS, *BRANCHES),
        questions=(
            "Đồng chí có đồng ý với thời hạn gửi tài liệu họp trước 02 ngày làm việc?",
            "Đồng chí có đồng ý để vướng mắc chưa trả lời tự vào chương trình giao ban kế tiếp?",
        ),
        silent=("NOIBAI", "GSQL", "YENBAI", "BUUDIEN", "TVQT", "HATAY", "KTSTQ"),
    ),
    Asking(
        "cbl.cb1", "CBL", "pho3",
        "Kế hoạch cao điểm chống buôn lậu, gian lận thương mại cuối năm",
        "Phòng CBL gửi tờ trình kế hoạch cao điểm: lập 03 tổ công tác, tăng 02 ca soi chiếu tại sân bay Nội "
        "Bài và Bưu điện "
        "trong 30 ngày. Xin ý kiến về lực lượng tham gia và phối hợp giữa các đơn vị.",
        "open", 9, 4, units=("NOIBAI", "BUUDIEN", "QLRR", "GSQL", "TCCB"), silent=("TCCB", "GSQL"),
        paper="to-trinh-cao-diem",
    ),
    Asking(
        "cntt.cb1", "CNTT", "pho1",
        "Danh mục máy tính, máy quét thay thế phục vụ họp không giấy",
        "Trung tâm gửi danh mục 46 máy tính, 12 máy quét đề nghị thay thế theo kết quả rà soát. Đề nghị các "
        "đơn vị có tên "
        "trong danh mục cho ý kiến về số lượng và thời gian lắp đặt.",
        "open", 4, 6, units=("VP", "NOIBAI", "VINHPHUC", "PHUTHO", "GIATHUY"), silence="agree",
    ),
    Asking(
        "tccb.cb1", "TCCB", "cuctruong",
        "Kế hoạch luân chuyển, chuyển đổi vị trí công tác năm sau",
        "Phòng TCCB trình dự thảo kế hoạch chuyển đổi vị trí công tác 64 công chức đến thời hạn theo quy định.",
        "submitted", 1, 5, units=BRANCHES, silence="no_opinion",
    ),
    Asking(
        "txnk.cb1", "TXNK", "pho2",
        "Dự thảo công văn hướng dẫn xử lý tiền thuế nộp nhầm, nộp thừa",
        "Phòng TXNK dự thảo hướng dẫn thống nhất hồ sơ, thời hạn và đầu mối hoàn trả tiền thuế nộp nhầm, nộp thừa.",
        "approved", 1, 3, units=("NOIBAI", "DTGC", "BACHANOI", "BACTHANGLONG", "KTSTQ"),
    ),
    Asking(
        "vanphong", "VP", "cuctruong",
        "Lịch trực Tết và phương án phòng chống cháy nổ",
        "Văn phòng dự thảo lịch trực lãnh đạo, trực ban, trực kỹ thuật và phương án phòng cháy, chữa cháy dịp Tết.",
        "draft", 0, 5, group="Trưởng các phòng tham mưu và Văn phòng",
    ),
    Asking(
        "qlrr.cb1", "QLRR", "pho3",
        "Bộ tiêu chí đánh giá tuân thủ áp dụng thí điểm tại 03 Chi cục",
        "Phòng QLRR gửi bộ tiêu chí gồm 18 chỉ tiêu, áp dụng thí điểm 06 tháng. Xin ý kiến về cách tính điểm "
        "và nguồn số liệu.",
        "closed", 14, 5, units=("NOIBAI", "BACTHANGLONG", "VINHPHUC", "GSQL", "TXNK", "CNTT"), silent=("VINHPHUC",),
        ended=2,
    ),
    Asking(
        "tvqt.cb1", "TVQT", "cuctruong",
        "Quy chế chi tiêu nội bộ (sửa đổi)",
        "Phòng TVQT gửi dự thảo quy chế chi tiêu nội bộ sửa đổi: định mức công tác phí, khoán xăng xe, chi "
        "hội nghị trực tuyến.",
        "signing", 20, 5, units=(*DIVISIONS[:6], "VP", "NOIBAI", "DTGC", "HATAY"), silent=("HATAY",), ended=9,
        note="Quy chế được chỉnh lý theo bảng tổng hợp kèm theo và trình ban hành trong tháng.",
        extended="Chờ số liệu quyết toán của các Chi cục.",
    ),
    Asking(
        "vanphong", "VP", "cuctruong",
        "Chương trình công tác trọng tâm năm sau",
        "Văn phòng gửi dự thảo chương trình công tác với 32 nhiệm vụ trọng tâm, đơn vị chủ trì và thời hạn "
        "từng nhiệm vụ.",
        "published", 35, 7, units=(*DIVISIONS, *BRANCHES), silence="agree", silent=("YENBAI", "PHUTHO", "QLRR"),
        ended=22,
        note="Chương trình công tác được hoàn thiện theo ý kiến tiếp thu và ban hành trước ngày 31 tháng 12.",
    ),
    Asking(
        "tccb.cb1", "TCCB", "cuctruong",
        "Tiêu chí bình xét thi đua, khen thưởng năm",
        "Phòng TCCB gửi dự thảo tiêu chí bình xét thi đua, bổ sung điểm về sử dụng phần mềm họp không giấy.",
        "published", 64, 5, units=(*DIVISIONS, "VP"), people=("pho1", "pho2", "pho3"), silent=("CBL",), ended=55,
        note="Tiêu chí áp dụng từ kỳ bình xét quý này.",
    ),
    Asking(
        "cntt.cb1", "CNTT", "pho1",
        "Phương án di dời phòng máy chủ",
        "Xin ý kiến về phương án di dời phòng máy chủ sang tầng 5 trụ sở Cục.",
        "cancelled", 28, 5, units=("VP", "TVQT"), silent=("VP", "TVQT"), ended=26,
        note="Đưa ra thảo luận tại giao ban, không lấy ý kiến bằng văn bản nữa.",
    ),
)  # fmt: skip
