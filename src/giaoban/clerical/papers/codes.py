"""Type names and their codes in document numbers: Decree 30/2020, annex III (R-30-06)."""

from types import MappingProxyType
from typing import Final

TYPE_NAMES: Final = MappingProxyType(
    {
        "NQ": "Nghị quyết",
        "QĐ": "Quyết định",
        "CT": "Chỉ thị",
        "QC": "Quy chế",
        "QyĐ": "Quy định",
        "TC": "Thông cáo",
        "TB": "Thông báo",
        "HD": "Hướng dẫn",
        "CTr": "Chương trình",
        "KH": "Kế hoạch",
        "PA": "Phương án",
        "ĐA": "Đề án",
        "DA": "Dự án",
        "BC": "Báo cáo",
        "BB": "Biên bản",
        "TTr": "Tờ trình",
        "HĐ": "Hợp đồng",
        "CĐ": "Công điện",
        "BGN": "Bản ghi nhớ",
        "BTT": "Bản thỏa thuận",
        "GUQ": "Giấy ủy quyền",
        "GM": "Giấy mời",
        "GGT": "Giấy giới thiệu",
        "GNP": "Giấy nghỉ phép",
        "PG": "Phiếu gửi",
        "PC": "Phiếu chuyển",
        "PB": "Phiếu báo",
    }
)
COPY_NAMES: Final = MappingProxyType({"SY": "Sao y", "TrS": "Trích sao", "SL": "Sao lục"})
LETTER: Final = ""  # a công văn has no type code: its number is «438/UBND-VHXH»

ROOM: Final = "\u00a0" * 8  # for a number written by hand


def number_label(number: int | None, type_code: str, symbol: str) -> str:
    """Return what follows «Số:» (R-30-08): «05/TB-HQHN»; a draft keeps room for the clerk's hand."""
    digits = ROOM if number is None else f"{number:02d}"
    return f"{digits}/{type_code}-{symbol}" if type_code else f"{digits}/{symbol}"
