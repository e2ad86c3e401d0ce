"""What branches report every week, and the phases in which they came to meet online."""

from dataclasses import dataclass
from random import Random

ROWS = (
    ("Tờ khai nhập khẩu", "tờ khai"),
    ("Tờ khai xuất khẩu", "tờ khai"),
    ("Tỷ lệ luồng đỏ", "%"),
    ("Số thu ngân sách", "tỷ đồng"),
    ("Nợ thuế quá hạn", "tỷ đồng"),
    ("Vụ vi phạm phát hiện", "vụ"),
    ("Lô hàng tồn quá 90 ngày", "lô"),
    ("Kiến nghị với Lãnh đạo Cục", ""),
)
SCALE = {
    "NOIBAI": 9.0, "BACTHANGLONG": 7.0, "DTGC": 5.0, "VINHPHUC": 4.0, "BACHANOI": 4.5, "GIATHUY": 3.0,
    "YENVIEN": 1.5, "HATAY": 2.0, "BUUDIEN": 2.5, "PHUTHO": 1.2, "YENBAI": 0.4, "KTSTQ": 0.3,
}  # fmt: skip
WISHES = (
    "Không có.",
    "Đề nghị bố trí thêm công chức trực ca đêm.",
    "Đề nghị sớm sửa máy soi hành lý số 2.",
    "Đề nghị tổ chức tập huấn quy định mới về xuất xứ.",
)
LATE = ("YENBAI", "KTSTQ", "PHUTHO", "BUUDIEN", "HATAY")  # have not filed for next week's briefing yet
HALF_DONE = "NOIBAI"  # is still writing


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase: name, first day as days before today, branches, and which steps are done."""

    name: str
    days_ago: int
    units: tuple[str, ...]
    note: str


PHASES = (
    PhaseFacts("Giai đoạn I", 340, ("NOIBAI", "DTGC", "VINHPHUC"), "Ba đơn vị thí điểm"),
    PhaseFacts("Giai đoạn II", 250, ("BACHANOI", "BACTHANGLONG", "GIATHUY", "YENVIEN", "HATAY"), "Địa bàn Hà Nội"),
    PhaseFacts("Giai đoạn III", 120, ("BUUDIEN", "PHUTHO", "YENBAI"), "Bưu điện và các tỉnh"),
    PhaseFacts("Giai đoạn IV", -12, ("KTSTQ",), "Đơn vị chuyên ngành"),
)


def values_of(code: str, week: int) -> tuple[str, ...]:
    """Return what a branch reports for a week: figures that move a little, the same in every load."""
    chance, scale = Random(f"{code}/{week}"), SCALE[code]  # noqa: S311 - figures of a demo
    figures = (
        round(scale * chance.uniform(240, 320)), round(scale * chance.uniform(180, 260)),
        round(chance.uniform(2.5, 7.5), 1), round(scale * chance.uniform(9, 14), 1),
        round(scale * chance.uniform(1.5, 2.2), 1), chance.randint(0, 6), chance.randint(0, 9),
    )  # fmt: skip
    return (*(f"{figure}" for figure in figures), chance.choice(WISHES))
