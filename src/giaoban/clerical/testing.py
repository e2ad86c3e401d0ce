"""Papers of a real week at a customs department, for tests: a briefing with ten items and nine conclusions."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from giaoban.clerical.papers import (
    Absence,
    AgendaLine,
    AgendaSheet,
    AttendanceGroup,
    ConclusionLine,
    ConclusionNotice,
    ConsentBlock,
    Invitation,
    ItemRecord,
    Letterhead,
    Minutes,
    Person,
    Recipients,
    Signature,
    Statement,
    VoteCount,
    VoteResult,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
STARTS = datetime(2026, 11, 6, 8, 0, tzinfo=HANOI)
ENDS = datetime(2026, 11, 6, 10, 30, tzinfo=HANOI)
PLACE = "Phòng họp trực tuyến tầng 2, trụ sở Cục Hải quan thành phố Hà Nội"
MEETING = "Hội nghị giao ban trực tuyến tuần 45 năm 2026"
AN = Person(name="Nguyễn Văn An", title="Cục trưởng")
BINH = Person(name="Trần Thị Bình", title="Phó Chánh Văn phòng")
BRANCHES = (
    "Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài",
    "Chi cục Hải quan quản lý hàng Đầu tư - Gia công",
    "Chi cục Hải quan Vĩnh Phúc",
    "Chi cục Hải quan Bắc Hà Nội",
    "Chi cục Hải quan Khu công nghiệp Bắc Thăng Long",
    "Chi cục Hải quan Gia Thụy",
    "Chi cục Hải quan ga đường sắt quốc tế Yên Viên",
    "Chi cục Hải quan Hà Tây",
    "Chi cục Hải quan Bưu điện thành phố Hà Nội",
    "Chi cục Hải quan Phú Thọ",
    "Chi cục Hải quan Yên Bái",
    "Chi cục Kiểm tra sau thông quan",
)
DIVISIONS = (
    "Phòng Giám sát quản lý về hải quan",
    "Phòng Thuế xuất nhập khẩu",
    "Phòng Chống buôn lậu và xử lý vi phạm",
    "Phòng Quản lý rủi ro",
    "Phòng Thanh tra - Kiểm tra",
    "Phòng Tổ chức cán bộ",
    "Phòng Tài vụ - Quản trị",
    "Trung tâm Công nghệ thông tin",
)
ITEMS = (
    ("Kết quả thực hiện kết luận giao ban tuần 44; các nhiệm vụ quá hạn", "Văn phòng"),
    ("Kết quả thu ngân sách, kim ngạch và số tờ khai trong tuần", "Phòng Thuế xuất nhập khẩu"),
    ("Vướng mắc về phân loại dây chuyền thiết bị nhập khẩu nhiều lần", "Chi cục Hải quan Vĩnh Phúc"),
    ("Thời gian trả kết quả phân tích vượt thời hạn lưu kho", "Chi cục Hải quan Bắc Hà Nội"),
    ("Kiểm tra chứng nhận xuất xứ điện tử mẫu D", "Phòng Giám sát quản lý về hải quan"),
    ("Cảnh báo rủi ro đối với hàng chuyển phát nhanh", "Phòng Quản lý rủi ro"),
    ("Sự cố hệ thống và đường truyền tại các điểm cầu miền núi", "Trung tâm Công nghệ thông tin"),
    ("Kết quả kiểm tra công vụ tháng 10 năm 2026", "Phòng Thanh tra - Kiểm tra"),
    ("Trang bị máy tính phục vụ họp không giấy", "Phòng Tài vụ - Quản trị"),
    ("Lịch công tác tuần 46 của Lãnh đạo Cục", "Văn phòng"),
)
CONCLUSIONS = (
    ConclusionLine(
        content=(
            "Về các nhiệm vụ quá hạn: còn 06 nhiệm vụ quá hạn từ 1 đến 7 ngày. Các đơn vị tập trung "
            "hoàn thành dứt điểm, báo cáo kết quả kèm minh chứng trên phần mềm."
        ),
        lead="Văn phòng",
        coordinating=("các đơn vị có nhiệm vụ quá hạn",),
        deadline_on=date(2026, 11, 11),
    ),
    ConclusionLine(
        content=(
            "Về thu ngân sách: kết quả thu 10 tháng đạt 87,5% dự toán. Rà soát từng nguồn thu lớn, xây "
            "dựng kịch bản thu hai tháng cuối năm theo từng Chi cục."
        ),
        lead="Phòng Thuế xuất nhập khẩu",
        coordinating=("Phòng Quản lý rủi ro", "Chi cục Kiểm tra sau thông quan"),
        deadline_on=date(2026, 11, 13),
        product="kịch bản thu theo tháng và theo đơn vị",
    ),
    ConclusionLine(
        content=(
            "Về phân loại dây chuyền thiết bị nhập khẩu nhiều lần: thống nhất một cách áp dụng trong "
            "toàn Cục; trường hợp vượt thẩm quyền, báo cáo Cục Hải quan trước khi trả lời doanh nghiệp."
        ),
        lead="Phòng Thuế xuất nhập khẩu",
        coordinating=("Phòng Giám sát quản lý về hải quan", "Chi cục Hải quan Vĩnh Phúc"),
        deadline_on=date(2026, 11, 20),
    ),
    ConclusionLine(
        content=(
            "Về thời gian phân tích mẫu: làm việc với Chi cục Kiểm định hải quan để rút ngắn thời gian "
            "trả kết quả đối với mẫu hàng đang lưu kho."
        ),
        lead="Phòng Giám sát quản lý về hải quan",
        coordinating=("Chi cục Hải quan Bắc Hà Nội",),
        deadline_on=date(2026, 11, 16),
    ),
    ConclusionLine(
        content=(
            "Về chứng nhận xuất xứ điện tử mẫu D: tập huấn trực tuyến cho công chức tiếp nhận hồ sơ tại các Chi cục."
        ),
        lead="Phòng Giám sát quản lý về hải quan",
        deadline_on=date(2026, 11, 25),
        product="tài liệu tập huấn và danh sách công chức đã tập huấn",
    ),
    ConclusionLine(
        content="Về hàng chuyển phát nhanh: bổ sung tiêu chí soi chiếu đối với nhóm hàng đã được cảnh báo.",
        lead="Phòng Quản lý rủi ro",
        coordinating=(
            "Phòng Chống buôn lậu và xử lý vi phạm",
            "Chi cục Hải quan Bưu điện thành phố Hà Nội",
            "Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài",
        ),
        deadline_on=date(2026, 11, 9),
    ),
    ConclusionLine(
        content=(
            "Về đường truyền: thay đường truyền tại Chi cục Hải quan Yên Bái; thử đường truyền 60 phút "
            "trước mỗi phiên giao ban."
        ),
        lead="Trung tâm Công nghệ thông tin",
        coordinating=("Chi cục Hải quan Yên Bái", "Phòng Tài vụ - Quản trị"),
        deadline_on=date(2026, 12, 1),
    ),
    ConclusionLine(
        content="Biểu dương Chi cục Hải quan Gia Thụy về kết quả chấp hành kỷ luật, kỷ cương trong tháng 10."
    ),
    ConclusionLine(
        content=(
            "Về máy tính phục vụ họp không giấy: thống nhất phương án trang bị 24 máy tính bảng cho "
            "các điểm cầu theo kết quả biểu quyết."
        ),
        lead="Phòng Tài vụ - Quản trị",
        coordinating=("Trung tâm Công nghệ thông tin",),
        deadline_on=date(2026, 11, 30),
        product="tờ trình kế hoạch lựa chọn nhà thầu",
    ),
)


def a_letterhead(*, number: int | None = 15, issued_on: date | None = date(2026, 11, 2)) -> Letterhead:
    """The head of the department's papers."""
    return Letterhead(
        superior="Tổng cục Hải quan",
        agency="Cục Hải quan thành phố Hà Nội",
        symbol="HQHN",
        place="Hà Nội",
        number=number,
        issued_on=issued_on,
    )


def office_signs() -> Signature:
    """The chief of the Office signs by order."""
    return Signature(capacity="TL.", authority="Cục trưởng", title="Chánh Văn phòng", name="Lê Minh Quân")


def an_invitation(**changes: object) -> Invitation:
    """The general invitation of the weekly briefing."""
    paper = Invitation(
        letterhead=a_letterhead(),
        summary="Họp giao ban trực tuyến tuần 45 năm 2026",
        event=f"{MEETING} của Cục Hải quan thành phố Hà Nội",
        chair=AN,
        starts_at=STARTS,
        ends_at=ENDS,
        place=PLACE,
        invitees=(
            "Lãnh đạo Cục",
            *(f"Trưởng {unit}" for unit in DIVISIONS),
            *(f"Chi cục trưởng {unit}" for unit in BRANCHES),
        ),
        attendees="Lãnh đạo Cục; Thủ trưởng các đơn vị tham mưu và các Chi cục trực thuộc",
        content=(
            "Kết quả thực hiện kết luận giao ban tuần 44",
            "Kết quả thu ngân sách, kim ngạch và số tờ khai trong tuần",
            "Giải quyết vướng mắc của các Chi cục",
            "Nhiệm vụ trọng tâm tuần 46",
        ),
        sites=("12 điểm cầu tại trụ sở các Chi cục",),
        documents_at="https://giaoban.haiquanhanoi.example/hop/0198f3a2",
        demands=(
            "Gửi báo cáo, vướng mắc của đơn vị trước 16 giờ 00 ngày 04/11/2026",
            "Đăng nhập điểm cầu trước giờ họp 10 phút",
        ),
        contact="Đồng chí Trần Thị Bình, Phó Chánh Văn phòng, điện thoại 024.3999.0000",
        signature=office_signs(),
        recipients=Recipients(
            lines=("Như trên", "Cục trưởng (để báo cáo)", "Trung tâm CNTT (để phục vụ)"), filed="VT, VP"
        ),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def a_notice(**changes: object) -> ConclusionNotice:
    """The conclusion notice of that briefing, with nine conclusions."""
    paper = ConclusionNotice(
        letterhead=a_letterhead(number=114, issued_on=date(2026, 11, 9)),
        meeting=MEETING,
        chair=AN,
        starts_at=STARTS,
        place=PLACE,
        attendees="các Phó Cục trưởng; Thủ trưởng các đơn vị tham mưu; Lãnh đạo 12 Chi cục tại các điểm cầu",
        heard="báo cáo của Văn phòng, các phòng tham mưu, phản ánh của các Chi cục và ý kiến của các đại biểu",
        conclusions=CONCLUSIONS,
        signature=office_signs(),
        recipients=Recipients(
            lines=("Lãnh đạo Cục (để báo cáo)", "Các đơn vị thuộc và trực thuộc Cục", "Trang thông tin nội bộ"),
            filed="VT, VP (02b)",
        ),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def some_minutes(**changes: object) -> Minutes:
    """The minutes of that briefing."""
    paper = Minutes(
        letterhead=a_letterhead(number=45, issued_on=date(2026, 11, 6)),
        summary=MEETING,
        starts_at=STARTS,
        ends_at=ENDS,
        place=PLACE,
        chair=AN,
        secretaries=(BINH,),
        chair_signature=Signature(title="Chủ tọa", name="Nguyễn Văn An"),
        secretary_signature=Signature(title="Thư ký", name="Trần Thị Bình"),
        invited=22,
        present=(
            AttendanceGroup(
                label="Tại điểm cầu trụ sở Cục",
                people=(
                    "đồng chí Nguyễn Văn An, Cục trưởng",
                    "đồng chí Vũ Thị Hà, Phó Cục trưởng",
                    *(f"Trưởng {unit}" for unit in DIVISIONS),
                ),
            ),
            *(AttendanceGroup(label=f"Tại điểm cầu {unit}", people=("Chi cục trưởng",)) for unit in BRANCHES[:10]),
        ),
        absent=(
            Absence(
                who="Chi cục trưởng Chi cục Hải quan Yên Bái",
                reason="đi công tác",
                substitute="đồng chí Phạm Văn Dũng, Phó Chi cục trưởng",
            ),
            Absence(who="Chi cục trưởng Chi cục Kiểm tra sau thông quan", reason="nghỉ phép năm"),
        ),
        opening=(
            Statement(
                text=(
                    "Chủ trì nêu mục đích, yêu cầu, thông qua chương trình và thời gian phát biểu tối đa 05 "
                    "phút mỗi lượt."
                )
            ),
        ),
        consent=ConsentBlock(
            items=("Lịch trực tuần 46", "Danh sách công chức tập huấn nghiệp vụ đợt IV"),
            until=datetime(2026, 11, 5, 16, 0, tzinfo=HANOI),
        ),
        items=_item_records(),
        conclusions=CONCLUSIONS,
        adoption="Biên bản đã được đọc lại cho các đại biểu dự họp; các đại biểu nhất trí với nội dung biên bản.",
        recipients=Recipients(lines=("Lãnh đạo Cục", "Các đơn vị dự họp"), filed="VT, hồ sơ"),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def an_agenda(**changes: object) -> AgendaSheet:
    """The programme, attached to the invitation."""
    minutes = (10, 15, 15, 15, 15, 15, 15, 15, 20, 15)
    starts = [
        STARTS.replace(hour=8 + sum(minutes[:n]) // 60, minute=sum(minutes[:n]) % 60) for n in range(len(minutes))
    ]
    paper = AgendaSheet(
        letterhead=a_letterhead(),
        summary="Họp giao ban trực tuyến tuần 45 năm 2026",
        starts_at=STARTS,
        ends_at=ENDS,
        place=PLACE,
        chair=AN,
        lines=tuple(
            AgendaLine(title=title, presenter=unit, starts_at=at, minutes=length)
            for (title, unit), at, length in zip(ITEMS, starts, minutes, strict=True)
        ),
        attached_to="Giấy mời số 15/GM-HQHN ngày 02 tháng 11 năm 2026 của Cục Hải quan thành phố Hà Nội",
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def _item_records() -> tuple[ItemRecord, ...]:
    vote = VoteResult(
        question="Thông qua phương án trang bị 24 máy tính bảng cho các điểm cầu",
        eligible=22,
        cast=20,
        counts=(
            VoteCount(label="Tán thành", number=17),
            VoteCount(label="Không tán thành", number=2),
            VoteCount(label="Không có ý kiến", number=1),
        ),
        outcome="Phương án được thông qua",
    )
    records = []
    for place, (title, unit) in enumerate(ITEMS):
        said: tuple[Statement | VoteResult, ...] = (
            Statement(
                text=(
                    "Báo cáo tóm tắt nội dung chính, số liệu trong tài liệu đã gửi; nêu rõ kết quả, tồn tại, "
                    "nguyên nhân và kiến nghị xin ý kiến chỉ đạo."
                ),
                speaker=f"Đại diện {unit}",
            ),
            Statement(
                text=(
                    "Đề nghị làm rõ trách nhiệm của từng đơn vị và thời hạn hoàn thành; không để vướng mắc kéo "
                    "dài sang tuần sau."
                ),
                speaker="Đồng chí Vũ Thị Hà, Phó Cục trưởng",
            ),
        )
        records.append(ItemRecord(title=title, presenter=unit, entries=(*said, vote) if place == 8 else said))
    return tuple(records)
