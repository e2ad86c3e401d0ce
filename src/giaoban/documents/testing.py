"""Builders for tests anywhere: a door of one's own, files of every kind, a readable document."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from giaoban.documents import actions, pdf
from giaoban.documents.doors import DOORS, Door
from giaoban.documents.models import Document
from giaoban.kernel.actor import Actor
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people.models import User
from giaoban.people.testing import by

KIND = "test.desk"


def a_door(
    *, seen_by: Iterable[User] = (), kept_by: Iterable[User] = (), secret: bool = False, kind: str = KIND
) -> UUID:
    """Hang up a door in front of one thing: keepers change and watch, the others only see. Return the thing's id."""
    owner_id = new_id()
    keepers = {user.pk for user in kept_by}
    seers = keepers | {user.pk for user in seen_by}
    before = DOORS.get(kind)

    def may_see(actor: Actor, asked: UUID) -> bool:
        if asked == owner_id:
            return actor.user_id in seers
        return before is not None and before.may_see(actor, asked)

    def may_change(actor: Actor, asked: UUID) -> Verdict:
        if asked == owner_id:
            return YES if actor.user_id in keepers else no("documents.may_not_change")
        return before.may_change(actor, asked) if before else no("documents.may_not_change")

    def may_watch(actor: Actor, asked: UUID) -> bool:
        if asked == owner_id:
            return actor.user_id in keepers
        return before is not None and before.may_watch(actor, asked)

    DOORS[kind] = Door(
        kind=kind,
        may_see=may_see,
        seen_among=lambda actor, ids: {asked for asked in ids if may_see(actor, asked)},
        may_change=may_change,
        may_watch=may_watch,
        readers=lambda asked: set(seers) if asked == owner_id else (before.readers(asked) if before else set()),
        url=lambda _asked: "/",
        label=lambda _asked: "Giao ban tuần 12",
        is_secret=lambda asked: secret if asked == owner_id else bool(before and before.is_secret(asked)),
    )
    return owner_id


def a_file(content: bytes, name: str = "tai-lieu.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def a_document(
    owner_id: UUID, *, sender: User, content: bytes | None = None, name: str = "bao-cao.pdf", **more: Any
) -> Document:
    """A document that has just been sent; ``run_jobs()`` makes it readable."""
    return actions.add_document(
        file=a_file(content if content is not None else a_pdf(), name),
        owner_kind=KIND,
        owner_id=owner_id,
        vouched=True,
        by=by(sender),
        **more,
    )


def a_pdf(pages: int = 3, text: str = "Kết luận giao ban tuần, đấu tranh chống buôn lậu") -> bytes:
    """A PDF with Vietnamese text, a heading on each page, and its outline."""
    import typst

    source = (
        '#set document(date: none)\n#set page(paper: "a4", margin: 2cm)\n#set text(font: ("Liberation Serif", "DejaVu Serif"), size: 13pt)\n'  # noqa: E501
        f"#for n in range(1, {pages + 1}) {{\n"
        "  if n > 1 { pagebreak() }\n"
        "  [= Mục #n]\n"
        f"  [{text}. Trang số #n.]\n}}\n"
    )
    return bytes(typst.compile(source.encode()))


LETTER = (
    "Thực hiện chỉ đạo của Cục trưởng về tăng cường đấu tranh chống buôn lậu và gian lận thương mại",
    "Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài báo cáo kết quả công tác tuần như sau",
    "Tổng số tờ khai đã làm thủ tục là một nghìn hai trăm bốn mươi bảy tờ khai xuất khẩu và nhập khẩu",
    "Số thu nộp ngân sách nhà nước đạt chín mươi hai phần trăm chỉ tiêu được giao trong tháng này",
    "Đơn vị đề nghị lãnh đạo Cục xem xét bổ sung máy soi hàng hóa và biên chế cho ca trực ban đêm",
)


def a_page_of_words(number: int = 1) -> str:
    """The source of one A4 page of a letter, for ``a_pdf_of``."""
    lines = "\n\n".join(f"{place}. {line}, trang số {number}." for place, line in enumerate(LETTER * 3, 1))
    return f"= Báo cáo công tác tuần, phần {number}\n\n{lines}"


def a_pdf_of(*pages: str) -> bytes:
    """A PDF whose pages are set from these texts."""
    import typst

    head = (
        '#set document(date: none)\n#set page(paper: "a4", margin: 2cm)\n'
        '#set text(font: ("Liberation Serif", "DejaVu Serif"), size: 13pt)\n'
    )
    return bytes(typst.compile((head + "\n#pagebreak()\n".join(pages)).encode()))


def a_scan(*pages: str, turned: int = 0, slanted: float = 0.0, dots: int = 200) -> bytes:
    """A PDF of pictures, as a scanner makes it; its pages may have gone in sideways (clockwise) or slanted."""
    import pypdfium2

    source = pypdfium2.PdfDocument(a_pdf_of(*(pages or (a_page_of_words(),))))
    pictures = []
    for page in source:
        picture = page.render(scale=dots / 72, grayscale=True, rotation=turned).to_pil()
        pictures.append(picture.rotate(slanted, fillcolor=255) if slanted else picture)
    source.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()


def joined(*papers: bytes) -> bytes:
    """One PDF of the pages of several: a letter with a scanned annex."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as whole:
        for paper in papers:
            with pikepdf.open(io.BytesIO(paper)) as part:
                whole.pages.extend(part.pages)
        whole.save(out)
    return out.getvalue()


def an_encrypted_pdf() -> bytes:
    """A PDF that asks for a password: standard handler, 40 bits."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    password = (b"mat khau" + padding)[:32]
    owner_hash = _rc4(hashlib.md5(password).digest()[:5], password)
    file_id = b"0123456789abcdef"
    key = hashlib.md5(password + owner_hash + (0xFFFFFFFC).to_bytes(4, "little") + file_id).digest()[:5]
    user_hash = _rc4(key, padding)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner_hash.hex().encode(), user_hash.hex().encode()),
    ]
    return assemble(
        objects, trailer=b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (file_id.hex().encode(), file_id.hex().encode())
    )


def _rc4(key: bytes, text: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for letter in text:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(letter ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def assemble(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first being its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, table)
    return bytes(out)


def an_active_pdf() -> bytes:
    """A PDF with a script that runs when it is opened, and a file inside."""
    return assemble(
        [
            (
                b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R /Names << /JavaScript << /Names [(a) 4 0 R] >>"
                b" /EmbeddedFiles << /Names [(x.exe) 5 0 R] >> >> >>"
            ),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>",
            b"<< /Type /Filespec /F (x.exe) /EF << /F 6 0 R >> >>",
            b"<< /Type /EmbeddedFile /Length 4 >>\nstream\nMZ90\nendstream",
        ]
    )


def a_docx(paragraphs: int = 20, *, heading: str = "Báo cáo công tác tuần") -> bytes:
    """A Word file with headings, text and a table."""
    from docx import Document as Word

    word = Word()
    word.add_heading(heading, 0)
    for number in range(1, paragraphs + 1):
        word.add_heading(f"{number}. Tình hình thực hiện nhiệm vụ", 2)
        word.add_paragraph("Trong tuần, đơn vị đã hoàn thành chỉ tiêu thu ngân sách được giao. " * 6)
    table = word.add_table(rows=6, cols=4)
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            cell.text = f"Số liệu {place + 1}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def an_xlsx(columns: int = 18) -> bytes:
    """A workbook of two sheets, wider than a page."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in ("Thu ngân sách", "Tờ khai"):
            sheet = book.add_worksheet(name)
            for row in range(60):
                sheet.write_row(row, 0, [f"Chi cục {row + 1}", *range(columns - 1)])
    return out.getvalue()


def a_pptx(slides: int = 8) -> bytes:
    """A deck."""
    from pptx import Presentation

    deck = Presentation()
    for number in range(1, slides + 1):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Phần {number}: Nhiệm vụ trọng tâm"
        slide.placeholders[1].text = "Đẩy mạnh cải cách thủ tục\nPhối hợp với Biên phòng\nBáo cáo trước thứ Sáu"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def an_odt(body: str = "<text:p>Tờ trình về việc điều động công chức</text:p>") -> bytes:
    """An OpenDocument text with that body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "drawing")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def a_picture(kind: str = "JPEG", width: int = 900, height: int = 1200) -> bytes:
    """A photograph of that format."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((100, 100, width - 100, 400), outline="black", width=6)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def read_back(path: Path) -> str:
    """Return all text of a PDF."""
    return "\n".join(pdf.ask("text", path=str(path), first=1, last=5000)["pages"])
