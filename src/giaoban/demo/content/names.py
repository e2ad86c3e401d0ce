"""Fictitious Vietnamese names: varied family names, middle names that go with the given name's gender."""

from random import Random

_FAMILY = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Hoàng Vũ Vũ Đặng Đặng Bùi Bùi "
    "Đỗ Đỗ Ngô Dương Đinh Trịnh Đào Phan Lương Tạ Mai Cao Hà Lưu Chu Tô Vương Quách Kiều Đoàn Lý Thái Nghiêm"
).split()
_MEN_MIDDLE = (
    "Văn Văn Đức Quang Minh Hữu Xuân Mạnh Trọng Công Đình Anh Quốc Tiến Thành Việt Ngọc Thế Bá Duy Hồng Huy"
).split()
_MEN_GIVEN = (
    "Anh Bình Chiến Cường Doanh Dũng Duy Dương Đạt Đông Giang Hà Hải Hậu Hiếu Hoàn Hòa Huân Hùng Hưng Khánh Khôi "
    "Kiên Lâm Lân Linh Long Lộc Luân Nam Nghĩa Nhân Phong Phú Phúc Quân Quý Sơn Tài Tâm Tân Thái Thắng Thiện Thịnh "
    "Thuận Toàn Trung Trường Tú Tuấn Tùng Tuyển Vinh Vượng"
).split()
_WOMEN_MIDDLE = [
    "Thị", "Thị", "Thu", "Thị Thu", "Thanh", "Thị Thanh", "Ngọc", "Phương", "Thị Phương", "Minh", "Hồng", "Thị Hồng",
    "Bích", "Thùy", "Khánh", "Diệu", "Thị Mai", "Lan", "Kim", "Thị Kim", "Hải", "Quỳnh", "Tuyết",
]  # fmt: skip
_WOMEN_GIVEN = (
    "An Anh Bình Chi Châu Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hòa Huệ Huyền Hương Hường Khanh Lan Liên Linh Loan "
    "Ly Mai My Nga Ngân Nhàn Nhung Oanh Phượng Quyên Quỳnh Tâm Thảo Thoa Thơm Thủy Thúy Trang Trinh Tuyết Uyên Vân "
    "Xuân Yến"
).split()


class NameGiver:
    """Gives each caller a name that nobody else of the agency bears."""

    def __init__(self, seed: int, taken: set[str]) -> None:
        """Begin with the names that are taken already."""
        self._random = Random(seed)  # noqa: S311 - names of a demo, guards nothing
        self._taken = set(taken)

    def next_name(self) -> tuple[str, bool]:
        """Return a new full name, and whether it is a woman's."""
        while True:
            is_woman = self._random.random() < 0.42  # noqa: PLR2004 - about the share in a customs department
            name = self._compose(is_woman=is_woman)
            if name not in self._taken:
                self._taken.add(name)
                return name, is_woman

    def _compose(self, *, is_woman: bool) -> str:
        pick = self._random.choice
        family = pick(_FAMILY)
        middle, given = (pick(_WOMEN_MIDDLE), pick(_WOMEN_GIVEN)) if is_woman else (pick(_MEN_MIDDLE), pick(_MEN_GIVEN))
        if given in middle.split() or given == family:
            return self._compose(is_woman=is_woman)
        return f"{family} {middle} {given}"
