"""The papers of the demo agency: office files made on the spot, and three real documents that are shipped."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from giaoban.demo.content import paper_open, paper_reports, paper_sheets, paper_slides
from giaoban.demo.content.paper_word import STAMP

SHIPPED = Path(__file__).parent.parent / "papers"
AS_OF = date(2026, 11, 20)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One paper: what it is called, its file name, its type in the catalogue, and the unit it comes from."""

    name: str
    filename: str
    title: str
    document_type: str
    unit: str


CATALOGUE: dict[str, PaperEntry] = {
    entry.name: entry
    for entry in (
        PaperEntry("bao-cao-tuan", "bao-cao-ket-qua-cong-tac-tuan.docx", "Báo cáo kết quả công tác tuần", "BC", "VP"),
        PaperEntry(
            "to-trinh-cao-diem",
            "to-trinh-cao-diem-chong-buon-lau.docx",
            "Tờ trình về kế hoạch cao điểm chống buôn lậu",
            "TTr",
            "CBL",
        ),
        PaperEntry(
            "to-trinh-seal",
            "to-trinh-seal-dinh-vi-dien-tu.docx",
            "Tờ trình phương án trang bị seal định vị điện tử",
            "TTr",
            "TVQT",
        ),
        PaperEntry(
            "cong-van-vuong-mac",
            "cong-van-bao-cao-vuong-mac.docx",
            "Công văn báo cáo vướng mắc phục vụ giao ban tuần",
            "CV",
            "VINHPHUC",
        ),
        PaperEntry(
            "chuyen-doi-so",
            "chuyen-doi-so-va-an-toan-thong-tin.pptx",
            "Chuyển đổi số và an toàn thông tin (trình chiếu)",
            "TC",
            "CNTT",
        ),
        PaperEntry("thu-ngan-sach", "theo-doi-thu-ngan-sach.xlsx", "Bảng theo dõi thu ngân sách", "PL", "TXNK"),
        PaperEntry("theo-doi-vuong-mac", "theo-doi-vuong-mac.xlsx", "Bảng theo dõi vướng mắc", "PL", "GSQL"),
        PaperEntry(
            "theo-doi-nhiem-vu",
            "theo-doi-nhiem-vu.xlsx",
            "Bảng theo dõi nhiệm vụ theo kết luận giao ban",
            "PL",
            "VP",
        ),
        PaperEntry("lich-tuan", "lich-cong-tac-tuan.odt", "Lịch công tác tuần của Lãnh đạo Cục", "CTr", "VP"),
        PaperEntry("so-lieu-vi-pham", "so-lieu-vi-pham.ods", "Số liệu vi phạm 12 tuần gần nhất", "PL", "CBL"),
        PaperEntry(
            "nghi-dinh-134",
            "nghi-dinh-134-2026-scan-44-trang.pdf",
            "Nghị định số 134/2026/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 17/2023/NĐ-CP",
            "NĐ",
            "GSQL",
        ),
        PaperEntry(
            "chi-thi-02",
            "chi-thi-02-2026-scan-5-trang.pdf",
            "Chỉ thị số 02/CT-TTg về tăng cường thực thi quyền sở hữu trí tuệ",
            "CT",
            "GSQL",
        ),
        PaperEntry(
            "cong-van-438",
            "cong-van-438-2026-chu-so-3-trang.pdf",
            "Công văn số 438/UBND-VHXH về triển khai Chỉ thị số 02/CT-TTg",
            "CV",
            "GSQL",
        ),
    )
}

_MAKERS: dict[str, Callable[[date], bytes]] = {
    "bao-cao-tuan": paper_reports.week_report,
    "to-trinh-cao-diem": paper_reports.proposal_campaign,
    "to-trinh-seal": paper_reports.proposal_seals,
    "cong-van-vuong-mac": paper_reports.branch_letter,
    "chuyen-doi-so": paper_slides.digital_deck,
    "thu-ngan-sach": paper_sheets.revenue,
    "theo-doi-vuong-mac": paper_sheets.obstacles,
    "theo-doi-nhiem-vu": paper_sheets.open_tasks,
    "lich-tuan": paper_open.week_schedule,
    "so-lieu-vi-pham": paper_open.offence_figures,
}


@cache
def build(name: str, on: date = AS_OF) -> bytes:
    """Return the bytes of a paper as of a day; the same bytes for the same day, whenever it is built."""
    if name in _MAKERS:
        return _settled(_MAKERS[name](on))
    return (SHIPPED / CATALOGUE[name].filename).read_bytes()


def _settled(package: bytes) -> bytes:
    """Repack a file with fixed times: the office libraries write the present moment into every part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _EPOCH)
            new.writestr(info, _inner(part.filename, old.read(part)), part.compress_type)
    return out.getvalue()


def _inner(name: str, data: bytes) -> bytes:
    """Settle what stands inside: the workbooks behind charts, and the times of the properties."""
    if name.endswith(".xlsx"):
        return _settled(data)
    if name == "docProps/core.xml":
        return re.sub(rb">\d{4}-\d\d-\d\dT[^<]*<", STAMP.strftime(">%Y-%m-%dT%H:%M:%SZ<").encode(), data)
    return data
