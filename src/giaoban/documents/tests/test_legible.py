"""Which text layers say what the page shows."""

import pytest

from giaoban.documents.legible import is_legible, why_read

GOOD = "Thực hiện chỉ đạo của Cục trưởng về tăng cường đấu tranh chống buôn lậu, gian lận thương mại và hàng giả"
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc B¸o c¸o kÕt qu¶ c«ng t¸c tuÇn cña Chi côc"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc Baùo caùo keát quaû coâng taùc tuaàn"
SHIFTED = "7KӵF KLӋQ FKӍ ÿҥR FӫD &өF WUѭӣQJ YӅ WăQJ FѭӡQJ ÿҩX WUDQK FKӕQJ EX{Q OұX JLDQ OұQ WKѭѫQJ PҥL"
VOWELLESS = "KDL TXDQ KGLK FKSBN WRXHN BKJXN QWRTZ PLKJH GFDSX CVBNM QWRTP LKJHG FDSZX CVBNQ"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.upper(),
        "The Customs Department reports the results of the week and asks the leader for one more scanner and staff",
        "1.247 3.802 92,4% 15/03/2026 438/UBND-VHXH 1.000.000 2.000.000 3.450.000 12 34 56 78 90",
        "",
        "12",
        "Công ty TNHH Müller & Söhne, Straße 12, xuất khẩu hàng điện tử qua cửa khẩu sân bay quốc tế Nội Bài",
    ],
)
def test_what_people_write_is_legible(text):
    assert is_legible(text)


@pytest.mark.parametrize("text", [TCVN3, VNI, SHIFTED, VOWELLESS, "!#$ %&^ ~`{ }|\\ ¬¦§ ¨©ª «®¯ ±²³ ´µ¶ ¸¹º" * 3])
def test_what_broken_layers_hold_is_not(text):
    assert not is_legible(text)


def test_decomposed_letters_are_read_like_composed_ones():
    import unicodedata

    assert is_legible(unicodedata.normalize("NFD", GOOD))


@pytest.mark.parametrize(
    ("text", "cover", "why"),
    [
        ("", 1.0, "scan"),
        ("Cơ quan phát hành: VĂN PHÒNG CHÍNH PHỦ", 1.0, "scan"),  # the stamp of a digital signature on a scan
        ("Trang 3", 0.0, "scan"),
        ("Cơ quan phát hành: VĂN PHÒNG CHÍNH PHỦ", 0.1, ""),
        (GOOD * 5, 1.0, ""),  # a slide over a photograph, or a scan that the scanner has read well
        (TCVN3, 0.0, "garbled"),
    ],
)
def test_why_a_page_is_read_by_machine(text, cover, why):
    assert why_read(text, cover) == why
