"""Work that heads give within their units, besides what meetings conclude: what one finds on signing in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A task that a head gave; days count from today. ``progress`` None: not taken yet; 100: handed in."""

    giver: str
    doer: str
    unit: str
    title: str
    product: str
    given: int
    due: int
    progress: int | None
    note: str = ""
    urgency: str = "normal"


OWN_WORK = (
    OwnWork(
        "chanhvanphong",
        "vanphong",
        "VP",
        "Tổng hợp ý kiến của các đơn vị về dự thảo chương trình công tác năm sau",
        "Bảng tổng hợp, tiếp thu ý kiến",
        -6,
        3,
        60,
        "Đã nhận ý kiến của 16 đơn vị, đang chờ 5 Chi cục.",
    ),
    OwnWork(
        "chanhvanphong",
        "vanphong",
        "VP",
        "Rà soát thẩm quyền ký giấy mời, thông báo kết luận theo quy chế làm việc",
        "Báo cáo rà soát",
        -12,
        -2,
        40,
        "Đã đối chiếu quy chế hiện hành, còn phần ký thừa lệnh.",
    ),
    OwnWork(
        "chanhvanphong",
        "vanphong",
        "VP",
        "Chuẩn bị tài liệu họp chuyên đề rà soát nhiệm vụ trọng tâm",
        "Bộ tài liệu họp",
        -1,
        4,
        None,
        urgency="urgent",
    ),
    OwnWork(
        "gsql.truong",
        "gsql.cb1",
        "GSQL",
        "Soạn nội dung trả lời vướng mắc của Chi cục Hải quan Yên Bái về hàng tạm nhập quá thời hạn",
        "Dự thảo công văn trả lời",
        -3,
        2,
        50,
        "Đã có dự thảo lần một, đang xin ý kiến Phòng Thuế xuất nhập khẩu.",
        urgency="urgent",
    ),
    OwnWork(
        "gsql.truong",
        "gsql.cb1",
        "GSQL",
        "Lập bảng so sánh quy định cũ và mới về kiểm tra, giám sát hàng chuyển cửa khẩu",
        "Bảng so sánh",
        -15,
        -1,
        70,
        "Còn phần chế độ báo cáo chưa đối chiếu xong.",
    ),
    OwnWork(
        "gsql.truong",
        "gsql.cb1",
        "GSQL",
        "Cập nhật danh mục hàng hóa phải kiểm tra chuyên ngành trên trang thông tin nội bộ",
        "Danh mục đã cập nhật",
        -1,
        6,
        None,
    ),
    OwnWork(
        "gsql.truong",
        "gsql.cb1",
        "GSQL",
        "Thống kê tờ khai phải kiểm tra xuất xứ trong tháng",
        "Bảng thống kê theo Chi cục",
        -9,
        1,
        100,
        "Đã hoàn thành bảng thống kê của 11 Chi cục, kèm nhận xét.",
    ),
    OwnWork(
        "pho1",
        "noibai.truong",
        "NOIBAI",
        "Báo cáo phương án bố trí nhân lực làm thủ tục chuyến bay đêm dịp cuối năm",
        "Phương án bố trí nhân lực",
        -4,
        3,
        30,
        "Đã làm việc với các Đội, đang tính ca trực.",
        urgency="urgent",
    ),
    OwnWork(
        "pho1",
        "noibai.truong",
        "NOIBAI",
        "Rà soát hàng tồn đọng quá 90 ngày tại kho hàng không",
        "Danh sách hàng tồn đọng, đề xuất xử lý",
        -2,
        8,
        None,
    ),
    OwnWork(
        "noibai.truong",
        "noibai.cb1",
        "NOIBAI",
        "Tổng hợp số liệu hành khách, hành lý vi phạm trong tuần",
        "Báo cáo số liệu",
        -2,
        1,
        40,
        "Đã có số liệu của ba ca trực.",
    ),
    OwnWork(
        "noibai.truong",
        "noibai.cb1",
        "NOIBAI",
        "Kiểm tra thiết bị phòng họp điểm cầu, đường truyền dự phòng",
        "Biên bản kiểm tra",
        -8,
        -3,
        100,
        "Đã kiểm tra, thay hai micro và đổi sang đường truyền dự phòng.",
    ),
)
