"""Making a PDF of another file: with the reader's name, with words over a scan, of a picture."""

import contextlib
import ctypes
import json
import math
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from .defusing import unsign
from .opened import Trouble

MAX_PIXELS: Final = 200_000_000  # of an image that becomes a page
EM: Final = 0.5  # width of the empty glyph, in letters' height
RESOURCE: Final = Name("/GiaobanOcr")
BMP: Final = 0x10000


def mark(path: str, out: str, lines: list[str], font: str) -> dict[str, Any]:
    """Write a copy with the reader's name and the time across each page."""
    pdf = pdfium.PdfDocument(path)  # opened anew: pages are changed below, never on a copy that others read
    with open(font, "rb") as file:  # noqa: PTH123 - these processes import as little as they can
        content = file.read()
    array = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    loaded = raw.FPDFText_LoadFont(pdf, array, len(content), raw.FPDF_FONT_TRUETYPE, True)
    if not loaded:
        raise Trouble("no_font")
    for index in range(len(pdf)):
        with contextlib.suppress(pdfium.PdfiumError):
            page = pdf[index]
            _mark_page(pdf, page, loaded, lines)
            page.close()
    pdf.save(out)
    pdf.close()
    return {}


def _mark_page(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, font: Any, lines: list[str]) -> None:
    """Three diagonal lines, light enough to read through, dark enough to survive a photocopy."""
    width, height = page.get_size()
    size = max(9.0, min(width, height) / 26)
    for row in range(3):
        for offset, line in enumerate(lines):
            thing = raw.FPDFPageObj_CreateTextObj(pdf, font, size)
            units = (line + "\x00").encode("utf-16-le")
            raw.FPDFText_SetText(thing, (raw.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))
            raw.FPDFPageObj_SetFillColor(thing, 90, 100, 120, 70)
            x, y = width * 0.12, height * (0.12 + 0.31 * row) - offset * size * 1.4
            raw.FPDFPageObj_Transform(thing, 0.866, 0.5, -0.5, 0.866, x, y)
            raw.FPDFPage_InsertObject(page, thing)
    raw.FPDFPage_GenerateContent(page)


def layer(path: str, out: str, pages: str, font: str) -> dict[str, Any]:
    """Write a copy with invisible words under the pictures of scanned pages, turned pages upright.

    ``pages`` is a file of one JSON object a line: {"page", "turn", "skew", "words"}. Pictures are not touched.
    Page objects are packed together: a reader over a slow line need not fetch each page to find the first.
    """
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise Trouble("encrypted") from error
    except pikepdf.PdfError as error:
        raise Trouble("broken") from error
    with pdf, open(pages, encoding="utf8") as lines:  # noqa: PTH123 - as above
        letters = _empty_font(pdf, font)
        for line in lines:
            _lay(pdf, letters, json.loads(line))
        unsign(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return {}


def _lay(pdf: pikepdf.Pdf, letters: pikepdf.Object, asked: dict[str, Any]) -> None:
    page = pdf.pages[asked["page"] - 1]
    before = int(page.obj.get("/Rotate", 0)) if "/Rotate" in page.obj else 0
    page.rotate(asked["turn"], relative=True)
    after = (before + asked["turn"]) % 360
    if not asked["words"]:
        return
    name = page.add_resource(letters, Name.Font, RESOURCE)
    box = [float(side) for side in page.cropbox]
    content = "\n".join(_drawn(asked["words"], box, after, math.radians(asked["skew"]), name))
    page.contents_add(f"q BT 3 Tr\n{content}\nET Q".encode("ascii"), prepend=True)


def _drawn(words: list[list[Any]], box: list[float], turn: int, skew: float, name: Name) -> Iterator[str]:
    """Yield the drawing of every word, and of the blank to the next one of its line."""
    spot = Spot(box, turn, skew)
    for word, following in zip(words, [*words[1:], None], strict=True):
        line, x, y, width, height, text = word
        yield spot.show(x, y, width, height, text, name)
        if following and following[0] == line and following[1] > x + width:
            yield spot.show(x + width, y, following[1] - x - width, height, " ", name)


class Spot:
    """Where on the paper a place of the shown page lies: the page may be cropped, turned, and its lines slanted."""

    def __init__(self, box: list[float], turn: int, skew: float) -> None:
        self.left, self.bottom = min(box[0], box[2]), min(box[1], box[3])
        self.width, self.height = abs(box[2] - box[0]), abs(box[3] - box[1])
        self.turn = turn
        angle = math.radians(turn) + skew
        self.cos, self.sin = math.cos(angle), math.sin(angle)

    def at(self, across: float, down: float) -> tuple[float, float]:
        """Return the point of the paper for fractions of the shown page from its upper left corner."""
        u, v = {
            0: (across, 1 - down),
            90: (down, across),
            180: (1 - across, down),
            270: (1 - down, 1 - across),
        }[self.turn]
        return self.left + u * self.width, self.bottom + v * self.height

    def show(self, x: float, y: float, width: float, height: float, text: str, name: Name) -> str:
        """Return the words of a PDF that put ``text`` into that box."""
        across, down = (self.height, self.width) if self.turn % 180 else (self.width, self.height)
        long, size = width * across, max(height * down, 1.0)
        middle = self.at(x + width / 2, y + height / 2)
        low = 0.3 * size  # the baseline is above the lower edge of a line with descenders
        start_x = middle[0] - self.cos * long / 2 + self.sin * low
        start_y = middle[1] - self.sin * long / 2 - self.cos * low
        units = "".join(f"{ord(c):04X}" for c in text if ord(c) < BMP)
        stretch = 100 * long / max(len(units) // 4 * EM * size, 0.01)
        turned = f"{self.cos:.4f} {self.sin:.4f} {-self.sin:.4f} {self.cos:.4f} {start_x:.2f} {start_y:.2f} Tm"
        return f"{name} {size:.2f} Tf {stretch:.2f} Tz {turned} <{units}> Tj"


def _empty_font(pdf: pikepdf.Pdf, path: str) -> pikepdf.Object:
    """Return a font that has every letter and draws none."""
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        program = pdf.make_stream(file.read())
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name.GlyphLessFont, Flags=5, FontBBox=Array([0, 0, 500, 1000]),
            ItalicAngle=0, Ascent=1000, Descent=-1, CapHeight=1000, StemV=80, FontFile2=program,
        )
    )  # fmt: skip
    inner = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.GlyphLessFont, DW=500, FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=pdf.make_stream(b"\x00\x01" * BMP),
        )
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.GlyphLessFont, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([inner]), ToUnicode=pdf.make_stream(_SAME_LETTERS),
        )
    )  # fmt: skip


_SAME_LETTERS: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identify-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def from_picture(path: str, out: str) -> dict[str, Any]:
    """Make a PDF of a photograph or a scan; each frame of a TIFF is a page."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses from twice this number on
    try:
        with Image.open(path) as source:
            frames = [ImageOps.exif_transpose(frame.copy()).convert("RGB") for frame in ImageSequence.Iterator(source)]
    except Image.DecompressionBombError as error:
        raise Trouble("bomb") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Trouble("broken") from error
    longest = max(max(frame.size) for frame in frames)
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=longest / 11.69, quality=85)
    return {"pages": len(frames)}
