"""The Word papers: the twelve-page report, two proposals, a branch's letter."""

from datetime import date, timedelta
from typing import Any

from giaoban.demo.content.agenda import CASES, TOPICS
from giaoban.demo.content.figures import number, percent, week_of, words
from giaoban.demo.content.paper_figures import branch_rows
from giaoban.demo.content.paper_word import Paper
from giaoban.demo.content.people import full_name
from giaoban.demo.content.texts import read
from giaoban.demo.content.units import BRANCHES, BY_CODE

AGENCY = "CỤC HẢI QUAN THÀNH\u00a0PHỐ\u00a0HÀ\u00a0NỘI"  # breaks before the city, not inside its name
SUPERIOR = "TỔNG CỤC HẢI QUAN"


def week_report(on: date) -> bytes:
    """Build «Báo cáo kết quả công tác tuần»: about twelve pages with headings and tables."""
    iso, begin, report = on.isocalendar(), on - timedelta(days=7), read("papers")["report"]
    paper = Paper(f"Báo cáo kết quả công tác tuần {iso.week} năm {iso.year}", "Văn phòng Cục")
    paper.letterhead(SUPERIOR, AGENCY, number=f"{100 + iso.week}/BC-HQHN", town="Hà Nội", on=on)
    paper.title("Báo cáo", f"Kết quả công tác tuần {iso.week} và nhiệm vụ trọng tâm tuần {iso.week + 1}")
    spans = {"tu": f"{begin:%d/%m/%Y}", "den": f"{on - timedelta(days=1):%d/%m/%Y}"}
    spans |= {"tuan": str(iso.week), "tuan_toi": str(iso.week + 1)}
    paper.text(report["opening"].format(**spans))
    _revenue_part(paper, on)
    _obstacle_part(paper)
    _standing_part(
        paper,
        "III. CHỐNG BUÔN LẬU, QUẢN LÝ RỦI RO, KIỂM TRA SAU THÔNG QUAN",
        on,
        [
            ("1. Chống buôn lậu và xử lý vi phạm", "smuggling"),
            ("2. Quản lý rủi ro", "risk"),
            ("3. Kiểm tra sau thông quan", "audit"),
        ],
    )
    _standing_part(
        paper,
        "IV. CÔNG NGHỆ THÔNG TIN, TỔ CHỨC CÁN BỘ, TÀI CHÍNH",
        on,
        [
            ("1. Hệ thống công nghệ thông tin", "systems"),
            ("2. Kỷ luật, kỷ cương, tổ chức cán bộ", "discipline"),
            ("3. Tài chính, tài sản, xe công vụ", "finance"),
        ],
    )
    _task_part(paper)
    paper.text(report["closing"].format(**spans))
    paper.signature(
        ["Lãnh đạo Cục (để báo cáo)", "Các đơn vị thuộc, trực thuộc Cục", "Lưu: VT, VP"],
        "TL. CỤC TRƯỞNG",
        "CHÁNH VĂN PHÒNG",
        full_name("chanhvanphong"),
    )
    return paper.to_bytes()


def _revenue_part(paper: Paper, on: date) -> None:
    facts, week = words(on), week_of(on)
    paper.heading("I. THU NGÂN SÁCH, KIM NGẠCH VÀ LƯỢNG TỜ KHAI")
    paper.heading("1. Kết quả chung", 2)
    paper.text(TOPICS["revenue"]["open"][0].format(**facts))
    paper.text(read("papers")["report"]["volume"].format(**facts))
    rows = [
        [str(n), row.name, number(row.target), number(row.week), number(row.to_date), percent(row.percent)]
        for n, row in enumerate(branch_rows(on), start=1)
    ]
    rows.append(["", "Tổng cộng", facts["du_toan"], facts["thu"], facts["luy_ke"], percent(week.percent_of_target)])
    paper.table(
        "Bảng 1. Số thu theo đơn vị (tỷ đồng)",
        ["TT", "Đơn vị", "Dự toán", "Thu tuần", "Lũy kế", "% dự toán"],
        rows,
        [1.1, 7.4, 2, 2, 2, 2],
    )
    paper.heading("2. Nguyên nhân tăng, giảm", 2)
    for text in TOPICS["revenue"]["middle"]:
        paper.text(f"- {text.format(**facts)}")
    paper.heading("3. Dự báo và kiến nghị", 2)
    for text in TOPICS["revenue"]["end"][:5]:
        paper.text(f"- {text.format(**facts)}")
    rows = [
        [str(n), row.name, number(row.declarations), percent(100 * row.declarations / week.declarations)]
        for n, row in enumerate(branch_rows(on), start=1)
        if row.declarations
    ]
    rows.append(["", "Tổng cộng", facts["to_khai"], "100%"])
    paper.table("Bảng 2. Lượng tờ khai theo đơn vị", ["TT", "Đơn vị", "Số tờ khai", "Tỷ trọng"], rows, [1.1, 9, 3, 3])


def _case_facts(case: dict[str, Any], branch: str) -> dict[str, str]:
    return {
        "hang": case["goods"][0],
        "dv": BY_CODE[branch].name,
        **{key: str(case[key][0]) for key in ("n", "m") if key in case},
    }


def _obstacle_part(paper: Paper) -> None:
    paper.heading("II. VƯỚNG MẮC CỦA CÁC CHI CỤC")
    paper.text(read("papers")["report"]["obstacles"])
    rows = []
    chosen = [(CASES[n], BRANCHES[n % 11].code) for n in (0, 2, 17, 18, 19, 23, 24, 27, 31, 34)]
    for n, (case, branch) in enumerate(chosen, start=1):
        title = case["title"].format(**_case_facts(case, branch))
        rows.append(
            [
                str(n),
                BY_CODE[branch].short_name,
                title,
                BY_CODE[case["lead"]].short_name,
                ("Đã trả lời", "Đang xử lý", "Báo cáo cấp trên")[(n * 2) % 3],
            ]
        )
    paper.table(
        "Bảng 3. Tổng hợp vướng mắc trong tuần",
        ["TT", "Đơn vị nêu", "Nội dung", "Đơn vị trả lời", "Tình trạng"],
        rows,
        [1.1, 3, 6.6, 3, 2.8],
    )
    for n, (case, branch) in enumerate(chosen, start=1):
        facts = _case_facts(case, branch)
        paper.heading(f"{n}. {case['title'].format(**facts)}", 2)
        paper.text(f"Nội dung: {case['branch'].format(**facts)}")
        paper.text(f"Ý kiến của {BY_CODE[case['lead']].name}: {case['answer'].format(**facts)}")


def _standing_part(paper: Paper, title: str, on: date, topics: list[tuple[str, str]]) -> None:
    facts = words(on)
    paper.heading(title)
    for heading, topic in topics:
        paper.heading(heading, 2)
        paper.text(TOPICS[topic]["open"][0].format(**facts))
        for text in (*TOPICS[topic]["middle"], *TOPICS[topic]["end"]):
            paper.text(f"- {text.format(**facts)}")


def _task_part(paper: Paper) -> None:
    paper.heading("V. NHIỆM VỤ TRỌNG TÂM TUẦN TỚI")
    rows = [
        row
        for topic in ("revenue", "smuggling", "systems", "discipline", "finance", "audit")
        for row in TOPICS[topic]["conclusions"][:2]
    ]
    paper.table(
        "Bảng 4. Phân công nhiệm vụ",
        ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm"],
        [
            [str(n), row["content"], BY_CODE[row["lead"]].short_name, f"{row['days']} ngày", row["product"]]
            for n, row in enumerate(rows, start=1)
        ],
        [1.1, 6.6, 3, 2, 3.8],
    )
    paper.text("Các đơn vị chủ động triển khai, cập nhật tiến độ trên phần mềm trước 16 giờ thứ Tư hằng tuần.")


def proposal_campaign(on: date) -> bytes:
    """Build the proposal for a campaign against smuggling: three pages."""
    paper = Paper("Tờ trình về kế hoạch cao điểm chống buôn lậu", "Phòng Chống buôn lậu và xử lý vi phạm")
    paper.letterhead(
        "CỤC HẢI QUAN TP. HÀ NỘI",
        "PHÒNG CHỐNG BUÔN LẬU VÀ XỬ LÝ VI PHẠM",
        number="87/TTr-CBL",
        town="Hà Nội",
        on=on,
    )
    paper.title("Tờ trình", "Về việc ban hành kế hoạch cao điểm chống buôn lậu, gian lận thương mại")
    paper.addressee(["Đồng chí Vũ Đình Tấn – Phó Cục trưởng"])
    facts = words(on)
    paper.heading("1. Sự cần thiết", 2)
    paper.text(TOPICS["smuggling"]["open"][0].format(**facts))
    for text in TOPICS["smuggling"]["middle"]:
        paper.text(f"- {text}")
    paper.heading("2. Nội dung kế hoạch", 2)
    for text in read("papers")["campaign"]:
        paper.text(text)
    paper.heading("3. Kiến nghị", 2)
    paper.text("Phòng kính trình đồng chí Phó Cục trưởng xem xét, phê duyệt kế hoạch (dự thảo gửi kèm)./.")
    paper.signature(
        ["Như trên", "Phòng QLRR, GSQL (phối hợp)", "Lưu: VT, CBL"],
        "",
        "TRƯỞNG PHÒNG",
        full_name("cbl.truong"),
    )
    return paper.to_bytes()


def proposal_seals(on: date) -> bytes:
    """Build the proposal for electronic seals: two pages with a table."""
    paper = Paper("Tờ trình phương án trang bị seal định vị điện tử", "Phòng Tài vụ – Quản trị")
    paper.letterhead("CỤC HẢI QUAN TP. HÀ NỘI", "PHÒNG TÀI VỤ – QUẢN TRỊ", number="142/TTr-TVQT", town="Hà Nội", on=on)
    paper.title("Tờ trình", "Về phương án điều chuyển, bổ sung seal định vị điện tử")
    paper.addressee(["Đồng chí Phan Hữu Thuận – Phó Cục trưởng"])
    for text in read("papers")["seals"]:
        paper.text(text)
    rows = [
        ("Chi cục HQ CK sân bay quốc tế Nội Bài", 120, 165),
        ("Chi cục HQ ga đường sắt quốc tế Yên Viên", 60, 110),
        ("Chi cục HQ Gia Thụy", 48, 60),
        ("Chi cục HQ Bắc Hà Nội", 40, 52),
        ("Dự phòng tại Cục", 20, 40),
    ]
    body = [
        [str(n), name, str(has), str(needs), str(needs - has)] for n, (name, has, needs) in enumerate(rows, start=1)
    ]
    body.append(
        [
            "",
            "Tổng cộng",
            *(str(sum(column)) for column in zip(*[(h, n, n - h) for _, h, n in rows], strict=True)),
        ]
    )
    paper.table(
        "Nhu cầu seal định vị điện tử",
        ["TT", "Đơn vị", "Hiện có", "Nhu cầu", "Bổ sung"],
        body,
        [1.1, 8, 2.4, 2.4, 2.4],
    )
    paper.text("Kính trình đồng chí Phó Cục trưởng xem xét, quyết định./.")
    paper.signature(
        ["Như trên", "Phòng GSQL, CNTT (phối hợp)", "Lưu: VT, TVQT"],
        "",
        "TRƯỞNG PHÒNG",
        full_name("tvqt.truong"),
    )
    return paper.to_bytes()


def branch_letter(on: date) -> bytes:
    """Build a branch's letter on obstacles: three pages."""
    paper = Paper("Công văn báo cáo vướng mắc", "Chi cục Hải quan Vĩnh Phúc")
    paper.letterhead(
        "CỤC HẢI QUAN TP. HÀ NỘI",
        "CHI CỤC HẢI QUAN VĨNH PHÚC",
        number="231/HQVP-TH",
        town="Vĩnh Phúc",
        on=on,
        summary="V/v báo cáo vướng mắc phục vụ giao ban tuần",
    )
    paper.addressee(["Phòng Giám sát quản lý về hải quan", "Phòng Thuế xuất nhập khẩu", "Văn phòng Cục"])
    paper.text("Thực hiện thông báo của Văn phòng Cục về chuẩn bị nội dung giao ban tuần, Chi cục báo cáo như sau:")
    wanted = ("hang-cau-phao", "hs-hai-ma", "hoan-thue", "duong-truyen-yeu")
    cases = [next(case for case in CASES if case["key"] == key) for key in wanted]
    for n, case in enumerate(cases, start=1):
        facts = _case_facts(case, "VINHPHUC")
        paper.heading(f"{n}. {case['title'].format(**facts)}", 2)
        paper.text(f"Tình tiết: {case['branch'].format(**facts)}")
        paper.text(f"Căn cứ pháp lý: {read('papers')['bases'][n - 1]}.")
        paper.text(f"Quan điểm của Chi cục: {read('papers')['views'][n - 1]}")
    paper.text("Chi cục kính đề nghị các Phòng xem xét, có ý kiến tại cuộc họp giao ban tuần./.")
    paper.signature(
        ["Như trên", "Lãnh đạo Cục phụ trách (để báo cáo)", "Lưu: VT, TH"],
        "",
        "CHI CỤC TRƯỞNG",
        full_name("vinhphuc.truong"),
    )
    return paper.to_bytes()
