"""Catalogues to begin with: positions, kinds of meeting, papers, issuing bodies, fields, rooms, groups."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A position; ``authority`` is head, deputy or member; rank 1 is the highest."""

    name: str
    authority: str
    rank: int


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One of the eight kinds of R-45-02 with its longest length and its lead times in working days."""

    code: str
    name: str
    max_minutes: int
    invitation_lead_days: int
    paper_lead_days: int
    is_periodic: bool
    has_sites: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a simple catalogue; ``unit`` is a unit code or empty."""

    catalogue: str  # document_type | issuing_body | obstacle_field | room
    code: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People who are invited together: sign-in names, and units whose head is meant."""

    name: str
    owner: str
    chair: str
    secretary: str
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


POSITIONS = [
    Position("Cục trưởng", "head", 1),
    Position("Phó Cục trưởng", "deputy", 2),
    Position("Chánh Văn phòng", "head", 10),
    Position("Trưởng phòng", "head", 11),
    Position("Chi cục trưởng", "head", 12),
    Position("Phó Chánh Văn phòng", "deputy", 20),
    Position("Phó Trưởng phòng", "deputy", 21),
    Position("Phó Chi cục trưởng", "deputy", 22),
    Position("Đội trưởng", "head", 30),
    Position("Tổ trưởng", "head", 31),
    Position("Phó Đội trưởng", "deputy", 40),
    Position("Phó Tổ trưởng", "deputy", 41),
    Position("Thư ký tổng hợp", "member", 50),
    Position("Công chức", "member", 60),
    Position("Kế toán viên", "member", 61),
    Position("Văn thư", "member", 62),
    Position("Quản trị hệ thống", "member", 63),
    Position("Lái xe", "member", 70),
    Position("Nhân viên phục vụ", "member", 71),
]

HALF_DAY = 240
DAY = 480

MEETING_KINDS = [
    MeetingKind("briefing", "Họp giao ban", HALF_DAY, 3, 2, is_periodic=True, has_sites=True),
    MeetingKind("work_resolution", "Họp giải quyết công việc", HALF_DAY, 3, 3, is_periodic=False, has_sites=False),
    MeetingKind("advisory", "Họp tham mưu, tư vấn", HALF_DAY, 3, 3, is_periodic=False, has_sites=False),
    MeetingKind("coordination", "Họp điều phối", HALF_DAY, 3, 3, is_periodic=False, has_sites=True),
    MeetingKind("professional", "Họp chuyên môn", DAY, 3, 3, is_periodic=False, has_sites=False),
    MeetingKind("review", "Họp sơ kết, tổng kết", DAY, 3, 3, is_periodic=True, has_sites=True),
    MeetingKind("thematic", "Họp chuyên đề", DAY, 3, 3, is_periodic=False, has_sites=True),
    MeetingKind("training_deployment", "Họp tập huấn, triển khai", 2 * DAY, 3, 3, is_periodic=False, has_sites=True),
]

# codes of Decree 30/2020/NĐ-CP; a letter (công văn) has none, «CV» is the office's own
_DOCUMENT_TYPES = [
    ("BC", "Báo cáo"),
    ("TTr", "Tờ trình"),
    ("CV", "Công văn"),
    ("TB", "Thông báo"),
    ("KH", "Kế hoạch"),
    ("QĐ", "Quyết định"),
    ("CTr", "Chương trình"),
    ("HD", "Hướng dẫn"),
    ("PA", "Phương án"),
    ("QC", "Quy chế"),
    ("BB", "Biên bản"),
    ("GM", "Giấy mời"),
    ("CT", "Chỉ thị"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("L", "Luật"),
    ("PL", "Phụ lục, bảng số liệu"),
    ("TC", "Tài liệu trình chiếu"),
]

_ISSUING_BODIES = [
    ("QH", "Quốc hội"),
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("BTC", "Bộ Tài chính"),
    ("TCHQ", "Tổng cục Hải quan"),
    ("BCT", "Bộ Công Thương"),
    ("BYT", "Bộ Y tế"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BCA", "Bộ Công an"),
    ("BNV", "Bộ Nội vụ"),
    ("UBND-HN", "Ủy ban nhân dân thành phố Hà Nội"),
    ("UBND-QN", "Ủy ban nhân dân tỉnh Quảng Ninh"),
    ("HQHN", "Cục Hải quan thành phố Hà Nội"),
]

_OBSTACLE_FIELDS = [
    ("thu-tuc", "Thủ tục hải quan", "GSQL"),
    ("phan-loai", "Phân loại hàng hóa, mã số HS", "TXNK"),
    ("xuat-xu", "Xuất xứ hàng hóa, C/O", "GSQL"),
    ("chinh-sach", "Chính sách mặt hàng, giấy phép", "GSQL"),
    ("chuyen-nganh", "Kiểm tra chuyên ngành", "GSQL"),
    ("gia-cong", "Gia công, sản xuất xuất khẩu, chế xuất", "GSQL"),
    ("giam-sat", "Giám sát hải quan, kho bãi, niêm phong", "GSQL"),
    ("tri-gia", "Trị giá, tham vấn", "TXNK"),
    ("thue", "Thuế, miễn, giảm, hoàn, nợ thuế", "TXNK"),
    ("buon-lau", "Chống buôn lậu", "CBL"),
    ("vi-pham", "Xử lý vi phạm hành chính", "CBL"),
    ("rui-ro", "Phân luồng, quản lý rủi ro", "QLRR"),
    ("sau-thong-quan", "Kiểm tra sau thông quan", "KTSTQ"),
    ("cong-vu", "Kỷ luật, kiểm tra công vụ", "TTr"),
    ("khieu-nai", "Khiếu nại, tố cáo", "TTr"),
    ("can-bo", "Tổ chức cán bộ, nhân lực", "TCCB"),
    ("tai-san", "Tài chính, tài sản, xe, trang phục", "TVQT"),
    ("he-thong", "Hệ thống VNACCS/VCIS, mạng, tài khoản", "CNTT"),
    ("hanh-chinh", "Văn thư, lịch họp, hành chính", "VP"),
]

ONLINE_ROOM = "Phòng họp trực tuyến tầng 2"
HALL = "Hội trường lớn tầng 5"

_ROOMS = [
    ("hoi-truong", HALL),
    ("truc-tuyen", ONLINE_ROOM),
    ("phong-a", "Phòng họp A tầng 3"),
    ("phong-b", "Phòng họp B tầng 3"),
    ("khanh-tiet", "Phòng khánh tiết tầng 1"),
]

ENTRIES = [
    *(Entry("document_type", code, name) for code, name in _DOCUMENT_TYPES),
    *(Entry("issuing_body", code, name) for code, name in _ISSUING_BODIES),
    *(Entry("obstacle_field", code, name, unit) for code, name, unit in _OBSTACLE_FIELDS),
    *(Entry("room", code, name, "VP") for code, name in _ROOMS),
]
ROOMS = {entry.name for entry in ENTRIES if entry.catalogue == "room"}

_DIVISION_CODES = ("VP", "GSQL", "TXNK", "CBL", "QLRR", "TTr", "TCCB", "TVQT", "CNTT")
_BRANCH_CODES = (
    "NOIBAI",
    "DTGC",
    "VINHPHUC",
    "BACHANOI",
    "BACTHANGLONG",
    "GIATHUY",
    "YENVIEN",
    "HATAY",
    "BUUDIEN",
    "PHUTHO",
    "YENBAI",
    "KTSTQ",
)
_LEADERS = ("cuctruong", "pho1", "pho2", "pho3")

GROUPS = [
    Group("Lãnh đạo Cục", "VP", "cuctruong", "vanphong", people=_LEADERS),
    Group("Trưởng các phòng tham mưu và Văn phòng", "VP", "cuctruong", "vanphong", units=_DIVISION_CODES),
    Group("Chi cục trưởng các Chi cục", "VP", "cuctruong", "vanphong", units=_BRANCH_CODES),
    Group("Giao ban tuần toàn Cục", "VP", "cuctruong", "vanphong", _LEADERS, (*_DIVISION_CODES, *_BRANCH_CODES)),
    Group(
        "Giao ban công tác thu ngân sách",
        "TXNK",
        "pho2",
        "txnk.cb1",
        ("pho2",),
        ("TXNK", "GSQL", "KTSTQ", *_BRANCH_CODES[:11]),
    ),
    Group(
        "Tổ công tác tháo gỡ vướng mắc doanh nghiệp",
        "GSQL",
        "pho1",
        "gsql.cb1",
        ("pho1",),
        ("GSQL", "TXNK", "QLRR", "CNTT", "VP"),
    ),
    Group(
        "Ban Chỉ đạo phòng, chống buôn lậu",
        "CBL",
        "pho3",
        "cbl.cb1",
        ("pho3",),
        ("CBL", "QLRR", "KTSTQ", "NOIBAI", "BUUDIEN", "YENVIEN"),
    ),
    Group("Tổ chuyển đổi số", "CNTT", "pho1", "cntt.cb1", ("pho1",), ("CNTT", "VP", "GSQL", "QLRR", "TVQT")),
    Group(
        "Lãnh đạo Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài",
        "NOIBAI",
        "noibai.truong",
        "noibai.cb1",
        ("noibai.truong", "noibai.pho1", "noibai.pho2", "noibai.pho3"),
    ),
]
