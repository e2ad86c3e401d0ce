"""The tree of units: the department, its leaders, nine advisory units, twelve branches and their teams."""

from dataclasses import dataclass
from datetime import date

ROOT = "HQHN"
LEADERS = "LDC"
OFFICE = "VP"
FOUNDED = date(2010, 6, 1)
AGENCY_NAME = "Cục Hải quan thành phố Hà Nội"
SUPERIOR = "TỔNG CỤC HẢI QUAN"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """What a unit is called; ``level`` is what rules ask for."""

    label: str
    level: str  # agency | leadership | division | office | branch | team
    place: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. ``symbol`` stands in document numbers, ``sign_in`` begins its people's sign-in names."""

    code: str
    name: str
    short_name: str
    kind: str  # label of a UnitKind
    level: str
    parent: str | None
    place: int
    symbol: str
    sign_in: str
    superior: str = ""
    customs_code: str = ""
    address: str = ""
    town: str = "Hà Nội"
    phone: str = ""
    technician: str = ""
    is_site: bool = False
    opened_on: date = FOUNDED


KINDS = [
    UnitKind("Cục", "agency", 1),
    UnitKind("Lãnh đạo Cục", "leadership", 2),
    UnitKind("Văn phòng", "office", 3),
    UnitKind("Phòng", "division", 4),
    UnitKind("Chi cục", "branch", 5),
    UnitKind("Đội", "team", 6),
    UnitKind("Tổ", "team", 7),
]

# code, name, short name, sign-in start
_DIVISIONS = [
    ("GSQL", "Phòng Giám sát quản lý về hải quan", "Phòng GSQL", "gsql"),
    ("TXNK", "Phòng Thuế xuất nhập khẩu", "Phòng TXNK", "txnk"),
    ("CBL", "Phòng Chống buôn lậu và xử lý vi phạm", "Phòng CBL&XLVP", "cbl"),
    ("QLRR", "Phòng Quản lý rủi ro", "Phòng QLRR", "qlrr"),
    ("TTr", "Phòng Thanh tra – Kiểm tra", "Phòng TT-KT", "ttr"),
    ("TCCB", "Phòng Tổ chức cán bộ", "Phòng TCCB", "tccb"),
    ("TVQT", "Phòng Tài vụ – Quản trị", "Phòng TVQT", "tvqt"),
    ("CNTT", "Phòng Công nghệ thông tin", "Phòng CNTT", "cntt"),
]

_PROCEDURE = "Đội Thủ tục hàng hóa xuất nhập khẩu"
_SUPERVISION = "Đội Giám sát"
_GENERAL = "Đội Tổng hợp"
_TAX = "Đội Quản lý thuế"
_CONTROL = "Đội Kiểm soát"

# code, name, short name, symbol, sign-in start, customs code, town, address, teams
_BRANCHES = [
    (
        "NOIBAI",
        "Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài",
        "HQ Nội Bài",
        "HQNB",
        "noibai",
        "01B1",
        "Hà Nội",
        "Cảng hàng không quốc tế Nội Bài, Hà Nội",
        [
            _GENERAL,
            "Đội Thủ tục hàng hóa nhập khẩu",
            "Đội Thủ tục hàng hóa xuất khẩu",
            "Đội Thủ tục hành lý nhập cảnh",
            "Đội Giám sát kho hàng và sân đỗ",
        ],
    ),
    (
        "DTGC",
        "Chi cục Hải quan quản lý hàng Đầu tư – Gia công",
        "HQ Đầu tư – Gia công",
        "HQĐTGC",
        "dautugiacong",
        "01PL",
        "Hà Nội",
        "Khu trụ sở số 2, Hà Nội",
        [
            _GENERAL,
            "Đội Thủ tục hàng gia công, sản xuất xuất khẩu",
            "Đội Thủ tục hàng đầu tư",
            "Đội Báo cáo quyết toán",
        ],
    ),
    (
        "VINHPHUC",
        "Chi cục Hải quan Vĩnh Phúc",
        "HQ Vĩnh Phúc",
        "HQVP",
        "vinhphuc",
        "01PR",
        "Vĩnh Phúc",
        "Khu trung tâm hành chính, Vĩnh Phúc",
        [_GENERAL, _PROCEDURE, _SUPERVISION],
    ),
    (
        "BACHANOI",
        "Chi cục Hải quan Bắc Hà Nội",
        "HQ Bắc Hà Nội",
        "HQBHN",
        "bachanoi",
        "01E1",
        "Hà Nội",
        "Khu trụ sở số 3, Hà Nội",
        [_GENERAL, _PROCEDURE, _TAX, _SUPERVISION],
    ),
    (
        "BACTHANGLONG",
        "Chi cục Hải quan Khu công nghiệp Bắc Thăng Long",
        "HQ KCN Bắc Thăng Long",
        "HQBTL",
        "bacthanglong",
        "01NV",
        "Hà Nội",
        "Khu công nghiệp Bắc Thăng Long, Hà Nội",
        [_GENERAL, "Đội Thủ tục doanh nghiệp chế xuất", _PROCEDURE, _SUPERVISION],
    ),
    (
        "GIATHUY",
        "Chi cục Hải quan Gia Thụy",
        "HQ Gia Thụy",
        "HQGT",
        "giathuy",
        "01IK",
        "Hà Nội",
        "Cảng cạn Gia Thụy, Hà Nội",
        [_GENERAL, _PROCEDURE, _SUPERVISION],
    ),
    (
        "YENVIEN",
        "Chi cục Hải quan ga đường sắt quốc tế Yên Viên",
        "HQ ga Yên Viên",
        "HQYV",
        "yenvien",
        "01SI",
        "Hà Nội",
        "Ga đường sắt quốc tế Yên Viên, Hà Nội",
        [_GENERAL, _PROCEDURE, _SUPERVISION],
    ),
    (
        "HATAY",
        "Chi cục Hải quan Hà Tây",
        "HQ Hà Tây",
        "HQHT",
        "hatay",
        "01M1",
        "Hà Nội",
        "Khu trụ sở số 4, Hà Nội",
        [_GENERAL, _PROCEDURE, _SUPERVISION],
    ),
    (
        "BUUDIEN",
        "Chi cục Hải quan Bưu điện thành phố Hà Nội",
        "HQ Bưu điện",
        "HQBĐ",
        "buudien",
        "01DD",
        "Hà Nội",
        "Trung tâm khai thác bưu chính quốc tế, Hà Nội",
        [_GENERAL, "Đội Thủ tục hàng bưu chính", "Đội Thủ tục hàng chuyển phát nhanh"],
    ),
    (
        "PHUTHO",
        "Chi cục Hải quan Phú Thọ",
        "HQ Phú Thọ",
        "HQPT",
        "phutho",
        "01PJ",
        "Phú Thọ",
        "Khu công nghiệp phía Bắc, Phú Thọ",
        [_GENERAL, _PROCEDURE],
    ),
    (
        "YENBAI",
        "Chi cục Hải quan Yên Bái",
        "HQ Yên Bái",
        "HQYB",
        "yenbai",
        "01BT",
        "Yên Bái",
        "Khu hành chính tập trung, Yên Bái",
        [_GENERAL, _PROCEDURE],
    ),
    (
        "KTSTQ",
        "Chi cục Kiểm tra sau thông quan",
        "Chi cục KTSTQ",
        "KTSTQ",
        "ktstq",
        "",
        "Hà Nội",
        "Khu trụ sở số 2, Hà Nội",
        [
            "Đội Tham mưu tổng hợp",
            "Đội Kiểm tra sau thông quan số 1",
            "Đội Kiểm tra sau thông quan số 2",
            "Đội Kiểm tra sau thông quan số 3",
        ],
    ),
]

_OFFICE_TEAMS = [
    "Tổ Tổng hợp – Thư ký",
    "Tổ Văn thư – Lưu trữ",
    "Tổ Cải cách và tuyên truyền",
]


def _head_office() -> list[Unit]:
    root = Unit(
        ROOT,
        AGENCY_NAME,
        "Cục HQ TP. Hà Nội",
        "Cục",
        "agency",
        None,
        1,
        "HQHN",
        "",
        superior=SUPERIOR,
        address="Khu trụ sở số 1, Hà Nội",
        phone="024 0000 0000",
    )
    leaders = Unit(LEADERS, "Lãnh đạo Cục", "Lãnh đạo Cục", "Lãnh đạo Cục", "leadership", ROOT, 2, "HQHN", "")
    office = Unit(
        OFFICE,
        "Văn phòng Cục",
        "Văn phòng",
        "Văn phòng",
        "office",
        ROOT,
        3,
        "VP",
        "vanphong",
        phone="024 0000 0001",
    )
    return [root, leaders, office]


def _divisions() -> list[Unit]:
    return [
        Unit(code, name, short, "Phòng", "division", ROOT, 10 + n, code, sign_in, phone=f"024 0000 00{10 + n}")
        for n, (code, name, short, sign_in) in enumerate(_DIVISIONS)
    ]


def _branches() -> list[Unit]:
    return [
        Unit(
            code,
            name,
            short,
            "Chi cục",
            "branch",
            ROOT,
            30 + n,
            symbol,
            sign_in,
            customs_code=customs_code,
            address=address,
            town=town,
            phone=f"024 0000 01{n:02}",
            is_site=True,
        )
        for n, (code, name, short, symbol, sign_in, customs_code, town, address, _) in enumerate(_BRANCHES)
    ]


def _teams(parent: Unit, names: list[str]) -> list[Unit]:
    return [
        Unit(
            f"{parent.code}-{n}",
            name,
            name,
            name.split(maxsplit=1)[0],
            "team",
            parent.code,
            n,
            parent.symbol,
            parent.sign_in,
            town=parent.town,
            address=parent.address,
        )
        for n, name in enumerate(names, start=1)
    ]


def _all() -> list[Unit]:
    head_office, branches = _head_office(), _branches()
    teams = _teams(head_office[2], _OFFICE_TEAMS)
    for branch, row in zip(branches, _BRANCHES, strict=True):
        teams += _teams(branch, row[-1])
    return [*head_office, *_divisions(), *branches, *teams]


UNITS: list[Unit] = _all()
BY_CODE: dict[str, Unit] = {unit.code: unit for unit in UNITS}
ADVISORY: list[Unit] = [unit for unit in UNITS if unit.level in {"office", "division"}]
BRANCHES: list[Unit] = [unit for unit in UNITS if unit.level == "branch"]


def teams_of(code: str) -> list[Unit]:
    """Return the teams of a branch or of the Office."""
    return [unit for unit in UNITS if unit.parent == code and unit.level == "team"]


def head_of(code: str) -> str:
    """Return the sign-in name of a unit's head."""
    special = {ROOT: "cuctruong", LEADERS: "cuctruong", OFFICE: "chanhvanphong"}
    return special.get(code) or f"{BY_CODE[code].sign_in}.truong"


def first_deputy_of(code: str) -> str:
    """Return the sign-in name of the deputy who stands in for a unit's head."""
    special = {ROOT: "pho1", LEADERS: "pho1", OFFICE: "phochanhvanphong1"}
    return special.get(code) or f"{BY_CODE[code].sign_in}.pho1"
